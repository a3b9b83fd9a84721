/** Grouped-query attention (MHA where every head has its own KV). Heads are split over TP; fewer KV heads than TP are replicated. */

import { attentionFlop, cacheTraffic, elementwiseBytes, gqaEntry } from '../../formulas/operators';
import { kvWidth, mathWidth } from '../../formats';
import { profiles } from '../../profiles';
import type { Q } from '../../quantity';
import type { Case, GqaSpec, Plan, Pool } from '../../types';
import type { PassContext } from '../context';
import { attentionShape, count, linear, op, quantize } from '../op';

export function gqaCacheEntry(spec: GqaSpec, kase: Case, pool: Pool): Q<'B'> {
  return gqaEntry({
    heads: count(localKvHeads(spec, pool), 'KV heads on this card', '本卡 KV 头数'),
    dim: count(spec.headDim, 'head dimension', '头维度'),
    width: kvWidth[kase.formats.kv],
  });
}

function localKvHeads(spec: GqaSpec, pool: Pool): number {
  return Math.max(1, spec.kvHeads / pool.layout.tp);
}

export function gqaOps(spec: GqaSpec, context: PassContext): Plan[] {
  const { kase, pool, tokens, hidden } = context;
  const { formats } = kase;
  const heads = spec.heads / pool.layout.tp;
  const kvHeads = localKvHeads(spec, pool);
  const format = formats.weights;
  const localHeads = count(heads, 'query heads on this card', '本卡查询头数');
  const dim = count(spec.headDim, 'head dimension', '头维度');
  const window = spec.window === undefined ? undefined : count(spec.window, 'sliding window', '滑动窗口');
  const rotated = count(
    2 * (heads + kvHeads) * spec.headDim,
    'query and key elements in and out',
    '查询与键的读写元素数',
  );
  return [
    linear({
      id: 'qkv',
      title: { en: 'query, key and value projection', zh: 'QKV 投影' },
      group: 'projections',
      tokens,
      inner: hidden,
      outer: count(
        (heads + 2 * kvHeads) * spec.headDim,
        'query, key and value dimensions on this card',
        '本卡 QKV 维度',
      ),
      format,
      pool: context.pool,
    }),
    op({
      id: 'rotary',
      title: { en: 'rotary embedding and cache write', zh: '旋转位置编码与缓存写入' },
      group: 'elementwise',
      activations: elementwiseBytes({ tokens, elements: rotated, width: mathWidth.bf16 }),
    }),
    op({
      id: 'attention',
      title: { en: 'attention', zh: '注意力' },
      group: 'attention',
      shape: attentionShape('gqa', context, localHeads, context.read(window)),
      flop: attentionFlop({ pairs: context.pairs(window), heads: localHeads, key: dim, value: dim }),
      kv: cacheTraffic({
        sequences: context.sequences,
        length: context.read(window),
        fresh: tokens,
        entry: gqaCacheEntry(spec, kase, pool),
      }),
      activations: elementwiseBytes({
        tokens,
        elements: count(2 * heads * spec.headDim, 'query and output elements', '查询与输出元素数'),
        width: mathWidth.bf16,
      }),
    }),
    ...attentionCopies(heads * spec.headDim, kvHeads * spec.headDim, context),
    ...quantize(
      'out-quantize',
      { en: 'quantize attention output', zh: '注意力输出量化' },
      {
        tokens,
        elements: count(heads * spec.headDim, 'head outputs on this card', '本卡头输出维度'),
        math: pool.math[format],
      },
    ),
    linear({
      id: 'out',
      title: { en: 'output projection', zh: '输出投影' },
      group: 'projections',
      tokens,
      inner: count(heads * spec.headDim, 'head outputs on this card', '本卡头输出维度'),
      outer: hidden,
      format,
      pool: context.pool,
    }),
  ];
}

/** Runtimes that hand attention a new layout copy query, keys, values and output once each. */
function attentionCopies(query: number, keys: number, context: PassContext): Plan[] {
  const copies = profiles[context.kase.runtime].attentionCopies;
  if (copies === 0) return [];
  return [
    op({
      id: 'attention-copies',
      title: { en: 'copies to another layout', zh: '布局转换拷贝' },
      group: 'elementwise',
      activations: elementwiseBytes({
        tokens: context.tokens,
        elements: count(copies * 2 * (2 * query + 2 * keys), 'elements read and written', '读写元素数'),
        width: mathWidth.bf16,
      }),
    }),
  ];
}
