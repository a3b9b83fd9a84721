/** Parameter counts from an architecture, part by part, so that a total can be explained down to the model's configuration. */

import type { Text } from '../diagnostics';
import { sumOf, withDerivations } from '../formula';
import { fact, unknown, type Q } from '../quantity';
import type { Architecture, Block, FfnSpec, LayerGroup } from '../types';
import { attentionParts, type Dimension } from './attention-parameters';
import { ffnParameters, layerParameters, matrixParameters, normParameters } from './parameter-formulas';

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
  residual: { en: 'residual streams', zh: '残差流' },
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
  const { blocked } = model;
  // Remembered, so with its derivation, even where a search asks first.
  const counts = withDerivations(() => (blocked ? blockedCounts(model, blocked.field) : countsOf(model)));
  known.set(model, counts);
  return counts;
}

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
    residual: residualOf(model, d, dim),
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

function layerParts({ attention, ffn }: Block, d: Q<'1'>, dim: Dimension): LayerParts {
  const { vectors, ...mixing } = attentionParts(attention, d, dim);
  const latent = ffn.kind === 'moe' ? (ffn.latent ?? 0) : 0;
  return {
    ...mixing,
    norms: normParameters({
      number: dim(2, 'norms a layer', '每层归一化个数'),
      hidden: d,
      inner: dim(vectors + latent, 'widths of the norms inside the layer', '层内部归一化宽度'),
    }),
    ...ffnParts(ffn, d, dim),
  };
}

/** What the layers carry beside their blocks: mixing matrices of the streams, or a query a half layer that attends earlier blocks. */
function residualOf(model: Architecture, d: Q<'1'>, dim: Dimension): Count {
  const none = sum('none', { en: 'none', zh: '无' }, {});
  const { residual } = model;
  if (!residual) return none;
  const layers = dim(
    model.layers.reduce((total, { count }) => total + count, 0),
    'layers',
    '层数',
  );
  switch (residual.kind) {
    case 'streams': {
      const n = residual.streams;
      const halves = matrixParameters({
        rows: dim(2 * (n * n + 2 * n), 'mixing weights of both halves of a layer', '每层两半的混合权重数'),
        hidden: dim(n * model.hidden, 'all streams', '全部残差流'),
      });
      return sum('streams', parameterParts.residual, {
        layers: layerParameters({ layers, each: halves }),
        head: matrixParameters({
          rows: dim(n, 'streams', '残差流数'),
          hidden: dim(n * model.hidden, 'all streams', '全部残差流'),
        }),
      });
    }
    case 'attended':
      return sum('attended', parameterParts.residual, {
        layers: layerParameters({
          layers,
          each: matrixParameters({
            rows: dim(4, 'query and key norm of both halves', '两半的查询与键归一化'),
            hidden: d,
          }),
        }),
      });
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
      const routed = (number: Q<'1'>) =>
        spec.latent === undefined
          ? networks(number, spec.inner)
          : ffnParameters({
              number,
              hidden: dim(spec.latent, 'latent size of the routed experts', '路由专家潜空间维度'),
              inner: dim(spec.inner, 'intermediate size', '中间维度'),
            });
      const gate = spec.sharedGate === true ? 1 : 0;
      return {
        routedExperts: routed(experts),
        activeExperts: routed(dim(spec.topk, 'experts a token', '每 token 专家数')),
        ...(spec.shared > 0 && {
          sharedExperts: networks(dim(spec.shared, 'shared experts', '共享专家数'), spec.sharedInner),
        }),
        router: matrixParameters({
          rows: dim(
            spec.experts + gate + 2 * (spec.latent ?? 0),
            'routed experts, gate of the shared one, ways into the latent space and back',
            '路由专家数、共享专家门控、进出潜空间的投影',
          ),
          hidden: d,
        }),
      };
    }
  }
}

/** Each extra layer: one block of the last kind, a 2d → d projection, and the norms of its two inputs and its output. */
function mtpOf(model: Architecture, d: Q<'1'>, dim: Dimension): Count {
  const last = model.draft ?? model.layers.at(-1);
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
    residual: none,
    head: none,
  };
  return { total: none, active: none, activeBlocks: none, mtp: none, parts, activeParts: parts };
}
