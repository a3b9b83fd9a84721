/** Compute a card as derivations 1–8 share it out, and the same with what they leave out (errata). */

import { formula, input } from '../../formula';
import { errata } from './errata';
import { denseSize, ep, moeSize, packing, tp } from './symbols';

const requests = input('b', '1', 'requests a card', '单卡请求数');
const attention = input('F_"attn"', 'FLOP', 'attention FLOPs a request', '每请求注意力计算量');
const ffn = input('F_"FFN"', 'FLOP', 'FLOPs outside attention a request', '每请求非注意力计算量');

/** Derivations 1–8: T requests' FFN work is shared by EP cards. Print takes T = b where it should be the whole group's. */
export const cardFlop = formula({
  id: 'article.card-flop',
  title: { en: 'FLOPs a card', zh: '单卡计算量' },
  cite: 'article derivations 1–8',
  erratum: errata.ffnShare,
  symbol: 'F_"card"',
  unit: 'FLOP',
  inputs: {
    requests,
    attention,
    tp,
    grouped: input('T', '1', 'requests whose experts the EP group computes', 'EP 组计入的请求数'),
    ffn,
    ep,
  },
  compute: (x) => (x.requests.value * x.attention.value) / x.tp.value + (x.grouped.value * x.ffn.value) / x.ep.value,
  write: (n) => `${n.requests} * ${n.attention} / ${n.tp} + ${n.grouped} * ${n.ffn} / ${n.ep}`,
});

/** Tokens that meet in an EP group when every card brings `b`. */
export const groupTokens = formula({
  id: 'article.group-tokens',
  title: { en: 'tokens in the EP group', zh: 'EP 组内的 token 数' },
  cite: 'errata: derivations 6–8',
  symbol: 'T',
  unit: '1',
  inputs: { requests, ep },
  compute: (x) => x.requests.value * x.ep.value,
  write: (n) => `${n.requests} * ${n.ep}`,
});

/** FLOPs of the attention projections that no equation counts. */
export const projectionFlop = formula({
  id: 'article.projection-flop',
  title: { en: 'attention projections, FLOPs a token', zh: '注意力投影层每 token 计算量' },
  cite: 'errata: eqs 1, 4, 5',
  erratum: errata.projections,
  symbol: 'F_"proj"',
  unit: 'FLOP',
  inputs: { projections: input('P_"attn"', 'parameter', 'attention parameters', '注意力参数量') },
  compute: (x) => 2 * x.projections.value,
  write: (n) => `2 * ${n.projections}`,
});

/** Derivations 6–8 corrected: attention, projections, and the FFN of all tokens sent to this card. */
export const correctedFlop = formula({
  id: 'article.corrected-flop',
  title: { en: 'FLOPs a card, corrected', zh: '单卡计算量，更正后' },
  cite: 'errata: derivations 6–8',
  erratum: errata.ffnShare,
  symbol: 'F_"card"',
  unit: 'FLOP',
  inputs: {
    requests,
    attention,
    projections: input('F_"proj"', 'FLOP', 'attention projections a token', '每 token 投影层计算量'),
    grouped: input('T', '1', 'tokens in the EP group', 'EP 组内的 token 数'),
    ffn,
    ep,
  },
  compute: (x) =>
    x.requests.value * (x.attention.value + x.projections.value) + (x.grouped.value * x.ffn.value) / x.ep.value,
  write: (n) => `${n.requests} * (${n.attention} + ${n.projections}) + ${n.grouped} * ${n.ffn} / ${n.ep}`,
});

const routed = input('E_r', '1', 'routed experts a layer', '每层路由专家数');

/** Expected distinct experts that T tokens touch, each choosing k of E evenly. */
export const distinctExperts = formula({
  id: 'article.distinct-experts',
  title: { en: 'distinct routed experts touched a layer', zh: '每层命中的不同路由专家数' },
  cite: 'errata: eqs 13–14',
  erratum: errata.expertsRead,
  symbol: 'D',
  unit: '1',
  inputs: {
    routed,
    chosen: input('k_r', '1', 'routed experts a token', '每 token 的路由专家数'),
    grouped: input('T', '1', 'tokens in the EP group', 'EP 组内的 token 数'),
  },
  compute: (x) => x.routed.value * (1 - (1 - x.chosen.value / x.routed.value) ** x.grouped.value),
  write: (n) => `${n.routed} * (1 - (1 - ${n.chosen} / ${n.routed})^(${n.grouped}))`,
});

/** Equation 14 with the experts that a step really touches on a card. */
export const correctedWeightTraffic = formula({
  id: 'article.corrected-weight-traffic',
  title: { en: 'weights read a step, corrected', zh: '每步读取的权重，更正后' },
  cite: 'errata: eqs 13–14',
  erratum: errata.expertsRead,
  symbol: '"IO"_"weight"',
  unit: 'B',
  inputs: {
    denseSize,
    distinct: input('D', '1', 'distinct routed experts touched a layer', '每层命中的不同路由专家数'),
    ep,
    shared: input('E_s', '1', 'shared experts', '共享专家数'),
    routed,
    moeSize,
    packing,
  },
  compute: (x) =>
    x.denseSize.value +
    ((x.distinct.value / x.ep.value + x.shared.value) * x.moeSize.value) /
      (x.routed.value + x.shared.value) /
      x.packing.value,
  write: (n) =>
    `${n.denseSize} + (${n.distinct} / ${n.ep} + ${n.shared}) * ${n.moeSize} / (${n.routed} + ${n.shared}) / ${n.packing}`,
});

/** Table 9's total with the corrections. */
export const correctedStepTime = formula({
  id: 'article.corrected-step-time',
  title: { en: 'step time, corrected, nothing overlapped', zh: '单步耗时，更正后，毫不重叠' },
  cite: 'errata: table 9',
  erratum: errata.tableNine,
  symbol: 't',
  unit: 's',
  inputs: {
    memory: input('t_"memory"', 's', 'memory time', '显存读写耗时'),
    communication: input('t_"comm"', 's', 'communication time', '通信耗时'),
    compute: input('t_"compute"', 's', 'compute time', '计算耗时'),
  },
  compute: (x) => x.memory.value + x.communication.value + x.compute.value,
  write: (n) => `${n.memory} + ${n.communication} + ${n.compute}`,
});

export const decodeTableFormulas = [
  cardFlop,
  groupTokens,
  projectionFlop,
  correctedFlop,
  distinctExperts,
  correctedWeightTraffic,
  correctedStepTime,
];
