/** A sweep and what came of it, as plain JSON and as tables. */

import { choicesAt } from '../explore/space';
import { frontierMetrics, sizeOf, type Sweep } from '../explore/sweep';
import { seriesAxis, type SweepRow, type SweepSummary } from '../explore/sweep-summary';
import { metricFigure, metrics as metricInfo, type MetricInfo } from '../metrics';
import { show } from '../quantity-text';
import type { ShownSweep, ShownSweepRow, ShownTable, TableCell } from './result';
import { shownNumber } from './show';

export function shownSweep(sweep: Sweep, summary: SweepSummary): ShownSweep {
  const { space, columns, subject, best } = sweep;
  const row = (each: SweepRow): ShownSweepRow => shownRow(sweep, each);
  return {
    key: keyOf(sweep),
    points: sizeOf(sweep),
    done: summary.done,
    fine: summary.fine,
    axes: space.axes.map(({ id, title, values }) => ({ id, title, values: values.map(({ text }) => text) })),
    columns: columns.map((id) => ({ id, title: infoOf(id).title, unit: infoOf(id).unit })),
    currency: space.base.currency,
    best: { column: best, ...(summary.best ? { row: row(summary.best) } : {}) },
    subject: subject.map(({ metric, value, side }) => ({ column: metric, value, side })),
    frontier: {
      ...frontierMetrics,
      axis: seriesAxis(sweep),
      lines: summary.frontiers.map(({ series, rows }) => ({ series, rows: rows.map(row) })),
    },
    histogram: summary.histogram,
    reasons: summary.reasons.map(({ reason, count, first }) => ({ reason: reason.text, count, first })),
    rows: summary.sample.map(row),
  };
}

/** Over the base, what is varied and what is asked: FNV-1a, twice, from different starts. */
function keyOf({ space, subject, best, columns }: Sweep): string {
  const axes = space.axes.map(({ id, values }) => [id, ...values.map(({ text }) => text)]);
  const text = JSON.stringify([space.base, axes, subject, best, columns]);
  return [0x811c9dc5, 0x9dc5811c].map((seed) => hashed(text, seed).toString(36)).join('-');
}

function hashed(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

export function infoOf(metric: string): MetricInfo {
  const info = metricInfo[metric];
  return {
    title: info?.title ?? { en: metric, zh: metric },
    unit: info?.unit ?? '1',
    reads: info?.reads ?? '1',
    better: info?.better ?? 'neither',
  };
}

function shownRow({ space }: Sweep, { point, figures, reason }: SweepRow): ShownSweepRow {
  return {
    point,
    choices: choicesAt(space, point),
    figures: figures.map((each) => (Number.isFinite(each) ? each : null)),
    ...(reason ? { reason: reason.text, left: reason.kind } : {}),
  };
}

/** So many of the best are listed; the rest is for charts and files. */
const listed = 20;

/** The best points, and what the others are left out for. */
export function sweepTables(shown: ShownSweep): readonly ShownTable[] {
  if (shown.done === 0) return [];
  return [bestTable(shown), ...(shown.reasons.length > 0 ? [reasonTable(shown)] : [])];
}

function bestTable(shown: ShownSweep): ShownTable {
  const at = shown.columns.findIndex(({ id }) => id === shown.best.column);
  const sign = metricInfo[shown.best.column]?.better === 'higher' ? -1 : 1;
  const value = (row: ShownSweepRow): number => row.figures[at] ?? Number.POSITIVE_INFINITY;
  const fine = shown.rows.filter((row) => !row.reason && row.figures[at] !== null);
  const rows = [...fine].sort((a, b) => sign * (value(a) - value(b)) || a.point - b.point).slice(0, listed);
  const count = figure(shown.fine);
  return {
    id: 'sweep',
    title: {
      en: `${count} of ${figure(shown.points)} points will do; the best at ${infoOf(shown.best.column).title.en} first`,
      zh: `${figure(shown.points)} 个点中 ${count} 个可行；按${infoOf(shown.best.column).title.zh}由优到劣`,
    },
    columns: [
      ...shown.axes.map(({ id, title }) => ({ id, title, align: 'text' as const })),
      ...shown.columns.map(({ id, title }) => ({ id, title, align: 'number' as const })),
    ],
    rows: rows.map((row) => ({
      id: String(row.point),
      cells: {
        ...Object.fromEntries(shown.axes.map((axis, i) => [axis.id, textCell(axis.values[row.choices[i] ?? 0] ?? '')])),
        ...Object.fromEntries(
          shown.columns.map((column, i) => [column.id, numberCell(shown, column, row.figures[i], row, i === at)]),
        ),
      },
    })),
  };
}

function numberCell(
  shown: ShownSweep,
  { id }: ShownSweep['columns'][number],
  value: number | null | undefined,
  row: ShownSweepRow,
  isBestColumn: boolean,
): TableCell {
  if (value === null || value === undefined) return { kind: 'empty' };
  const number = shownNumber(metricFigure(id, value), shown.currency);
  const isBest = isBestColumn && row.point === shown.best.row?.point;
  return { kind: 'number', number, ...(isBest ? { best: true } : {}) };
}

function reasonTable(shown: ShownSweep): ShownTable {
  return {
    id: 'left-out',
    title: { en: 'Left out', zh: '未计入' },
    columns: [
      { id: 'reason', title: { en: 'why', zh: '原因' }, align: 'text' },
      { id: 'points', title: { en: 'points', zh: '点数' }, align: 'number' },
      { id: 'first', title: { en: 'for example', zh: '例如' }, align: 'text' },
    ],
    rows: shown.reasons.slice(0, listed).map(({ reason, count, first }) => ({
      id: reason.en,
      cells: {
        reason: { kind: 'text', text: reason },
        points: { kind: 'text', text: { en: figure(count), zh: figure(count) } },
        first: textCell(pointText(shown, first)),
      },
    })),
  };
}

/** "hardware h800, decode.ep 16". */
export function pointText({ axes }: Pick<ShownSweep, 'axes'>, point: number): string {
  const choices = choicesAt({ axes }, point);
  return axes.map(({ id, values }, i) => `${id} ${values[choices[i] ?? 0] ?? ''}`).join(', ');
}

function textCell(text: string): TableCell {
  return { kind: 'text', text: { en: text, zh: text } };
}

function figure(count: number): string {
  return show(count, '1', 15).text;
}
