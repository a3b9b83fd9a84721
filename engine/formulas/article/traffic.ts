/** Memory traffic a card a pass: the article's equations 12–25. */

import { formula, input } from '../../formula';
import { errata } from './errata';
import {
  activeExperts,
  attended,
  batch,
  denseSize,
  element,
  ep,
  experts,
  heads,
  hidden,
  kvRank,
  layers,
  moeInner,
  moeSize,
  packing,
  queryRank,
  ropeDim,
  scoreElement,
  tokens,
  tp,
} from './symbols';

/** Equation 12; KV and activations are one sequence's, times the batch, as the tables take them. */
export const hbmTraffic = formula({
  id: 'article.eq12',
  title: { en: 'HBM traffic', zh: '显存读写量' },
  cite: 'article eq 12',
  erratum: errata.gibAsGb,
  symbol: '"IO"',
  unit: 'B',
  inputs: {
    weights: input('"IO"_"weight"', 'B', 'weights read', '读取的权重'),
    batch,
    kv: input('"IO"_"KV"', 'B', 'KV cache read a sequence', '每序列读取的 KV cache'),
    activations: input('"IO"_"act"', 'B', 'activations written and read a sequence', '每序列读写的激活值'),
  },
  compute: (x) => x.weights.value + x.batch.value * (x.kv.value + x.activations.value),
  write: (n) => `${n.weights} + ${n.batch} * (${n.kv} + ${n.activations})`,
});

/** One sequence's bytes, times the batch. */
export const batchBytes = formula({
  id: 'article.batch-bytes',
  title: { en: 'bytes of the batch', zh: '整批字节数' },
  cite: 'article eq 12',
  symbol: 'M',
  unit: 'B',
  inputs: { batch, each: input('M_1', 'B', 'bytes a sequence', '每序列字节数') },
  compute: (x) => x.batch.value * x.each.value,
  write: (n) => `${n.batch} * ${n.each}`,
});

/** k of equations 13–14, balanced: the shared expert and an even share of the routed choices. */
export const balancedExperts = formula({
  id: 'article.experts-balanced',
  title: { en: 'experts a card reads a layer, balanced', zh: '均衡时单卡每层读取的专家数' },
  cite: 'article eq 13',
  erratum: errata.expertsRead,
  symbol: 'k',
  unit: '1',
  inputs: {
    shared: input('k_"shared"', '1', 'shared experts', '共享专家数'),
    chosen: input('k_"routed"', '1', 'routed experts a token', '每 token 的路由专家数'),
    ep,
  },
  compute: (x) => x.shared.value + x.chosen.value / x.ep.value,
  write: (n) => `${n.shared} + ${n.chosen} / ${n.ep}`,
});

/** Equation 13. */
export const prefillWeightTraffic = formula({
  id: 'article.eq13',
  title: { en: 'weights read, prefill', zh: 'Prefill 读取的权重' },
  cite: 'article eq 13',
  erratum: errata.expertsPrefill,
  symbol: '"IO"_"weight"',
  unit: 'B',
  inputs: { denseSize, moeSize, packing, experts, activeExperts, tp },
  compute: (x) =>
    x.denseSize.value / x.tp.value + ((x.moeSize.value / x.experts.value) * x.activeExperts.value) / x.packing.value,
  write: (n) => `${n.denseSize} / ${n.tp} + ${n.moeSize} / ${n.experts} * ${n.activeExperts} / ${n.packing}`,
});

/** Equation 14: equation 13 for each output token. */
export const decodeWeightTraffic = formula({
  id: 'article.eq14',
  title: { en: 'weights read, decode', zh: 'Decode 读取的权重' },
  cite: 'article eq 14',
  erratum: errata.expertsRead,
  symbol: '"IO"_"weight"',
  unit: 'B',
  inputs: { denseSize, moeSize, packing, experts, activeExperts, tp, tokens },
  compute: (x) =>
    (x.denseSize.value / x.tp.value + ((x.moeSize.value / x.experts.value) * x.activeExperts.value) / x.packing.value) *
    x.tokens.value,
  write: (n) =>
    `(${n.denseSize} / ${n.tp} + ${n.moeSize} / ${n.experts} * ${n.activeExperts} / ${n.packing}) * ${n.tokens}`,
});

/** Equation 15, s the length of the cache. */
export const kvTraffic = formula({
  id: 'article.eq15',
  title: { en: 'KV cache read', zh: 'KV cache 读写量' },
  cite: 'article eq 15',
  symbol: '"IO"_"KV"',
  unit: 'B',
  inputs: { layers, batch, tokens, kvRank, ropeDim, element },
  compute: (x) =>
    x.layers.value * x.batch.value * x.tokens.value * (x.kvRank.value + x.ropeDim.value) * x.element.value,
  write: (n) => `${n.layers} * ${n.batch} * ${n.tokens} * (${n.kvRank} + ${n.ropeDim}) * ${n.element}`,
});

const linear = input('M_"linear"', 'B', 'outputs of the projections, all layers', '各层投影层输出');
const score = input('M_"score"', 'B', 'attention scores, all layers', '各层注意力得分');
const ffn = input('M_"FFN"', 'B', 'FFN intermediates, all layers', '各层 FFN 中间结果');

/** Equation 16: each value written once and read once. */
export const prefillActivationTraffic = formula({
  id: 'article.eq16',
  title: { en: 'activation traffic, prefill', zh: 'Prefill 激活值读写量' },
  cite: 'article eq 16',
  erratum: errata.unfused,
  symbol: '"IO"_"act"',
  unit: 'B',
  inputs: { linear, score, ffn },
  compute: (x) => (x.linear.value + x.score.value + x.ffn.value) * 2,
  write: (n) => `(${n.linear} + ${n.score} + ${n.ffn}) * 2`,
});

/** Equation 17. */
export const mhaLinear = formula({
  id: 'article.eq17',
  title: { en: 'projection outputs, MHA', zh: 'MHA 投影层输出' },
  cite: 'article eq 17',
  symbol: 'M_"linear"',
  unit: 'B',
  inputs: { layers, batch, tokens, hidden, element },
  compute: (x) => x.layers.value * 5 * x.batch.value * x.tokens.value * x.hidden.value * x.element.value,
  write: (n) => `${n.layers} * 5 * ${n.batch} * ${n.tokens} * ${n.hidden} * ${n.element}`,
});

/** Equation 18. */
export const mhaScore = formula({
  id: 'article.eq18',
  title: { en: 'attention scores, MHA', zh: 'MHA 注意力得分' },
  cite: 'article eq 18',
  symbol: 'M_"score"',
  unit: 'B',
  inputs: { layers, batch, heads, tokens, scoreElement },
  compute: (x) => x.layers.value * x.batch.value * x.heads.value * x.tokens.value ** 2 * x.scoreElement.value,
  write: (n) => `${n.layers} * ${n.batch} * ${n.heads} * (${n.tokens})^2 * ${n.scoreElement}`,
});

const ffnInputs = { layers, batch, tokens, activeExperts, moeInner, hidden, element };

/** Equation 19. */
export const mhaFfn = formula({
  id: 'article.eq19',
  title: { en: 'FFN intermediates, prefill', zh: 'Prefill 的 FFN 中间结果' },
  cite: 'article eq 19',
  symbol: 'M_"FFN"',
  unit: 'B',
  inputs: ffnInputs,
  compute: (x) =>
    x.layers.value *
    x.batch.value *
    x.tokens.value *
    (2 * x.activeExperts.value * x.moeInner.value + x.hidden.value) *
    x.element.value,
  write: (n) =>
    `${n.layers} * ${n.batch} * ${n.tokens} * (2 * ${n.activeExperts} * ${n.moeInner} + ${n.hidden}) * ${n.element}`,
});

const aLayer = input('M_"act"', 'B', 'activations a sequence a layer', '每序列单层激活值');

/** Equation 20: a layer's activations (equation 10) on every layer, written and read. */
export const prefillActivationTrafficOfLayers = formula({
  id: 'article.eq20',
  title: { en: 'activation traffic, prefill', zh: 'Prefill 激活值读写量' },
  cite: 'article eq 20',
  erratum: errata.unfused,
  symbol: '"IO"_"act"',
  unit: 'B',
  inputs: { layers, aLayer },
  compute: (x) => x.layers.value * x.aLayer.value * 2,
  write: (n) => `${n.layers} * ${n.aLayer} * 2`,
});

/** Equation 21: as equation 16, for each output token. */
export const decodeActivationTraffic = formula({
  id: 'article.eq21',
  title: { en: 'activation traffic, decode', zh: 'Decode 激活值读写量' },
  cite: 'article eq 21',
  symbol: '"IO"_"act"',
  unit: 'B',
  inputs: { linear, score, ffn, tokens },
  compute: (x) => (x.linear.value + x.score.value + x.ffn.value) * x.tokens.value * 2,
  write: (n) => `(${n.linear} + ${n.score} + ${n.ffn}) * ${n.tokens} * 2`,
});

/** Equation 22. */
export const mlaLinear = formula({
  id: 'article.eq22',
  title: { en: 'projection outputs, MLA', zh: 'MLA 投影层输出' },
  cite: 'article eq 22',
  symbol: 'M_"linear"',
  unit: 'B',
  inputs: { layers, batch, tokens, queryRank, kvRank, ropeDim, hidden, element },
  compute: (x) =>
    x.layers.value *
    x.batch.value *
    x.tokens.value *
    (x.queryRank.value + x.kvRank.value + x.ropeDim.value + x.hidden.value) *
    x.element.value,
  write: (n) =>
    `${n.layers} * ${n.batch} * ${n.tokens} * (${n.queryRank} + (${n.kvRank} + ${n.ropeDim}) + ${n.hidden}) * ${n.element}`,
});

/** Equation 23. */
export const mlaScore = formula({
  id: 'article.eq23',
  title: { en: 'attention scores, MLA', zh: 'MLA 注意力得分' },
  cite: 'article eq 23',
  symbol: 'M_"score"',
  unit: 'B',
  inputs: { layers, batch, heads, attended, tokens, scoreElement },
  compute: (x) =>
    x.layers.value * x.batch.value * x.heads.value * x.attended.value * x.tokens.value * x.scoreElement.value,
  write: (n) => `${n.layers} * ${n.batch} * ${n.heads} * ${n.attended} * ${n.tokens} * ${n.scoreElement}`,
});

/** Equation 24. */
export const mlaFfn = formula({
  ...mhaFfn.spec,
  id: 'article.eq24',
  title: { en: 'FFN intermediates, decode', zh: 'Decode 的 FFN 中间结果' },
  cite: 'article eq 24',
});

/** Equation 25: a layer's activations (equation 9) on every layer, written and read. */
export const decodeActivationTrafficOfLayers = formula({
  id: 'article.eq25',
  title: { en: 'activation traffic, decode', zh: 'Decode 激活值读写量' },
  cite: 'article eq 25',
  erratum: errata.gibAsGb,
  symbol: '"IO"_"act"',
  unit: 'B',
  inputs: { layers, aLayer },
  compute: (x) => x.layers.value * x.aLayer.value * 2,
  write: (n) => `${n.layers} * ${n.aLayer} * 2`,
});

export const trafficFormulas = [
  hbmTraffic,
  batchBytes,
  balancedExperts,
  prefillWeightTraffic,
  decodeWeightTraffic,
  kvTraffic,
  prefillActivationTraffic,
  mhaLinear,
  mhaScore,
  mhaFfn,
  prefillActivationTrafficOfLayers,
  decodeActivationTraffic,
  mlaLinear,
  mlaScore,
  mlaFfn,
  decodeActivationTrafficOfLayers,
];
