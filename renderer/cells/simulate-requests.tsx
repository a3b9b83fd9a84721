/** The requests of a simulation one by one: fetched when the table is opened, saved as CSV. */

import { useMemo, useState } from 'react';
import type { Out } from '../../app/contract';
import { rpc } from '../bridge';
import { offer } from '../charts/pictures';
import { folderOf, textOf } from '../notebook-text';
import { Button } from '../parts/button';
import { DataTable, type DataColumn, type Order } from '../parts/data-table';
import type { ShownSimulation } from '../shown';
import { useWords } from '../words/use-words';
import { report, workspace } from '../workspace';

type Requests = NonNullable<Out<'simulation.requests'>>;
type Row = Requests['rows'][number];

interface RequestsProps {
  readonly cell: string;
  readonly kept: NonNullable<ShownSimulation['kept']>;
}

async function fetched(cell: string): Promise<Requests | null> {
  const session = workspace.get().current?.get().session;
  if (!session) return null;
  return rpc('simulation.requests', { text: textOf(session.cells), cell, ...folderOf(session.path) });
}

export function SimulationRequests({ cell, kept }: RequestsProps) {
  const { say } = useWords();
  const [requests, setRequests] = useState<Requests>();
  const [isOpen, setIsOpen] = useState(false);
  const withRequests = async (act: (told: Requests) => void): Promise<void> => {
    try {
      const told = requests ?? (await fetched(cell));
      if (!told) return;
      setRequests(told);
      act(told);
    } catch (error) {
      report(say('simulation.requests'), error);
    }
  };
  return (
    <section className="simulation-requests" aria-label={say('simulation.requests')}>
      <div className="simulation-line">
        <button
          type="button"
          className="link"
          aria-expanded={isOpen}
          onClick={(event) => {
            event.stopPropagation();
            if (isOpen) setIsOpen(false);
            else
              void withRequests(() => {
                setIsOpen(true);
              });
          }}
        >
          {say('simulation.requests')}
        </button>
        {kept.rows < kept.of && (
          <span className="simulation-note">{say('simulation.requests-some', { n: kept.rows, all: kept.of })}</span>
        )}
        <Button
          look="plain"
          onClick={(event) => {
            event.stopPropagation();
            void withRequests(({ csv }) => {
              offer(`${cell}-requests.csv`, `\uFEFF${csv}`, 'text/csv');
            });
          }}
        >
          {say('simulation.save-csv')}
        </Button>
      </div>
      {isOpen && requests && <RequestTable requests={requests} />}
    </section>
  );
}

function RequestTable({ requests }: { readonly requests: Requests }) {
  const { say, pick } = useWords();
  const [order, setOrder] = useState<Order>();
  const [opened, setOpened] = useState<string>();
  const columns = useMemo(
    () =>
      requests.columns.map(({ id, title }, at): DataColumn<Row> => ({
        id,
        title: pick(title),
        align: 'number',
        width: 84,
        key: (row) => row.values[at] ?? undefined,
        cell: (row) => row.texts[at],
      })),
    [requests, pick],
  );
  return (
    <DataTable
      label={say('simulation.requests')}
      columns={columns}
      rows={requests.rows}
      order={order}
      onOrder={setOrder}
      opened={opened}
      onOpen={({ id }) => {
        setOpened(id);
      }}
    />
  );
}
