/** Plan → timed operators: seconds at the fidelity's rates. Demand is the plan's; only rates live here. */

import { product } from '../formulas/serving';
import { hidingIn, type Hiding } from '../overlap';
import type { PassContext } from '../plan/context';
import { count } from '../plan/op';
import type { Q } from '../quantity';
import type { Plan } from '../types';
import { calibratedRates } from './calibrated';
import { eagerOp } from './eager';
import { hostOp } from './host';
import { movedOps, waitOps } from './waits';
import { rooflineRates, type Rates } from './roofline';
import type { Around, Timed } from './timed';

export interface TimedPass {
  readonly ops: readonly Timed[];
  /** What of its kernels is hidden behind others, if anything. */
  readonly hiding: Hiding | undefined;
}

/** Walks the plan in order and times every operator, its repetitions counted in; then what the host adds to what overlap leaves. */
export function timeOps(plan: Plan, context: PassContext): TimedPass {
  const atRoofline = context.kase.fidelity !== 'calibrated';
  const rates = atRoofline ? rooflineRates(context.pool.chip) : calibratedRates(context);
  const timed: Timed[] = [];
  visit(plan, aroundOf('', one, rates), rates, timed);
  timed.push(...movedOps(context));
  if (atRoofline) return { ops: timed, hiding: hidingIn(timed, context) };
  const waited = joined(timed, waitOps(timed, context));
  const hiding = hidingIn(waited, context);
  const gaps = eagerOp(waited, hiding, context);
  const launched = joined(waited, gaps);
  return { ops: joined(launched, hostOp(launched, hiding, context)), hiding };
}

/** What came before stays as it is: derivations speak of it. */
function joined(before: readonly Timed[], more: readonly Timed[]): readonly Timed[] {
  return more.length === 0 ? before : [...before, ...more];
}

const one = count(1, 'once', '一次');

function aroundOf(prefix: string, times: Q<'1'>, { chip, isWhole }: Rates): Around {
  return { prefix, times, isWhole, repeats: isWhole ? 1 : times.value, chip };
}

function visit(plan: Plan, around: Around, rates: Rates, timed: Timed[]): void {
  switch (plan.kind) {
    case 'op':
      timed.push(rates.timed(plan.op, around));
      return;
    case 'seq':
      for (const part of plan.parts) visit(part, around, rates, timed);
      return;
    case 'repeat': {
      const { prefix, times } = around;
      const inner = times === one ? plan.times : product({ sequences: times, each: plan.times });
      visit(plan.part, aroundOf(`${prefix}${plan.id}.`, inner, rates), rates, timed);
    }
  }
}
