/** Tables 4–6 and section 2.3.4: memory traffic, traffic between cards, and their times. */

import {
  cardFlop,
  carriedTraffic,
  communicationRatio,
  computeTime,
  decodeActivationTrafficOfLayers,
  decodeWeightTraffic,
  epTime,
  epTraffic,
  errata,
  hbmTraffic,
  linkTime,
  linkTraffic,
  memoryRatio,
  memoryTime,
  prefillActivationTrafficOfLayers,
  prefillWeightTraffic,
  tpTime,
  tpTraffic,
  tpTrafficUnit,
} from '../formulas/article/index';
import { question, type Q } from '../quantity';
import { computed, type Computed } from './case';
import { bf16, card, cards, carried, model, oneToken, prompt, requests, weights } from './inputs';
import { carriedDecodeFlop, decodePeak } from './see-clearly';

const one = requests(1);
const memory = ['memory time', '显存读写耗时'] as const;
const compute = ['compute time', '计算耗时'] as const;
const traffic = ['HBM traffic', '显存读写量'] as const;
const communication = ['communication time', '通信耗时'] as const;
const communicationShare = ['communication time ÷ compute time', '通信耗时 ÷ 计算耗时'] as const;

const weightInputs = { ...weights, experts: model.experts, packing: model.packed, activeExperts: model.worst };
const overHbm = (bytes: Q<'B'>): Q<'s'> => memoryTime({ bytes, bandwidth: card.bandwidth });

/** Derivation 2. */
const decodeCompute = computeTime({ flop: carriedDecodeFlop, peak: decodePeak });

/** Compute a card of one prompt with attention over `tp` cards and the FFN over `ep`. */
function prefillCardFlop(tp: number, ep: number): Q<'FLOP'> {
  return cardFlop({
    requests: one,
    attention: carried.prefillAttention,
    tp: cards(tp),
    grouped: one,
    ffn: carried.prefillFfn,
    ep: cards(ep),
  });
}

export function tableFour(): Computed[] {
  const prefill = hbmTraffic({
    weights: prefillWeightTraffic({ ...weightInputs, tp: cards(8) }),
    batch: one,
    kv: carried.kv,
    activations: prefillActivationTrafficOfLayers({ layers: model.layers, aLayer: carried.prefillActivations }),
  });
  const prefillMemory = overHbm(prefill);
  const prefillCompute = computeTime({ flop: prefillCardFlop(8, 1), peak: card.peak });
  const decode = (batch: number): Q<'B'> =>
    hbmTraffic({
      weights: decodeWeightTraffic({ ...weightInputs, tp: cards(1), tokens: oneToken }),
      batch: requests(batch),
      kv: carried.kv,
      activations: decodeActivationTrafficOfLayers({ layers: model.layers, aLayer: carried.decodeActivations }),
    });
  const decodeMemory = { one: overHbm(decode(1)), many: overHbm(decode(32)) };
  const ratio = ['memory time ÷ compute time', '显存读写耗时 ÷ 计算耗时'] as const;
  return [
    computed('t4.prefill.io', traffic, prefill, errata.unfused),
    computed('t4.prefill.memTime', memory, prefillMemory, errata.expertsPrefill),
    computed('t4.prefill.computeTime', compute, prefillCompute, errata.projections),
    computed('t4.prefill.ratio', ratio, memoryRatio({ memory: prefillMemory, compute: prefillCompute })),
    computed('t4.decode1.io', traffic, decode(1), errata.oneRequestExperts),
    computed('t4.decode1.memTime', memory, decodeMemory.one, errata.oneRequestExperts),
    computed('t4.decode1.computeTime', compute, decodeCompute, errata.tera),
    computed('t4.decode1.ratio', ratio, memoryRatio({ memory: decodeMemory.one, compute: decodeCompute }), errata.tera),
    computed('t4.decode32.io', traffic, decode(32), errata.expertsRead),
    computed('t4.decode32.memTime', memory, decodeMemory.many, errata.expertsRead),
    computed(
      't4.decode32.ratio',
      ['memory time ÷ compute time of one request', '显存读写耗时 ÷ 单请求计算耗时'],
      memoryRatio({ memory: decodeMemory.many, compute: decodeCompute }),
      errata.expertsRead,
    ),
  ];
}

const linkInputs = { batch: one, hidden: model.hidden, precision: bf16 };
const expertInputs = { ...linkInputs, moeLayers: model.moeLayers, activeExperts: model.worst };
const tensorInputs = { ...linkInputs, layers: model.layers };
const epToken = epTraffic({ ...expertInputs, tokens: oneToken });

export function tableFive(): Computed[] {
  const expert = epTraffic({ ...expertInputs, tokens: prompt });
  const tensor = tpTraffic({ ...tensorInputs, tokens: prompt, tp: cards(8) });
  const both = linkTraffic({ expert, tensor });
  const overLink = (bytes: Q<'B'>): Q<'s'> => linkTime({ traffic: bytes, bandwidth: card.inNode });
  const times = { tp1: overLink(expert), tp8: overLink(both) };
  const computes = {
    tp1: computeTime({ flop: prefillCardFlop(1, 8), peak: card.peak }),
    tp8: computeTime({ flop: prefillCardFlop(8, 8), peak: card.peak }),
  };
  const decodeLink = overLink(epToken);
  return [
    computed('eq27.unit', ['EP traffic a token', '每 token 的 EP 通信量'], epToken),
    computed(
      'eq28.unit',
      ['TP traffic a token before (TP − 1)/TP', '每 token 的 TP 通信量，未乘 (TP − 1)/TP'],
      tpTrafficUnit({ ...tensorInputs, tokens: oneToken }),
    ),
    computed('t5.prefill.ep', ['EP traffic', 'EP 通信量'], expert, errata.tpTraffic),
    computed('t5.prefill.tp8', ['TP traffic', 'TP 通信量'], tensor),
    computed('t5.prefill.total', ['traffic between cards', '卡间通信量'], both, errata.tpTraffic),
    computed('t5.tp1.commTime', communication, times.tp1, errata.bothWays),
    computed('t5.tp8.commTime', communication, times.tp8, errata.tpTraffic),
    computed('t5.tp1.compute', compute, computes.tp1, errata.tpHalves),
    computed('t5.tp8.compute', compute, computes.tp8, errata.tpHalves),
    computed(
      't5.tp1.ratio',
      communicationShare,
      communicationRatio({ communication: times.tp1, compute: computes.tp1 }),
    ),
    computed(
      't5.tp8.ratio',
      communicationShare,
      communicationRatio({ communication: times.tp8, compute: computes.tp8 }),
      errata.tpTraffic,
    ),
    computed(
      't5.decode.ratio',
      communicationShare,
      communicationRatio({ communication: decodeLink, compute: decodeCompute }),
      errata.tera,
    ),
  ];
}

/** EP time of a decode step with 32 requests a card, `crossNode` of the choices on other nodes. */
export function decodeEpTime(crossNode: number): Q<'s'> {
  return epTime({
    traffic: carriedTraffic({ aToken: carried.epTraffic, batch: requests(32), tokens: oneToken }),
    crossNode: question(crossNode, '1', { en: 'share of the experts on other nodes', zh: '位于其他节点的专家占比' }),
    inNode: card.inNode,
    outNode: card.outNode,
  });
}

export function linkTimings(): Computed[] {
  const title = ['EP time', 'EP 通信耗时'] as const;
  const tensor = tpTime({
    traffic: carriedTraffic({ aToken: carried.tpTraffic, batch: requests(32), tokens: oneToken }),
    tp: cards(16),
    domain: card.node,
    inNode: card.inNode,
    outNode: card.outNode,
  });
  return [
    computed('s234.ep8', title, decodeEpTime(0), errata.bothWays),
    computed('s234.ep16.worst', title, decodeEpTime(1)),
    computed('s234.ep16.even', title, decodeEpTime(1 / 2), errata.bothWays),
    computed('s234.ep32.even', title, decodeEpTime(3 / 4), errata.bothWays),
    computed('s234.tp16', ['TP time', 'TP 通信耗时'], tensor, errata.bothWays),
  ];
}

export function tableSix(): Computed[] {
  const title = ['FLOPs a card', '单卡计算量'] as const;
  return [
    computed('t6.tp1.tflop', title, prefillCardFlop(1, 8), errata.tpHalves),
    computed('t6.tp8.tflop', title, prefillCardFlop(8, 8), errata.tpHalves),
  ];
}
