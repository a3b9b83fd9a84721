/** Every operator at the datasheet's peaks: the physical limit. */

import { busiestTime } from '../formulas/moe';
import { computeTime, linkTime, memoryTime, operatorTime } from '../formulas/roofline';
import type { Chip, Op } from '../types';
import { peakOf } from './peak';
import { binding, noLaunch, secondsOf, Timed, type Around } from './timed';

/** Times operators. */
export interface Rates {
  readonly chip: Chip;
  /** True where it times all repetitions at once. */
  readonly isWhole: boolean;
  readonly timed: (op: Op, around: Around) => Timed;
}

export function rooflineRates(chip: Chip): Rates {
  const timed: Rates['timed'] = (op, around) => {
    const { times } = around;
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
    const kernel = { compute, memory, communication, launch: noLaunch, time };
    return new Timed({
      op,
      around,
      seconds: secondsOf(kernel),
      kernel,
      binds: binding(longest.value, memory.value, communication.value),
    });
  };
  return { chip, isWhole: true, timed };
}
