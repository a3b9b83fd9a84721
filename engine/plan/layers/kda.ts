/** Kimi delta attention: the delta rule with a decay a channel; decay of low rank, gate of full rank (Kimi-K3). */

import { mathWidth } from '../../formats';
import type { KdaSpec, Pool } from '../../types';
import type { AttentionBlock } from './block';
import { count, linear, pass, quantize } from '../op';
import { convolutionOp, recurrenceOp, stateOf, type Recurrence } from './linear-core';

/** Tokens a chunk of the published kernels (flash-linear-attention). */
const chunk = 64;

function recurrenceOf(spec: KdaSpec, pool: Pool): Recurrence {
  const heads = spec.heads / pool.layout.tp;
  const wide = heads * spec.dim;
  return {
    heads,
    key: spec.dim,
    value: spec.dim,
    products: 3,
    chunk,
    inside: 5 * spec.dim,
    // Query, key, value, decay and output.
    elements: 5 * wide,
    channels: 3 * wide,
    taps: spec.conv,
  };
}

export const kda: AttentionBlock<KdaSpec> = {
  ops: (spec, context) => {
    const { kase, pool, tokens, hidden } = context;
    const format = kase.formats.weights;
    const recurrence = recurrenceOf(spec, pool);
    const wide = recurrence.heads * spec.dim;
    const outputs = count(wide, 'head outputs on this card', '本卡头输出维度');
    const rank = count(spec.dim, 'rank of the decay', '衰减的秩');
    const projection = { group: 'projections', tokens, format, pool } as const;
    return [
      linear({
        ...projection,
        id: 'qkvg',
        title: { en: 'query, key, value and gate projection', zh: 'QKV 与门控投影' },
        inner: hidden,
        outer: count(4 * wide, 'query, key, value and gate dimensions', '本卡 QKV 与门控维度'),
      }),
      linear({
        ...projection,
        id: 'decay-down',
        title: { en: 'decay, compressed', zh: '衰减压缩' },
        inner: hidden,
        outer: rank,
      }),
      linear({
        ...projection,
        id: 'decay-up',
        title: { en: 'decay a channel', zh: '每通道衰减' },
        inner: rank,
        outer: outputs,
      }),
      linear({
        ...projection,
        id: 'step',
        title: { en: 'step a head', zh: '每头步长' },
        inner: hidden,
        outer: count(recurrence.heads, 'heads on this card', '本卡头数'),
      }),
      convolutionOp(recurrence, context),
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
        ...projection,
        id: 'out',
        title: { en: 'output projection', zh: '输出投影' },
        inner: outputs,
        outer: hidden,
      }),
    ];
  },
  cache: (spec, _kase, pool) => [{ kind: 'state', size: stateOf(recurrenceOf(spec, pool)) }],
  exchanged: () => undefined,
};
