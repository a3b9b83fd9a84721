/** Matrix multiplication, dense or grouped, as tiles in waves over the multiprocessors. */

import { formula, input } from '../../formula';
import { question } from '../../quantity';
import { evenTiles, expectedTiles, tileSeconds, type TileRates, type TileWork } from './tiles';

const shape = {
  rows: input('m', '1', 'rows a group', '每组行数'),
  groups: input('G', '1', 'groups (experts), 1 where dense', '组数（专家数），稠密为 1'),
  outer: input('N', '1', 'outputs a row', '每行输出维度'),
  inner: input('K', '1', 'inputs a row', '每行输入维度'),
};

const rates = {
  sms: input('"SM"', '1', 'multiprocessors', '计算单元数'),
  peak: input('P', 'FLOP/s', 'peak of the format multiplied in', '所用格式的峰值算力'),
  bandwidth: input('"BW"', 'B/s', 'memory bandwidth', '显存带宽'),
  peakShare: input('eta_f', '1', 'share of the peak that full tiles reach', '满载分块达到的峰值算力比例'),
  bandwidthShare: input(
    'eta_b',
    '1',
    'share of the memory bandwidth that the kernel family reaches',
    '该类核函数达到的显存带宽比例',
  ),
  step: input('t_k', 's', 'least time of 128 steps along K', '沿 K 方向每 128 步的最短时间'),
  rowTile: input('r', '1', 'rows of the shortest tile', '最小行分块'),
  columnTile: input('c', '1', 'columns of the narrowest tile', '最小列分块'),
  splits: input('s', '1', 'most parts that K is split into', 'K 方向最多拆分份数'),
  join: input('t_s', 's', 'cost of joining the parts', '合并各份的开销'),
  partial: input('w_p', 'B', 'bytes of a partial sum, written and read', '部分和写入并读出的字节数'),
};

interface Values {
  readonly rows: { readonly value: number };
  readonly groups: { readonly value: number };
  readonly outer: { readonly value: number };
  readonly inner: { readonly value: number };
  readonly sms: { readonly value: number };
  readonly peak: { readonly value: number };
  readonly bandwidth: { readonly value: number };
  readonly peakShare: { readonly value: number };
  readonly bandwidthShare: { readonly value: number };
  readonly step: { readonly value: number };
  readonly rowTile: { readonly value: number };
  readonly columnTile: { readonly value: number };
  readonly splits: { readonly value: number };
  readonly join: { readonly value: number };
  readonly partial: { readonly value: number };
}

type RateValues = Omit<Values, 'rows' | 'groups' | 'outer' | 'inner'>;

/** The figures of a chip and a kernel family in plain numbers. */
export function tileRates(i: RateValues): TileRates {
  return {
    sms: i.sms.value,
    peak: i.peak.value * i.peakShare.value,
    step: i.step.value,
    rowTile: i.rowTile.value,
    columnTile: i.columnTile.value,
    splits: i.splits.value,
    join: i.join.value,
    partial: i.partial.value,
    bandwidth: i.bandwidth.value * i.bandwidthShare.value,
  };
}

function seconds(i: Values, tilesOf: TileWork['tilesOf']): number {
  return tileSeconds(
    { rows: i.rows.value, groups: i.groups.value, outer: i.outer.value, inner: i.inner.value, tilesOf },
    tileRates(i),
  );
}

function written(i: Readonly<Record<keyof Values, string>>, tilesDown: string): string {
  const waves = `ceil(${i.groups} * ${tilesDown} * ceil(${i.outer} / c) * j / ${i.sms})`;
  const tile = `max(2 * r * c * ${i.inner} * ${i.sms} / (${i.peak} * ${i.peakShare}), ${i.inner} / 128 * ${i.step})`;
  const split = `[j > 1] (${i.join} + ${i.partial} * j * ${i.groups} * ${i.rows} * ${i.outer} / (${i.bandwidth} * ${i.bandwidthShare}))`;
  return `min_(r = ${i.rowTile} ... 128, c = ${i.columnTile} ... 256, j = 1 ... ${i.splits}) ${waves} * ${tile} / j + ${split}`;
}

/** Every group has exactly `rows` rows. */
export const tileTime = formula({
  id: 'kernel.tiles',
  title: { en: 'Time of the tiles of a multiplication, in waves', zh: '矩阵乘分块按波次执行的时间' },
  symbol: 't_"tile"',
  unit: 's',
  inputs: { ...shape, ...rates },
  compute: (i) => seconds(i, evenTiles),
  write: (i) => written(i, `ceil(${i.rows} / r)`),
});

/** Rows are routed at random: `rows` is their mean a group held, groups without rows counted in. */
export const routedTileTime = formula({
  id: 'kernel.routed-tiles',
  title: { en: 'Time of the tiles of a routed multiplication, in waves', zh: '按路由行数的矩阵乘分块按波次执行的时间' },
  symbol: 't_"tile"',
  unit: 's',
  inputs: { ...shape, ...rates },
  compute: (i) => seconds(i, expectedTiles),
  write: (i) => written(i, `E[ceil("Poisson"(${i.rows}) / r)]`),
});

/** A split multiplication writes its partial sums in FP32 and reads them back. */
export const partialSum = question(2 * 4, 'B', {
  en: 'an FP32 partial sum, written and read',
  zh: '一个 FP32 部分和的写入与读出',
});
