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
  inputs: {
    tokens: input('M', '1', 'tokens a DP rank', '每 DP rank 的 token 数'),
    ranks: input('r', '1', 'DP ranks in the expert group', '专家组内 DP rank 数'),
  },
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

export const expertBytes = formula({
  id: 'moe.bytes',
  title: { en: 'Expert weights of a card a layer', zh: '单卡每层专家权重' },
  symbol: 'W_e',
  unit: 'B',
  inputs: {
    count: input('D', '1', 'experts', '专家数'),
    size: input('S_e', 'B', 'weights of one expert', '单个专家的权重'),
  },
  compute: (i) => i.count.value * i.size.value,
  write: (i) => `${i.count} * ${i.size}`,
});
