/** Plan → timed operators: seconds at the fidelity's rates. Demand is the plan's; only rates live here. */

import { product } from '../formulas/shares';
import { hidingIn, type Hiding } from '../overlap';
import type { PassContext } from '../plan/context';
import { count } from '../plan/op';
import type { Q } from '../quantity';
import type { Op, Plan } from '../types';
import { calibratedRates } from './calibrated';
import { eagerOp } from './eager';
import { hostOp } from './host';
import { Ledger } from './ledger';
import { rooflineRates, type Rates } from './roofline';
import { Timed, type Around } from './timed';
import { Timing } from './timing';
import { movedOps, waitOps } from './waits';

export interface TimedPass {
  readonly timing: Timing;
  /** What of its kernels is hidden behind others, if anything. */
  readonly hiding: Hiding | undefined;
}

/** One for all passes, since each is rolled up before the next is timed. */
const ledger = new Ledger();

/** Walks the plan in order and times every operator, its repetitions counted in; then what the host adds to what overlap leaves. */
export function timeOps(plan: Plan, context: PassContext): TimedPass {
  const atRoofline = context.kase.fidelity !== 'calibrated';
  const rates = atRoofline ? rooflineRates(context.pool.chip) : calibratedRates(context);
  ledger.clear();
  visit(plan, rates, (op, around) => {
    ledger.add(op, around, rates.spent(op, around));
  });
  const timing = new Timing(ledger, () => shownOps(plan, rates));
  timing.append(movedOps(context));
  if (atRoofline) return { timing, hiding: hidingIn(timing, context) };
  timing.append(waitOps(timing, context));
  const hiding = hidingIn(timing, context);
  timing.append(eagerOp(timing, hiding, context));
  timing.append(hostOp(timing, hiding, context));
  return { timing, hiding };
}

function shownOps(plan: Plan, rates: Rates): readonly Timed[] {
  const shown: Timed[] = [];
  visit(plan, rates, (op, around) => {
    const spent = { ...rates.spent(op, around) };
    shown.push(new Timed({ op, around, spent, kernel: () => rates.kernel(op, around) }));
  });
  return shown;
}

type Take = (op: Op, around: Around) => void;

function visit(plan: Plan, { peaks, isWhole }: Rates, take: Take): void {
  const aroundOf = (prefix: string, times: Q<'1'>): Around => {
    return { prefix, times, isWhole, repeats: isWhole ? 1 : times.value, peaks };
  };
  enter(plan, aroundOf('', once));

  function enter(part: Plan, around: Around): void {
    switch (part.kind) {
      case 'op':
        take(part.op, around);
        return;
      case 'seq':
        for (const each of part.parts) enter(each, around);
        return;
      case 'repeat': {
        const { prefix, times } = around;
        const inner = times === once ? part.times : product({ sequences: times, each: part.times });
        enter(part.part, aroundOf(`${prefix}${part.id}.`, inner));
      }
    }
  }
}

const once = count(1, 'once', '一次');
