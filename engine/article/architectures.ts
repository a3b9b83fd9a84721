/** Sections 5.2.2 and 5.2.3: DSA at 128k and mHC with four streams. */

import { dsaRead, dsaReadRatio, errata, mhcFlop, mhcState, mhcTraffic, mlaRead } from '../formulas/article/index';
import { question } from '../quantity';
import { computed, type Computed } from './case';
import { fp8, length, model, oneToken, requests } from './inputs';

const long = length(128_000);

export function sparseAttention(): Computed[] {
  const full = mlaRead({ tokens: long, kvRank: model.kvRank });
  const sparse = dsaRead({
    tokens: long,
    indexDim: question(128, '1', { en: 'index dimension', zh: '索引维度' }),
    selected: length(2048),
    kvRank: model.kvRank,
  });
  return [
    computed('dsa.mla', ['values read, MLA', 'MLA 读取的数值个数'], full, errata.dsaRatio),
    computed('dsa.dsa', ['values read, DSA', 'DSA 读取的数值个数'], sparse, errata.dsaKey),
    computed(
      'dsa.ratio',
      ['values read, DSA ÷ MLA', '读取量，DSA ÷ MLA'],
      dsaReadRatio({ sparse, full }),
      errata.dsaRatio,
    ),
  ];
}

export function hyperConnections(): Computed[] {
  const streams = question(4, '1', { en: 'residual streams', zh: '残差流数' });
  const rounds = question(20, '1', { en: 'Sinkhorn rounds', zh: 'Sinkhorn 迭代次数' });
  const state = { streams, hidden: model.hidden };
  const pass = { ...state, batch: requests(1), tokens: oneToken };
  return [
    computed('mhc.flops', ['mHC FLOPs a token a layer', '每 token 单层 mHC 计算量'], mhcFlop({ ...pass, rounds })),
    computed(
      'mhc.state128k',
      ['residual streams at 128k', '128k 时的残差流'],
      mhcState({ ...state, tokens: long, element: fp8 }),
      errata.mhcState,
    ),
    computed('mhc.io', ['values moved a token a layer', '每 token 单层读写的数值个数'], mhcTraffic(pass)),
  ];
}
