/** Parameter counts from an architecture, part by part, so that a total can be explained down to the model's configuration. */

import type { Text } from '../diagnostics';
import { sumOf } from '../formula';
import { fact, unknown, type Q } from '../quantity';
import type { Architecture, AttentionSpec, FfnSpec, LayerGroup } from '../types';
import {
  ffnParameters,
  gqaParameters,
  indexParameters,
  layerParameters,
  matrixParameters,
  mlaParameters,
  normParameters,
} from './parameter-formulas';

/** The parts of a model, in the order they are shown. */
export const parameterParts = {
  embedding: { en: 'embedding', zh: '词嵌入' },
  attention: { en: 'attention', zh: '注意力' },
  index: { en: 'sparse index', zh: '稀疏索引' },
  denseFfn: { en: 'dense feed-forward', zh: '稠密 FFN' },
  routedExperts: { en: 'routed experts', zh: '路由专家' },
  sharedExperts: { en: 'shared experts', zh: '共享专家' },
  router: { en: 'router', zh: '路由器' },
  norms: { en: 'norms', zh: '归一化' },
  head: { en: 'output head', zh: '输出头' },
} as const satisfies Record<string, Text>;

export type ParameterPart = keyof typeof parameterParts;
type Count = Q<'parameter'>;
type Parts = Readonly<Record<ParameterPart, Count>>;

export interface ParameterCounts {
  /** The main model with embedding and head, without MTP layers. */
  readonly total: Count;
  /** What one token multiplies: the blocks and the output head; the embedding is looked up. */
  readonly active: Count;
  readonly activeBlocks: Count;
  /** The checkpoint's extra prediction layers, without their copies of embedding and head. */
  readonly mtp: Count;
  readonly parts: Parts;
  readonly activeParts: Parts;
}

const known = new WeakMap<Architecture, ParameterCounts>();

/** Counts of a model, in parameters; unknown throughout where the architecture is blocked. */
export function parametersOf(model: Architecture): ParameterCounts {
  const before = known.get(model);
  if (before) return before;
  const counts = model.blocked ? blockedCounts(model, model.blocked.field) : countsOf(model);
  known.set(model, counts);
  return counts;
}

/** Makes a dimension of the model an input that Explain can follow to its configuration. */
type Dimension = (value: number, en: string, zh: string) => Q<'1'>;

function dimensionOf(model: Architecture): Dimension {
  return (value, en, zh) => fact(value, '1', 'datasheet', { label: { en, zh }, source: model.source });
}

function countsOf(model: Architecture): ParameterCounts {
  const dim = dimensionOf(model);
  const d = dim(model.hidden, 'hidden size', '隐藏维度');
  const vocabulary = matrixParameters({ rows: dim(model.vocab, 'vocabulary', '词表大小'), hidden: d });
  const none = sum('none', { en: 'none', zh: '无' }, {});
  const finalNorm = normParameters({
    number: dim(1, 'final norm', '末尾归一化'),
    hidden: d,
    inner: dim(0, 'none', '无'),
  });

  const over = (
    part: ParameterPart,
    each: (group: LayerGroup) => Count | undefined,
    more: Readonly<Record<string, Count>> = {},
  ) => {
    const terms = model.layers.flatMap((group, at): [string, Count][] => {
      const one = each(group);
      return one
        ? [[`group ${at + 1}`, layerParameters({ layers: dim(group.count, 'layers', '层数'), each: one })]]
        : [];
    });
    return sum(part, parameterParts[part], { ...Object.fromEntries(terms), ...more });
  };
  const layer = (group: LayerGroup) => layerParts(group, d, dim);

  const parts: Parts = {
    embedding: vocabulary,
    attention: over('attention', (group) => layer(group).attention),
    index: over('index', (group) => layer(group).index),
    denseFfn: over('denseFfn', (group) => layer(group).denseFfn),
    routedExperts: over('routedExperts', (group) => layer(group).routedExperts),
    sharedExperts: over('sharedExperts', (group) => layer(group).sharedExperts),
    router: over('router', (group) => layer(group).router),
    norms: over('norms', (group) => layer(group).norms, { final: finalNorm }),
    head: model.tied ? none : vocabulary,
  };
  const activeParts: Parts = {
    ...parts,
    embedding: none,
    routedExperts: over('routedExperts', (group) => layer(group).activeExperts),
    head: vocabulary,
  };
  const { embedding: _looked, head: _head, ...blocks } = activeParts;
  return {
    total: sum('total', { en: 'Parameters', zh: '参数量' }, parts),
    active: sum('active', { en: 'Active parameters a token', zh: '每 token 激活参数量' }, activeParts),
    activeBlocks: sum('active-blocks', { en: 'Active parameters of the blocks', zh: '各层激活参数量' }, blocks),
    mtp: mtpOf(model, d, dim),
    parts,
    activeParts,
  };
}

function sum(id: string, title: Text, terms: Readonly<Record<string, Count>>): Count {
  return sumOf({ id: `parameters.${id}`, title, symbol: 'N', unit: 'parameter', meanings: parameterParts }, terms);
}

interface LayerParts {
  readonly attention: Count;
  readonly index?: Count;
  readonly denseFfn?: Count;
  readonly routedExperts?: Count;
  readonly activeExperts?: Count;
  readonly sharedExperts?: Count;
  readonly router?: Count;
  readonly norms: Count;
}

function layerParts({ attention, ffn }: LayerGroup, d: Q<'1'>, dim: Dimension): LayerParts {
  return { ...attentionParts(attention, d, dim), ...ffnParts(ffn, d, dim) };
}

function attentionParts(
  spec: AttentionSpec,
  d: Q<'1'>,
  dim: Dimension,
): Pick<LayerParts, 'attention' | 'index' | 'norms'> {
  const queryHeads = dim(spec.heads, 'query heads', '查询头数');
  const layerNorms = (inner: number) =>
    normParameters({
      number: dim(2, 'norms a layer', '每层归一化个数'),
      hidden: d,
      inner: dim(inner, 'norm widths inside attention', '注意力内部归一化宽度'),
    });
  switch (spec.kind) {
    case 'gqa':
      return {
        attention: gqaParameters({
          hidden: d,
          heads: queryHeads,
          kvHeads: dim(spec.kvHeads, 'KV heads', 'KV 头数'),
          headDim: dim(spec.headDim, 'head dimension', '头维度'),
          biased: dim(spec.bias ? 1 : 0, 'biases on query, key and value', 'Q、K、V 偏置'),
        }),
        norms: layerNorms(spec.qkNorm ? 2 * spec.headDim : 0),
      };
    case 'mla': {
      const qRank = dim(spec.qRank, 'query rank', '查询秩');
      const { index } = spec;
      return {
        attention: mlaParameters({
          hidden: d,
          heads: queryHeads,
          qRank,
          kvRank: dim(spec.kvRank, 'latent dimension', '潜向量维度'),
          nope: dim(spec.nope, 'head dimension', '头维度'),
          rope: dim(spec.rope, 'rotary dimension', '旋转维度'),
          v: dim(spec.v, 'value dimension', 'value 维度'),
        }),
        ...(index && {
          index: indexParameters({
            hidden: d,
            qRank,
            heads: dim(index.heads, 'index heads', '索引头数'),
            dim: dim(index.dim, 'index dimension', '索引维度'),
          }),
        }),
        // The index key's norm has a weight and a bias.
        norms: layerNorms(spec.qRank + spec.kvRank + (index ? 2 * index.dim : 0)),
      };
    }
  }
}

function ffnParts(spec: FfnSpec, d: Q<'1'>, dim: Dimension): Omit<LayerParts, 'attention' | 'index' | 'norms'> {
  const networks = (number: Q<'1'>, inner: number) =>
    ffnParameters({ number, hidden: d, inner: dim(inner, 'intermediate size', '中间维度') });
  switch (spec.kind) {
    case 'dense':
      return { denseFfn: networks(dim(1, 'feed-forward networks', 'FFN 个数'), spec.inner) };
    case 'moe': {
      const experts = dim(spec.experts, 'routed experts', '路由专家数');
      return {
        routedExperts: networks(experts, spec.inner),
        activeExperts: networks(dim(spec.topk, 'experts a token', '每 token 专家数'), spec.inner),
        ...(spec.shared > 0 && {
          sharedExperts: networks(dim(spec.shared, 'shared experts', '共享专家数'), spec.sharedInner),
        }),
        router: matrixParameters({ rows: experts, hidden: d }),
      };
    }
  }
}

/** Each extra layer: one block of the last kind, a 2d → d projection, and the norms of its two inputs and its output. */
function mtpOf(model: Architecture, d: Q<'1'>, dim: Dimension): Count {
  const last = model.layers.at(-1);
  if (!last || model.mtpLayers === 0) return sum('mtp', { en: 'none', zh: '无' }, {});
  const { activeExperts: _active, ...block } = layerParts(last, d, dim);
  const each = sum(
    'mtp-layer',
    { en: 'Parameters of a prediction layer', zh: '每个预测层参数量' },
    {
      ...block,
      projection: matrixParameters({
        rows: dim(2 * model.hidden, 'inputs of the projection', '投影输入维度'),
        hidden: d,
      }),
      inputs: normParameters({
        number: dim(3, 'further norms', '其余归一化个数'),
        hidden: d,
        inner: dim(0, 'none', '无'),
      }),
    },
  );
  return layerParameters({ layers: dim(model.mtpLayers, 'prediction layers', '预测层数'), each });
}

function blockedCounts(model: Architecture, field: string): ParameterCounts {
  const label: Text = { en: `parameters of ${model.title}`, zh: `${model.title} 的参数量` };
  const none = unknown('parameter', field, { label, source: model.source });
  const parts: Parts = {
    embedding: none,
    attention: none,
    index: none,
    denseFfn: none,
    routedExperts: none,
    sharedExperts: none,
    router: none,
    norms: none,
    head: none,
  };
  return { total: none, active: none, activeBlocks: none, mtp: none, parts, activeParts: parts };
}
