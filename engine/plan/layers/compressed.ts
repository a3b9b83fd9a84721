/**
 * DeepSeek-V4's attention: one key–value head for all query heads. The last tokens are kept whole (window); older ones as entries
 * that stand for `ratio` tokens each, all of them attended (ratio 128) or the best k that an index chooses (ratio 4).
 * Output through groups of heads, each compressed on its own. Layout as in the model's published inference code.
 */

import { compressorWidth } from '../../catalog/attention-parameters';
import { kvWidth, mathWidth, widthIn } from '../../formats';
import { elementwiseBytes, gemmActivations, gemmFlop, gemmWeights } from '../../formulas/operators';
import { attendedBoth, attentionFlop, cacheTraffic, compressedCount } from '../../formulas/attention';
import { product } from '../../formulas/shares';
import { question, type Q } from '../../quantity';
import type { Case, CompressedSpec, Plan } from '../../types';
import type { PassContext } from '../context';
import { attentionShape, count, linear, op, quantize } from '../op';
import type { AttentionBlock, CachePart } from './block';
import { indexEntry } from './mla';

/** Scales of an FP8 entry: seven groups of 64, padded to eight bytes (584 B in all at 448 + 64). */
const entryScales = 8;
const float = question(4, 'B', { en: 'an FP32 element', zh: '一个 FP32 元素' });

function entryOf(spec: CompressedSpec, kase: Case): Q<'B'> {
  const bytes =
    kase.formats.kv === 'fp8'
      ? (spec.headDim - spec.rope) * kvWidth.fp8.value + spec.rope * mathWidth.bf16.value + entryScales
      : spec.headDim * kvWidth.bf16.value;
  return question(bytes, 'B', {
    en: 'an entry: key and value in one, the rotary part in BF16',
    zh: '一项缓存：键值共用，旋转部分为 BF16',
  });
}

/** Inputs of the entries still being formed: values and weights, in FP32. */
function formingState(spec: CompressedSpec): Q<'B'> {
  const wide = compressorWidth(spec);
  const rows = wide * spec.ratio;
  const width = wide * (spec.headDim + (spec.index?.dim ?? 0));
  return question(2 * rows * width * float.value, 'B', {
    en: 'inputs of the entries still being formed',
    zh: '正在形成的压缩项的输入',
  });
}

const windowOf = (spec: CompressedSpec) => count(spec.window, 'recent tokens kept whole', '完整保留的近期 token 数');
const ratioOf = (spec: CompressedSpec) => count(spec.ratio, 'tokens an entry', '每项 token 数');

/** Tokens whose entries are attended at most: the index keeps so many entries. */
function reachOf(spec: CompressedSpec): Q<'1'> | undefined {
  return (
    spec.index &&
    count(spec.index.topk * spec.ratio, 'tokens under the entries that the index keeps', '索引保留项所覆盖的 token 数')
  );
}

export const compressed: AttentionBlock<CompressedSpec> = {
  ops: (spec, context) => {
    const { kase, pool, tokens, hidden } = context;
    const format = kase.formats.weights;
    const heads = spec.heads / pool.layout.tp;
    const qRank = count(spec.qRank, 'query rank', '查询秩');
    const queries = count(heads * spec.headDim, 'query dimensions on this card', '本卡查询维度');
    const projection = { group: 'projections', tokens, format, pool } as const;
    return [
      linear({
        ...projection,
        id: 'q-a',
        title: { en: 'query compression', zh: '查询压缩' },
        inner: hidden,
        outer: qRank,
      }),
      linear({
        ...projection,
        id: 'kv',
        title: { en: 'key and value in one', zh: '键值共用投影' },
        inner: hidden,
        outer: count(spec.headDim, 'head dimension', '头维度'),
      }),
      ...quantize(
        'q-quantize',
        { en: 'quantize the compressed query', zh: '压缩查询量化' },
        { tokens, elements: qRank, math: pool.math[format] },
      ),
      linear({
        ...projection,
        id: 'q-b',
        title: { en: 'query expansion', zh: '查询展开' },
        inner: qRank,
        outer: queries,
      }),
      ...(spec.ratio > 0 ? compressorOps(spec, context) : []),
      ...(spec.index ? indexOps(spec, spec.index, context) : []),
      attentionOp(spec, context, heads),
      ...outputOps(spec, context, heads),
    ];
  },
  cache: (spec, kase) => {
    const entry = entryOf(spec, kase);
    const recent: CachePart = { kind: 'tokens', entry, most: windowOf(spec) };
    if (spec.ratio === 0) return [recent];
    const ratio = ratioOf(spec);
    return [
      recent,
      { kind: 'tokens', entry, ratio },
      ...(spec.index ? [{ kind: 'tokens' as const, entry: indexEntry(spec.index), ratio }] : []),
      { kind: 'state', size: formingState(spec) },
    ];
  },
  exchanged: (spec, kase) => entryOf(spec, kase),
};

/** Values and weights of each token, pooled into an entry every `ratio` tokens. Kept in BF16 by the checkpoints. */
function compressorOps(spec: CompressedSpec, context: PassContext): Plan[] {
  const { pool, tokens, hidden } = context;
  const wide = compressorWidth(spec);
  const width = 2 * wide * (spec.headDim + (spec.index?.dim ?? 0));
  return [
    linear({
      id: 'compress',
      title: { en: 'compressor', zh: '压缩器' },
      group: 'projections',
      tokens,
      inner: hidden,
      outer: count(width, 'values and weights of the entries', '压缩项的值与权重维度'),
      format: 'bf16',
      pool,
    }),
    op({
      id: 'compress-pool',
      title: { en: 'tokens pooled into entries', zh: 'token 汇聚为压缩项' },
      group: 'elementwise',
      activations: elementwiseBytes({
        tokens,
        // Written once, read by each entry it takes part in.
        elements: count(width * (1 + wide), 'values and weights written and read', '值与权重的读写元素数'),
        width: float,
      }),
    }),
  ];
}

/** Compressed index keys scored in FP8, as the sparse attention of V3.2; replicated over TP. */
function indexOps(spec: CompressedSpec, index: NonNullable<CompressedSpec['index']>, context: PassContext): Plan[] {
  const { kase, pool, tokens, hidden } = context;
  const ratio = ratioOf(spec);
  const heads = count(index.heads, 'index heads', '索引头数');
  const projection = { group: 'projections', tokens, format: kase.formats.weights, pool } as const;
  const length = compressedCount({ tokens: context.read(), ratio });
  return [
    linear({
      ...projection,
      id: 'index-q',
      title: { en: 'index query', zh: '索引查询' },
      inner: count(spec.qRank, 'query rank', '查询秩'),
      outer: count(index.heads * index.dim, 'index query dimensions', '索引查询维度'),
    }),
    linear({
      ...projection,
      id: 'index-w',
      title: { en: 'index head weights', zh: '索引头权重' },
      inner: hidden,
      outer: heads,
    }),
    op({
      id: 'index-score',
      title: { en: 'index scores', zh: '索引打分' },
      group: 'attention',
      shape: attentionShape('index', context, heads, length),
      math: pool.math.fp8,
      flop: attentionFlop({
        pairs: compressedCount({ tokens: context.pairs(), ratio }),
        heads,
        key: count(index.dim, 'index dimension', '索引维度'),
        value: count(0, 'no values', '无值'),
      }),
      kv: cacheTraffic({
        sequences: context.sequences,
        length,
        fresh: compressedCount({ tokens, ratio }),
        entry: indexEntry(index),
      }),
    }),
  ];
}

function attentionOp(spec: CompressedSpec, context: PassContext, heads: number): Plan {
  const { kase, tokens } = context;
  const window = windowOf(spec);
  const local = count(heads, 'query heads on this card', '本卡查询头数');
  const dim = count(spec.headDim, 'head dimension', '头维度');
  const recent = { pairs: context.pairs(window), read: context.read(window), written: tokens };
  const all = spec.ratio === 0 ? recent : withEntries(spec, context, recent);
  return op({
    id: 'attention',
    title: { en: 'attention over recent tokens and entries', zh: '对近期 token 与压缩项的注意力' },
    group: 'attention',
    shape: attentionShape('sparse', context, local, all.read),
    flop: attentionFlop({ pairs: all.pairs, heads: local, key: dim, value: dim }),
    kv: cacheTraffic({
      sequences: context.sequences,
      length: all.read,
      fresh: all.written,
      entry: entryOf(spec, kase),
    }),
    activations: elementwiseBytes({
      tokens,
      elements: count(2 * heads * spec.headDim, 'query and output elements', '查询与输出元素数'),
      width: mathWidth.bf16,
    }),
  });
}

function withEntries(
  spec: CompressedSpec,
  context: PassContext,
  recent: { readonly pairs: Q<'1'>; readonly read: Q<'1'>; readonly written: Q<'1'> },
) {
  const ratio = ratioOf(spec);
  const reach = reachOf(spec);
  const entries = (of: Q<'1'>): Q<'1'> => compressedCount({ tokens: of, ratio });
  return {
    pairs: attendedBoth({ recent: recent.pairs, compressed: entries(context.pairs(reach)) }),
    read: attendedBoth({ recent: recent.read, compressed: entries(context.read(reach)) }),
    written: attendedBoth({ recent: recent.written, compressed: entries(context.tokens) }),
  };
}

/** Each group of heads is compressed by weights of its own, then all groups return to the hidden size together. */
function outputOps(spec: CompressedSpec, context: PassContext, heads: number): Plan[] {
  const { kase, pool, tokens, hidden } = context;
  const format = kase.formats.weights;
  const groups = Math.max(1, spec.outGroups / pool.layout.tp);
  const inner = count((heads * spec.headDim) / groups, 'outputs of a group of heads', '每组头的输出维度');
  const rank = count(spec.outRank, 'rank of a group', '每组的秩');
  const local = count(groups, 'groups on this card', '本卡组数');
  const rows = product({ sequences: tokens, each: local });
  const math = pool.math[format];
  const all = count(heads * spec.headDim, 'head outputs on this card', '本卡头输出维度');
  const ranks = count(groups * spec.outRank, 'compressed outputs on this card', '本卡压缩输出维度');
  return [
    ...quantize(
      'out-quantize',
      { en: 'quantize attention output', zh: '注意力输出量化' },
      { tokens, elements: all, math },
    ),
    op({
      id: 'out-a',
      title: { en: 'output compression by groups', zh: '分组输出压缩' },
      group: 'projections',
      shape: { kind: 'grouped', groups: local, rows, k: inner, n: rank, stored: format },
      math,
      flop: gemmFlop({ tokens: rows, inner, outer: rank }),
      weights: gemmWeights({ inner: all, outer: rank, width: widthIn(context.pool, format) }),
      activations: gemmActivations({
        tokens: rows,
        inner,
        outer: rank,
        read: mathWidth[math],
        written: mathWidth.bf16,
      }),
    }),
    ...quantize(
      'out-b-quantize',
      { en: 'quantize the compressed output', zh: '压缩输出量化' },
      { tokens, elements: ranks, math },
    ),
    linear({
      id: 'out',
      title: { en: 'output projection', zh: '输出投影' },
      group: 'projections',
      tokens,
      inner: ranks,
      outer: hidden,
      format,
      pool,
    }),
  ];
}
