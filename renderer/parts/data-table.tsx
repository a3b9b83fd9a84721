/** A sortable table of any length: only the rows on screen exist. One row is active; keys move it, open it and pick it. */

import { memo, useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useWords } from '../words/use-words';
import { landKeys } from './land-keys';

export interface DataColumn<Row> {
  readonly id: string;
  readonly title: string;
  readonly align: 'text' | 'number';
  /** Least width in pixels; what is left over is shared in this proportion. */
  readonly width: number;
  /** What the row sorts by; undefined stands last, whichever way. */
  readonly key: (row: Row) => number | string | undefined;
  readonly cell: (row: Row) => ReactNode;
}

export interface Order {
  readonly column: string;
  readonly falling: boolean;
}

interface DataTableProps<Row extends { readonly id: string }> {
  readonly label: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly order: Order | undefined;
  readonly onOrder: (order: Order) => void;
  /** The row that is shown beside the table. */
  readonly opened?: string | undefined;
  readonly onOpen: (row: Row) => void;
  readonly picked?: readonly string[];
  readonly onPick?: (row: Row) => void;
  readonly pickLabel?: (row: Row) => string;
  /** No more can be picked. */
  readonly isFull?: boolean;
}

const rowHeight = 28;
const pickWidth = 30;

export function DataTable<Row extends { readonly id: string }>(props: DataTableProps<Row>) {
  const { label, columns, rows, order, onOrder, opened, onOpen, picked, onPick, pickLabel, isFull = false } = props;
  const { language } = useWords();
  const [active, setActive] = useState(0);
  const [seen, setSeen] = useState({ first: 0, last: 60 });
  const scroll = useRef<HTMLDivElement>(null);
  const sorted = useMemo(() => sortedRows(rows, columns, order, language), [rows, columns, order, language]);
  const at = Math.min(active, sorted.length - 1);
  // Scrolled out of sight, the active row does not exist: it must not be pointed at.
  const isDrawn = at >= seen.first && at <= seen.last;
  const template = [
    ...(onPick ? [`${pickWidth}px`] : []),
    ...columns.map(({ width }) => `minmax(${width}px, ${width}fr)`),
  ].join(' ');
  const style = {
    gridTemplateColumns: template,
    minWidth: columns.reduce((sum, { width }) => sum + width, onPick ? pickWidth : 0),
  };

  // Rows that stand keep the calls of their first drawing: these lead to today's.
  const calls = useRef({ onOpen, onPick });
  useEffect(() => {
    calls.current = { onOpen, onPick };
  });

  useEffect(() => {
    landKeys(scroll.current);
  }, []);

  const look = () => {
    const box = scroll.current;
    if (!box) return;
    const first = Math.max(0, Math.floor(box.scrollTop / rowHeight) - 10);
    const last = first + Math.ceil(box.clientHeight / rowHeight) + 20;
    setSeen((now) => (now.first === first && now.last === last ? now : { first, last }));
  };
  const goTo = (index: number) => {
    const next = Math.max(0, Math.min(sorted.length - 1, index));
    setActive(next);
    const box = scroll.current;
    if (!box) return;
    const top = next * rowHeight;
    // The header covers one row.
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + 2 * rowHeight > box.scrollTop + box.clientHeight)
      box.scrollTop = top + 2 * rowHeight - box.clientHeight;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const row = sorted[at];
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? rowHeight) / rowHeight) - 2);
    const all = sorted.length;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -all,
      End: all,
    };
    const step = steps[event.key];
    if (step !== undefined) goTo(at + step);
    else if (event.key === 'Enter' && row) onOpen(row);
    else if (event.key === ' ' && row && onPick) onPick(row);
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={scroll}
      className="data-table"
      role="grid"
      aria-label={label}
      aria-rowcount={sorted.length + 1}
      aria-activedescendant={isDrawn && sorted[at] ? `row-${sorted[at].id}` : undefined}
      tabIndex={0}
      onScroll={look}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className="data-head">
        <div className="data-row" role="row" style={style}>
          {onPick && <PickHead />}
          {columns.map((column) => (
            <Head key={column.id} column={column} order={order} onOrder={onOrder} />
          ))}
        </div>
      </div>
      <div
        role="rowgroup"
        style={{ height: sorted.length * rowHeight, position: 'relative', minWidth: style.minWidth }}
      >
        {sorted.slice(seen.first, seen.last + 1).map((row, place) => {
          const index = seen.first + place;
          const isActive = index === at;
          const isOpened = row.id === opened;
          const isPicked = picked?.includes(row.id) ?? false;
          return (
            <Unchanged
              key={row.id}
              while={[row, index, isActive, isOpened, isPicked, isFull, columns, template]}
              draw={() => (
                <div
                  id={`row-${row.id}`}
                  className="data-row data-body"
                  role="row"
                  aria-rowindex={index + 2}
                  aria-selected={isActive}
                  data-opened={isOpened}
                  style={{ ...style, transform: `translateY(${index * rowHeight}px)` }}
                  onClick={() => {
                    setActive(index);
                    calls.current.onOpen(row);
                  }}
                >
                  {onPick && (
                    <span role="gridcell" className="data-pick">
                      <input
                        type="checkbox"
                        tabIndex={-1}
                        checked={isPicked}
                        disabled={!isPicked && isFull}
                        aria-label={pickLabel?.(row)}
                        onClick={(event) => {
                          event.stopPropagation();
                        }}
                        onChange={() => {
                          setActive(index);
                          calls.current.onPick?.(row);
                        }}
                      />
                    </span>
                  )}
                  {columns.map((column) => (
                    <span key={column.id} role="gridcell" className={`data-${column.align}`}>
                      {column.cell(row)}
                    </span>
                  ))}
                </div>
              )}
            />
          );
        })}
      </div>
    </div>
  );
}

interface UnchangedProps {
  /** What the drawing depends on; while each is the very same, it stands. */
  readonly while: readonly unknown[];
  readonly draw: () => ReactNode;
}

/** A row that scrolling does not draw again: only rows that come are drawn. */
const Unchanged = memo(
  function Unchanged({ draw }: UnchangedProps) {
    return draw();
  },
  (before, after) => before.while.every((each, place) => Object.is(each, after.while[place])),
);

function PickHead() {
  const { say } = useWords();
  return (
    <span role="columnheader">
      <span className="visually-hidden">{say('history.column.pick')}</span>
    </span>
  );
}

interface HeadProps<Row> {
  readonly column: DataColumn<Row>;
  readonly order: Order | undefined;
  readonly onOrder: (order: Order) => void;
}

function Head<Row>({ column, order, onOrder }: HeadProps<Row>) {
  const { say } = useWords();
  const falls = order?.column === column.id ? order.falling : undefined;
  return (
    <span
      role="columnheader"
      className={`data-${column.align}`}
      aria-sort={falls === undefined ? undefined : falls ? 'descending' : 'ascending'}
    >
      <button
        type="button"
        className="table-sort"
        aria-label={say('table.sort', { column: column.title })}
        title={column.title}
        onClick={() => {
          onOrder({ column: column.id, falling: falls === undefined ? column.align === 'number' : !falls });
        }}
      >
        {column.title}
        <span aria-hidden="true">{falls === undefined ? '' : falls ? ' ↓' : ' ↑'}</span>
      </button>
    </span>
  );
}

export function sortedRows<Row>(
  rows: readonly Row[],
  columns: readonly DataColumn<Row>[],
  order: Order | undefined,
  language: string,
): readonly Row[] {
  const column = columns.find(({ id }) => id === order?.column);
  if (!column) return rows;
  const texts = new Intl.Collator(language, { numeric: true });
  const sign = order?.falling === true ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [column.key(a), column.key(b)];
    if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
    if (typeof left === 'number' && typeof right === 'number') return sign * (left - right);
    return sign * texts.compare(String(left), String(right));
  });
}
