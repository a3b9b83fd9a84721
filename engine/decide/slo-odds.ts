/** How likely the objectives are met as the model errs where it was validated: each by itself. */

import type { Catalog } from '../catalog';
import { isKnown, type Q } from '../quantity';
import { figures } from '../quantity-text';
import type { Evaluation } from '../types';
import { modelError } from './model-error';

export interface Objective {
  readonly name: string;
  readonly is: Q;
  readonly most: Q;
}

export function objectivesOf({ metrics, case: { workload } }: Evaluation): readonly Objective[] {
  const pairs = [
    ['TTFT', metrics.get('serving.ttft'), workload.sloTtft],
    ['TPOT', metrics.get('serving.tpot'), workload.sloTpot],
  ] as const;
  return pairs.flatMap(([name, is, most]) => (is && isKnown(is) && most ? [{ name, is, most }] : []));
}

export interface SloOdds extends Objective {
  readonly odds: number;
  /** Time as run ÷ as modelled at which it is missed. */
  readonly flip: number;
}

/** None where no run tells how far the model is off. */
export function sloOdds(evaluation: Evaluation, catalog: Catalog): readonly SloOdds[] {
  const goals = objectivesOf(evaluation);
  if (goals.length === 0) return [];
  const { bias, sigma, runs } = modelError(evaluation.case, catalog);
  if (runs === 0) return [];
  return goals.map((goal) => {
    const flip = goal.most.value / goal.is.value;
    return { ...goal, flip, odds: normal((Math.log(flip) - bias) / sigma) };
  });
}

/** Never none or all of them: the spread is not known that well. */
export function inHundred(odds: number): string {
  return figures(Math.round(100 * Math.min(0.99, Math.max(0.01, odds))));
}

/** Share of a normal distribution below z: Abramowitz and Stegun 26.2.17, good to 1e-7. */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  const tail =
    density * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z < 0 ? tail : 1 - tail;
}
