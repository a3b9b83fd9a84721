/** Mixture of experts: which experts a card touches, with how many rows. Uniform routing. */

import { formula, input } from '../formula';

const experts = input('E', '1', 'routed experts, copies counted in', '路由专家数（含副本）');
const topk = input('k', '1', 'routed experts a token', '每 token 路由专家数');
const shards = input('"EP"', '1', 'expert-parallel degree', '专家并行度');
const groupTokens = input('T', '1', 'tokens in the expert group', '专家组内 token 数');

export const localExperts = formula({
  id: 'moe.local-experts',
  title: { en: 'Routed experts held by a card', zh: '单卡持有的路由专家数' },
  symbol: 'E_"card"',
  unit: '1',
  inputs: { experts, shards },
  compute: (i) => i.experts.value / i.shards.value,
  write: (i) => `${i.experts} / ${i.shards}`,
});

export const groupTokensOf = formula({
  id: 'moe.group-tokens',
  title: { en: 'Tokens in the expert group', zh: '专家组内 token 数' },
  symbol: 'T',
  unit: '1',
  inputs: { tokens: input('M', '1', 'tokens a DP rank', '每 DP rank 的 token 数'), ranks: input('r', '1', 'DP ranks in the expert group', '专家组内 DP rank 数') },
  compute: (i) => i.tokens.value * i.ranks.value,
  write: (i) => `${i.tokens} * ${i.ranks}`,
});

/** Expected number of distinct routed experts that a card touches in one layer: Σ 1 − (1 − k/E)^T. */
export const distinctExperts = formula({
  id: 'moe.distinct',
  title: { en: 'Distinct routed experts touched by a card a layer', zh: '单卡每层命中的不同路由专家数' },
  symbol: 'D',
  unit: '1',
  inputs: { experts, topk, shards, tokens: groupTokens },
  compute: (i) => (i.experts.value / i.shards.value) * (1 - (1 - i.topk.value / i.experts.value) ** i.tokens.value),
  write: (i) => `(${i.experts} / ${i.shards}) * (1 - (1 - ${i.topk} / ${i.experts})^(${i.tokens}))`,
});

export const expertRows = formula({
  id: 'moe.rows',
  title: { en: 'Rows that the experts of a card compute', zh: '单卡专家计算的行数' },
  symbol: 'R',
  unit: '1',
  inputs: { tokens: groupTokens, topk, shards },
  compute: (i) => (i.tokens.value * i.topk.value) / i.shards.value,
  write: (i) => `${i.tokens} * ${i.topk} / ${i.shards}`,
});

/** Gate, up and down projections of one expert, split over `split` cards. */
export const expertSize = formula({
  id: 'moe.expert-size',
  title: { en: 'Weights of one expert on a card', zh: '单卡上一个专家的权重' },
  symbol: 'S_e',
  unit: 'B',
  inputs: {
    hidden: input('d', '1', 'hidden size', '隐藏维度'),
    inner: input('d_e', '1', 'expert inner size', '专家中间维度'),
    width: input('w', 'B', 'bytes a weight', '每权重字节数'),
    split: input('x', '1', 'cards that share an expert', '分摊一个专家的卡数'),
  },
  compute: (i) => (3 * i.hidden.value * i.inner.value * i.width.value) / i.split.value,
  write: (i) => `3 * ${i.hidden} * ${i.inner} * ${i.width} / ${i.split}`,
});

export const expertBytes = formula({
  id: 'moe.bytes',
  title: { en: 'Expert weights of a card a layer', zh: '单卡每层专家权重' },
  symbol: 'W_e',
  unit: 'B',
  inputs: { count: input('D', '1', 'experts', '专家数'), size: input('S_e', 'B', 'weights of one expert', '单个专家的权重') },
  compute: (i) => i.count.value * i.size.value,
  write: (i) => `${i.count} * ${i.size}`,
});

export const expertFlop = formula({
  id: 'moe.flop',
  title: { en: 'Arithmetic of the experts of a card a layer', zh: '单卡每层专家计算量' },
  symbol: 'F_e',
  unit: 'FLOP',
  inputs: {
    rows: input('R', '1', 'rows computed', '计算行数'),
    hidden: input('d', '1', 'hidden size', '隐藏维度'),
    inner: input('d_e', '1', 'expert inner size', '专家中间维度'),
    split: input('x', '1', 'cards that share an expert', '分摊一个专家的卡数'),
  },
  compute: (i) => (6 * i.rows.value * i.hidden.value * i.inner.value) / i.split.value,
  write: (i) => `2 * 3 * ${i.rows} * ${i.hidden} * ${i.inner} / ${i.split}`,
});

/** Rows in at the multiplication's width, gate and up out, SiLU product in, result out in BF16. */
export const expertActivations = formula({
  id: 'moe.activations',
  title: { en: 'Activations into and out of the experts of a card a layer', zh: '单卡每层专家的输入与输出激活值' },
  symbol: 'A_e',
  unit: 'B',
  inputs: {
    rows: input('R', '1', 'rows computed', '计算行数'),
    hidden: input('d', '1', 'hidden size', '隐藏维度'),
    inner: input('d_e', '1', 'expert inner size', '专家中间维度'),
    split: input('x', '1', 'cards that share an expert', '分摊一个专家的卡数'),
    read: input('a_"in"', 'B', 'bytes an input element', '每输入元素字节数'),
    written: input('a_"out"', 'B', 'bytes an output element', '每输出元素字节数'),
  },
  compute: (i) =>
    i.rows.value *
    (i.hidden.value * (i.read.value + i.written.value) + (i.inner.value / i.split.value) * (2 * i.written.value + i.read.value)),
  write: (i) => `${i.rows} * (${i.hidden} * (${i.read} + ${i.written}) + ${i.inner} / ${i.split} * (2 * ${i.written} + ${i.read}))`,
});
