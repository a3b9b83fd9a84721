/** Demand of attention: query–key pairs, FLOP, and the cache read and written. Shapes are one card's. */

import { formula, input } from '../formula';

const chunks = input('c', '1', 'chunks of the pass', '整趟块数');
const sequences = input('b', '1', 'sequences', '序列数');

export const chunksASequence = formula({
  id: 'chunk.pieces',
  title: { en: 'Pieces that a prompt is cut into', zh: '一个输入被切成的段数' },
  symbol: 'p',
  unit: '1',
  inputs: { chunks, sequences },
  compute: (i) => Math.max(1, i.chunks.value / i.sequences.value),
  write: (i) => `max(1, ${i.chunks} / ${i.sequences})`,
});

export const sequencesAChunk = formula({
  id: 'chunk.sequences',
  title: { en: 'Prompts in a chunk', zh: '每块的输入数' },
  symbol: 'b',
  unit: '1',
  inputs: { sequences, chunks },
  compute: (i) => Math.max(1, i.sequences.value / i.chunks.value),
  write: (i) => `max(1, ${i.sequences} / ${i.chunks})`,
});

/** The first piece has nothing before it, the last all the others: half of them on average. */
export const cachedBefore = formula({
  id: 'chunk.before',
  title: { en: 'Tokens of the same prompt in earlier chunks, on average', zh: '同一输入在先前块中的平均 token 数' },
  symbol: 'c_"before"',
  unit: '1',
  inputs: {
    fresh: input('s', '1', 'new tokens a sequence', '每序列新 token 数'),
    pieces: input('p', '1', 'pieces of a prompt', '一个输入的段数'),
  },
  compute: (i) => (i.fresh.value * (1 - 1 / i.pieces.value)) / 2,
  write: (i) => `${i.fresh} * (1 - 1 / ${i.pieces}) / 2`,
});

export const cachedAndBefore = formula({
  id: 'chunk.cached',
  title: { en: 'Tokens that are there before', zh: '此前已有的 token 数' },
  symbol: 'c',
  unit: '1',
  inputs: {
    cached: input('c_0', '1', 'cached tokens a sequence', '每序列已缓存 token 数'),
    before: input('c_"before"', '1', 'tokens before', '在前的 token 数'),
  },
  compute: (i) => i.cached.value + i.before.value,
  write: (i) => `${i.cached} + ${i.before}`,
});

/** Query–key pairs of a causal prefill: each new token sees the cached ones and half of the new ones. */
export const causalPairs = formula({
  id: 'attention.causal-pairs',
  title: { en: 'Query–key pairs of a causal prefill', zh: '因果 Prefill 的查询–键对数' },
  symbol: 'P',
  unit: '1',
  inputs: {
    sequences: input('b', '1', 'sequences', '序列数'),
    fresh: input('s', '1', 'new tokens a sequence', '每序列新 token 数'),
    cached: input('c', '1', 'cached tokens a sequence', '每序列已缓存 token 数'),
  },
  compute: (i) => i.sequences.value * i.fresh.value * (i.cached.value + i.fresh.value / 2),
  write: (i) => `${i.sequences} * ${i.fresh} * (${i.cached} + ${i.fresh} / 2)`,
});

/** The same where no more than `window` tokens are attended (sliding window, or DSA's top k). */
export const windowedPairs = formula({
  id: 'attention.windowed-pairs',
  title: {
    en: 'Query–key pairs of a causal prefill that attends at most w tokens',
    zh: '最多关注 w 个 token 的因果 Prefill 查询–键对数',
  },
  symbol: 'P',
  unit: '1',
  inputs: {
    sequences: input('b', '1', 'sequences', '序列数'),
    fresh: input('s', '1', 'new tokens a sequence', '每序列新 token 数'),
    cached: input('c', '1', 'cached tokens a sequence', '每序列已缓存 token 数'),
    window: input('w', '1', 'tokens attended at most', '最多关注的 token 数'),
  },
  // Token j (of c … c+s) sees min(j, w) others: a ramp up to w, then flat.
  compute: (i) => {
    const from = i.cached.value;
    const to = from + i.fresh.value;
    const w = i.window.value;
    const ramp = Math.max(0, Math.min(to, w) - from);
    const flat = i.fresh.value - ramp;
    return i.sequences.value * (ramp * (from + ramp / 2) + flat * w);
  },
  write: (i) => `${i.sequences} * sum_(j = ${i.cached})^(${i.cached} + ${i.fresh}) min(j, ${i.window})`,
});

/** Attention inside chunks: token j sees j mod c others. */
export const chunkedPairs = formula({
  id: 'attention.chunked-pairs',
  title: { en: 'Query–key pairs of a prefill inside chunks', zh: '分块注意力 Prefill 的查询–键对数' },
  symbol: 'P',
  unit: '1',
  inputs: {
    sequences: input('b', '1', 'sequences', '序列数'),
    fresh: input('s', '1', 'new tokens a sequence', '每序列新 token 数'),
    cached: input('c', '1', 'cached tokens a sequence', '每序列已缓存 token 数'),
    chunk: input('w', '1', 'tokens a chunk', '每块 token 数'),
  },
  compute: (i) => {
    const w = i.chunk.value;
    const upTo = (n: number): number => (Math.floor(n / w) * w ** 2 + (n % w) ** 2) / 2;
    return i.sequences.value * (upTo(i.cached.value + i.fresh.value) - upTo(i.cached.value));
  },
  write: (i) => `${i.sequences} * sum_(j = ${i.cached})^(${i.cached} + ${i.fresh}) (j mod ${i.chunk})`,
});

/** Cache positions are spread over a chunk: half of one on average, once the sequence is longer than it. */
export const chunkedRead = formula({
  id: 'attention.chunked-read',
  title: { en: 'Cached tokens attended inside a chunk', zh: '块内被关注的缓存 token 数' },
  symbol: 'kv',
  unit: '1',
  inputs: {
    length: input('L', '1', 'cache length', '缓存长度'),
    chunk: input('w', '1', 'tokens a chunk', '每块 token 数'),
  },
  compute: (i) => (i.length.value < i.chunk.value ? i.length.value : i.chunk.value / 2),
  write: (i) => `${i.length} if ${i.length} < ${i.chunk} else ${i.chunk} / 2`,
});

/** Entries that stand for `ratio` tokens each. */
export const compressedCount = formula({
  id: 'attention.compressed',
  title: { en: 'Compressed entries for so many tokens', zh: '对应这些 token 的压缩项数' },
  symbol: 'n_c',
  unit: '1',
  inputs: {
    tokens: input('n', '1', 'tokens, or pairs with tokens', 'token 数或 token 对数'),
    ratio: input('r', '1', 'tokens an entry', '每项 token 数'),
  },
  compute: (i) => i.tokens.value / i.ratio.value,
  write: (i) => `${i.tokens} / ${i.ratio}`,
});

/** Tokens of the window and compressed entries, attended together. */
export const attendedBoth = formula({
  id: 'attention.both',
  title: { en: 'Recent tokens and compressed entries', zh: '近期 token 与压缩项' },
  symbol: 'n',
  unit: '1',
  inputs: {
    recent: input('n_w', '1', 'of the window', '窗口内'),
    compressed: input('n_c', '1', 'compressed', '压缩项'),
  },
  compute: (i) => i.recent.value + i.compressed.value,
  write: (i) => `${i.recent} + ${i.compressed}`,
});

/** What one of several cards (or microbatches) has of the whole. */
export const shareOfContext = formula({
  id: 'parallel.share',
  title: { en: 'Share of one card', zh: '单卡份额' },
  symbol: 'n_"card"',
  unit: '1',
  inputs: { all: input('n', '1', 'the whole', '总量'), cards: input('c', '1', 'equal shares', '等份数') },
  compute: (i) => i.all.value / i.cards.value,
  write: (i) => `${i.all} / ${i.cards}`,
});

export const decodePairs = formula({
  id: 'attention.decode-pairs',
  title: { en: 'Query–key pairs of a decode step', zh: 'Decode 一步的查询–键对数' },
  symbol: 'P',
  unit: '1',
  inputs: {
    tokens: input('M', '1', 'tokens', 'token 数'),
    length: input('kv', '1', 'cache length attended', '关注的缓存长度'),
  },
  compute: (i) => i.tokens.value * i.length.value,
  write: (i) => `${i.tokens} * ${i.length}`,
});

/** Scores and weighted values: 2 · heads · (d_qk + d_v) FLOP a pair. */
export const attentionFlop = formula({
  id: 'attention.flop',
  title: { en: 'Arithmetic of attention scores and values', zh: '注意力分数与加权值的计算量' },
  symbol: 'F',
  unit: 'FLOP',
  inputs: {
    pairs: input('P', '1', 'query–key pairs', '查询–键对数'),
    heads: input('n_h', '1', 'query heads on this card', '本卡查询头数'),
    key: input('d_"qk"', '1', 'key dimension', '键维度'),
    value: input('d_v', '1', 'value dimension', '值维度'),
  },
  compute: (i) => 2 * i.pairs.value * i.heads.value * (i.key.value + i.value.value),
  write: (i) => `2 * ${i.pairs} * ${i.heads} * (${i.key} + ${i.value})`,
});

/** Cache read of all sequences and written for the new tokens, one layer. */
export const cacheTraffic = formula({
  id: 'attention.cache-traffic',
  title: { en: 'KV cache read and written a layer', zh: '每层 KV cache 读写量' },
  symbol: 'B_"KV"',
  unit: 'B',
  inputs: {
    sequences: input('b', '1', 'sequences', '序列数'),
    length: input('kv', '1', 'cached tokens read a sequence', '每序列读取的缓存 token 数'),
    fresh: input('M', '1', 'tokens written', '写入的 token 数'),
    entry: input('e', 'B', 'cache bytes a token a layer on this card', '本卡每层每 token 的缓存字节数'),
  },
  compute: (i) => (i.sequences.value * i.length.value + i.fresh.value) * i.entry.value,
  write: (i) => `(${i.sequences} * ${i.length} + ${i.fresh}) * ${i.entry}`,
});

export const gqaEntry = formula({
  id: 'attention.gqa-entry',
  title: { en: 'Cache of a token a layer, keys and values', zh: '每层每 token 的键值缓存' },
  symbol: 'e',
  unit: 'B',
  inputs: {
    heads: input('n_"kv"', '1', 'KV heads on this card', '本卡 KV 头数'),
    key: input('d_k', '1', 'key dimension', '键维度'),
    value: input('d_v', '1', 'value dimension', '值维度'),
    width: input('w', 'B', 'bytes an element', '每元素字节数'),
  },
  compute: (i) => i.heads.value * (i.key.value + i.value.value) * i.width.value,
  write: (i) => `${i.heads} * (${i.key} + ${i.value}) * ${i.width}`,
});

/** MLA keeps one latent and one rotary key a token, whatever the heads; TP does not split it. */
export const mlaEntry = formula({
  id: 'attention.mla-entry',
  title: { en: 'Cache of a token a layer, MLA latent and rotary key', zh: '每层每 token 的 MLA 潜向量与旋转键缓存' },
  symbol: 'e',
  unit: 'B',
  inputs: {
    latent: input('d_c', '1', 'latent dimension', '潜向量维度'),
    latentWidth: input('w_c', 'B', 'bytes a latent element', '每潜向量元素字节数'),
    rotary: input('d_R', '1', 'rotary dimension', '旋转维度'),
    rotaryWidth: input('w_R', 'B', 'bytes a rotary element', '每旋转元素字节数'),
  },
  compute: (i) => i.latent.value * i.latentWidth.value + i.rotary.value * i.rotaryWidth.value,
  write: (i) => `${i.latent} * ${i.latentWidth} + ${i.rotary} * ${i.rotaryWidth}`,
});

/** Tokens of a sequence that attention reads: all of them, or the window. */
export const attended = formula({
  id: 'attention.attended',
  title: { en: 'Cached tokens attended', zh: '被关注的缓存 token 数' },
  symbol: 'kv',
  unit: '1',
  inputs: {
    length: input('L', '1', 'cache length', '缓存长度'),
    most: input('k', '1', 'tokens attended at most', '最多关注的 token 数'),
  },
  compute: (i) => Math.min(i.length.value, i.most.value),
  write: (i) => `min(${i.length}, ${i.most})`,
});
