/** Measured kernels against a predictor; the roofline is the one without any calibration. */

import type { Text } from '../diagnostics';
import { computeTime, memoryTime, operatorTime } from '../formulas/roofline';
import { missingOf, question, type Q } from '../quantity';
import type { Chip } from '../types';
import { attentionDemand, gemmDemand, nothing, peakOf } from './demand';
import type { Kernel } from './families';
import { phaseIn, type Finding } from './report';

/** Seconds a kernel takes on a chip; unknown where the chip lacks a figure or the format. */
export interface KernelPredictor {
  /** What stands behind the prediction, for the note. */
  readonly title: Text;
  readonly predict: (kernel: Kernel, chip: Chip) => Q<'s'>;
  /** Why a prediction far off is so, where that is known. */
  readonly reason?: (kernel: Kernel) => Text | undefined;
}

/** Beyond this relative error a row says why, if anyone knows. */
const large = 0.2;

export function kernelFindings(
  kernels: readonly Kernel[],
  o: { readonly chip: Chip; readonly predictor: KernelPredictor },
): readonly Finding[] {
  return kernels.map((kernel) => {
    const predicted = o.predictor.predict(kernel, o.chip);
    return {
      id: kernel.id,
      predicted: predicted.value,
      actual: kernel.measured.value,
      unit: 's',
      note: noteOf(predicted, explained(kernel, predicted, o.predictor)),
      about: { chip: o.chip.title, ...phaseIn(kernel.id) },
    };
  });
}

function explained(kernel: Kernel, predicted: Q, { title, reason }: KernelPredictor): Text {
  const isLarge = Math.abs(predicted.value / kernel.measured.value - 1) > large;
  const why = isLarge ? reason?.(kernel) : undefined;
  return why === undefined ? title : { en: `${title.en}: ${why.en}`, zh: `${title.zh}：${why.zh}` };
}

/** What the prediction rests on, or the figures that it lacks. */
export function noteOf(predicted: Q, basis: Text): Text {
  const missing = missingOf(predicted);
  if (missing.length === 0) return basis;
  return { en: `the catalog lacks ${missing.join(', ')}`, zh: `资料库缺少 ${missing.join('、')}` };
}

/** The larger of arithmetic at peak and bytes at full bandwidth. */
export const rooflineKernels: KernelPredictor = {
  title: { en: 'roofline', zh: '屋顶线' },
  predict: (kernel, chip) => {
    const demand = kernel.kind === 'gemm' ? gemmDemand(kernel) : attentionDemand(kernel);
    return operatorTime({
      compute: computeTime({ times: demand.times, flop: demand.flop, peak: peakOf(chip, kernel) }),
      memory: memoryTime({
        times: demand.times,
        weights: demand.weights,
        kv: nothing,
        activations: demand.activations,
        bandwidth: chip.memoryBandwidth,
      }),
      communication: question(0, 's', { en: 'one card, no exchange', zh: '单卡，无通信' }),
    });
  },
};
