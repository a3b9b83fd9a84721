/** Attention of the new tokens in prefill: waves of query tiles, the longest of which ends last. */

import { formula, input } from '../../formula';

/** Query rows of one tile in the Hopper kernels measured (FlashAttention 3, cuDNN). */
const queryTile = 128;

export interface PrefillWork {
  readonly flop: number;
  readonly queries: number;
  readonly keys: number;
  readonly sequences: number;
  readonly heads: number;
  readonly width: number;
  readonly sms: number;
  /** FLOP/s reached by full tiles. */
  readonly rate: number;
  readonly wave: number;
  readonly tail: number;
}

/** The same in plain numbers, shared with the fit. */
export function prefillSeconds(i: PrefillWork): number {
  const tiles = i.sequences * i.heads * Math.ceil(i.queries / queryTile);
  const longest = (2 * Math.min(queryTile, i.queries) * i.keys * i.width * i.sms) / i.rate;
  return i.flop / i.rate + Math.ceil(tiles / i.sms) * i.wave + i.tail * longest;
}

/** Tensor-core time of a causal prefill: arithmetic, a cost a wave, and part of the longest tile that no other hides. */
export const prefillAttention = formula({
  id: 'kernel.attention.prefill',
  title: { en: 'Time of the tiles of causal attention', zh: '因果注意力分块的计算时间' },
  symbol: 't_"tile"',
  unit: 's',
  inputs: {
    flop: input('F', 'FLOP', 'arithmetic', '计算量'),
    queries: input('s_q', '1', 'new tokens a sequence', '每序列新 token 数'),
    keys: input('s_"kv"', '1', 'tokens that the last query attends', '最后一个查询所见 token 数'),
    sequences: input('B', '1', 'sequences', '序列数'),
    heads: input('h', '1', 'query heads of the card', '单卡查询头数'),
    width: input('d', '1', 'd_qk + d_v a head', '每头 d_qk + d_v'),
    sms: input('"SM"', '1', 'multiprocessors', '计算单元数'),
    peak: input('P', 'FLOP/s', 'peak of the format multiplied in', '所用格式的峰值算力'),
    peakShare: input('eta_f', '1', 'share of the peak that full tiles reach', '满载分块达到的峰值算力比例'),
    wave: input('t_w', 's', 'cost of a wave of tiles', '每波分块的开销'),
    tail: input('kappa', '1', 'part of the longest tile that is not hidden', '最长分块中未被掩盖的比例'),
  },
  compute: (i) =>
    prefillSeconds({
      flop: i.flop.value,
      queries: i.queries.value,
      keys: i.keys.value,
      sequences: i.sequences.value,
      heads: i.heads.value,
      width: i.width.value,
      sms: i.sms.value,
      rate: i.peak.value * i.peakShare.value,
      wave: i.wave.value,
      tail: i.tail.value,
    }),
  write: (i) => {
    const rate = `(${i.peak} * ${i.peakShare})`;
    const waves = `ceil(${i.sequences} * ${i.heads} * ceil(${i.queries} / 128) / ${i.sms})`;
    const longest = `2 * min(128, ${i.queries}) * ${i.keys} * ${i.width} * ${i.sms} / ${rate}`;
    return `${i.flop} / ${rate} + ${waves} * ${i.wave} + ${i.tail} * ${longest}`;
  },
});
