/** Plan → timed operators: seconds at the fidelity's rates. Demand is the plan's; only rates live here. */

import { computeTime, linkTime, memoryTime, operatorTime } from './formulas/roofline';
import { product } from './formulas/serving';
import { count } from './plan/op';
import { question, unknown, type Q } from './quantity';
import type { Chip, MathFormat, Op, Plan, TimedOp, TimeResource } from './types';

/** Walks the plan in order and times every operator, its repetitions counted in. */
export function timeOps(plan: Plan, chip: Chip): readonly TimedOp[] {
  const timed: TimedOp[] = [];
  visit(plan, '', one, (op, id, times) => timed.push(timeOp(op, id, times, chip)));
  return timed;
}

const one = count(1, 'once', '一次');
const noLaunch = question(0, 's', { en: 'no latency at the roofline', zh: '屋顶线下无延迟' });

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

function timeOp(op: Op, id: string, times: Q<'1'>, chip: Chip): TimedOp {
  const compute = computeTime({ times, flop: op.flop, peak: peakOf(chip, op.math) });
  const memory = memoryTime({
    times,
    weights: op.weightBytes,
    kv: op.kvBytes,
    activations: op.activationBytes,
    bandwidth: chip.memoryBandwidth,
  });
  const communication = linkTime({
    times,
    up: op.scaleUpBytes,
    upBandwidth: chip.scaleUp,
    out: op.scaleOutBytes,
    outBandwidth: chip.scaleOut,
  });
  return {
    id,
    op,
    times,
    compute,
    memory,
    communication,
    launch: noLaunch,
    time: operatorTime({ compute, memory, communication }),
    binds: binding(compute, memory, communication),
  };
}

function binding(compute: Q<'s'>, memory: Q<'s'>, communication: Q<'s'>): TimeResource | undefined {
  const longest = Math.max(compute.value, memory.value, communication.value);
  if (Number.isNaN(longest)) return undefined;
  if (compute.value === longest) return 'compute';
  return memory.value === longest ? 'memory-bandwidth' : 'communication';
}

/** Formats are resolved against the chip, so an absent unit is only asked for by an operator without arithmetic. */
function peakOf(chip: Chip, math: MathFormat): Q<'FLOP/s'> {
  const peak = chip.tflops[math];
  return 'absent' in peak
    ? unknown('FLOP/s', `tflops.${math}`, {
        label: { en: `${math} peak of ${chip.title}`, zh: `${chip.title} 的 ${math} 峰值` },
      })
    : peak;
}
