/** What a measured kernel asks of a card: its arithmetic and its bytes, by the engine's own counts. */

import { kvWidth, mathWidth, weightWidth } from '../formats';
import { elementwiseBytes, gemmActivations, gemmFlop, gemmWeights } from '../formulas/operators';
import { attentionFlop, causalPairs } from '../formulas/attention';
import { question, unknown, type Q } from '../quantity';
import type { Chip } from '../types';
import type { AttentionKernel, GemmKernel, Kernel } from './families';

/** What one kernel asks of a card. */
export interface Demand {
  readonly times: Q<'1'>;
  readonly flop: Q<'FLOP'>;
  readonly weights: Q<'B'>;
  readonly activations: Q<'B'>;
}

export const nothing = question(0, 'B', { en: 'none', zh: '无' });

function count(value: number, en: string, zh: string): Q<'1'> {
  return question(value, '1', { en, zh });
}

/** Both operands in the format, the result in BF16; `times` groups of it. */
export function gemmDemand({ format, groups, m, n, k }: GemmKernel): Demand {
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
export function attentionDemand({ heads, keyDim, valueDim, tokens, format }: AttentionKernel): Demand {
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

export function peakOf(chip: Chip, { format }: Kernel): Q<'FLOP/s'> {
  const peak = chip.tflops[format];
  return 'absent' in peak ? unknown('FLOP/s', `tflops.${format}`, { label: peak.absent }) : peak;
}
