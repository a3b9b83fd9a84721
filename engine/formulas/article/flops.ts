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

const prompt = input('s_"in"', 'token', 'input length', '输入长度');
const hit = input('h', '1', 'share of the input already in the cache', '输入中已缓存的比例');

export const freshLength = formula({
  id: 'article.fresh-length',
  title: { en: 'tokens a prompt brings to the pass', zh: '每个 prompt 需计算的 token 数' },
  cite: 'article section 3.1',
  symbol: 's',
  unit: 'token',
  inputs: { prompt, hit },
  compute: (x) => x.prompt.value * (1 - x.hit.value),
  write: (n) => `${n.prompt} * (1 - ${n.hit})`,
});

export const hitLength = formula({
  id: 'article.hit-length',
  title: { en: 'tokens of a prompt already in the cache', zh: '每个 prompt 已缓存的 token 数' },
  cite: 'article section 3.1',
  symbol: 's_"hit"',
  unit: 'token',
  inputs: { prompt, hit },
  compute: (x) => x.prompt.value * x.hit.value,
  write: (n) => `${n.prompt} * ${n.hit}`,
});

/** Half of the output stands for the growing cache. */
export const cacheLength = formula({
  id: 'article.cache-length',
  title: { en: 'mean cache length in decode', zh: 'Decode 平均 cache 长度' },
  cite: 'article derivation 2',
  symbol: "s'",
  unit: 'token',
  inputs: { prompt, output: input('s_"out"', 'token', 'output length', '输出长度') },
  compute: (x) => x.prompt.value + x.output.value / 2,
  write: (n) => `${n.prompt} + ${n.output} / 2`,
});

/** The article's d_h, where keys and values differ in width. */
export const meanHeadDim = formula({
  id: 'article.head-dim',
  title: { en: 'head dimension', zh: '单头维度' },
  cite: 'article eq 2',
  symbol: 'd_h',
  unit: '1',
  inputs: {
    key: input('d_"nope"', '1', 'key dimension without RoPE', '不含 RoPE 的 K 维度'),
    value: input('d_v', '1', 'value dimension', 'V 维度'),
  },
  compute: (x) => (x.key.value + x.value.value) / 2,
  write: (n) => `(${n.key} + ${n.value}) / 2`,
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

export const flopFormulas = [
  nonAttentionFlop,
  mhaFlop,
  mlaFlop,
  prefillFlop,
  decodeFlop,
  causalLength,
  freshLength,
  hitLength,
  cacheLength,
  meanHeadDim,
  peakShare,
];
