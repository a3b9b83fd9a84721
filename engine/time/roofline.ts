/** Every operator at the datasheet's peaks: the physical limit. */

import { busiestTime } from '../formulas/moe';
import { computeTime, linkTime, memoryTime, operatorTime } from '../formulas/roofline';
import type { Q } from '../quantity';
import type { Chip, Op } from '../types';
import { peakOf } from './peak';
import { binding, noLaunch, Timed } from './timed';

/** Times one operator with all its repetitions; `prefix` is the ids of what repeats it. */
export type Rates = (op: Op, prefix: string, times: Q<'1'>) => Timed;

export function rooflineRates(chip: Chip): Rates {
  return (op, prefix, times) => {
    const compute = computeTime({ times, flop: op.flop, peak: peakOf(chip, op.math) });
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
    const time = operatorTime({ compute: longest, memory, communication });
    return new Timed({
      op,
      prefix,
      times,
      part: { compute, memory, communication, launch: noLaunch, time },
      isWhole: true,
      binds: binding(longest.value, memory.value, communication.value),
      chip,
    });
  };
}
