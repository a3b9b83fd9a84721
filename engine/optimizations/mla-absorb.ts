/** Decode over the latent: the up-projections go into query and output. On other attention: what MLA would bring. */

import { diagnostic } from '../diagnostics';
import type { AttentionSpec, Case, GqaSpec, MlaSpec } from '../types';
import type { Optimization } from './optimization';
import { number, pure } from './parameter';
import { hasMla } from './stack';

const latent = { en: 'latent dimensions, where the model has no MLA', zh: '潜向量维度（模型无 MLA 时）' };
const rotary = { en: 'rotary dimensions, where the model has no MLA', zh: '旋转维度（模型无 MLA 时）' };
const query = { en: 'query rank, where the model has no MLA', zh: '查询秩（模型无 MLA 时）' };

export const mlaAbsorb: Optimization = {
  id: 'mla-absorb',
  title: { en: 'MLA absorption', zh: 'MLA 权重吸收' },
  summary: {
    en: 'Decode attends the compressed latent itself instead of rebuilding keys and values of every token: far fewer bytes and FLOPs a step, but more FLOPs a cached token, so long contexts at large batch meet compute. A model with other attention is computed as if retrained with MLA.',
    zh: 'Decode 直接关注压缩潜向量，无需重建每个 token 的键值：每步读写与计算大减，但每个缓存 token 的计算更多，长上下文大批量会碰到算力。其他注意力的模型按改用 MLA 重训估计。',
  },
  level: 'micro',
  stage: 'save-resources',
  // DeepSeek-V3's dimensions.
  parameters: {
    latent: number(latent, 512, { least: 16, most: 8192 }),
    rotary: number(rotary, 64, { least: 0, most: 1024 }),
    query: number(query, 1536, { least: 16, most: 65_536 }),
  },
  standing: (kase) => kase.mlaAbsorb && hasMla(kase),
  without: (kase) => ({ ...kase, mlaAbsorb: false }),
  excludes: [],
  affects: ['mlaAbsorb', 'model'],
  cite: 'article section 5.1',
  reported: {
    claim: { en: 'cache several times smaller', zh: '显存占用减少数倍' },
    conditions: { en: 'MLA against MHA; no figure given', zh: 'MLA 对比 MHA；未给出数字' },
    source: 'article section 5.1',
  },
  requires: (kase) =>
    hasMla(kase) || kase.model.layers.some((group) => group.attention.kind === 'gqa')
      ? true
      : diagnostic('lever.no-attention', { lever: mlaAbsorb.title, model: kase.model.title }),
  isWhatIf: (kase) => !hasMla(kase),
  rewrite: (kase, parameters) => {
    const absorbed: Case = { ...kase, mlaAbsorb: true };
    if (hasMla(kase)) return absorbed;
    const dims = {
      kvRank: pure(parameters, 'latent').value,
      rope: pure(parameters, 'rotary').value,
      qRank: pure(parameters, 'query').value,
    };
    const layers = kase.model.layers.map((group) => ({ ...group, attention: retrained(group.attention, dims) }));
    return { ...absorbed, model: { ...kase.model, layers } };
  },
};

type Dims = Pick<MlaSpec, 'kvRank' | 'rope' | 'qRank'>;

function retrained(spec: AttentionSpec, dims: Dims): AttentionSpec {
  return spec.kind === 'gqa' ? asMla(spec, dims) : spec;
}

/** As many heads of the same size; a window stays. */
function asMla({ heads, headDim, valueDim, window }: GqaSpec, dims: Dims): MlaSpec {
  return {
    kind: 'mla',
    heads,
    ...dims,
    nope: headDim,
    v: valueDim ?? headDim,
    ...(window === undefined ? {} : { window }),
  };
}
