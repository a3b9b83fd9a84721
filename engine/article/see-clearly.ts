/** Tables 2 and 3 and the parameter sums: compute, memory, parameters of one request. */

import {
  decodeFlop,
  errata,
  expertCount,
  ffnParameters,
  kvMemory,
  kvMemoryAllLayers,
  mhaActivations,
  mhaFlop,
  mlaActivations,
  mlaFlop,
  mlaParameters,
  nonAttentionFlop,
  peakShare,
  prefillFlop,
  printedPeak,
  routerParameters,
  totalParameters,
  vocabularyParameters,
  weightMemory,
} from '../formulas/article/index';
import { question } from '../quantity';
import { computed, type Computed } from './case';
import {
  bf16,
  cacheShape,
  card,
  cards,
  carried,
  fp8,
  length,
  mhaShape,
  mlaShape,
  model,
  none,
  oneToken,
  prompt,
  requests,
  weights,
} from './inputs';

const one = requests(1);
const bothTables = question(2, '1', { en: 'embedding and output head', zh: '嵌入层与输出层' });

/** The peak that decode derivations divide by. */
export const decodePeak = printedPeak({ peak: card.peak, step: card.gigaPrinted, decimal: card.gigaDecimal });

/** Decode FLOPs a token from the figures that derivation 2 carries. */
export const carriedDecodeFlop = decodeFlop({ nonAttention: carried.decodeFfn, attention: carried.decodeAttention });

export function tableTwo(): Computed[] {
  const prefillOther = nonAttentionFlop({ active: model.active, batch: one, tokens: prompt });
  const mha = mhaFlop({ ...mhaShape, batch: one, attended: length(1630), tokens: prompt });
  const decodeOther = nonAttentionFlop({ active: model.active, batch: one, tokens: oneToken });
  const mla = mlaFlop({ ...mlaShape, batch: one, attended: length(3810), tokens: oneToken });
  const outside = ['FLOPs outside attention', '非注意力计算量'] as const;
  const share = peakShare({
    flop: carriedDecodeFlop,
    peak: decodePeak,
    rate: question(50, 'token/s', { en: 'tokens a second a request', zh: '每请求每秒 token 数' }),
    requests: requests(32),
  });
  return [
    computed('t2.prefill.nonattn', outside, prefillOther, errata.giga),
    computed('t2.prefill.mha', ['MHA attention FLOPs', 'MHA 注意力计算量'], mha, errata.giga),
    computed(
      't2.prefill.total',
      ['prefill FLOPs', 'Prefill 计算量'],
      prefillFlop({ nonAttention: prefillOther, attention: mha }),
      errata.projections,
    ),
    computed('t2.decode.nonattn', outside, decodeOther, errata.projections),
    computed('t2.decode.mla', ['MLA attention FLOPs', 'MLA 注意力计算量'], mla, errata.mlaFlop),
    computed(
      't2.decode.total',
      ['decode FLOPs a token', '每 token 的 Decode 计算量'],
      decodeFlop({ nonAttention: decodeOther, attention: mla }),
      errata.projections,
    ),
    computed('s231.h20.32x50', ["share of one card's FP8 peak", '单卡 FP8 峰值占比'], share, errata.notSeconds),
  ];
}

export function tableThree(): Computed[] {
  const whole = { ...weights, tp: cards(1), ep: cards(1) };
  const aLayer = kvMemory({ ...cacheShape, batch: one, inputTokens: prompt, outputTokens: none, element: fp8 });
  const values = {
    batch: one,
    hidden: model.hidden,
    heads: model.heads,
    activeExperts: model.worst,
    moeInner: model.moeInner,
    element: fp8,
    scoreElement: bf16,
  };
  return [
    computed('t3.weights.fp8', ['weights at FP8', 'FP8 权重'], weightMemory({ ...whole, packing: model.plain })),
    computed(
      't3.weights.w4a8',
      ['weights, experts at INT4', '权重，专家为 INT4'],
      weightMemory({ ...whole, packing: model.packed }),
    ),
    computed('t3.kv', ['KV cache', 'KV cache'], kvMemoryAllLayers({ layers: model.layers, aLayer }), errata.kvLayers),
    computed(
      't3.act.mla',
      ['activations a layer, MLA decode', '单层激活值，MLA Decode'],
      mlaActivations({ ...values, ...cacheShape, queryRank: model.queryRank, tokens: oneToken, attended: prompt }),
    ),
    computed(
      't3.act.mha',
      ['activations a layer, MHA prefill', '单层激活值，MHA Prefill'],
      mhaActivations({ ...values, tokens: prompt }),
      errata.unfused,
    ),
  ];
}

export function parameterSums(): Computed[] {
  const attention = mlaParameters({
    ...mlaShape,
    hidden: model.hidden,
    queryRank: model.queryRank,
    headDim: model.headDim,
    valueDim: model.headDim,
  });
  const total = totalParameters({
    vocabulary: vocabularyParameters({ tables: bothTables, vocabulary: model.vocabulary, hidden: model.hidden }),
    attention,
    dense: ffnParameters({ count: model.denseLayers, hidden: model.hidden, inner: model.ffnInner }),
    experts: ffnParameters({
      count: expertCount({ moeLayers: model.moeLayers, experts: model.experts }),
      hidden: model.hidden,
      inner: model.moeInner,
    }),
    router: routerParameters({ moeLayers: model.moeLayers, routed: model.routed, hidden: model.hidden }),
  });
  return [
    computed('params.mla', ['MLA parameters, 61 layers', 'MLA 参数量，61 层'], attention),
    computed('params.total', ['parameters, without MTP', '参数量，不含 MTP'], total, errata.denseLayers),
  ];
}
