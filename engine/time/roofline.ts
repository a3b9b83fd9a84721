/** Every operator at the datasheet's peaks: the physical limit. */

import { busiestTime } from '../formulas/moe';
import { computeTime, linkTime, memoryTime, operatorTime } from '../formulas/roofline';
import type { Q } from '../quantity';
import type { Chip, Op } from '../types';
import { peakOf, peaksOf, type Peaks } from './peak';
import { binding, noLaunch, spentIn, type Around, type Kernel, type Spent } from './timed';

/** Times operators. */
export interface Rates {
  readonly peaks: Peaks;
  /** True where it times all repetitions at once. */
  readonly isWhole: boolean;
  /** What one repetition takes (all, where whole), in plain numbers; valid until the next operator is timed. */
  readonly spent: (op: Op, around: Around) => Spent;
  /** The same as quantities. */
  readonly kernel: (op: Op, around: Around) => Kernel;
}

export function rooflineRates(chip: Chip): Rates {
  return {
    peaks: peaksOf(chip),
    isWhole: true,
    spent: (op, around) => {
      const { longest, ...kernel } = kernelOf(op, around, chip);
      return spentIn(kernel, binding(longest.value, kernel.memory.value, kernel.communication.value));
    },
    kernel: (op, around) => kernelOf(op, around, chip),
  };
}

/** All cards wait for the busiest, which takes `longest`; each is busy for its own work only. */
function kernelOf(op: Op, { times }: Around, chip: Chip): Kernel & { readonly longest: Q<'s'> } {
  const compute = computeTime({ times, flop: op.flop, peak: peakOf(chip, op.math) });
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
  const time = operatorTime({ compute: longest, memory, communication });
  return { compute, memory, communication, launch: noLaunch, time, longest };
}
