/** Seconds of each resource at peak rates, and table 1's ratios. */

import { formula, input } from '../../formula';
import { errata } from './errata';

const flop = input('F', 'FLOP', 'FLOPs a card', '单卡计算量');
const peak = input('P', 'FLOP/s', 'peak of the card', '单卡峰值算力');

/** The peak as derivations 2 and 5–8 and section 2.3.1 divide by it. */
export const printedPeak = formula({
  id: 'article.printed-peak',
  title: { en: 'peak as decode derivations take it', zh: 'Decode 推导所用的峰值' },
  cite: 'article derivation 2',
  erratum: errata.tera,
  symbol: 'P',
  unit: 'FLOP/s',
  inputs: {
    peak,
    step: input('G', '1', 'giga in a tera as printed', '原文 1 T 含多少 G'),
    decimal: input('G_10', '1', 'giga in a tera', '1 T 实为多少 G'),
  },
  compute: (x) => (x.peak.value * x.step.value) / x.decimal.value,
  write: (n) => `${n.peak} * ${n.step} / ${n.decimal}`,
});

/** At peak. */
export const computeTime = formula({
  id: 'article.compute-time',
  title: { en: 'compute time', zh: '计算耗时' },
  cite: 'article table 4',
  symbol: 't_"compute"',
  unit: 's',
  inputs: { flop, peak },
  compute: (x) => x.flop.value / x.peak.value,
  write: (n) => `${n.flop} / ${n.peak}`,
});

/** At peak. */
export const memoryTime = formula({
  id: 'article.memory-time',
  title: { en: 'memory time', zh: '显存读写耗时' },
  cite: 'article table 4',
  symbol: 't_"memory"',
  unit: 's',
  inputs: {
    bytes: input('"IO"', 'B', 'HBM traffic a card', '单卡显存读写量'),
    bandwidth: input('B_"HBM"', 'B/s', 'memory bandwidth', '显存带宽'),
  },
  compute: (x) => x.bytes.value / x.bandwidth.value,
  write: (n) => `${n.bytes} / ${n.bandwidth}`,
});

/** All traffic over one link, at its full rate. */
export const linkTime = formula({
  id: 'article.link-time',
  title: { en: 'communication time', zh: '通信耗时' },
  cite: 'article table 5',
  erratum: errata.bothWays,
  symbol: 't_"comm"',
  unit: 's',
  inputs: {
    traffic: input('C', 'B', 'traffic a card', '单卡通信量'),
    bandwidth: input('B_"link"', 'B/s', 'link bandwidth', '链路带宽'),
  },
  compute: (x) => x.traffic.value / x.bandwidth.value,
  write: (n) => `${n.traffic} / ${n.bandwidth}`,
});

const compute = input('t_"compute"', 's', 'compute time', '计算耗时');
const memory = input('t_"memory"', 's', 'memory time', '显存读写耗时');
const communication = input('t_"comm"', 's', 'communication time', '通信耗时');

/** Table 1: above 0.5 memory time dominates. */
export const memoryRatio = formula({
  id: 'article.memory-ratio',
  title: { en: 'memory time ÷ compute time', zh: '显存读写耗时 ÷ 计算耗时' },
  cite: 'article table 1',
  symbol: 'r_"memory"',
  unit: '1',
  inputs: { memory, compute },
  compute: (x) => x.memory.value / x.compute.value,
  write: (n) => `${n.memory} / ${n.compute}`,
});

/** Table 1: above 0.5 communication limits. */
export const communicationRatio = formula({
  id: 'article.communication-ratio',
  title: { en: 'communication time ÷ compute time', zh: '通信耗时 ÷ 计算耗时' },
  cite: 'article table 1',
  symbol: 'r_"comm"',
  unit: '1',
  inputs: { communication, compute },
  compute: (x) => x.communication.value / x.compute.value,
  write: (n) => `${n.communication} / ${n.compute}`,
});

/** Table 9's last column. */
export const stepTime = formula({
  id: 'article.step-time',
  title: { en: 'step time, nothing overlapped', zh: '单步耗时，毫不重叠' },
  cite: 'article table 9',
  erratum: errata.tableNine,
  symbol: 't',
  unit: 's',
  inputs: { memory, communication, compute },
  compute: (x) => x.memory.value + x.communication.value + x.compute.value,
  write: (n) => `${n.memory} + ${n.communication} + ${n.compute}`,
});

/** The links used one after the other. */
export const communicationTime = formula({
  id: 'article.communication-time',
  title: { en: 'communication time', zh: '通信耗时' },
  cite: 'article section 2.3.4',
  symbol: 't_"comm"',
  unit: 's',
  inputs: {
    expert: input('t_"EP"', 's', 'EP time', 'EP 通信耗时'),
    tensor: input('t_"TP"', 's', 'TP time', 'TP 通信耗时'),
  },
  compute: (x) => x.expert.value + x.tensor.value,
  write: (n) => `${n.expert} + ${n.tensor}`,
});

export const timeFormulas = [
  printedPeak,
  computeTime,
  memoryTime,
  linkTime,
  memoryRatio,
  communicationRatio,
  stepTime,
  communicationTime,
];
