/** A design answered with levers switched: what every question about levers is asked of. */

import type { Catalog } from '../catalog';
import { withoutDerivations } from '../formula';
import { metrics as metricInfo } from '../metrics';
import { isKnown } from '../quantity';
import type { Design, Evaluation, LeverSetting, MetricName } from '../types';
import { operate } from './operating-point';

export interface Subject {
  readonly design: Design;
  readonly catalog: Catalog;
}

/** The answer in numbers only; undefined where the design is no whole question, or wrong. */
export function answerTo(design: Design, catalog: Catalog): Evaluation | undefined {
  return withoutDerivations(() => {
    const found = operate(design, catalog, { limits: false });
    return found.kind === 'case' ? found.evaluation : undefined;
  });
}

export function switched(design: Design, id: string, setting: LeverSetting): Design {
  return { ...design, levers: { ...design.levers, [id]: setting } };
}

/** The figures by which a lever is judged; a waterfall shows these. */
export const judged: readonly MetricName[] = [
  'serving.tpot',
  'serving.ttft',
  'serving.throughput_per_card',
  'memory.total',
  'cost.per_output_token',
];

export interface Change {
  readonly metric: MetricName;
  readonly before: number;
  readonly after: number;
  /** How many times as good: above 1 is better, whichever way better lies. Undefined where neither way is. */
  readonly gain: number | undefined;
}

/** What became of a metric; undefined unless both are known. */
export function changeIn(metric: MetricName, before: Evaluation, after: Evaluation): Change | undefined {
  const [first, second] = [before.metrics.get(metric), after.metrics.get(metric)];
  if (!first || !second || !isKnown(first) || !isKnown(second)) return undefined;
  return { metric, before: first.value, after: second.value, gain: gainOf(metric, first.value, second.value) };
}

function gainOf(metric: MetricName, before: number, after: number): number | undefined {
  switch (metricInfo[metric]?.better) {
    case 'lower':
      return before / after;
    case 'higher':
      return after / before;
    default:
      return undefined;
  }
}
