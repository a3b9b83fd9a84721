/** Memory a card: the article's equations 6–11. */

import { formula, input } from '../../formula';
import { errata } from './errata';
import {
  activeExperts,
  attended,
  batch,
  denseSize,
  element,
  ep,
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

/** Equation 6; print has the packing of W4A8, 2. */
export const weightMemory = formula({
  id: 'article.eq6',
  title: { en: 'weights a card', zh: '单卡权重' },
  cite: 'article eq 6',
  symbol: 'M_"weight"',
  unit: 'B',
  inputs: { denseSize, moeSize, packing, tp, ep },
  compute: (x) => x.denseSize.value / x.tp.value + x.moeSize.value / x.packing.value / x.ep.value,
  write: (n) => `${n.denseSize} / ${n.tp} + ${n.moeSize} / ${n.packing} / ${n.ep}`,
});

/** Equation 7 as printed: one layer. */
export const kvMemory = formula({
  id: 'article.eq7',
  title: { en: 'KV cache a layer', zh: '单层 KV cache' },
  cite: 'article eq 7',
  erratum: errata.kvLayers,
  symbol: 'M_"KV,layer"',
  unit: 'B',
  inputs: {
    batch,
    inputTokens: input('s_"in"', 'token', 'input length', '输入长度'),
    outputTokens: input('s_"out"', 'token', 'output length', '输出长度'),
    kvRank,
    ropeDim,
    element,
  },
  compute: (x) =>
    x.batch.value * (x.inputTokens.value + x.outputTokens.value) * (x.kvRank.value + x.ropeDim.value) * x.element.value,
  write: (n) => `${n.batch} * (${n.inputTokens} + ${n.outputTokens}) * (${n.kvRank} + ${n.ropeDim}) * ${n.element}`,
});

/** What table 3 counts: equation 7 on every layer. */
export const kvMemoryAllLayers = formula({
  id: 'article.eq7.layers',
  title: { en: 'KV cache', zh: 'KV cache' },
  cite: 'article table 3',
  erratum: errata.kvLayers,
  symbol: 'M_"KV"',
  unit: 'B',
  inputs: { layers, aLayer: input('M_"KV,layer"', 'B', 'KV cache a layer', '单层 KV cache') },
  compute: (x) => x.layers.value * x.aLayer.value,
  write: (n) => `${n.layers} * ${n.aLayer}`,
});

/** Equation 8: a layer's activations by part. */
export const activationMemory = formula({
  id: 'article.eq8',
  title: { en: 'activations a layer', zh: '单层激活值' },
  cite: 'article eq 8',
  symbol: 'M_"act"',
  unit: 'B',
  inputs: {
    linear: input('M_"linear"', 'B', 'outputs of the projections', '投影层输出'),
    score: input('M_"score"', 'B', 'attention scores', '注意力得分'),
    ffn: input('M_"FFN"', 'B', 'FFN intermediates', 'FFN 中间结果'),
  },
  compute: (x) => x.linear.value + x.score.value + x.ffn.value,
  write: (n) => `${n.linear} + ${n.score} + ${n.ffn}`,
});

/** Equation 9, kernels not fused. */
export const mlaActivations = formula({
  id: 'article.eq9',
  title: { en: 'activations a layer, MLA', zh: '单层激活值，MLA' },
  cite: 'article eq 9',
  symbol: 'M_"act,MLA"',
  unit: 'B',
  inputs: {
    batch,
    tokens,
    attended,
    queryRank,
    kvRank,
    ropeDim,
    hidden,
    heads,
    activeExperts,
    moeInner,
    element,
    scoreElement,
  },
  compute: (x) => {
    const bs = x.batch.value * x.tokens.value;
    const linear = bs * (x.queryRank.value + x.kvRank.value + x.ropeDim.value + x.hidden.value);
    const ffn = bs * (2 * x.activeExperts.value * x.moeInner.value + x.hidden.value);
    return (linear + ffn) * x.element.value + bs * x.heads.value * x.attended.value * x.scoreElement.value;
  },
  write: (n) =>
    `${n.batch} * ${n.tokens} * ((${n.queryRank} + (${n.kvRank} + ${n.ropeDim}) + ${n.hidden} + 2 * ${n.activeExperts} * ${n.moeInner} + ${n.hidden}) * ${n.element} + ${n.heads} * ${n.attended} * ${n.scoreElement})`,
});

/** Equation 10, kernels not fused. */
export const mhaActivations = formula({
  id: 'article.eq10',
  title: { en: 'activations a layer, MHA', zh: '单层激活值，MHA' },
  cite: 'article eq 10',
  erratum: errata.unfused,
  symbol: 'M_"act,MHA"',
  unit: 'B',
  inputs: { batch, tokens, hidden, heads, activeExperts, moeInner, element, scoreElement },
  compute: (x) => {
    const bs = x.batch.value * x.tokens.value;
    const plain = bs * (5 * x.hidden.value + 2 * x.activeExperts.value * x.moeInner.value + x.hidden.value);
    return plain * x.element.value + bs * x.heads.value * x.tokens.value * x.scoreElement.value;
  },
  write: (n) =>
    `${n.batch} * ${n.tokens} * ((5 * ${n.hidden} + 2 * ${n.activeExperts} * ${n.moeInner} + ${n.hidden}) * ${n.element} + ${n.heads} * ${n.tokens} * ${n.scoreElement})`,
});

/** Equation 11; KV and activations are one sequence's, times the batch, as derivations 5–8 take them. */
export const totalMemory = formula({
  id: 'article.eq11',
  title: { en: 'memory a card', zh: '单卡显存占用' },
  cite: 'article eq 11',
  erratum: errata.gibAsGb,
  symbol: 'M_"total"',
  unit: 'B',
  inputs: {
    weights: input('M_"weight"', 'B', 'weights a card', '单卡权重'),
    batch,
    kv: input('M_"KV"', 'B', 'KV cache a sequence', '每序列 KV cache'),
    activations: input('M_"act"', 'B', 'activations a sequence', '每序列激活值'),
    runtime: input('M_"runtime"', 'B', 'runtime and CUDA graphs', '运行时与 CUDA Graph 预留'),
  },
  compute: (x) => x.weights.value + x.batch.value * (x.kv.value + x.activations.value) + x.runtime.value,
  write: (n) => `${n.weights} + ${n.batch} * (${n.kv} + ${n.activations}) + ${n.runtime}`,
});

export const memoryFormulas = [
  weightMemory,
  kvMemory,
  kvMemoryAllLayers,
  activationMemory,
  mlaActivations,
  mhaActivations,
  totalMemory,
];
