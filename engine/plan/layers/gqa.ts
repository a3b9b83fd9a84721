/**
 * Grouped-query attention (MHA where every head has its own KV), with its variants: sliding window, chunks, values of another width,
 * gated output, low-rank query, blocks chosen by an index. Heads are split over TP; fewer KV heads than TP are replicated.
 */

import { elementwiseBytes } from '../../formulas/operators';
import { attentionFlop, cacheTraffic, compressedCount, gqaEntry } from '../../formulas/attention';
import { kvWidth, mathWidth } from '../../formats';
import { profiles } from '../../profiles';
import { question, type Q } from '../../quantity';
import type { Case, GqaSpec, Plan, Pool } from '../../types';
import type { PassContext } from '../context';
import { attentionShape, count, linear, op, pass, quantize } from '../op';
import type { AttentionBlock, CachePart } from './block';

function entryOf(spec: GqaSpec, kase: Case, pool: Pool): Q<'B'> {
  return gqaEntry({
    heads: count(localKvHeads(spec, pool), 'KV heads on this card', '本卡 KV 头数'),
    key: count(spec.headDim, 'key dimension', '键维度'),
    value: count(valueDim(spec), 'value dimension', '值维度'),
    width: kvWidth[kase.formats.kv],
  });
}

function localKvHeads(spec: GqaSpec, pool: Pool): number {
  return Math.max(1, spec.kvHeads / pool.layout.tp);
}

function valueDim(spec: GqaSpec): number {
  return spec.valueDim ?? spec.headDim;
}

/** Tokens that a layer attends, and so keeps, at most. */
function mostOf(spec: GqaSpec): Q<'1'> | undefined {
  if (spec.window !== undefined) return count(spec.window, 'sliding window', '滑动窗口');
  return spec.chunk === undefined ? undefined : chunkOf(spec.chunk);
}

function chunkOf(tokens: number): Q<'1'> {
  return count(tokens, 'tokens a chunk', '每块 token 数');
}

function blockKey(blocks: NonNullable<GqaSpec['blocks']>, kase: Case): Q<'B'> {
  return question(blocks.dim * kvWidth[kase.formats.kv].value, 'B', { en: 'an index key', zh: '一个索引键' });
}

export const gqa: AttentionBlock<GqaSpec> = {
  ops: (spec, context) => {
    const { kase, pool, tokens, hidden } = context;
    const heads = spec.heads / pool.layout.tp;
    const kvHeads = localKvHeads(spec, pool);
    const format = kase.formats.weights;
    const outputs = count(heads * valueDim(spec), 'head outputs on this card', '本卡头输出维度');
    return [
      ...projections(spec, context, { heads, kvHeads }),
      pass({
        id: 'rotary',
        title: { en: 'rotary embedding and cache write', zh: '旋转位置编码与缓存写入' },
        tokens,
        elements: count(
          2 * (heads + kvHeads) * spec.headDim,
          'query and key elements in and out',
          '查询与键的读写元素数',
        ),
        width: mathWidth.bf16,
      }),
      ...(spec.blocks ? blockIndexOps(spec.blocks, context) : []),
      attentionOp(spec, context, heads),
      ...attentionCopies(heads * spec.headDim, kvHeads * spec.headDim, context),
      ...(spec.gated === true ? [gateOp(context, outputs)] : []),
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
  cache: (spec, kase, pool) => {
    const most = mostOf(spec);
    const own: CachePart = { kind: 'tokens', entry: entryOf(spec, kase, pool), ...(most && { most }) };
    return spec.blocks ? [own, { kind: 'tokens', entry: blockKey(spec.blocks, kase) }] : [own];
  },
  exchanged: entryOf,
};

function projections(spec: GqaSpec, context: PassContext, local: { heads: number; kvHeads: number }): Plan[] {
  const { kase, pool, tokens, hidden } = context;
  const query = local.heads * spec.headDim;
  const keyValue = local.kvHeads * (spec.headDim + valueDim(spec));
  const gate = spec.gated === true ? local.heads * valueDim(spec) : 0;
  const projection = { group: 'projections', tokens, format: kase.formats.weights, pool } as const;
  const title = { en: 'query, key and value projection', zh: 'QKV 投影' };
  if (spec.queryRank === undefined) {
    return [
      linear({
        ...projection,
        id: 'qkv',
        title: spec.gated === true ? { en: 'query, gate, key and value projection', zh: 'Q、门控、K、V 投影' } : title,
        inner: hidden,
        outer: count(query + gate + keyValue, 'query, key and value dimensions on this card', '本卡 QKV 维度'),
      }),
    ];
  }
  const rank = count(spec.queryRank, 'query rank', '查询秩');
  return [
    linear({
      ...projection,
      id: 'qkv',
      title: { en: 'compressed query, key and value projection', zh: '压缩 Q 与 K、V 投影' },
      inner: hidden,
      outer: count(spec.queryRank + keyValue, 'compressed query, key and value dimensions', '压缩查询与键值维度'),
    }),
    ...quantize(
      'q-quantize',
      { en: 'quantize the compressed query', zh: '压缩查询量化' },
      { tokens, elements: rank, math: pool.math[kase.formats.weights] },
    ),
    linear({
      ...projection,
      id: 'q-b',
      title: { en: 'query expansion', zh: '查询展开' },
      inner: rank,
      outer: count(query, 'query dimensions on this card', '本卡查询维度'),
    }),
  ];
}

/** Pairs and cached tokens of one layer, whatever limits them. */
function seen(spec: GqaSpec, context: PassContext): { readonly pairs: Q<'1'>; readonly read: Q<'1'> } {
  if (spec.chunk !== undefined) return context.chunked(chunkOf(spec.chunk));
  const most = spec.blocks
    ? count(spec.blocks.best * spec.blocks.size, 'tokens of the blocks chosen', '所选块的 token 数')
    : mostOf(spec);
  return { pairs: context.pairs(most), read: context.read(most) };
}

function attentionOp(spec: GqaSpec, context: PassContext, heads: number): Plan {
  const { kase, pool, tokens } = context;
  const localHeads = count(heads, 'query heads on this card', '本卡查询头数');
  const { pairs, read } = seen(spec, context);
  return op({
    id: 'attention',
    title: { en: 'attention', zh: '注意力' },
    group: 'attention',
    shape: attentionShape(spec.blocks ? 'sparse' : 'gqa', context, localHeads, read),
    flop: attentionFlop({
      pairs,
      heads: localHeads,
      key: count(spec.headDim, 'key dimension', '键维度'),
      value: count(valueDim(spec), 'value dimension', '值维度'),
    }),
    kv: cacheTraffic({
      sequences: context.sequences,
      length: read,
      fresh: tokens,
      entry: entryOf(spec, kase, pool),
    }),
    activations: elementwiseBytes({
      tokens,
      elements: count(heads * (spec.headDim + valueDim(spec)), 'query and output elements', '查询与输出元素数'),
      width: mathWidth.bf16,
    }),
  });
}

/** One key a token scored by a few heads; the best of each block's scores ranks it. Replicated over TP. */
function blockIndexOps(blocks: NonNullable<GqaSpec['blocks']>, context: PassContext): Plan[] {
  const { kase, pool, tokens, hidden } = context;
  const heads = count(blocks.heads, 'index heads', '索引头数');
  return [
    linear({
      id: 'index-qk',
      title: { en: 'index query and key', zh: '索引查询与键' },
      group: 'projections',
      tokens,
      inner: hidden,
      outer: count((blocks.heads + 1) * blocks.dim, 'index query and key dimensions', '索引查询与键维度'),
      format: kase.formats.weights,
      pool,
    }),
    op({
      id: 'index-score',
      title: { en: 'block scores', zh: '块打分' },
      group: 'attention',
      shape: attentionShape('index', context, heads, context.read()),
      flop: attentionFlop({
        pairs: context.pairs(),
        heads,
        key: count(blocks.dim, 'index dimension', '索引维度'),
        value: count(0, 'no values', '无值'),
      }),
      kv: cacheTraffic({
        sequences: context.sequences,
        length: context.read(),
        fresh: tokens,
        entry: blockKey(blocks, kase),
      }),
      activations: elementwiseBytes({
        tokens: compressedCount({
          tokens: context.pairs(),
          ratio: count(blocks.size, 'tokens a block', '每块 token 数'),
        }),
        elements: count(2 * blocks.heads, 'block scores written and read', '块分数读写'),
        width: mathWidth.bf16,
      }),
    }),
  ];
}

function gateOp(context: PassContext, outputs: Q<'1'>): Plan {
  return pass({
    id: 'gate',
    title: { en: 'gate on the output', zh: '输出门控' },
    tokens: context.tokens,
    elements: count(3 * outputs.value, 'output and gate read, output written', '读输出与门控、写输出'),
    width: mathWidth.bf16,
  });
}

/** Runtimes that hand attention a new layout copy query, keys, values and output once each. */
function attentionCopies(query: number, keys: number, context: PassContext): Plan[] {
  const copies = profiles[context.kase.runtime].attentionCopies;
  if (copies === 0) return [];
  return [
    pass({
      id: 'attention-copies',
      title: { en: 'copies to another layout', zh: '布局转换拷贝' },
      tokens: context.tokens,
      elements: count(copies * 2 * (2 * query + 2 * keys), 'elements read and written', '读写元素数'),
      width: mathWidth.bf16,
    }),
  ];
}
