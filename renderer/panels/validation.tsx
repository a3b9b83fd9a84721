/** Published, measured and article figures against the model: how far it may be believed, and why it misses where it does. */

import { useMemo, useState } from 'react';
import type { ValidationAnswer, ValidationRow } from '../../app/contract';
import { ChartFrame } from '../chart';
import { Tag } from '../parts/badge';
import { IconButton } from '../parts/button';
import { DataTable, type DataColumn, type Order } from '../parts/data-table';
import { Empty, Problem } from '../parts/empty';
import { CloseIcon } from '../parts/icons';
import { Select } from '../parts/menu';
import { useStore } from '../store';
import { useCall } from '../use-call';
import { look, workspace } from '../workspace';
import { useWords } from '../words/use-words';

interface Wanted {
  readonly suite?: string;
  readonly chip?: string;
  readonly phase?: string;
  readonly unit?: string;
}

/** Kept while another view is open. */
let lastWanted: Wanted = {};
const anything = '*';

export function Validation() {
  const { say, pick, language } = useWords();
  const { value, failure } = useCall('validation.list', { language });
  const [wanted, setWanted] = useState(lastWanted);
  const [opened, setOpened] = useState<string>();
  const rows = useMemo(() => (value?.cases ?? []).map(withKey).filter((row) => fits(row, wanted)), [value, wanted]);
  const want = (change: Wanted) => {
    lastWanted = { ...wanted, ...change };
    setWanted(lastWanted);
  };
  const unit = unitOf(rows, wanted.unit);
  const shown = rows.find((row) => row.id === opened);
  return (
    <main className="panel">
      <header className="toolbar toolbar-wrap">
        <h1 className="toolbar-title">{say('validation.title')}</h1>
        {value && <Filters cases={value.cases} wanted={wanted} onWant={want} />}
        <span className="ink3 toolbar-hint">{say('validation.hint')}</span>
      </header>
      {failure && <Problem fact={say('validation.failed')} hint={pick(failure)} />}
      {!failure && !value && <p className="panel-wait">{say('validation.loading')}</p>}
      {value && (
        <div className="panel-split">
          <div className="validation">
            <Summaries
              summary={value.summary}
              chosen={wanted.suite}
              onChoose={(suite) => {
                want({ suite: suite === wanted.suite ? anything : suite });
              }}
            />
            {rows.length === 0 ? (
              <Empty fact={say('validation.none')} hint={say('validation.none-hint')} />
            ) : (
              <>
                <Scatter
                  rows={rows}
                  wanted={wanted}
                  unit={unit}
                  onUnit={(next) => {
                    want({ unit: next });
                  }}
                />
                <Cases rows={rows} opened={opened} onOpen={setOpened} />
              </>
            )}
          </div>
          {shown && (
            <CaseDetail
              row={shown}
              onClose={() => {
                setOpened(undefined);
              }}
            />
          )}
        </div>
      )}
    </main>
  );
}

/** Ids repeat between suites: a row is found by both. */
type Row = ValidationRow & { readonly name: string };

function withKey(row: ValidationRow): Row {
  return { ...row, name: row.id, id: `${row.suite}/${row.id}` };
}

function fits(row: Row, { suite, chip, phase }: Wanted): boolean {
  const is = (value: string | undefined, asked: string | undefined) =>
    asked === undefined || asked === anything || value === asked;
  return is(row.suite, suite) && is(row.chip, chip) && is(row.phase, phase);
}

/** The unit of the chart: the one asked for, else the commonest. */
function unitOf(rows: readonly Row[], asked: string | undefined): string {
  const counts = new Map<string, number>();
  for (const { unit } of rows) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  if (asked !== undefined && counts.has(asked)) return asked;
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 's';
}

interface FiltersProps {
  readonly cases: readonly ValidationRow[];
  readonly wanted: Wanted;
  readonly onWant: (change: Wanted) => void;
}

function Filters({ cases, wanted, onWant }: FiltersProps) {
  const { say } = useWords();
  const chips = [...new Set(cases.flatMap(({ chip }) => (chip === undefined ? [] : [chip])))].sort();
  const suites = [...new Set(cases.map(({ suite }) => suite))];
  const any = { id: anything, label: say('catalog.any') };
  return (
    <>
      <Select
        label={say('validation.suites')}
        value={wanted.suite ?? anything}
        choices={[any, ...suites.map((id) => ({ id, label: say(`validation.suite.${id}`) }))]}
        onChoose={(suite) => {
          onWant({ suite });
        }}
      />
      {chips.length > 0 && (
        <Select
          label={say('validation.chip')}
          value={wanted.chip ?? anything}
          choices={[any, ...chips.map((id) => ({ id, label: id }))]}
          onChoose={(chip) => {
            onWant({ chip });
          }}
        />
      )}
      <Select
        label={say('validation.phase')}
        value={wanted.phase ?? anything}
        choices={[any, { id: 'prefill', label: 'Prefill' }, { id: 'decode', label: 'Decode' }]}
        onChoose={(phase) => {
          onWant({ phase });
        }}
      />
    </>
  );
}

interface SummariesProps {
  readonly summary: ValidationAnswer['summary'];
  readonly chosen: string | undefined;
  readonly onChoose: (suite: string) => void;
}

function Summaries({ summary, chosen, onChoose }: SummariesProps) {
  const { say } = useWords();
  return (
    <div className="suites" role="group" aria-label={say('validation.suites')}>
      {summary.map(({ suite, n, passed, judged, shown }) => (
        <button
          key={suite}
          type="button"
          className="suite"
          aria-pressed={chosen === suite}
          onClick={() => {
            onChoose(suite);
          }}
        >
          <span className="suite-name">{say(`validation.suite.${suite}`)}</span>
          <span className="suite-count">{say('validation.cases', { n })}</span>
          <span>{judged === 0 ? say('validation.no-bar') : say('validation.passed', { passed, judged })}</span>
          <span className="ink3">{say('validation.median', { error: shown.medianAbsError })}</span>
        </button>
      ))}
    </div>
  );
}

interface ScatterProps {
  readonly rows: readonly Row[];
  readonly wanted: Wanted;
  readonly unit: string;
  readonly onUnit: (unit: string) => void;
}

function Scatter({ rows, wanted, unit, onUnit }: ScatterProps) {
  const { say, pick } = useWords();
  // The look is drawn into the chart: another theme or language asks again.
  useStore(workspace);
  const { suite, chip, phase } = wanted;
  const { value, failure } = useCall('validation.chart', {
    unit,
    look: look(),
    ...(suite === undefined || suite === anything ? {} : { suite }),
    ...(chip === undefined || chip === anything ? {} : { chip }),
    ...(phase === 'prefill' || phase === 'decode' ? { phase } : {}),
  });
  const units = [...new Set(rows.map((row) => row.unit))];
  if (failure) return <Problem fact={say('validation.failed')} hint={pick(failure)} />;
  return (
    <section className="scatter" aria-label={say('validation.chart')}>
      {units.length > 1 && (
        <Select
          label={say('validation.unit')}
          value={unit}
          choices={units.map((id) => ({ id, label: id === '1' ? say('validation.unitless') : id }))}
          onChoose={onUnit}
        />
      )}
      {value && <ChartFrame chart={value} name="validation" />}
    </section>
  );
}

interface CasesProps {
  readonly rows: readonly Row[];
  readonly opened: string | undefined;
  readonly onOpen: (id: string) => void;
}

function Cases({ rows, opened, onOpen }: CasesProps) {
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
    width: 190,
    key: (row) => peersOf(row).length,
    cell: (row) => peersOf(row).join(', '),
  };
  const columns: readonly DataColumn<Row>[] = [
    {
      id: 'suite',
      title: say('validation.column.suite'),
      align: 'text',
      width: 84,
      key: (row) => row.suite,
      cell: (row) => say(`validation.suite.${row.suite}`),
    },
    text('name', 220, true),
    text('chip', 110),
    text('phase', 70),
    {
      id: 'predicted',
      title: say('validation.column.predicted'),
      align: 'number',
      width: 120,
      key: (row) => row.predicted ?? undefined,
      cell: (row) => row.shown.predicted,
    },
    {
      id: 'actual',
      title: say('validation.column.actual'),
      align: 'number',
      width: 120,
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
      width: 90,
      key: (row) => (row.pass === null ? undefined : String(row.pass)),
      cell: (row) => <Bar pass={row.pass} />,
    },
    ...(rows.some(({ shown }) => shown.peers.length > 0) ? [peersColumn] : []),
    text('note', 300),
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

function CaseDetail({ row, onClose }: { readonly row: Row; readonly onClose: () => void }) {
  const { say, pick } = useWords();
  const facts = [
    ['suite', say(`validation.suite.${row.suite}`)],
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
