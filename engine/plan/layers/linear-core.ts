/** What the linear attentions share: the state, its recurrence token by token or in chunks, and the short convolution before it. */

import { mathWidth } from '../../formats';
import {
  chunkStates,
  chunkTraffic,
  chunkwiseFlop,
  recurrentFlop,
  stateSize,
  stateTraffic,
} from '../../formulas/linear-attention';
import { elementwiseBytes } from '../../formulas/operators';
import { question, type Q } from '../../quantity';
import type { Plan } from '../../types';
import type { PassContext } from '../context';
import { attentionShape, count, op } from '../op';

export interface Recurrence {
  /** Heads of this card. */
  readonly heads: number;
  readonly key: number;
  readonly value: number;
  /** Products of a vector with the state, a token: the delta rule asks first, then corrects, then reads. */
  readonly products: number;
  /** Tokens the prefill kernel takes at a time, and the widths it multiplies inside them. */
  readonly chunk: number;
  readonly inside: number;
  /** Query, key, value and output elements a token. */
  readonly elements: number;
  /** Channels of the convolution on this card and its taps; none where there is no convolution. */
  readonly channels: number;
  readonly taps: number;
}

/** States are kept in FP32: they sum up over the whole request. */
const stateWidth = question(4, 'B', { en: 'a state element in FP32', zh: '一个 FP32 状态元素' });

export function stateOf(spec: Recurrence): Q<'B'> {
  return stateSize({
    ...sides(spec),
    width: stateWidth,
    channels: count(spec.channels, 'channels of the convolution on this card', '本卡卷积通道数'),
    taps: count(spec.taps, 'taps of the convolution', '卷积长度'),
    element: mathWidth.bf16,
  });
}

function sides(spec: Recurrence) {
  return {
    heads: count(spec.heads, 'heads on this card', '本卡头数'),
    key: count(spec.key, 'key dimension', '键维度'),
    value: count(spec.value, 'value dimension', '值维度'),
  };
}

export function convolutionOp(spec: Recurrence, context: PassContext): Plan {
  const weights = question(spec.channels * spec.taps * mathWidth.bf16.value, 'B', {
    en: 'weights of the convolution on this card',
    zh: '本卡卷积权重',
  });
  return op({
    id: 'convolution',
    title: { en: 'short convolution', zh: '短卷积' },
    group: 'elementwise',
    weights,
    activations: elementwiseBytes({
      tokens: context.tokens,
      elements: count(2 * spec.channels, 'channels read and written', '读写通道数'),
      width: mathWidth.bf16,
    }),
  });
}

export function recurrenceOp(spec: Recurrence, context: PassContext): Plan {
  const { tokens, phase, sequences } = context;
  const sided = sides(spec);
  const products = count(spec.products, 'products with the state a token', '每 token 与状态相乘次数');
  const chunk = count(spec.chunk, 'tokens the kernel takes at a time', '核函数每块 token 数');
  const passing = elementwiseBytes({
    tokens,
    elements: count(spec.elements, 'query, key, value and output elements', 'Q、K、V 与输出元素数'),
    width: mathWidth.bf16,
  });
  const traffic = stateTraffic({ sequences, state: stateOf(spec) });
  const base = {
    id: 'attention',
    group: 'attention',
    shape: attentionShape('linear', context, sided.heads, count(0, 'no cache by token', '无逐 token 缓存')),
    kv: traffic,
  } as const;
  if (phase === 'decode') {
    return op({
      ...base,
      title: { en: 'linear attention, token by token', zh: '线性注意力（逐 token 递推）' },
      flop: recurrentFlop({ tokens, ...sided, products }),
      activations: passing,
    });
  }
  const inside = count(spec.inside, 'widths multiplied inside a chunk', '块内相乘的宽度之和');
  return op({
    ...base,
    title: { en: 'linear attention in chunks', zh: '线性注意力（分块）' },
    flop: chunkwiseFlop({ tokens, ...sided, products, chunk, inside }),
    activations: chunkTraffic({
      passing,
      states: chunkStates({ tokens, chunk, ...sided, width: mathWidth.bf16 }),
    }),
  });
}
