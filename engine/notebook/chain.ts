/** How a figure came to be: the chain of cells, what each adds where it stands, and what the end would lose without it. */

import type { Catalog } from '../catalog';
import { drawn, waterfallChart, type Look } from '../charts';
import type { Text } from '../diagnostics';
import { judged } from '../explore/bench';
import { waterfallSteps, type Link, type Step } from '../explore/waterfall';
import { metricFigure, metrics as metricInfo } from '../metrics';
import { isMoney } from '../quantity';
import { format, narrowSpace } from '../quantity-text';
import type { Evaluation, MetricName } from '../types';
import { helpMetrics, named, type NamedMetric } from './lever-help';
import type { ShownChange, ShownChart, ShownNumber } from './result';
import type { Run } from './run';
import { changeOf, fits, shownNumber } from './show';

export interface ChainRow {
  readonly cell: string;
  readonly kind: string;
  /** The figure after this cell; absent where the design cannot be answered. */
  readonly number?: ShownNumber;
  readonly fits: boolean;
  /** From the cell before to this one, in the order of the chain. */
  readonly here?: ShownChange;
  /** From the whole chain without this cell to the whole chain; absent for the first, which is the start. */
  readonly alone?: ShownChange;
}

export interface ShownChain {
  readonly metric: NamedMetric;
  readonly metrics: readonly NamedMetric[];
  readonly chart: ShownChart;
  readonly rows: readonly ChainRow[];
}

/** The cells from the first whole design of the chain to this one. */
export function chainOf(run: Run, cell: string): readonly string[] {
  const cells: string[] = [];
  for (let at: string | undefined = cell; at !== undefined; at = startOf(run, at)) {
    if (!run.evaluations.has(at)) break;
    cells.unshift(at);
  }
  return cells;
}

export function startOf(run: Run, cell: string): string | undefined {
  return run.results.find((result) => result.id === cell)?.from;
}

type At = { readonly run: Run; readonly cell: string; readonly look: Look };

/** From the first whole design of the chain to this cell; undefined where there is nothing before it. */
export function waterfallOf({ run, cell, look }: At, metric: MetricName = 'serving.tpot'): ShownChart | undefined {
  return chartOf({ run, cells: chainOf(run, cell), look, metric });
}

interface Drawing {
  readonly run: Run;
  readonly cells: readonly string[];
  readonly look: Look;
  readonly metric: MetricName;
  /** By cell: what the end would lose without it, in the metric's unit. */
  readonly alone?: ReadonlyMap<string, number>;
}

function chartOf({ run, cells, look, metric, alone }: Drawing): ShownChart | undefined {
  const info = metricInfo[metric];
  const steps = cells.flatMap((cell) => {
    const evaluation = run.evaluations.get(cell);
    if (!evaluation) return [];
    const value = evaluation.metrics.get(metric)?.value ?? Number.NaN;
    const loses = alone?.get(cell);
    return [{ cell, value, fits: fits(evaluation), ...(loses === undefined ? {} : { alone: loses }) }];
  });
  if (!info || steps.filter((step) => Number.isFinite(step.value)).length < 2) return undefined;
  const currency = run.designs.get(cells.at(-1) ?? '')?.currency ?? '';
  const write = (value: number): string => `${currency}${narrowSpace}${format({ value, unit: info.unit })}`;
  const chart = drawn(
    waterfallChart,
    { metric: { ...info, id: metric, unit: info.reads }, steps, ...(isMoney(info.unit) ? { write } : {}) },
    look,
  );
  return { ...chart, hint: hintOf(info.title, alone !== undefined) };
}

function hintOf(title: Text, isCompared: boolean): Text {
  const mark = {
    en: '; ◆ its effect alone at the end',
    zh: '；◆ 末端单独作用',
  };
  return {
    en: `${title.en} down the chain. Outlined: worse; grey: does not fit${isCompared ? mark.en : ''}`,
    zh: `${title.zh}沿链的变化。空心：更差；灰色：放不下${isCompared ? mark.zh : ''}`,
  };
}

/** What each cell of the chain adds to every judged figure, and what the end would lose without it; one at a time. */
export function* chainSteps(run: Run, cell: string, catalog: Catalog): Generator<Step> {
  const [first, ...rest] = chainOf(run, cell);
  const start = first === undefined ? undefined : run.designs.get(first);
  if (!start) return;
  const links = rest.flatMap((id): Link[] => {
    const change = run.changes.get(id);
    return change ? [{ id, change }] : [];
  });
  yield* waterfallSteps({ start, links, catalog }, judged);
}

/** With leave-one-out beside each step: effects interact, and the two are the same only where they do not. */
export function shownChain(
  { run, cell, look }: At,
  metric: MetricName,
  steps: readonly Step[],
): ShownChain | undefined {
  const [first, ...rest] = chainOf(run, cell);
  if (first === undefined || rest.length === 0) return undefined;
  const alone = new Map<string, readonly [before: number, after: number]>();
  for (const { id, leftOut } of steps) {
    const change = leftOut.find((each) => each.metric === metric);
    if (change) alone.set(id, [change.before, change.after]);
  }
  const loses = new Map([...alone].map(([id, [before, after]]) => [id, after - before]));
  const chart = chartOf({ run, cells: [first, ...rest], look, metric, alone: loses });
  if (!chart) return undefined;
  const rows = [first, ...rest].map((id, index, all) => {
    const evaluation = run.evaluations.get(id);
    const previous = index === 0 ? undefined : run.evaluations.get(all[index - 1] ?? '');
    return rowOf({ run, id, metric, evaluation, previous, alone: alone.get(id) });
  });
  return { metric: named(metric), metrics: helpMetrics, chart, rows };
}

interface RowOf {
  readonly run: Run;
  readonly id: string;
  readonly metric: MetricName;
  readonly evaluation: Evaluation | undefined;
  readonly previous: Evaluation | undefined;
  readonly alone: readonly [before: number, after: number] | undefined;
}

function rowOf({ run, id, metric, evaluation, previous, alone }: RowOf): ChainRow {
  const kind = run.cells.find((cell) => cell.id === id)?.kind ?? '';
  const currency = run.designs.get(id)?.currency ?? '';
  const now = evaluation?.metrics.get(metric);
  const before = previous?.metrics.get(metric);
  const here = now && before && changeOf(metric, { now, before, currency });
  const info = metricInfo[metric];
  const lost =
    alone && info
      ? changeOf(metric, {
          before: metricFigure(metric, alone[0]),
          now: metricFigure(metric, alone[1]),
          currency,
        })
      : undefined;
  return {
    cell: id,
    kind,
    fits: evaluation === undefined || fits(evaluation),
    ...(now ? { number: shownNumber(now, currency) } : {}),
    ...(here ? { here } : {}),
    ...(lost ? { alone: lost } : {}),
  };
}
