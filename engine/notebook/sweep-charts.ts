/** A sweep as charts: the frontier of every candidate, and a heat map over any two of the axes. */

import { drawn, heatChart, sweepFrontierChart, type HeatPlace, type Look, type SweepLine } from '../charts';
import { scaleFor } from '../charts/xy';
import type { Text } from '../diagnostics';
import { choicesAt } from '../explore/space';
import { frontierMetrics, type Sweep } from '../explore/sweep';
import type { Grid, GridAxis } from '../explore/sweep-grids';
import { seriesAxis, type Summary, type SweepRow } from '../explore/sweep-summary';
import { isMoney, type Unit } from '../quantity';
import { figures, format, narrowSpace } from '../quantity-text';
import type { ShownChart } from './result';
import { infoOf } from './sweep-shown';
import { writtenFigure } from './show';

/** A sweep and what is kept of its points. */
export interface SweptView {
  readonly sweep: Sweep;
  readonly summary: Summary;
}

/** Ids of axes and of a column; unsaid, those that tell most. */
export interface HeatAsk {
  readonly across?: string | undefined;
  readonly down?: string | undefined;
  readonly column?: string | undefined;
}

export interface SweepCharts {
  readonly frontier?: ShownChart;
  readonly heat?: ShownChart;
  /** What the heat map shows, and what it could show. */
  readonly shown: { readonly across?: string; readonly down?: string; readonly column: string };
  readonly axes: readonly { readonly id: string; readonly title: Text }[];
  readonly columns: readonly { readonly id: string; readonly title: Text }[];
}

export function sweepCharts(view: SweptView, ask: HeatAsk, look: Look): SweepCharts {
  const { sweep } = view;
  const axes = sweep.space.axes.filter(({ values }) => values.length > 1);
  const { across, down } = chosenAxes(sweep, ask);
  const column = sweep.columns.find((id) => id === ask.column) ?? sweep.best;
  const frontier = frontierOf(view, look);
  const heat = across < 0 ? undefined : heatOf(view, { across, down, column }, look);
  const idOf = (axis: number): string | undefined => sweep.space.axes[axis]?.id;
  const [acrossId, downId] = [idOf(across), idOf(down)];
  return {
    ...(frontier ? { frontier } : {}),
    ...(heat ? { heat } : {}),
    shown: { column, ...(acrossId ? { across: acrossId } : {}), ...(downId ? { down: downId } : {}) },
    axes: axes.map(({ id, title }) => ({ id, title })),
    columns: sweep.columns.map((id) => ({ id, title: infoOf(id).title })),
  };
}

// ── frontier ─────────────────────────────────────────────────────────────────────────────────────

function frontierOf({ sweep, summary }: SweptView, look: Look): ShownChart | undefined {
  const { frontiers, sample } = summary.result;
  if (frontiers.length === 0) return undefined;
  const slo = speedAsked(sweep);
  const at = seriesAxis(sweep);
  const less = sweep.columns.indexOf(frontierMetrics.less);
  const more = sweep.columns.indexOf(frontierMetrics.more);
  const spot = (row: SweepRow) => ({
    speed: 1 / (row.figures[less] ?? Number.NaN),
    yield: row.figures[more] ?? Number.NaN,
  });
  const lines = frontiers.map(({ series, rows }): SweepLine => {
    const name = nameOf(sweep, at, series);
    const spots = rows.map((row) => ({ ...spot(row), tip: tipOf(sweep, row, name, look) }));
    const fast = rows.filter((row) => !row.reason && (slo === undefined || spot(row).speed >= slo));
    const chosen = fast.reduce<SweepRow | undefined>(
      (best, row) => (best && spot(best).yield >= spot(row).yield ? best : row),
      undefined,
    );
    return {
      name,
      spots,
      ...(chosen
        ? { chosen: { ...spot(chosen), tip: tipOf(sweep, chosen, name, look), said: saidOf(sweep, chosen, at) } }
        : {}),
    };
  });
  const place = new Map(frontiers.map(({ series }, line) => [series, line]));
  const dots = sample.flatMap((row) => {
    const { speed, yield: yields } = spot(row);
    if (!Number.isFinite(speed) || !Number.isFinite(yields)) return [];
    const line = place.get(at < 0 ? 0 : (choicesAt(sweep.space, row.point)[at] ?? 0));
    return line === undefined ? [] : [{ line, speed, yield: yields }];
  });
  return drawn(sweepFrontierChart, { lines, dots, ...(slo === undefined ? {} : { slo }) }, look);
}

/** Tokens a second a user that the SLO of the base, or a bound of the sweep, asks for. */
function speedAsked({ space, subject }: Sweep): number | undefined {
  const base = space.base.workload.sloTpot?.value;
  const bounds = subject.flatMap(({ metric, value }) => (metric === frontierMetrics.less ? [value] : []));
  const times = [...(base === undefined ? [] : [base]), ...bounds];
  return times.length === 0 ? undefined : 1 / Math.min(...times);
}

/** The value alone where it names a chip or a model, else with what it is a value of. */
function nameOf({ space }: Sweep, axis: number, series: number): string {
  const found = space.axes[axis];
  const text = found?.values[series]?.text ?? '';
  return !found || found.replaces ? text : `${found.id} ${text}`;
}

const mostSaid = 2;

/** "22 per card · 1 128 tok/s · USD 0.209": what else is varied, what a card yields, what the sweep is best at. */
function saidOf(sweep: Sweep, row: SweepRow, series: number): string {
  const choices = choicesAt(sweep.space, row.point);
  const varied = sweep.space.axes.flatMap(({ id, values }, i) =>
    i === series || values.length < 2 ? [] : [shortChoice(id, values[choices[i] ?? 0]?.text ?? '')],
  );
  const named = [...new Set([frontierMetrics.more, sweep.best])];
  return [...varied.slice(0, mostSaid), ...named.map((id) => figureOf(sweep, row, id))].join(' · ');
}

/** A value with a unit says what it is; a bare one needs its field's last word. */
function shortChoice(id: string, text: string): string {
  return /[a-z/$¥%]/i.test(text) && !/^(on|off)$/.test(text) ? text : `${id.split('.').at(-1) ?? id} ${text}`;
}

function figureOf(sweep: Sweep, row: SweepRow, id: string): string {
  const value = row.figures[sweep.columns.indexOf(id)] ?? Number.NaN;
  return writtenFigure({ value, unit: infoOf(id).reads }, sweep.space.base.currency);
}

function tipOf(sweep: Sweep, row: SweepRow, name: string, { language }: Look) {
  const choices = choicesAt(sweep.space, row.point);
  return {
    title: name,
    value: figureOf(sweep, row, sweep.best),
    lines: [
      ...sweep.space.axes.flatMap(({ id, values }, i) =>
        values.length < 2 ? [] : [`${id} ${values[choices[i] ?? 0]?.text ?? ''}`],
      ),
      ...[frontierMetrics.less, frontierMetrics.more].map(
        (id) => `${infoOf(id).title[language]} ${figureOf(sweep, row, id)}`,
      ),
      ...(row.reason ? [row.reason.text[language]] : []),
    ],
  };
}

// ── heat map ─────────────────────────────────────────────────────────────────────────────────────

/** Said ones, else the two with most values that are no candidates of their own; −1 where there is none. */
function chosenAxes({ space }: Sweep, ask: HeatAsk): { readonly across: number; readonly down: number } {
  const place = (id: string | undefined): number => space.axes.findIndex((axis) => axis.id === id);
  const ranked = space.axes
    .map((axis, i) => ({ i, axis }))
    .filter(({ axis }) => axis.values.length > 1)
    .sort(
      (a, b) =>
        Number(a.axis.replaces) - Number(b.axis.replaces) || b.axis.values.length - a.axis.values.length || a.i - b.i,
    )
    .map(({ i }) => i);
  const saidAcross = place(ask.across);
  const across = saidAcross >= 0 ? saidAcross : (ranked.find((i) => i !== place(ask.down)) ?? -1);
  const saidDown = place(ask.down);
  const down = saidDown >= 0 && saidDown !== across ? saidDown : (ranked.find((i) => i !== across) ?? -1);
  return { across, down: space.axes.length === 1 ? -1 : down };
}

interface HeatOf {
  readonly across: number;
  readonly down: number;
  readonly column: string;
}

function heatOf({ sweep, summary }: SweptView, { across, down, column }: HeatOf, look: Look): ShownChart | undefined {
  // A space of many axes with a single one that varies: that one against any other.
  const other = sweep.space.axes.findIndex((_, i) => i !== across);
  const grid = summary.grid(across, down < 0 && sweep.space.axes.length > 1 ? other : down);
  if (!grid) return undefined;
  const at = sweep.columns.indexOf(column);
  const { title, reads: unit } = infoOf(column);
  const valueOf = (row: SweepRow): number => row.figures[at] ?? Number.NaN;
  const values = grid.places.flat().flatMap((place) => (place ? [valueOf(place.row)] : []));
  const { divisor, label } = scaleFor(values, unit);
  const best = summary.result.best?.point;
  const place = (held: NonNullable<Grid<SweepRow>['places'][number][number]>): HeatPlace => {
    const value = valueOf(held.row);
    return {
      state: held.state,
      value,
      text: Number.isFinite(value) ? figures(value / divisor) : '',
      isBest: held.row.point === best,
      tip: { ...tipOf(sweep, held.row, title[look.language], look), value: figureOf(sweep, held.row, column) },
    };
  };
  const shown = drawn(
    heatChart,
    {
      title,
      across: axisNames(sweep, grid.across),
      ...(grid.down ? { down: axisNames(sweep, grid.down) } : {}),
      places: grid.places.map((line) => line.map((held) => held && place(held))),
      ...insideOf(sweep),
    },
    look,
  );
  const full = label === '' ? '' : isMoney(unit) ? `${sweep.space.base.currency}${label}` : label;
  const name = (language: keyof Text): string =>
    `${title[language]}${full === '' ? '' : `${language === 'zh' ? '，' : ', '}${full}`}`;
  return { ...shown, title: { en: name('en'), zh: name('zh') } };
}

function axisNames({ space }: Sweep, { axis, starts }: GridAxis) {
  const found = space.axes[axis];
  const isWhole = starts.length === found?.values.length;
  return {
    title: { en: found?.id ?? '', zh: found?.id ?? '' },
    values: starts.map((start) => `${unitless(found?.values[start]?.text ?? '')}${isWhole ? '' : '…'}`),
  };
}

/** "32 per card" is 32 under a head that says what it is. */
function unitless(text: string): string {
  return text.replace(/^(\d[\d.]*) (per card|in total)$/, '$1');
}

function insideOf({ space, subject }: Sweep): { readonly inside?: Text } {
  const { sloTtft, sloTpot } = space.base.workload;
  const bound = (metric: string, side: string, value: number, unit: Unit): string =>
    `${infoOf(metric).title.en} ${side} ${format({ value, unit })}`;
  const all = [
    ...(sloTtft ? [bound('serving.ttft', '≤', sloTtft.value, 's')] : []),
    ...(sloTpot ? [bound('serving.tpot', '≤', sloTpot.value, 's')] : []),
    ...subject.map(({ metric, side, value }) =>
      bound(metric, side === 'most' ? '≤' : '≥', value, infoOf(metric).reads),
    ),
  ];
  const asked = [...new Set(all)].join(`,${narrowSpace}`);
  return asked === '' ? {} : { inside: { en: `inside the line: ${asked}`, zh: `线内：${asked}` } };
}
