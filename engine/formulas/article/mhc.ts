/** Manifold-constrained hyper-connections as the article's section 5.2.3 counts them. */

import { formula, input } from '../../formula';
import { errata } from './errata';
import { batch, element, hidden, tokens } from './symbols';

const streams = input('n', '1', 'residual streams', '残差流数');

/** A layer. The two terms outside b·s are as printed. */
export const mhcFlop = formula({
  id: 'article.mhc.flop',
  title: { en: 'mHC FLOPs a layer', zh: '单层 mHC 计算量' },
  cite: 'article section 5.2.3',
  symbol: 'F_"mHC"',
  unit: 'FLOP',
  inputs: { streams, hidden, batch, tokens, rounds: input('"Iter"', '1', 'Sinkhorn rounds', 'Sinkhorn 迭代次数') },
  compute: (x) => {
    const n = x.streams.value;
    const mixed = 2 * n * x.hidden.value * (n ** 2 + 3 * n + 3) * x.batch.value * x.tokens.value;
    return mixed + 2 * (n ** 2 + 2 * n) + x.rounds.value * n ** 2;
  },
  write: (n) =>
    `2 * ${n.streams} * ${n.hidden} * (${n.streams}^2 + 3 * ${n.streams} + 3) * ${n.batch} * ${n.tokens} + 2 * (${n.streams}^2 + 2 * ${n.streams}) + ${n.rounds} * ${n.streams}^2`,
});

/** Values held a token. */
export const mhcMemory = formula({
  id: 'article.mhc.memory',
  title: { en: 'mHC values held a token', zh: '每 token 的 mHC 状态数值个数' },
  cite: 'article section 5.2.3',
  symbol: 'M_"mHC"',
  unit: '1',
  inputs: { streams, hidden },
  compute: (x) => 2 * x.streams.value * x.hidden.value + x.streams.value ** 2 + 2 * x.streams.value,
  write: (n) => `2 * ${n.streams} * ${n.hidden} + ${n.streams}^2 + 2 * ${n.streams}`,
});

/** The streams themselves, as the article's 128K example takes them. */
export const mhcState = formula({
  id: 'article.mhc.state',
  title: { en: 'residual streams', zh: '残差流' },
  cite: 'article section 5.2.3',
  erratum: errata.mhcState,
  symbol: 'M_"streams"',
  unit: 'B',
  inputs: { streams, hidden, tokens, element },
  compute: (x) => x.streams.value * x.hidden.value * x.tokens.value * x.element.value,
  write: (n) => `${n.streams} * ${n.hidden} * ${n.tokens} * ${n.element}`,
});

/** Values moved a layer. */
export const mhcTraffic = formula({
  id: 'article.mhc.io',
  title: { en: 'mHC values moved a layer', zh: '单层 mHC 读写的数值个数' },
  cite: 'article section 5.2.3',
  symbol: '"IO"_"mHC"',
  unit: '1',
  inputs: { streams, hidden, batch, tokens },
  compute: (x) => {
    const n = x.streams.value;
    return ((8 * n + 2) * x.hidden.value + 2 * n ** 2 + 4 * n) * x.batch.value * x.tokens.value;
  },
  write: (n) =>
    `((8 * ${n.streams} + 2) * ${n.hidden} + 2 * ${n.streams}^2 + 4 * ${n.streams}) * ${n.batch} * ${n.tokens}`,
});

/** What a plain residual moves. */
export const residualTraffic = formula({
  id: 'article.mhc.residual-io',
  title: { en: 'values a plain residual moves a layer', zh: '普通残差单层读写的数值个数' },
  cite: 'article section 5.2.3',
  symbol: '"IO"_"residual"',
  unit: '1',
  inputs: { hidden, batch, tokens },
  compute: (x) => 3 * x.hidden.value * x.batch.value * x.tokens.value,
  write: (n) => `3 * ${n.hidden} * ${n.batch} * ${n.tokens}`,
});

/** Pipeline stages pass all streams on. */
export const mhcPipelineTraffic = formula({
  id: 'article.mhc.pipeline-traffic',
  title: { en: 'pipeline traffic with mHC', zh: 'mHC 下的 PP 通信量' },
  cite: 'article section 5.2.3',
  symbol: 'C_"PP"',
  unit: 'B',
  inputs: { plain: input('C_"PP,1"', 'B', 'pipeline traffic of a plain residual', '普通残差的 PP 通信量'), streams },
  compute: (x) => x.plain.value * x.streams.value,
  write: (n) => `${n.plain} * ${n.streams}`,
});

export const mhcFormulas = [mhcFlop, mhcMemory, mhcState, mhcTraffic, residualTraffic, mhcPipelineTraffic];
