/** Measured kernels against a predictor: at the roofline until a card's curves are calibrated. */

import type { Text } from '../diagnostics';
import { kvWidth, mathWidth, weightWidth } from '../formats';
import {
  attentionFlop,
  causalPairs,
  elementwiseBytes,
  gemmActivations,
  gemmFlop,
  gemmWeights,
} from '../formulas/operators';
import { computeTime, memoryTime, operatorTime } from '../formulas/roofline';
import { missingOf, question, unknown, type Q } from '../quantity';
import type { Chip } from '../types';
import type { AttentionKernel, GemmKernel, Kernel } from './families';
import type { Finding } from './report';

/** Seconds a kernel takes on a chip; unknown where the chip lacks a figure or the format. */
export interface KernelPredictor {
  /** What stands behind the prediction, for the note. */
  readonly title: Text;
  readonly predict: (kernel: Kernel, chip: Chip) => Q<'s'>;
}

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
      note: noteOf(predicted, o.predictor.title),
    };
  });
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

interface Demand {
  readonly times: Q<'1'>;
  readonly flop: Q<'FLOP'>;
  readonly weights: Q<'B'>;
  readonly activations: Q<'B'>;
}

const nothing = question(0, 'B', { en: 'none', zh: '无' });

function count(value: number, en: string, zh: string): Q<'1'> {
  return question(value, '1', { en, zh });
}

/** Both operands in the format, the result in BF16. */
function gemmDemand({ format, groups, m, n, k }: GemmKernel): Demand {
  const tokens = count(m, 'rows a group', '每组行数');
  const inner = count(k, 'inputs', '输入维度');
  const outer = count(n, 'outputs', '输出维度');
  return {
    times: count(groups, 'groups', '组数'),
    flop: gemmFlop({ tokens, inner, outer }),
    weights: gemmWeights({ inner, outer, width: weightWidth[format] }),
    activations: gemmActivations({ tokens, inner, outer, read: mathWidth[format], written: mathWidth.bf16 }),
  };
}

/** Query, key, value and output once each. */
function attentionDemand({ heads, keyDim, valueDim, tokens, format }: AttentionKernel): Demand {
  const length = count(tokens, 'tokens', 'token 数');
  const pairs = causalPairs({
    sequences: count(1, 'sequences', '序列数'),
    fresh: length,
    cached: count(0, 'cached tokens', '已缓存 token 数'),
  });
  return {
    times: count(1, 'once', '一次'),
    flop: attentionFlop({
      pairs,
      heads: count(heads, 'heads', '头数'),
      key: count(keyDim, 'key dimension', 'K 维度'),
      value: count(valueDim, 'value dimension', 'V 维度'),
    }),
    weights: nothing,
    activations: elementwiseBytes({
      tokens: length,
      elements: count(
        heads * 2 * (keyDim + valueDim),
        'values of query, key, value, output',
        'Q、K、V 与输出的数值个数',
      ),
      width: format === 'fp8' ? kvWidth.fp8 : kvWidth.bf16,
    }),
  };
}

function peakOf(chip: Chip, { format }: Kernel): Q<'FLOP/s'> {
  const peak = chip.tflops[format];
  return 'absent' in peak ? unknown('FLOP/s', `tflops.${format}`, { label: peak.absent }) : peak;
}
