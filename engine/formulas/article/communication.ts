/** Traffic between cards: the article's equations 26–28 and the timings of its section 2.3.4. */

import { formula, input } from '../../formula';
import { errata } from './errata';
import { activeExperts, batch, hidden, layers, moeLayers, precision, tokens, tp } from './symbols';

/** Equation 26. */
export const linkTraffic = formula({
  id: 'article.eq26',
  title: { en: 'traffic between cards', zh: '卡间通信量' },
  cite: 'article eq 26',
  erratum: errata.tpTraffic,
  symbol: 'C',
  unit: 'B',
  inputs: {
    expert: input('C_"EP"', 'B', 'EP traffic', 'EP 通信量'),
    tensor: input('C_"TP"', 'B', 'TP traffic', 'TP 通信量'),
  },
  compute: (x) => x.expert.value + x.tensor.value,
  write: (n) => `${n.expert} + ${n.tensor}`,
});

/** Equation 27: dispatch and combine of k − 1 routed choices, all of them to other cards. */
export const epTraffic = formula({
  id: 'article.eq27',
  title: { en: 'EP traffic', zh: 'EP 通信量' },
  cite: 'article eq 27',
  erratum: errata.tpTraffic,
  symbol: 'C_"EP"',
  unit: 'B',
  inputs: { moeLayers, batch, tokens, hidden, activeExperts, precision },
  compute: (x) =>
    x.moeLayers.value *
    2 *
    x.batch.value *
    x.tokens.value *
    x.hidden.value *
    (x.activeExperts.value - 1) *
    x.precision.value,
  write: (n) =>
    `${n.moeLayers} * 2 * ${n.batch} * ${n.tokens} * ${n.hidden} * (${n.activeExperts} - 1) * ${n.precision}`,
});

/** Equation 28 before the last factor: what the article carries a token. */
export const tpTrafficUnit = formula({
  id: 'article.eq28.unit',
  title: { en: 'TP traffic before (TP − 1)/TP', zh: '未乘 (TP − 1)/TP 的 TP 通信量' },
  cite: 'article section 2.3.4',
  symbol: 'C_"TP,unit"',
  unit: 'B',
  inputs: { layers, batch, tokens, hidden, precision },
  compute: (x) => x.layers.value * 2 * x.batch.value * x.tokens.value * x.hidden.value * x.precision.value,
  write: (n) => `${n.layers} * 2 * ${n.batch} * ${n.tokens} * ${n.hidden} * ${n.precision}`,
});

/** Equation 28: reduce-scatter and all-gather. */
export const tpTraffic = formula({
  id: 'article.eq28',
  title: { en: 'TP traffic', zh: 'TP 通信量' },
  cite: 'article eq 28',
  symbol: 'C_"TP"',
  unit: 'B',
  inputs: { layers, batch, tokens, hidden, precision, tp },
  compute: (x) =>
    (x.layers.value * 2 * x.batch.value * x.tokens.value * x.hidden.value * x.precision.value * (x.tp.value - 1)) /
    x.tp.value,
  write: (n) => `${n.layers} * 2 * ${n.batch} * ${n.tokens} * ${n.hidden} * ${n.precision} * (${n.tp} - 1) / ${n.tp}`,
});

/** A carried figure a token, times the tokens of the batch. */
export const carriedTraffic = formula({
  id: 'article.carried-traffic',
  title: { en: 'traffic of the batch', zh: '整批通信量' },
  cite: 'article section 2.3.4',
  symbol: 'C',
  unit: 'B',
  inputs: { aToken: input('C_1', 'B', 'traffic a token', '每 token 通信量'), batch, tokens },
  compute: (x) => x.aToken.value * x.batch.value * x.tokens.value,
  write: (n) => `${n.aToken} * ${n.batch} * ${n.tokens}`,
});

const inNode = input('B_"in"', 'B/s', 'bandwidth inside a node', '机内带宽');
const outNode = input('B_"out"', 'B/s', 'bandwidth between nodes', '机间带宽');

/** Experts spread evenly: the share of them on other nodes. */
export const crossNodeShare = formula({
  id: 'article.cross-node-share',
  title: { en: 'share of the experts on other nodes', zh: '位于其他节点的专家占比' },
  cite: 'article section 2.3.4',
  symbol: 'x',
  unit: '1',
  inputs: {
    group: input('"EP"', 'card', 'cards the experts are spread over', '专家分布的卡数'),
    domain: input('n_"node"', 'card', 'cards that share the fast fabric', '共享高速互联的卡数'),
  },
  compute: (x) => Math.max(0, 1 - x.domain.value / x.group.value),
  write: (n) => `max(0, 1 - ${n.domain} / ${n.group})`,
});

/** Bytes of the EP exchange that stay in the fast fabric, or leave it. */
export const epInside = formula({
  id: 'article.ep-inside',
  title: { en: 'EP traffic inside the node', zh: '机内 EP 通信量' },
  cite: 'article section 2.3.4',
  symbol: 'C_"EP,in"',
  unit: 'B',
  inputs: {
    traffic: input('C_"EP"', 'B', 'EP traffic', 'EP 通信量'),
    crossNode: input('x', '1', 'share that leaves the node', '跨机占比'),
  },
  compute: (x) => x.traffic.value * (1 - x.crossNode.value),
  write: (n) => `${n.traffic} * (1 - ${n.crossNode})`,
});

export const epOutside = formula({
  id: 'article.ep-outside',
  title: { en: 'EP traffic between nodes', zh: '机间 EP 通信量' },
  cite: 'article section 2.3.4',
  symbol: 'C_"EP,out"',
  unit: 'B',
  inputs: {
    traffic: input('C_"EP"', 'B', 'EP traffic', 'EP 通信量'),
    crossNode: input('x', '1', 'share that leaves the node', '跨机占比'),
  },
  compute: (x) => x.traffic.value * x.crossNode.value,
  write: (n) => `${n.traffic} * ${n.crossNode}`,
});

/** The same of a tensor group. */
export const tpInside = formula({
  id: 'article.tp-inside',
  title: { en: 'TP traffic inside the node', zh: '机内 TP 通信量' },
  cite: 'article section 2.3.4',
  symbol: 'C_"TP,in"',
  unit: 'B',
  inputs: {
    traffic: input('C_"TP,unit"', 'B', 'TP traffic before (TP − 1)/TP', '未乘 (TP − 1)/TP 的 TP 通信量'),
    tp,
    domain: input('n_"in"', 'card', 'cards of the group inside the node', '组内位于本机的卡数'),
  },
  compute: (x) => (x.traffic.value * (x.domain.value - 1)) / x.tp.value,
  write: (n) => `${n.traffic} * (${n.domain} - 1) / ${n.tp}`,
});

export const tpOutside = formula({
  id: 'article.tp-outside',
  title: { en: 'TP traffic between nodes', zh: '机间 TP 通信量' },
  cite: 'article section 2.3.4',
  symbol: 'C_"TP,out"',
  unit: 'B',
  inputs: {
    traffic: input('C_"TP,unit"', 'B', 'TP traffic before (TP − 1)/TP', '未乘 (TP − 1)/TP 的 TP 通信量'),
    tp,
    domain: input('n_"in"', 'card', 'cards of the group inside the node', '组内位于本机的卡数'),
  },
  compute: (x) => (x.traffic.value * (x.tp.value - x.domain.value)) / x.tp.value,
  write: (n) => `${n.traffic} * (${n.tp} - ${n.domain}) / ${n.tp}`,
});

/** One link's busy time; an unused one needs no figure. */
export const carriedTime = formula({
  id: 'article.links-time',
  title: { en: 'communication time', zh: '通信耗时' },
  cite: 'article section 2.3.4',
  erratum: errata.bothWays,
  symbol: 't_"comm"',
  unit: 's',
  inputs: {
    inside: input('C_"in"', 'B', 'traffic inside the node', '机内通信量'),
    inNode,
    outside: input('C_"out"', 'B', 'traffic between nodes', '机间通信量'),
    outNode,
  },
  compute: (x) => busy(x.inside.value, x.inNode.value) + busy(x.outside.value, x.outNode.value),
  write: (n) => `${n.inside} / ${n.inNode} + ${n.outside} / ${n.outNode}`,
});

function busy(bytes: number, bandwidth: number): number {
  return bytes === 0 ? 0 : bytes / bandwidth;
}

/** Both links one after the other, as the article adds them. */
export const epTime = formula({
  id: 'article.ep-time',
  title: { en: 'EP time', zh: 'EP 通信耗时' },
  cite: 'article section 2.3.4',
  erratum: errata.bothWays,
  symbol: 't_"EP"',
  unit: 's',
  inputs: {
    traffic: input('C_"EP"', 'B', 'EP traffic', 'EP 通信量'),
    crossNode: input('x', '1', 'share that leaves the node', '跨机占比'),
    inNode,
    outNode,
  },
  compute: (x) =>
    (x.traffic.value * x.crossNode.value) / x.outNode.value +
    (x.traffic.value * (1 - x.crossNode.value)) / x.inNode.value,
  write: (n) => `${n.traffic} * ${n.crossNode} / ${n.outNode} + ${n.traffic} * (1 - ${n.crossNode}) / ${n.inNode}`,
});

/** A tensor group over `domain` cards a node; the cards of its own node count less one. */
export const tpTime = formula({
  id: 'article.tp-time',
  title: { en: 'TP time', zh: 'TP 通信耗时' },
  cite: 'article section 2.3.4',
  erratum: errata.bothWays,
  symbol: 't_"TP"',
  unit: 's',
  inputs: {
    traffic: input('C_"TP,unit"', 'B', 'TP traffic before (TP − 1)/TP', '未乘 (TP − 1)/TP 的 TP 通信量'),
    tp,
    domain: input('n_"in"', 'card', 'cards of the group inside the node', '组内位于本机的卡数'),
    inNode,
    outNode,
  },
  compute: (x) =>
    (x.traffic.value * (x.domain.value - 1)) / x.tp.value / x.inNode.value +
    (x.traffic.value * (x.tp.value - x.domain.value)) / x.tp.value / x.outNode.value,
  write: (n) =>
    `${n.traffic} * (${n.domain} - 1) / ${n.tp} / ${n.inNode} + ${n.traffic} * (${n.tp} - ${n.domain}) / ${n.tp} / ${n.outNode}`,
});

export const communicationFormulas = [
  linkTraffic,
  epTraffic,
  tpTrafficUnit,
  tpTraffic,
  carriedTraffic,
  crossNodeShare,
  epInside,
  epOutside,
  tpInside,
  tpOutside,
  carriedTime,
  epTime,
  tpTime,
];
