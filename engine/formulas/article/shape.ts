/** A model and its formats as the article's symbols: what the equations read, unrounded from the configuration. */

import { diagnostic, type Diagnostic } from '../../diagnostics';
import { bits } from '../../formats';
import { sumOf } from '../../formula';
import { question, type Q } from '../../quantity';
import type { Architecture, Formats, MathFormat, MlaSpec, MoeSpec, WeightFormat } from '../../types';
import { meanHeadDim } from './flops';
import {
  activeNonAttention,
  ffnParameters,
  mlaParameters,
  routerParameters,
  storedSize,
  vocabularyParameters,
} from './parameters';

export interface ArticleShape {
  readonly layers: Q<'1'>;
  readonly moeLayers: Q<'1'>;
  readonly hidden: Q<'1'>;
  readonly heads: Q<'1'>;
  readonly headDim: Q<'1'>;
  readonly ropeDim: Q<'1'>;
  readonly kvRank: Q<'1'>;
  readonly queryRank: Q<'1'>;
  readonly moeInner: Q<'1'>;
  readonly shared: Q<'1'>;
  readonly chosen: Q<'1'>;
  /** Routed and shared. */
  readonly experts: Q<'1'>;
  /** Routed choices and the shared experts. */
  readonly used: Q<'1'>;
  readonly active: Q<'parameter'>;
  readonly denseSize: Q<'B'>;
  /** At one byte; `packing` brings it to the stored format. */
  readonly moeSize: Q<'B'>;
  readonly packing: Q<'1'>;
  readonly index?: { readonly heads: Q<'1'>; readonly dim: Q<'1'>; readonly selected: Q<'token'> };
}

export function count(value: number, en: string, zh: string): Q<'1'> {
  return question(value, '1', { en, zh });
}

/** Bytes of one value, scales left out as the article leaves them out. */
export function width(format: WeightFormat | MathFormat): Q<'B'> {
  return question(bits[format] / 8, 'B', {
    en: `bytes of a ${format.toUpperCase()} value`,
    zh: `${format.toUpperCase()} 每值字节数`,
  });
}

interface Parts {
  readonly attention: MlaSpec;
  readonly moe: MoeSpec;
  readonly layers: number;
  readonly moeLayers: number;
  /** Layers by dense FFN size. */
  readonly dense: ReadonlyMap<number, number>;
}

/** The article's equations know MLA on every layer and MoE on most; other models are refused. */
export function articleShape(model: Architecture, formats: Formats): ArticleShape | Diagnostic {
  const parts = partsOf(model);
  if (!parts) return diagnostic('article.needs-mla-moe', { model: model.title });
  const { attention, moe } = parts;
  const hidden = count(model.hidden, 'hidden size', '隐藏维度');
  const moeLayers = count(parts.moeLayers, 'MoE layers', 'MoE 层数');
  const heads = {
    heads: count(attention.heads, 'attention heads', '注意力头数'),
    ropeDim: count(attention.rope, 'RoPE dimension', 'RoPE 维度'),
    kvRank: count(attention.kvRank, 'KV compression rank', 'KV 压缩维度'),
  };
  const layers = count(parts.layers, 'layers', '层数');
  const queryRank = count(attention.qRank, 'query compression rank', 'Query 压缩维度');
  const nope = count(attention.nope, 'key dimension without RoPE', '不含 RoPE 的 K 维度');
  const value = count(attention.v, 'value dimension', 'V 维度');
  const ffn = ffnOf(parts, hidden);
  const router = routerParameters({ moeLayers, hidden, routed: count(moe.experts, 'routed experts', '路由专家数') });
  const table = (tables: number): Q<'parameter'> =>
    vocabularyParameters({
      tables: count(tables, 'vocabulary tables', '词表个数'),
      vocabulary: count(model.vocab, 'vocabulary', '词表大小'),
      hidden,
    });
  const mla = mlaParameters({ ...heads, layers, hidden, queryRank, headDim: nope, valueDim: value });
  const others = sumOf(denseSum, { attention: mla, dense: ffn.dense, router });
  return {
    ...heads,
    layers,
    moeLayers,
    hidden,
    queryRank,
    headDim: meanHeadDim({ key: nope, value }),
    moeInner: count(moe.inner, 'expert intermediate size', '专家中间维度'),
    shared: count(moe.shared, 'shared experts', '共享专家数'),
    chosen: count(moe.topk, 'routed experts a token', '每 token 的路由专家数'),
    experts: count(moe.experts + moe.shared, 'experts a layer, shared included', '每层专家数，含共享'),
    used: count(moe.topk + moe.shared, 'experts a token uses', '每 token 使用的专家数'),
    active: activeNonAttention({ dense: ffn.dense, experts: ffn.used, router, head: table(1) }),
    denseSize: sumOf(denseBytes, {
      blocks: storedSize({ parameters: others, width: width(formats.weights) }),
      vocabulary: storedSize({ parameters: table(model.tied ? 1 : 2), width: width(formats.head) }),
    }),
    moeSize: storedSize({ parameters: ffn.experts, width: width('fp8') }),
    packing: count(bits.fp8 / bits[formats.experts], 'expert weights a byte', '每字节存的专家权重数'),
    ...(attention.index ? { index: indexOf(attention.index) } : {}),
  };
}

const denseSum = {
  id: 'article.dense-parameters',
  title: { en: 'parameters outside the experts and the vocabulary', zh: '专家与词表以外的参数量' },
  cite: 'article eq 6',
  symbol: 'P_"dense"',
  unit: 'parameter',
  meanings: {
    attention: { en: 'attention', zh: '注意力' },
    dense: { en: 'dense FFNs', zh: '稠密 FFN' },
    router: { en: 'router', zh: '路由器' },
  },
} as const;

const denseBytes = {
  id: 'article.dense-size',
  title: { en: 'weights outside the experts', zh: '专家以外的权重' },
  cite: 'article eq 6',
  symbol: 'S_"dense"',
  unit: 'B',
  meanings: {
    blocks: { en: 'attention, dense FFNs, router', zh: '注意力、稠密 FFN、路由器' },
    vocabulary: { en: 'embedding and output head', zh: '嵌入层与输出层' },
  },
} as const;

function partsOf(model: Architecture): Parts | undefined {
  const [first] = model.layers;
  if (first?.attention.kind !== 'mla') return undefined;
  const same = JSON.stringify(first.attention);
  const dense = new Map<number, number>();
  let moe: MoeSpec | undefined;
  let layers = 0;
  let moeLayers = 0;
  for (const group of model.layers) {
    if (JSON.stringify(group.attention) !== same) return undefined;
    layers += group.count;
    if (group.ffn.kind === 'dense') dense.set(group.ffn.inner, (dense.get(group.ffn.inner) ?? 0) + group.count);
    else {
      if (moe && JSON.stringify(moe) !== JSON.stringify(group.ffn)) return undefined;
      moe = group.ffn;
      moeLayers += group.count;
    }
  }
  return moe && { attention: first.attention, moe, layers, moeLayers, dense };
}

/** FFN parameters: dense layers, all experts, and the experts that a token uses. */
function ffnOf({ moe, moeLayers, dense }: Parts, hidden: Q<'1'>): Record<'dense' | 'experts' | 'used', Q<'parameter'>> {
  const many = (number: number, inner: number, en: string, zh: string): Q<'parameter'> =>
    ffnParameters({ count: count(number, en, zh), hidden, inner: count(inner, 'intermediate size', '中间维度') });
  const shared = many(moeLayers * moe.shared, moe.sharedInner, 'shared experts of all layers', '各层共享专家总数');
  const routed = (each: number): Q<'parameter'> =>
    many(moeLayers * each, moe.inner, 'routed experts of all layers', '各层路由专家总数');
  const sum = (id: string, en: string, zh: string) =>
    ({
      id: `article.parameters.${id}`,
      title: { en, zh },
      cite: 'article section 2.1.2',
      symbol: `P_"${id}"`,
      unit: 'parameter',
    }) as const;
  return {
    dense: sumOf(
      sum('dense', 'dense FFN parameters', '稠密 FFN 参数量'),
      Object.fromEntries(
        [...dense].map(([inner, layers]) => [`of ${String(inner)}`, many(layers, inner, 'dense layers', '稠密层数')]),
      ),
    ),
    experts: sumOf(sum('experts', 'expert parameters', '专家参数量'), { routed: routed(moe.experts), shared }),
    used: sumOf(sum('used', 'expert parameters a token uses', '每 token 使用的专家参数量'), {
      routed: routed(moe.topk),
      shared,
    }),
  };
}

function indexOf(index: NonNullable<MlaSpec['index']>): NonNullable<ArticleShape['index']> {
  return {
    heads: count(index.heads, 'index heads', '索引头数'),
    dim: count(index.dim, 'index dimension', '索引维度'),
    selected: question(index.topk, 'token', { en: 'tokens attended at most', zh: '最多关注的 token 数' }),
  };
}
