/** A cell that answers with tables: each number opens its own derivation. */

import { ShownTableView } from '../parts/shown-table';
import { useWords } from '../words/use-words';
import { Notes } from './notes';
import type { OutputProps } from './output';

export function TableOutput({ result, selected, explained, onExplain }: OutputProps) {
  const { pick } = useWords();
  return (
    <>
      {result.tables.map((table) => (
        <section key={table.id} className="output-table" aria-label={pick(table.title)}>
          {result.tables.length > 1 && <h3 className="output-table-title">{pick(table.title)}</h3>}
          <ShownTableView
            table={table}
            sortable={selected}
            explained={explained}
            onExplain={(door) => {
              onExplain(door.cell, door.metric);
            }}
          />
        </section>
      ))}
      <Notes diagnostics={result.diagnostics} />
    </>
  );
}
