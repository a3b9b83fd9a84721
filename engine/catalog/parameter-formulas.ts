/** Parameters of single blocks, as formulas over the dimensions of a configuration. */

import { formula, input } from '../formula';

const hidden = input('d', '1', 'hidden size', '隐藏维度');
const heads = input('n_h', '1', 'query heads', '查询头数');

export const matrixParameters = formula({
  id: 'parameters.matrix',
  title: { en: 'Parameters of a matrix', zh: '矩阵参数量' },
  symbol: 'N',
  unit: 'parameter',
  inputs: { rows: input('n', '1', 'rows', '行数'), hidden },
  compute: (i) => i.rows.value * i.hidden.value,
  write: (i) => `${i.rows} * ${i.hidden}`,
});

export const mlaParameters = formula({
  id: 'parameters.mla',
  title: { en: 'Parameters of multi-head latent attention, a layer', zh: '每层 MLA 参数量' },
  symbol: 'N_"MLA"',
  unit: 'parameter',
  inputs: {
    hidden,
    heads,
    qRank: input('d_"qc"', '1', 'query rank', '查询秩'),
    kvRank: input('d_c', '1', 'latent dimension', '潜向量维度'),
    nope: input('d_h', '1', 'head dimension without rotary part', '头维度（不含旋转部分）'),
    rope: input('d_R', '1', 'rotary dimension', '旋转维度'),
    v: input('d_v', '1', 'value dimension', 'value 维度'),
  },
  compute: ({ hidden: d, heads: h, qRank, kvRank, nope, rope, v }) =>
    qRank.value * (d.value + h.value * (nope.value + rope.value)) +
    d.value * (kvRank.value + rope.value) +
    kvRank.value * h.value * (nope.value + v.value) +
    h.value * v.value * d.value,
  write: (i) =>
    `${i.qRank} * (${i.hidden} + ${i.heads} * (${i.nope} + ${i.rope})) + ${i.hidden} * (${i.kvRank} + ${i.rope}) + ` +
    `${i.kvRank} * ${i.heads} * (${i.nope} + ${i.v}) + ${i.heads} * ${i.v} * ${i.hidden}`,
});

export const indexParameters = formula({
  id: 'parameters.index',
  title: { en: 'Parameters of the sparse index, a layer', zh: '每层稀疏索引参数量' },
  symbol: 'N_"idx"',
  unit: 'parameter',
  inputs: {
    hidden,
    qRank: input('d_"qc"', '1', 'query rank', '查询秩'),
    heads: input('H_I', '1', 'index heads', '索引头数'),
    dim: input('d_I', '1', 'index dimension', '索引维度'),
  },
  compute: (i) => i.qRank.value * i.heads.value * i.dim.value + i.hidden.value * (i.dim.value + i.heads.value),
  write: (i) => `${i.qRank} * ${i.heads} * ${i.dim} + ${i.hidden} * (${i.dim} + ${i.heads})`,
});

export const ffnParameters = formula({
  id: 'parameters.ffn',
  title: { en: 'Parameters of gated feed-forward networks, a layer', zh: '每层门控 FFN 参数量' },
  symbol: 'N_"FFN"',
  unit: 'parameter',
  inputs: {
    number: input('E', '1', 'networks (experts)', 'FFN（专家）个数'),
    hidden,
    inner: input('d_"ff"', '1', 'intermediate size', '中间维度'),
  },
  compute: (i) => 3 * i.number.value * i.hidden.value * i.inner.value,
  write: (i) => `3 * ${i.number} * ${i.hidden} * ${i.inner}`,
});

export const normParameters = formula({
  id: 'parameters.norms',
  title: { en: 'Parameters of the norms', zh: '归一化参数量' },
  symbol: 'N_"norm"',
  unit: 'parameter',
  inputs: {
    number: input('n', '1', 'norms of hidden size', '隐藏维度的归一化个数'),
    hidden,
    inner: input('d_"in"', '1', 'widths of the norms inside attention, summed', '注意力内部归一化宽度之和'),
  },
  compute: (i) => i.number.value * i.hidden.value + i.inner.value,
  write: (i) => `${i.number} * ${i.hidden} + ${i.inner}`,
});

export const layerParameters = formula({
  id: 'parameters.layers',
  title: { en: 'Parameters of equal layers', zh: '同类层参数量' },
  symbol: 'N',
  unit: 'parameter',
  inputs: {
    layers: input('N_L', '1', 'layers', '层数'),
    each: input('N_1', 'parameter', 'parameters a layer', '每层参数量'),
  },
  compute: (i) => i.layers.value * i.each.value,
  write: (i) => `${i.layers} * ${i.each}`,
});
