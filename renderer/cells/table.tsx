/** A cell that answers with tables: each number opens its own derivation; inputs that are equal everywhere are counted and folded. */

import { useState, type ReactNode } from 'react';
import type { ShownTable } from '../../app/contract';
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
          <FoldedTable table={table}>
            {(shown) => (
              <ShownTableView
                table={shown}
                sortable={selected}
                explained={explained}
                onExplain={(door) => {
                  onExplain(door.cell, door.metric);
                }}
              />
            )}
          </FoldedTable>
        </section>
      ))}
      <Notes diagnostics={result.diagnostics} />
    </>
  );
}

interface FoldedProps {
  readonly table: ShownTable;
  readonly children: (table: ShownTable) => ReactNode;
}

/** Rows that say of themselves that nothing differs. */
function FoldedTable({ table, children }: FoldedProps) {
  const { say } = useWords();
  const [isOpen, setIsOpen] = useState(false);
  const equal = table.rows.filter((row) => row.differs === false).length;
  const differs = table.rows.some((row) => row.differs === true);
  // Where nothing differs at all, the inputs are the question itself.
  if (equal === 0 || !differs) return children(table);
  const shown = isOpen ? table : { ...table, rows: table.rows.filter((row) => row.differs !== false) };
  return (
    <>
      {children(shown)}
      <button
        type="button"
        className="link table-equal"
        aria-expanded={isOpen}
        onClick={() => {
          setIsOpen(!isOpen);
        }}
      >
        {isOpen ? say('table.fold-equal') : say('table.equal', { n: equal })}
      </button>
    </>
  );
}
