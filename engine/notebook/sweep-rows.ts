/** Points of a sweep as rows to read: sorted by any column, those that will do or those that are left out, a page at a time. */

import type { Text } from '../diagnostics';
import { choicesAt } from '../explore/space';
import { sizeOf, type Reason } from '../explore/sweep';
import type { SweepRow } from '../explore/sweep-summary';
import type { SweptView } from './sweep-charts';
import { writtenFigure } from './show';
import { infoOf } from './sweep-shown';

export interface RowsAsk {
  /** Id of an axis or a column; "reason" for why a point is left out. */
  readonly order?: { readonly column: string; readonly falling: boolean } | undefined;
  readonly only: 'all' | 'fine' | 'left-out';
  readonly offset: number;
  readonly limit: number;
}

export interface SweepRows {
  readonly columns: readonly { readonly id: string; readonly title: Text; readonly align: 'text' | 'number' }[];
  readonly rows: readonly {
    readonly point: number;
    /** By column; empty where there is no figure. */
    readonly cells: readonly string[];
    readonly left?: Reason['kind'];
    readonly reason?: Text;
    readonly isBest: boolean;
  }[];
  /** Rows that there are to page through. */
  readonly total: number;
  /** Points looked at; more than the rows where only some are kept. */
  readonly points: number;
}

export const reasonColumn = 'reason';

export function sweepRows({ sweep, summary }: SweptView, { order, only, offset, limit }: RowsAsk): SweepRows {
  const { space, columns, best } = sweep;
  const { currency } = space.base;
  const found = summary.result;
  const kept = keptRows(found).filter(({ reason }) => only === 'all' || (only === 'fine') === (reason === undefined));
  const sorted = order ? sortedBy(order, kept, { space, columns }) : kept;
  return {
    columns: [
      ...space.axes.map(({ id }) => ({ id, title: { en: id, zh: id }, align: 'text' as const })),
      ...columns.map((id) => ({ id, title: infoOf(id).title, align: 'number' as const })),
      { id: reasonColumn, title: { en: 'left out', zh: '未计入原因' }, align: 'text' },
    ],
    rows: sorted.slice(offset, offset + limit).map(({ point, figures, reason }) => ({
      point,
      cells: [
        ...choicesAt(space, point).map((choice, i) => space.axes[i]?.values[choice]?.text ?? ''),
        ...columns.map((id, c) => {
          const value = figures[c] ?? Number.NaN;
          return Number.isFinite(value) ? writtenFigure({ value, unit: infoOf(id).reads }, currency) : '';
        }),
      ],
      isBest: point === found.best?.point,
      ...(reason ? { left: reason.kind, reason: reason.text } : {}),
    })),
    total: sorted.length,
    points: Math.min(found.done, sizeOf(sweep)),
  };

  function keptRows({ sample, frontiers, best: bestRow }: typeof found): SweepRow[] {
    const all = [...sample, ...frontiers.flatMap(({ rows }) => rows), ...(bestRow ? [bestRow] : [])];
    const byPoint = new Map(all.map((row) => [row.point, row]));
    const at = columns.indexOf(best);
    const sign = infoOf(best).better === 'higher' ? -1 : 1;
    const value = (row: SweepRow): number => sign * (row.figures[at] ?? Number.NaN);
    // The best first, those left out last.
    return [...byPoint.values()].sort(
      (a, b) =>
        Number(a.reason !== undefined) - Number(b.reason !== undefined) ||
        compare(value(a), value(b)) ||
        a.point - b.point,
    );
  }
}

type Space = SweptView['sweep']['space'];

function sortedBy(
  { column, falling }: NonNullable<RowsAsk['order']>,
  rows: readonly SweepRow[],
  { space, columns }: { readonly space: Space; readonly columns: readonly string[] },
): SweepRow[] {
  const sign = falling ? -1 : 1;
  const axis = space.axes.findIndex(({ id }) => id === column);
  const at = columns.indexOf(column);
  const key = (row: SweepRow): number | string => {
    if (axis >= 0) return choicesAt(space, row.point)[axis] ?? 0;
    return at >= 0 ? (row.figures[at] ?? Number.NaN) : (row.reason?.text.en ?? '');
  };
  return [...rows].sort((a, b) => {
    const [one, other] = [key(a), key(b)];
    // Without a figure last, whichever way.
    const isEmpty = (value: number | string): boolean => Number.isNaN(value) || value === '';
    if (isEmpty(one) !== isEmpty(other)) return Number(isEmpty(one)) - Number(isEmpty(other));
    return sign * compare(one, other) || a.point - b.point;
  });
}

function compare(one: number | string, other: number | string): number {
  if (typeof one === 'number' && typeof other === 'number') {
    if (Number.isNaN(one) || Number.isNaN(other)) return Number(Number.isNaN(one)) - Number(Number.isNaN(other));
    return one - other;
  }
  return one < other ? -1 : one > other ? 1 : 0;
}
