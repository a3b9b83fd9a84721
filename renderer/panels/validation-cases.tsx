/** The cases of the model against the figures: the table, and one of them in full. */

import { useState } from 'react';
import type { ValidationRow } from '../../app/contract';
import { Tag } from '../parts/badge';
import { IconButton } from '../parts/button';
import { DataTable, type DataColumn, type Order } from '../parts/data-table';
import { CloseIcon } from '../parts/icons';
import { useWords } from '../words/use-words';

/** Ids repeat between suites: a row is found by both. */
export type Row = ValidationRow & { readonly name: string };

/** Runs of a person's own stand where the published ones do. */
export function suiteWord(suite: ValidationRow['suite'], isOwn: boolean) {
  return isOwn && suite === 'published' ? 'validation.suite.served' : (`validation.suite.${suite}` as const);
}

export function withKey(row: ValidationRow): Row {
  return { ...row, name: row.id, id: `${row.suite}/${row.id}` };
}

interface CasesProps {
  readonly isOwn: boolean;
  readonly rows: readonly Row[];
  readonly opened: string | undefined;
  readonly onOpen: (id: string) => void;
}

export function Cases({ isOwn, rows, opened, onOpen }: CasesProps) {
  const { say, pick } = useWords();
  const peersOf = ({ shown }: Row) => shown.peers.map(({ title, text }) => `${pick(title)} ${text}`);
  const [order, setOrder] = useState<Order>();
  const text = (id: 'name' | 'chip' | 'phase' | 'note', width: number, mono = false): DataColumn<Row> => ({
    id,
    title: say(`validation.column.${id}`),
    align: 'text',
    width,
    key: (row) => row[id] ?? '',
    cell: (row) => (
      <span className={mono ? 'mono' : undefined} title={row[id]}>
        {row[id]}
      </span>
    ),
  });
  const peersColumn: DataColumn<Row> = {
    id: 'peers',
    title: say('validation.column.peers'),
    align: 'text',
    width: 150,
    key: (row) => peersOf(row).length,
    cell: (row) => peersOf(row).join(', '),
  };
  const columns: readonly DataColumn<Row>[] = [
    {
      id: 'suite',
      title: say('validation.column.suite'),
      align: 'text',
      width: 76,
      key: (row) => row.suite,
      cell: (row) => say(suiteWord(row.suite, isOwn)),
    },
    text('name', 196, true),
    text('chip', 96),
    text('phase', 64),
    {
      id: 'predicted',
      title: say('validation.column.predicted'),
      align: 'number',
      width: 104,
      key: (row) => row.predicted ?? undefined,
      cell: (row) => row.shown.predicted,
    },
    {
      id: 'actual',
      title: say('validation.column.actual'),
      align: 'number',
      width: 104,
      key: (row) => row.actual,
      cell: (row) => row.shown.actual,
    },
    {
      id: 'error',
      title: say('validation.column.error'),
      align: 'number',
      width: 84,
      key: (row) => (row.error === null ? undefined : Math.abs(row.error)),
      cell: (row) => <ErrorBadge row={row} />,
    },
    {
      id: 'pass',
      title: say('validation.column.pass'),
      align: 'text',
      width: 76,
      key: (row) => (row.pass === null ? undefined : String(row.pass)),
      cell: (row) => <Bar pass={row.pass} />,
    },
    text('note', 280),
    ...(rows.some(({ shown }) => shown.peers.length > 0) ? [peersColumn] : []),
  ];
  return (
    <DataTable
      label={say('validation.title')}
      columns={columns}
      rows={rows}
      order={order}
      onOrder={setOrder}
      opened={opened}
      onOpen={(row) => {
        onOpen(row.id);
      }}
    />
  );
}

function ErrorBadge({ row }: { readonly row: Row }) {
  return row.missed ? <Tag tone="alarm">{row.shown.error}</Tag> : row.shown.error;
}

function Bar({ pass }: { readonly pass: boolean | null }) {
  const { say } = useWords();
  if (pass === null) return <span className="ink3">{say('validation.no-bar')}</span>;
  return pass ? say('validation.within') : <Tag tone="alarm">{say('validation.outside')}</Tag>;
}

interface CaseDetailProps {
  readonly isOwn: boolean;
  readonly row: Row;
  readonly onClose: () => void;
}

export function CaseDetail({ isOwn, row, onClose }: CaseDetailProps) {
  const { say, pick } = useWords();
  const facts = [
    ['suite', say(suiteWord(row.suite, isOwn))],
    ['chip', row.chip],
    ['phase', row.phase],
    ['predicted', row.shown.predicted],
    ['actual', row.shown.actual],
    ['error', row.shown.error],
  ] as const;
  return (
    <aside className="detail" aria-label={row.name}>
      <header className="detail-head">
        <h2>
          <code className="selectable">{row.name}</code>
        </h2>
        <IconButton label={say('catalog.close')} onClick={onClose}>
          <CloseIcon size={12} />
        </IconButton>
      </header>
      <div className="detail-body" tabIndex={0} role="region" aria-label={row.name}>
        <dl className="detail-facts">
          {facts.map(([name, value]) =>
            value === undefined ? null : (
              <div key={name}>
                <dt>{say(`validation.column.${name}`)}</dt>
                <dd className="selectable">{value}</dd>
              </div>
            ),
          )}
          {row.shown.peers.map(({ title, text }) => (
            <div key={title.en}>
              <dt>{pick(title)}</dt>
              <dd className="selectable">{text}</dd>
            </div>
          ))}
          <div>
            <dt>{say('validation.column.pass')}</dt>
            <dd>
              <Bar pass={row.pass} />
            </dd>
          </div>
        </dl>
        <section aria-label={say('validation.column.note')}>
          <h3>{say(row.missed ? 'validation.reason' : 'validation.column.note')}</h3>
          <p className="selectable">{row.note === '' ? say('validation.no-note') : row.note}</p>
        </section>
      </div>
    </aside>
  );
}
