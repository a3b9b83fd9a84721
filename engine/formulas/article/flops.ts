/** Compute: the article's equations 1–5 and what it does with them. */

import { formula, input } from '../../formula';
import { errata } from './errata';
import { active, attended, batch, headDim, heads, kvRank, layers, ropeDim, tokens } from './symbols';

/** Equation 1, FLOP of all sequences on all cards. */
export const nonAttentionFlop = formula({
  id: 'article.eq1',
  title: { en: 'FLOPs outside attention', zh: '非注意力计算量' },
  cite: 'article eq 1',
  erratum: errata.giga,
  symbol: 'F_"nonattn"',
  unit: 'FLOP',
  inputs: { active, batch, tokens },
  compute: (x) => 2 * x.active.value * x.batch.value * x.tokens.value,
  write: (n) => `2 * ${n.active} * ${n.batch} * ${n.tokens}`,
});

/** Equation 2; in prefill s' = s/2 on average under the causal mask. */
export const mhaFlop = formula({
  id: 'article.eq2',
  title: { en: 'MHA attention FLOPs', zh: 'MHA 注意力计算量' },
  cite: 'article eq 2',
  erratum: errata.giga,
  symbol: 'F_"MHA"',
  unit: 'FLOP',
  inputs: { layers, batch, attended, heads, headDim, ropeDim, tokens },
  compute: (x) =>
    x.layers.value *
    2 *
    x.batch.value *
    x.attended.value *
    x.heads.value *
    (2 * x.headDim.value + x.ropeDim.value) *
    x.tokens.value,
  write: (n) =>
    `${n.layers} * 2 * ${n.batch} * ${n.attended} * ${n.heads} * (2 * ${n.headDim} + ${n.ropeDim}) * ${n.tokens}`,
});

/** Equation 3, with weight absorption; in decode s = 1 and s' is the cache length. */
export const mlaFlop = formula({
  id: 'article.eq3',
  title: { en: 'MLA attention FLOPs', zh: 'MLA 注意力计算量' },
  cite: 'article eq 3',
  erratum: errata.mlaFlop,
  symbol: 'F_"MLA"',
  unit: 'FLOP',
  inputs: { layers, batch, attended, heads, kvRank, ropeDim, tokens },
  compute: (x) =>
    x.layers.value *
    2 *
    x.batch.value *
    x.attended.value *
    x.heads.value *
    (2 * x.kvRank.value + x.ropeDim.value) *
    x.tokens.value,
  write: (n) =>
    `${n.layers} * 2 * ${n.batch} * ${n.attended} * ${n.heads} * (2 * ${n.kvRank} + ${n.ropeDim}) * ${n.tokens}`,
});

const nonAttention = input('F_"nonattn"', 'FLOP', 'FLOPs outside attention', '非注意力计算量');

/** Equation 4. */
export const prefillFlop = formula({
  id: 'article.eq4',
  title: { en: 'prefill FLOPs', zh: 'Prefill 计算量' },
  cite: 'article eq 4',
  erratum: errata.projections,
  symbol: 'F_"prefill"',
  unit: 'FLOP',
  inputs: { nonAttention, attention: input('F_"MHA"', 'FLOP', 'MHA attention FLOPs', 'MHA 注意力计算量') },
  compute: (x) => x.nonAttention.value + x.attention.value,
  write: (n) => `${n.nonAttention} + ${n.attention}`,
});

/** Equation 5, a token. */
export const decodeFlop = formula({
  id: 'article.eq5',
  title: { en: 'decode FLOPs', zh: 'Decode 计算量' },
  cite: 'article eq 5',
  erratum: errata.projections,
  symbol: 'F_"decode"',
  unit: 'FLOP',
  inputs: { nonAttention, attention: input('F_"MLA"', 'FLOP', 'MLA attention FLOPs', 'MLA 注意力计算量') },
  compute: (x) => x.nonAttention.value + x.attention.value,
  write: (n) => `${n.nonAttention} + ${n.attention}`,
});

/** The mean KV length a query sees: half of the new tokens, and all that a prefix hit left in the cache. */
export const causalLength = formula({
  id: 'article.causal-length',
  title: { en: 'mean KV length under the causal mask', zh: '因果掩码下的平均 KV 长度' },
  cite: 'article eq 2',
  symbol: "s'",
  unit: 'token',
  inputs: { tokens, cached: input('s_"hit"', 'token', 'tokens already in the cache', '已在 cache 中的 token 数') },
  compute: (x) => x.cached.value + x.tokens.value / 2,
  write: (n) => `${n.cached} + ${n.tokens} / 2`,
});

/** What the article's section 2.3.1 prints as seconds. */
export const peakShare = formula({
  id: 'article.peak-share',
  title: { en: "share of one card's peak", zh: '单卡峰值占比' },
  cite: 'article section 2.3.1',
  erratum: errata.notSeconds,
  symbol: 'u',
  unit: '1',
  inputs: {
    flop: input('F_"decode"', 'FLOP', 'decode FLOPs a token', '每 token 的 Decode 计算量'),
    peak: input('P', 'FLOP/s', 'peak of the card', '单卡峰值算力'),
    rate: input('r', 'token/s', 'tokens a second a request', '每请求每秒 token 数'),
    requests: input('c', '1', 'requests at once', '并发请求数'),
  },
  compute: (x) => (x.flop.value / x.peak.value) * x.rate.value * x.requests.value,
  write: (n) => `${n.flop} / ${n.peak} * ${n.rate} * ${n.requests}`,
});

export const flopFormulas = [nonAttentionFlop, mhaFlop, mlaFlop, prefillFlop, decodeFlop, causalLength, peakShare];
