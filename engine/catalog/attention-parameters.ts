/** Parameters of attention, kind by kind: matrices by name, and the widths of the norms and vectors inside. */

import { sumOf } from '../formula';
import type { Q } from '../quantity';
import type { AttentionSpec, CompressedSpec, DeltaNetSpec, GqaSpec, KdaSpec, LightningSpec, MlaSpec } from '../types';
import { indexParameters, matrixParameters, mlaParameters } from './parameter-formulas';

type Count = Q<'parameter'>;

/** Makes a dimension of the model an input that Explain can follow to its configuration. */
export type Dimension = (value: number, en: string, zh: string) => Q<'1'>;

export interface AttentionParts {
  readonly attention: Count;
  /** What chooses the tokens to attend. */
  readonly index?: Count;
  /** Widths of norms, biases of norms, decays and sinks, summed. */
  readonly vectors: number;
}

interface Matrix {
  readonly rows: number;
  readonly columns: number;
}

const meanings = {
  query: { en: 'query', zh: '查询' },
  queryDown: { en: 'query, compressed', zh: '查询压缩' },
  queryUp: { en: 'query, expanded', zh: '查询展开' },
  key: { en: 'key', zh: '键' },
  value: { en: 'value', zh: '值' },
  keyValue: { en: 'key and value in one', zh: '键值共用' },
  gate: { en: 'output gate', zh: '输出门控' },
  output: { en: 'output', zh: '输出' },
  outputDown: { en: 'output, compressed by groups of heads', zh: '按头分组压缩输出' },
  outputUp: { en: 'output, expanded', zh: '输出展开' },
  biases: { en: 'biases', zh: '偏置' },
  convolution: { en: 'short convolution', zh: '短卷积' },
  decay: { en: 'decay and step a head', zh: '每头衰减与步长' },
  decayDown: { en: 'decay, compressed', zh: '衰减压缩' },
  decayUp: { en: 'decay, expanded', zh: '衰减展开' },
  step: { en: 'step a head', zh: '每头步长' },
  compressor: { en: 'compressor of key and value', zh: '键值压缩器' },
  positions: { en: 'positions inside a compressed entry', zh: '压缩项内位置编码' },
  indexQuery: { en: 'index query', zh: '索引查询' },
  indexKey: { en: 'index key', zh: '索引键' },
  indexWeights: { en: 'index head weights', zh: '索引头权重' },
} as const;

type Name = keyof typeof meanings;
type Matrices = Readonly<Partial<Record<Name, Matrix>>>;

/** All matrices of a layer's attention, each an input of the sum. */
function summed(id: string, matrices: Matrices, dim: Dimension): Count {
  return sumOf(
    {
      id: `parameters.${id}`,
      title: { en: 'Parameters of attention, a layer', zh: '每层注意力参数量' },
      symbol: 'N_"attn"',
      unit: 'parameter',
      meanings,
    },
    Object.fromEntries(
      Object.entries(matrices).map(([name, { rows, columns }]) => [
        name,
        matrixParameters({ rows: dim(rows, 'rows', '行数'), hidden: dim(columns, 'columns', '列数') }),
      ]),
    ),
  );
}

export function attentionParts(spec: AttentionSpec, d: Q<'1'>, dim: Dimension): AttentionParts {
  switch (spec.kind) {
    case 'gqa':
      return gqaParts(spec, d.value, dim);
    case 'mla':
      return mlaParts(spec, d, dim);
    case 'delta-net':
      return deltaNetParts(spec, d.value, dim);
    case 'kda':
      return kdaParts(spec, d.value, dim);
    case 'lightning':
      return lightningParts(spec, d.value, dim);
    case 'compressed':
      return compressedParts(spec, d.value, dim);
  }
}

function gqaParts(spec: GqaSpec, d: number, dim: Dimension): AttentionParts {
  const query = spec.heads * spec.headDim;
  const key = spec.kvHeads * spec.headDim;
  const valueDim = spec.valueDim ?? spec.headDim;
  const value = spec.kvHeads * valueDim;
  const output = spec.heads * valueDim;
  const { queryRank, blocks } = spec;
  const attention = summed(
    'gqa',
    {
      ...(queryRank === undefined
        ? { query: { rows: query, columns: d } }
        : { queryDown: { rows: queryRank, columns: d }, queryUp: { rows: query, columns: queryRank } }),
      key: { rows: key, columns: d },
      value: { rows: value, columns: d },
      ...(spec.gated === true && { gate: { rows: output, columns: d } }),
      output: { rows: output, columns: d },
      ...(spec.bias && { biases: { rows: query + key + value, columns: 1 } }),
    },
    dim,
  );
  const vectors = (spec.qkNorm ? 2 * spec.headDim : 0) + (queryRank ?? 0) + (blocks ? 2 * blocks.dim : 0);
  if (!blocks) return { attention, vectors };
  const index = summed(
    'block-index',
    { indexQuery: { rows: blocks.heads * blocks.dim, columns: d }, indexKey: { rows: blocks.dim, columns: d } },
    dim,
  );
  return { attention, index, vectors };
}

function mlaParts(spec: MlaSpec, d: Q<'1'>, dim: Dimension): AttentionParts {
  const qRank = dim(spec.qRank, 'query rank', '查询秩');
  const { index } = spec;
  const projections = mlaParameters({
    hidden: d,
    heads: dim(spec.heads, 'query heads', '查询头数'),
    qRank,
    kvRank: dim(spec.kvRank, 'latent dimension', '潜向量维度'),
    nope: dim(spec.nope, 'head dimension', '头维度'),
    rope: dim(spec.rope, 'rotary dimension', '旋转维度'),
    v: dim(spec.v, 'value dimension', 'value 维度'),
  });
  const attention =
    spec.gated === true
      ? sumOf(
          {
            id: 'parameters.mla-gated',
            title: { en: 'Parameters of gated latent attention, a layer', zh: '每层带门控 MLA 参数量' },
            symbol: 'N_"attn"',
            unit: 'parameter',
            meanings,
          },
          {
            projections,
            gate: matrixParameters({
              rows: dim(spec.heads * spec.v, 'outputs of the heads', '各头输出维度'),
              hidden: d,
            }),
          },
        )
      : projections;
  const own = index !== undefined && index.borrowed !== true;
  // The index key's norm has a weight and a bias.
  const vectors = spec.qRank + spec.kvRank + (own ? 2 * index.dim : 0);
  if (!own) return { attention, vectors };
  return {
    attention,
    vectors,
    index: indexParameters({
      hidden: d,
      qRank,
      heads: dim(index.heads, 'index heads', '索引头数'),
      dim: dim(index.dim, 'index dimension', '索引维度'),
    }),
  };
}

/** Query, key, value and gate in one projection, two numbers a head for decay and step, a convolution over query, key and value. */
function deltaNetParts(spec: DeltaNetSpec, d: number, dim: Dimension): AttentionParts {
  const key = spec.keyHeads * spec.keyDim;
  const value = spec.heads * spec.valueDim;
  return {
    attention: summed(
      'delta-net',
      {
        query: { rows: key, columns: d },
        key: { rows: key, columns: d },
        value: { rows: value, columns: d },
        gate: { rows: value, columns: d },
        decay: { rows: 2 * spec.heads, columns: d },
        convolution: { rows: 2 * key + value, columns: spec.conv },
        output: { rows: value, columns: d },
      },
      dim,
    ),
    // The norm of a value head; base decay and step bias a head.
    vectors: spec.valueDim + 2 * spec.heads,
  };
}

/** As Kimi-K3 builds it: decay of low rank (one head wide), gate of full rank. */
function kdaParts(spec: KdaSpec, d: number, dim: Dimension): AttentionParts {
  const wide = spec.heads * spec.dim;
  return {
    attention: summed(
      'kda',
      {
        query: { rows: wide, columns: d },
        key: { rows: wide, columns: d },
        value: { rows: wide, columns: d },
        gate: { rows: wide, columns: d },
        decayDown: { rows: spec.dim, columns: d },
        decayUp: { rows: wide, columns: spec.dim },
        step: { rows: spec.heads, columns: d },
        convolution: { rows: 3 * wide, columns: spec.conv },
        output: { rows: wide, columns: d },
      },
      dim,
    ),
    vectors: spec.dim + spec.heads + wide,
  };
}

function lightningParts(spec: LightningSpec, d: number, dim: Dimension): AttentionParts {
  const wide = spec.heads * spec.headDim;
  const one = { rows: wide, columns: d };
  return {
    attention: summed('lightning', { query: one, key: one, value: one, gate: one, output: one }, dim),
    vectors: wide,
  };
}

/** Overlapping entries (ratio 4) are made of two projections each. */
export function compressorWidth(spec: CompressedSpec): number {
  return spec.ratio === 4 ? 2 : 1;
}

function compressedParts(spec: CompressedSpec, d: number, dim: Dimension): AttentionParts {
  const { heads, headDim, index, ratio } = spec;
  const wide = compressorWidth(spec);
  const compressing = ratio > 0;
  const attention = summed(
    'compressed',
    {
      queryDown: { rows: spec.qRank, columns: d },
      queryUp: { rows: heads * headDim, columns: spec.qRank },
      keyValue: { rows: headDim, columns: d },
      outputDown: { rows: spec.outGroups * spec.outRank, columns: (heads * headDim) / spec.outGroups },
      outputUp: { rows: spec.outGroups * spec.outRank, columns: d },
      ...(compressing && {
        compressor: { rows: 2 * wide * headDim, columns: d },
        positions: { rows: ratio, columns: wide * headDim },
      }),
    },
    dim,
  );
  // Norms of query, key and compressed entry; a sink a head.
  const vectors = spec.qRank + headDim + (compressing ? headDim : 0) + heads + (index ? index.dim : 0);
  if (!index) return { attention, vectors };
  return {
    attention,
    vectors,
    index: summed(
      'compressed-index',
      {
        indexQuery: { rows: index.heads * index.dim, columns: spec.qRank },
        indexKey: { rows: 2 * wide * index.dim, columns: d },
        indexWeights: { rows: index.heads, columns: d },
        positions: { rows: ratio, columns: wide * index.dim },
      },
      dim,
    ),
  };
}
