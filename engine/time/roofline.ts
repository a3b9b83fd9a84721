/** Every operator at the datasheet's peaks: the physical limit. */

import { busiestTime } from '../formulas/moe';
import { computeTime, linkTime, memoryTime, operatorTime } from '../formulas/roofline';
import { question, unknown, type Q } from '../quantity';
import type { Chip, MathFormat, Op, TimedOp, TimeResource } from '../types';

/** Times one operator with all its repetitions. */
export type Rates = (op: Op, id: string, times: Q<'1'>) => TimedOp;

export const noLaunch = question(0, 's', { en: 'no latency', zh: '无延迟' });

export function rooflineRates(chip: Chip): Rates {
  return (op, id, times) => {
    const compute = peakTime(op, times, chip);
    // All cards wait for the busiest; each is busy for its own work only.
    const longest = op.busiest ? busiestTime({ time: compute, imbalance: op.busiest }) : compute;
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
      peak: compute,
      compute,
      memory,
      communication,
      launch: noLaunch,
      time: operatorTime({ compute: longest, memory, communication }),
      binds: binding(longest, memory, communication),
    };
  };
}

/** Arithmetic at the peak of its format: what MFU divides by, at every fidelity. */
export function peakTime(op: Op, times: Q<'1'>, chip: Chip): Q<'s'> {
  return computeTime({ times, flop: op.flop, peak: peakOf(chip, op.math) });
}

export function binding(compute: Q<'s'>, memory: Q<'s'>, communication: Q<'s'>): TimeResource | undefined {
  const longest = Math.max(compute.value, memory.value, communication.value);
  if (Number.isNaN(longest)) return undefined;
  if (compute.value === longest) return 'compute';
  return memory.value === longest ? 'memory-bandwidth' : 'communication';
}

/** Formats are resolved against the chip, so an absent unit is only asked for by an operator without arithmetic. */
export function peakOf(chip: Chip, math: MathFormat): Q<'FLOP/s'> {
  const peak = chip.tflops[math];
  if (!('absent' in peak)) return peak;
  return unknown('FLOP/s', `tflops.${math}`, {
    label: { en: `${math} peak of ${chip.title}`, zh: `${chip.title} 的 ${math} 峰值` },
  });
}
