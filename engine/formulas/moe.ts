/** Mixture of experts: which experts a card touches, with how many rows. */

import { formula, input } from '../formula';
import { largestCount, largestOf } from './expert-placement';

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

export const rowsAndShared = formula({
  id: 'moe.rows-and-shared',
  title: { en: 'Rows of the routed experts and of the shared one', zh: '路由专家与共享专家的行数' },
  symbol: 'R',
  unit: '1',
  inputs: {
    rows: input('R_r', '1', 'rows of the routed experts', '路由专家的行数'),
    tokens: input('M', '1', 'tokens a DP rank', '每 DP rank 的 token 数'),
  },
  compute: (i) => i.rows.value + i.tokens.value,
  write: (i) => `${i.rows} + ${i.tokens}`,
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

/** Experts that are not asked for alike are touched less often all together. */
export const distinctSkewed = formula({
  id: 'moe.distinct-skewed',
  title: {
    en: 'Distinct routed experts touched by a card a layer, popularity counted in',
    zh: '单卡每层命中的不同路由专家数（计入热度）',
  },
  symbol: 'D',
  unit: '1',
  inputs: {
    uniform: input('D_0', '1', 'touched if all were asked for alike', '若各专家等概率时的命中数'),
    share: input('s', '1', 'share of them under this popularity and placement', '该热度与放置下的比例'),
  },
  compute: (i) => i.uniform.value * i.share.value,
  write: (i) => `${i.uniform} * ${i.share}`,
});

/** Below so many rows a card their number is drawn, not normal. */
const few = 16;

/** Expected rows of the busiest card ÷ the mean card's, all experts asked for alike: chance alone. */
export const chanceImbalance = formula({
  id: 'moe.imbalance',
  title: { en: 'Busiest card ÷ mean card, expected of uniform routing', zh: '均匀路由下最忙卡 ÷ 平均卡的期望' },
  symbol: 'beta',
  unit: '1',
  inputs: { experts, topk, shards, tokens: groupTokens },
  compute: ({ experts: { value: all }, topk: { value: k }, shards: { value: n }, tokens: { value: t } }) => {
    if (n <= 1 || t <= 0) return 1;
    const mean = (t * k) / n;
    if (mean < few) return largestCount(n, t * k, 1 / n) / mean;
    // A token takes k different experts: of a card's E/n each with chance k/E, one excluding the other.
    const variance = (mean * (1 - 1 / n) * (all - k)) / Math.max(1, all - 1);
    return 1 + (largestOf(n) * Math.sqrt(variance)) / mean;
  },
  write: (i) =>
    `"E" [max_(1..${i.shards}) R] / (${i.tokens} * ${i.topk} / ${i.shards}), R ~ ${i.tokens} * "H" (${i.topk}; ${i.experts})`,
});

export const busiestRows = formula({
  id: 'moe.busiest-rows',
  title: { en: 'Rows of the busiest card', zh: '最忙卡的行数' },
  symbol: 'R_"max"',
  unit: '1',
  inputs: {
    rows: input('R', '1', 'rows of the mean card', '平均卡行数'),
    imbalance: input('beta', '1', 'busiest card ÷ mean card', '最忙卡 ÷ 平均卡'),
  },
  compute: (i) => i.rows.value * i.imbalance.value,
  write: (i) => `${i.rows} * ${i.imbalance}`,
});

export const busiestTime = formula({
  id: 'moe.busiest-time',
  title: { en: 'Time of the busiest card', zh: '最忙卡的时间' },
  symbol: 't_"max"',
  unit: 's',
  inputs: {
    time: input('t', 's', 'time of the mean card', '平均卡的时间'),
    imbalance: input('beta', '1', 'busiest card ÷ mean card', '最忙卡 ÷ 平均卡'),
  },
  compute: (i) => i.time.value * i.imbalance.value,
  write: (i) => `${i.time} * ${i.imbalance}`,
});
