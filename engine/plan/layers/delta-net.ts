/** Gated delta net (Qwen3-Next, Qwen3.5): each token asks the state what it knows, corrects it, and reads it. */

import { mathWidth } from '../../formats';
import type { DeltaNetSpec, Pool } from '../../types';
import type { AttentionBlock } from './block';
import { count, linear, pass, quantize } from '../op';
import { convolutionOp, recurrenceOp, stateOf, type Recurrence } from './linear-core';

/** Tokens a chunk of the published kernels (flash-linear-attention). */
const chunk = 64;

/** Key heads fewer than TP are replicated. */
function localKeyHeads(spec: DeltaNetSpec, pool: Pool): number {
  return Math.max(1, spec.keyHeads / pool.layout.tp);
}

function recurrenceOf(spec: DeltaNetSpec, pool: Pool): Recurrence {
  const heads = spec.heads / pool.layout.tp;
  const channels = 2 * localKeyHeads(spec, pool) * spec.keyDim + heads * spec.valueDim;
  return {
    heads,
    key: spec.keyDim,
    value: spec.valueDim,
    products: 3,
    chunk,
    // Keys with keys and queries with keys; both halves of the correction; the values weighted.
    inside: 3 * spec.keyDim + 2 * spec.valueDim,
    elements: channels + heads * spec.valueDim,
    channels,
    taps: spec.conv,
  };
}

export const deltaNet: AttentionBlock<DeltaNetSpec> = {
  ops: (spec, context) => {
    const { kase, pool, tokens, hidden } = context;
    const format = kase.formats.weights;
    const recurrence = recurrenceOf(spec, pool);
    const values = recurrence.heads * spec.valueDim;
    const outputs = count(values, 'head outputs on this card', '本卡头输出维度');
    return [
      linear({
        id: 'qkvz',
        title: { en: 'query, key, value and gate projection', zh: 'QKV 与门控投影' },
        group: 'projections',
        tokens,
        inner: hidden,
        outer: count(recurrence.channels + values, 'query, key, value and gate dimensions', '本卡 QKV 与门控维度'),
        format,
        pool,
      }),
      linear({
        id: 'decay',
        title: { en: 'decay and step', zh: '衰减与步长' },
        group: 'projections',
        tokens,
        inner: hidden,
        outer: count(2 * recurrence.heads, 'two numbers a head', '每头两个数'),
        format: 'bf16',
        pool,
      }),
      convolutionOp(recurrence, context),
      recurrenceOp(recurrence, context),
      pass({
        id: 'gated-norm',
        title: { en: 'norm and gate of the output', zh: '输出归一化与门控' },
        tokens,
        elements: count(3 * values, 'output and gate read, output written', '读输出与门控、写输出'),
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
