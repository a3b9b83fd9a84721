/** Plan → timed operators: seconds at the fidelity's rates. Demand is the plan's; only rates live here. */

import { product } from '../formulas/serving';
import type { PassContext } from '../plan/context';
import { count } from '../plan/op';
import type { Q } from '../quantity';
import type { Op, Plan, TimedOp } from '../types';
import { calibratedRates } from './calibrated';
import { eagerOp } from './eager';
import { hostOp } from './host';
import { movedOps, waitOps } from './waits';
import { rooflineRates } from './roofline';

/** Walks the plan in order and times every operator, its repetitions counted in; then what the host adds. */
export function timeOps(plan: Plan, context: PassContext): readonly TimedOp[] {
  const atRoofline = context.kase.fidelity !== 'calibrated';
  const rates = atRoofline ? rooflineRates(context.pool.chip) : calibratedRates(context);
  const timed: TimedOp[] = [];
  visit(plan, '', one, (op, id, times) => timed.push(rates(op, id, times)));
  timed.push(...movedOps(context));
  if (atRoofline) return timed;
  const waited = [...timed, ...waitOps(timed, context)];
  const launched = [...waited, ...eagerOp(waited, context)];
  return [...launched, ...hostOp(launched, context)];
}

const one = count(1, 'once', '一次');

function visit(plan: Plan, prefix: string, times: Q<'1'>, each: (op: Op, id: string, times: Q<'1'>) => void): void {
  switch (plan.kind) {
    case 'op':
      each(plan.op, prefix + plan.op.id, times);
      return;
    case 'seq':
      for (const part of plan.parts) visit(part, prefix, times, each);
      return;
    case 'repeat':
      visit(
        plan.part,
        `${prefix}${plan.id}.`,
        times === one ? plan.times : product({ sequences: times, each: plan.times }),
        each,
      );
      return;
  }
}
