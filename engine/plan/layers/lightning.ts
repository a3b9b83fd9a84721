/** Lightning attention (MiniMax-Text-01, M1): linear attention with a fixed decay a head; no delta rule, no convolution. */

import { mathWidth } from '../../formats';
import type { LightningSpec, Pool } from '../../types';
import type { AttentionBlock } from './block';
import { count, linear, pass, quantize } from '../op';
import { recurrenceOp, stateOf, type Recurrence } from './linear-core';

/** Tokens a block of the published kernel (lightning attention 2). */
const chunk = 256;

function recurrenceOf(spec: LightningSpec, pool: Pool): Recurrence {
  const heads = spec.heads / pool.layout.tp;
  return {
    heads,
    key: spec.headDim,
    value: spec.headDim,
    products: 2,
    chunk,
    inside: 2 * spec.headDim,
    elements: 4 * heads * spec.headDim,
    channels: 0,
    taps: 0,
  };
}

export const lightning: AttentionBlock<LightningSpec> = {
  ops: (spec, context) => {
    const { kase, pool, tokens, hidden } = context;
    const format = kase.formats.weights;
    const recurrence = recurrenceOf(spec, pool);
    const wide = recurrence.heads * spec.headDim;
    const outputs = count(wide, 'head outputs on this card', '本卡头输出维度');
    return [
      linear({
        id: 'qkvg',
        title: { en: 'query, key, value and gate projection', zh: 'QKV 与门控投影' },
        group: 'projections',
        tokens,
        inner: hidden,
        outer: count(4 * wide, 'query, key, value and gate dimensions', '本卡 QKV 与门控维度'),
        format,
        pool,
      }),
      pass({
        id: 'silu',
        title: { en: 'SiLU of query, key and value', zh: 'QKV 的 SiLU' },
        tokens,
        elements: count(6 * wide, 'read and written', '读写元素数'),
        width: mathWidth.bf16,
      }),
      recurrenceOp(recurrence, context),
      pass({
        id: 'gated-norm',
        title: { en: 'norm and gate of the output', zh: '输出归一化与门控' },
        tokens,
        elements: count(3 * wide, 'output and gate read, output written', '读输出与门控、写输出'),
        width: mathWidth.bf16,
      }),
      ...quantize(
        'out-quantize',
        { en: 'quantize attention output', zh: '注意力输出量化' },
        { tokens, elements: outputs, math: pool.math[format] },
      ),
      linear({
        id: 'out',
        title: { en: 'output projection', zh: '输出投影' },
        group: 'projections',
        tokens,
        inner: outputs,
        outer: hidden,
        format,
        pool,
      }),
    ];
  },
  cache: (spec, _kase, pool) => [{ kind: 'state', size: stateOf(recurrenceOf(spec, pool)) }],
  exchanged: () => undefined,
};
