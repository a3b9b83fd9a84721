/** A table of the engine: text and numbers, each number a door where it says what to explain; sortable by any column. */

import { Fragment, useMemo, useState } from 'react';
import type { ShownTable } from '../../app/contract';
import type { Door, TableCell, TableRow } from '../shown';
import { useWords } from '../words/use-words';
import { ChangeBadge, Tag, TrustBadge } from './badge';
import { Figure } from './number';

interface ShownTableProps {
  readonly table: ShownTable;
  readonly onExplain?: (door: Door) => void;
  readonly explained?: Door | undefined;
  readonly sortable?: boolean;
}

interface Order {
  readonly column: string;
  readonly falling: boolean;
}

export function ShownTableView({ table, onExplain, explained, sortable = false }: ShownTableProps) {
  const { pick, say, language } = useWords();
  const [order, setOrder] = useState<Order>();
  const rows = useMemo(() => (order ? sorted(table.rows, order, language) : table.rows), [table.rows, order, language]);
  const columns = table.columns.filter((column) => column.isRemark !== true);
  const remarks = table.columns.filter((column) => column.isRemark === true);
  return (
    <table className="table" aria-label={pick(table.title)}>
      <thead>
        <tr>
          {columns.map((column) => {
            const title = pick(column.title);
            // A corner has no name: a header without words would be read out as nothing.
            if (title === '') return <td key={column.id} />;
            const falls = order?.column === column.id ? order.falling : undefined;
            return (
              <th
                key={column.id}
                scope="col"
                className={`table-${column.align}`}
                aria-sort={falls === undefined ? undefined : falls ? 'descending' : 'ascending'}
              >
                {sortable ? (
                  <button
                    type="button"
                    className="table-sort"
                    aria-label={say('table.sort', { column: title })}
                    onClick={() => {
                      setOrder({ column: column.id, falling: falls === false });
                    }}
                  >
                    {title}
                    <span aria-hidden="true">{falls === undefined ? '' : falls ? ' ↓' : ' ↑'}</span>
                  </button>
                ) : (
                  title
                )}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Fragment key={row.id}>
            <tr data-differs={row.differs}>
              {columns.map((column) => (
                <td key={column.id} className={`table-${column.align}`}>
                  <TableCellView cell={row.cells[column.id] ?? empty} onExplain={onExplain} explained={explained} />
                </td>
              ))}
            </tr>
            {remarks.flatMap(({ id }) => {
              const cell = row.cells[id];
              if (cell?.kind !== 'text') return [];
              return [
                <tr key={id} className="table-remark">
                  <td colSpan={columns.length}>
                    <TableCellView cell={cell} />
                  </td>
                </tr>,
              ];
            })}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

const empty: TableCell = { kind: 'empty' };

interface CellProps {
  readonly cell: TableCell;
  readonly onExplain?: ((door: Door) => void) | undefined;
  readonly explained?: Door | undefined;
}

export function TableCellView({ cell, onExplain, explained }: CellProps) {
  const { pick, say } = useWords();
  switch (cell.kind) {
    case 'empty':
      return null;
    case 'text':
      return (
        <span className="table-words">
          {pick(cell.text)}
          {cell.note && <span className="table-note">{pick(cell.note)}</span>}
        </span>
      );
    case 'number': {
      const door = cell.explain;
      const open =
        door && onExplain
          ? {
              onExplain: () => {
                onExplain(door);
              },
            }
          : {};
      return (
        <span className="table-figure">
          <Figure number={cell.number} explained={isSame(door, explained)} {...open} />
          {cell.number.trust && <TrustBadge trust={cell.number.trust} />}
          {cell.best && <Tag tone="best">{say('change.best')}</Tag>}
          {cell.change && <ChangeBadge change={cell.change} named={false} />}
          {cell.note && <span className="table-note">{pick(cell.note)}</span>}
        </span>
      );
    }
  }
}

export function isSame(one: Door | undefined, other: Door | undefined): boolean {
  return one !== undefined && one.cell === other?.cell && one.metric === other.metric;
}

/** Numbers by value, text by the language's order; unknown and empty last in both directions. */
export function sorted(rows: readonly TableRow[], order: Order, language: string): readonly TableRow[] {
  const texts = new Intl.Collator(language, { numeric: true });
  const sign = order.falling ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [keyOf(a.cells[order.column]), keyOf(b.cells[order.column])];
    if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
    if (typeof left === 'number' && typeof right === 'number') return sign * (left - right);
    return sign * texts.compare(String(left), String(right));
  });

  function keyOf(cell: TableCell | undefined): number | string | undefined {
    if (cell?.kind === 'number') return cell.number.value ?? undefined;
    if (cell?.kind === 'text') return cell.text[language === 'zh' ? 'zh' : 'en'];
    return undefined;
  }
}
