/**
 * Multi-head latent attention. Prefill expands K and V from the latent (fewer FLOPs); decode absorbs the up-projections into
 * query and output (fewer bytes). The latent cache has one head: TP does not split it. With an index (DSA) at most top-k tokens
 * are attended, and every cached token is scored first.
 */

import { kvWidth, mathWidth, widthIn } from '../../formats';
import { elementwiseBytes, gemmFlop, gemmWeights } from '../../formulas/operators';
import { attentionFlop, cacheTraffic, mlaEntry } from '../../formulas/attention';
import { product } from '../../formulas/shares';
import { question, type Q } from '../../quantity';
import type { Case, MlaSpec, Plan } from '../../types';
import type { PassContext } from '../context';
import { attentionShape, count, linear, op, pass, quantize } from '../op';
import type { AttentionBlock, CachePart } from './block';

/** FP8 cache as Hopper kernels keep it: 512 FP8 with four FP32 scales, and the rotary part in BF16 (656 B a token a layer). */
const fp8Latent = question(1 + 4 / 128, 'B', {
  en: 'an FP8 latent element with its share of a group-128 scale',
  zh: '一个 FP8 潜向量元素及其缩放因子份额',
});
/** The index key: FP8 with one FP32 scale a token. */
const indexScale = 4;

function entryOf(spec: MlaSpec, kase: Case): Q<'B'> {
  return mlaEntry({
    latent: count(spec.kvRank, 'latent dimension', '潜向量维度'),
    latentWidth: kase.formats.kv === 'fp8' ? fp8Latent : kvWidth[kase.formats.kv],
    rotary: count(spec.rope, 'rotary dimension', '旋转维度'),
    rotaryWidth: mathWidth.bf16,
  });
}

function windowOf({ window }: MlaSpec): Q<'1'> | undefined {
  return window === undefined ? undefined : count(window, 'sliding window', '滑动窗口');
}

export function indexEntry(index: { readonly dim: number }): Q<'B'> {
  return question(index.dim + indexScale, 'B', {
    en: 'an index key in FP8 with its scale',
    zh: '一个 FP8 索引键及其缩放因子',
  });
}

export const mla: AttentionBlock<MlaSpec> = {
  ops: mlaOps,
  cache: (spec, kase) => {
    const most = spec.index ? undefined : windowOf(spec);
    const own: CachePart = { kind: 'tokens', entry: entryOf(spec, kase), ...(most && { most }) };
    const { index } = spec;
    return index && index.borrowed !== true ? [own, { kind: 'tokens', entry: indexEntry(index) }] : [own];
  },
  exchanged: entryOf,
};

function mlaOps(spec: MlaSpec, context: PassContext): Plan[] {
  const { kase, pool, tokens, hidden } = context;
  const { formats } = kase;
  const format = formats.weights;
  const heads = spec.heads / pool.layout.tp;
  const qRank = count(spec.qRank, 'query rank', '查询秩');
  const most = spec.index
    ? count(spec.index.topk, 'tokens that the indexer keeps', '索引器保留的 token 数')
    : windowOf(spec);
  const absorbed = context.phase === 'decode' && kase.mlaAbsorb;
  return [
    linear({
      id: 'qkv-a',
      title: { en: 'query and KV compression', zh: '查询与 KV 压缩' },
      group: 'projections',
      tokens,
      inner: hidden,
      outer: count(spec.qRank + spec.kvRank + spec.rope, 'query rank, latent and rotary', '查询秩、潜向量与旋转维度'),
      format,
      pool: context.pool,
    }),
    ...quantize(
      'q-quantize',
      { en: 'quantize the compressed query', zh: '压缩查询量化' },
      { tokens, elements: qRank, math: pool.math[format] },
    ),
    linear({
      id: 'q-b',
      title: { en: 'query expansion', zh: '查询展开' },
      group: 'projections',
      tokens,
      inner: qRank,
      outer: count(heads * (spec.nope + spec.rope), 'query dimensions on this card', '本卡查询维度'),
      format,
      pool: context.pool,
    }),
    ...(spec.index && spec.index.borrowed !== true ? indexerOps(spec.index, spec, context) : []),
    ...(absorbed ? absorbedCore(spec, context, heads, most) : expandedCore(spec, context, heads, most)),
    ...(spec.gated === true ? gateOps(spec, context, heads) : []),
    ...quantize(
      'out-quantize',
      { en: 'quantize attention output', zh: '注意力输出量化' },
      {
        tokens,
        elements: count(heads * spec.v, 'head outputs on this card', '本卡头输出维度'),
        math: pool.math[format],
      },
    ),
    linear({
      id: 'out',
      title: { en: 'output projection', zh: '输出投影' },
      group: 'projections',
      tokens,
      inner: count(heads * spec.v, 'head outputs on this card', '本卡头输出维度'),
      outer: hidden,
      format,
      pool: context.pool,
    }),
  ];
}

/** A number a head output, from the layer's input. */
function gateOps(spec: MlaSpec, context: PassContext, heads: number): Plan[] {
  const { kase, pool, tokens, hidden } = context;
  const outputs = heads * spec.v;
  return [
    linear({
      id: 'gate',
      title: { en: 'output gate', zh: '输出门控' },
      group: 'projections',
      tokens,
      inner: hidden,
      outer: count(outputs, 'head outputs on this card', '本卡头输出维度'),
      format: kase.formats.weights,
      pool,
    }),
    pass({
      id: 'gate-apply',
      title: { en: 'gate on the output', zh: '门控作用于输出' },
      tokens,
      elements: count(3 * outputs, 'output and gate read, output written', '读输出与门控、写输出'),
      width: mathWidth.bf16,
    }),
  ];
}

/** K and V of every attended token are rebuilt from the latent, then plain attention over heads. */
function expandedCore(spec: MlaSpec, context: PassContext, heads: number, most: Q<'1'> | undefined): Plan[] {
  const { kase, tokens, expanded } = context;
  const key = spec.nope + spec.rope;
  return [
    linear({
      id: 'kv-b',
      title: { en: 'key and value expansion', zh: '键值展开' },
      group: 'projections',
      tokens: expanded,
      inner: count(spec.kvRank, 'latent dimension', '潜向量维度'),
      outer: count(heads * (spec.nope + spec.v), 'key and value dimensions on this card', '本卡键值维度'),
      format: kase.formats.weights,
      pool: context.pool,
    }),
    pass({
      id: 'kv-concat',
      title: { en: 'keys joined with their rotary part, values copied', zh: '键与旋转部分拼接、值拷贝' },
      tokens: expanded,
      elements: count(2 * heads * (key + spec.v), 'elements read and written', '读写元素数'),
      width: mathWidth.bf16,
    }),
    op({
      id: 'attention',
      title: { en: 'attention, expanded', zh: '注意力（展开）' },
      group: 'attention',
      shape: attentionShape(
        spec.index ? 'sparse' : 'mla-expanded',
        context,
        count(heads, 'query heads on this card', '本卡查询头数'),
        context.read(most),
      ),
      flop: attentionFlop({
        pairs: context.pairs(most),
        heads: count(heads, 'query heads on this card', '本卡查询头数'),
        key: count(key, 'key dimension', '键维度'),
        value: count(spec.v, 'value dimension', '值维度'),
      }),
      kv: cacheTraffic({
        sequences: context.sequences,
        length: context.read(most),
        fresh: tokens,
        entry: entryOf(spec, kase),
      }),
      activations: elementwiseBytes({
        tokens,
        elements: count(
          heads * (2 * key + 2 * spec.v),
          'query, key, value and output elements',
          'Q、K、V 与输出元素数',
        ),
        width: mathWidth.bf16,
      }),
    }),
  ];
}

/** W_UK goes into the query and W_UV into the output: the same weights as kv-b, counted once, and attention runs over the latent. */
function absorbedCore(spec: MlaSpec, context: PassContext, heads: number, most: Q<'1'> | undefined): Plan[] {
  const { kase, tokens } = context;
  const latent = count(spec.kvRank, 'latent dimension', '潜向量维度');
  const perHead = (id: string, title: { en: string; zh: string }, inner: number, outer: number): Plan =>
    op({
      id,
      title,
      group: 'projections',
      shape: {
        kind: 'grouped',
        groups: count(heads, 'heads on this card', '本卡头数'),
        rows: product({ sequences: tokens, each: count(heads, 'heads on this card', '本卡头数') }),
        k: count(inner, 'inputs a head', '每头输入维度'),
        n: count(outer, 'outputs a head', '每头输出维度'),
        stored: kase.formats.weights,
      },
      flop: gemmFlop({
        tokens,
        inner: count(heads * inner, 'inputs of all heads on this card', '本卡全部头的输入维度'),
        outer: count(outer, 'outputs a head', '每头输出维度'),
      }),
      weights: gemmWeights({
        inner: count(heads * inner, 'inputs of all heads on this card', '本卡全部头的输入维度'),
        outer: count(outer, 'outputs a head', '每头输出维度'),
        // Batched multiplication a head runs in BF16 in the engines of mid 2025; the weights are kept as stored.
        width: widthIn(context.pool, kase.formats.weights),
      }),
      activations: elementwiseBytes({
        tokens,
        elements: count(heads * (inner + outer), 'elements in and out', '读写元素数'),
        width: mathWidth.bf16,
      }),
    });
  return [
    perHead('absorb-q', { en: 'query into the latent space', zh: '查询映射到潜空间' }, spec.nope, spec.kvRank),
    op({
      id: 'attention',
      title: { en: 'attention over the latent', zh: '潜空间注意力' },
      group: 'attention',
      shape: attentionShape(
        spec.index ? 'sparse' : 'mla-absorbed',
        context,
        count(heads, 'query heads on this card', '本卡查询头数'),
        context.read(most),
      ),
      flop: attentionFlop({
        pairs: context.pairs(most),
        heads: count(heads, 'query heads on this card', '本卡查询头数'),
        key: count(spec.kvRank + spec.rope, 'latent and rotary dimensions', '潜向量与旋转维度'),
        value: latent,
      }),
      kv: cacheTraffic({
        sequences: context.sequences,
        length: context.read(most),
        fresh: tokens,
        entry: entryOf(spec, kase),
      }),
      activations: elementwiseBytes({
        tokens,
        elements: count(heads * (2 * spec.kvRank + spec.rope), 'query and output elements', '查询与输出元素数'),
        width: mathWidth.bf16,
      }),
    }),
    perHead('absorb-v', { en: 'output out of the latent space', zh: '输出映射出潜空间' }, spec.kvRank, spec.v),
  ];
}

/** DSA's lightning indexer: three projections, then every cached token scored in FP8. Replicated over TP. */
function indexerOps(index: NonNullable<MlaSpec['index']>, spec: MlaSpec, context: PassContext): Plan[] {
  const { kase, tokens, hidden } = context;
  const format = kase.formats.weights;
  const indexLinear = (id: string, title: { en: string; zh: string }, inner: Q<'1'>, outer: Q<'1'>): Plan =>
    linear({ id, title, group: 'projections', tokens, inner, outer, format, pool: context.pool });
  return [
    indexLinear(
      'index-q',
      { en: 'index query', zh: '索引查询' },
      count(spec.qRank, 'query rank', '查询秩'),
      count(index.heads * index.dim, 'index query dimensions', '索引查询维度'),
    ),
    indexLinear('index-k', { en: 'index key', zh: '索引键' }, hidden, count(index.dim, 'index dimension', '索引维度')),
    indexLinear(
      'index-w',
      { en: 'index head weights', zh: '索引头权重' },
      hidden,
      count(index.heads, 'index heads', '索引头数'),
    ),
    op({
      id: 'index-score',
      title: { en: 'index scores', zh: '索引打分' },
      group: 'attention',
      shape: attentionShape('index', context, count(index.heads, 'index heads', '索引头数'), context.read()),
      math: context.pool.math.fp8,
      flop: attentionFlop({
        pairs: context.pairs(),
        heads: count(index.heads, 'index heads', '索引头数'),
        key: count(index.dim, 'index dimension', '索引维度'),
        value: count(0, 'no values', '无值'),
      }),
      kv: cacheTraffic({
        sequences: context.sequences,
        length: context.read(),
        fresh: tokens,
        entry: indexEntry(index),
      }),
    }),
  ];
}
