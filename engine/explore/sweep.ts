/** Points of a space → figures in typed columns, or why there are none. The same evaluation as anywhere, without derivations. */

import type { Catalog } from '../catalog';
import type { Diagnostic, Text } from '../diagnostics';
import { withDerivations, withoutDerivations } from '../formula';
import { metrics as metricInfo } from '../metrics';
import { isKnown, missingOf, type Unit } from '../quantity';
import { format } from '../quantity-text';
import type { Design, Evaluation, MetricName } from '../types';
import { operate, operateIfItFits, type Operated } from './operating-point';
import { PhaseRecall } from './phase-recall';
import { designer, pointsIn, type Space } from './space';

/** A figure that must not be passed: "serving.tpot: 50 ms". */
export interface Bound {
  readonly metric: MetricName;
  readonly value: number;
  readonly unit: Unit;
  /** What passes: at most (lower is better) or at least. */
  readonly side: 'most' | 'least';
}

export interface Sweep {
  readonly space: Space;
  readonly subject: readonly Bound[];
  /** The metric that the best point is best at. */
  readonly best: MetricName;
  /** Every figure that a row has; `best`, `subject` and the two of the frontier among them. */
  readonly columns: readonly MetricName[];
}

/** Why a point is left out. `kind` tells whether it has figures: of a point that cannot be there are none. */
export interface Reason {
  readonly kind: 'cannot-be' | 'does-not-fit' | 'misses' | 'unknown';
  readonly text: Text;
}

/** Points `from` … `from + count − 1`. */
export interface Batch {
  readonly from: number;
  readonly count: number;
  /** By column; NaN where there is no figure. */
  readonly figures: readonly Float64Array[];
  /** 0 = fine, else 1 + the place in `reasons`. */
  readonly why: Uint16Array;
  readonly reasons: readonly Reason[];
}

/** The figures a frontier is drawn over: speed a user, as time a token, and what a card yields. */
export const frontierMetrics = { less: 'serving.tpot', more: 'decode.throughput_per_card' } as const;

export function sizeOf(sweep: Sweep): number {
  return pointsIn(sweep.space);
}

/** Columns that need a search of their own at each point. */
const limits: readonly MetricName[] = ['serving.max_concurrency_at_slo', 'serving.max_rate_at_slo'];

export interface Sweeper {
  readonly run: (from: number, count: number) => Batch;
}

/** Keeps what points share; one a thread. */
export function sweeper(sweep: Sweep, catalog: Catalog): Sweeper {
  const designAt = designer(sweep.space);
  const wanted = { limits: sweep.columns.some((name) => limits.includes(name)), source: new PhaseRecall().source };
  const answer = (design: Design): Answer => {
    const operated = operateIfItFits(design, catalog, wanted);
    switch (operated.kind) {
      case 'error':
        return { reason: { kind: 'cannot-be', text: said(operated.problems) } };
      case 'incomplete':
        return { reason: { kind: 'cannot-be', text: lacking(operated.lacks) } };
      case 'unfit':
        return { metrics: operated.unfit.metrics, reason: doesNotFit };
      case 'case': {
        const { evaluation } = operated;
        const again = (): Operated => withDerivations(() => operate(design, catalog, { limits: wanted.limits }));
        return { metrics: evaluation.metrics, reason: reasonOf(sweep, evaluation, again) };
      }
    }
  };
  return { run: (from, count) => withoutDerivations(() => batchOf(sweep, { from, count, answer, designAt })) };
}

const doesNotFit: Reason = { kind: 'does-not-fit', text: { en: 'does not fit in memory', zh: '显存放不下' } };

interface Answer {
  readonly metrics?: Evaluation['metrics'];
  readonly reason: Reason | undefined;
}

interface Task {
  readonly from: number;
  readonly count: number;
  readonly designAt: (point: number) => Design;
  readonly answer: (design: Design) => Answer;
}

function batchOf({ columns }: Sweep, { from, count, designAt, answer }: Task): Batch {
  const figures = columns.map(() => new Float64Array(count).fill(Number.NaN));
  const why = new Uint16Array(count);
  const places = new Map<string, number>();
  const reasons: Reason[] = [];
  for (let i = 0; i < count; i++) {
    const { metrics, reason } = answer(designAt(from + i));
    if (metrics) columns.forEach((name, c) => fill(figures[c], i, metrics.get(name)?.value));
    if (!reason) continue;
    const known = places.get(reason.text.en);
    why[i] = (known ?? reasons.length) + 1;
    if (known !== undefined) continue;
    places.set(reason.text.en, reasons.length);
    reasons.push(reason);
  }
  return { from, count, figures, why, reasons };
}

function fill(column: Float64Array | undefined, at: number, value: number | undefined): void {
  if (column && value !== undefined) column[at] = value;
}

function said(problems: readonly Diagnostic[]): Text {
  return problems[0]?.text ?? { en: 'cannot be resolved', zh: '无法解析' };
}

function lacking(lacks: readonly Text[]): Text {
  const join = (language: keyof Text, by: string) => lacks.map((each) => each[language]).join(by);
  return { en: `still needed: ${join('en', ', ')}`, zh: `还需写明：${join('zh', '、')}` };
}

/** Told without the figures of the point, so that a million points have a few reasons; the figures stand in the row. */
function reasonOf(sweep: Sweep, evaluation: Evaluation, again: () => Operated): Reason | undefined {
  if (evaluation.diagnostics.some(({ code }) => code === 'memory.does-not-fit')) return doesNotFit;
  for (const bound of [...objectives(evaluation), ...sweep.subject]) {
    const value = evaluation.metrics.get(bound.metric)?.value;
    if (value === undefined || Number.isNaN(value)) return unknownReason(bound.metric, again());
    if (bound.side === 'most' ? value > bound.value : value < bound.value) return missReason(bound);
  }
  const best = evaluation.metrics.get(sweep.best);
  return best && !isKnown(best) ? unknownReason(sweep.best, again()) : undefined;
}

/** The design's own SLO counts as if it were written under `subject`. */
function objectives({ case: { workload } }: Evaluation): Bound[] {
  const { sloTtft, sloTpot } = workload;
  const bound = (metric: MetricName, q: typeof sloTtft): Bound[] =>
    q ? [{ metric, value: q.value, unit: 's', side: 'most' }] : [];
  return [...bound('serving.ttft', sloTtft), ...bound('serving.tpot', sloTpot)];
}

function missReason(bound: Bound): Reason {
  const title = metricInfo[bound.metric]?.title ?? { en: bound.metric, zh: bound.metric };
  const limit = format(bound);
  return {
    kind: 'misses',
    text:
      bound.side === 'most'
        ? { en: `${title.en} above ${limit}`, zh: `${title.zh}超过 ${limit}` }
        : { en: `${title.en} below ${limit}`, zh: `${title.zh}低于 ${limit}` },
  };
}

/** Evaluated once more with derivations, to say which figure is missing. */
function unknownReason(metric: MetricName, operated: Operated): Reason {
  const q = operated.kind === 'case' ? operated.evaluation.metrics.get(metric) : undefined;
  const fields = q ? missingOf(q) : [];
  const of = fields.length > 0 ? fields.join(', ') : metric;
  return { kind: 'unknown', text: { en: `unknown: ${of}`, zh: `未知：${of}` } };
}
