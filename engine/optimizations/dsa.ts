/** DeepSeek sparse attention: an indexer scores every cached token, attention sees the best k. */

import { diagnostic } from '../diagnostics';
import { question } from '../quantity';
import type { AttentionSpec, Case, MlaSpec } from '../types';
import type { Optimization } from './optimization';
import { number, pure } from './parameter';
import { hasMla } from './stack';

const kept = { en: 'tokens that attention keeps', zh: '注意力保留的 token 数' };
const heads = { en: 'index heads', zh: '索引头数' };
const dim = { en: 'dimensions of an index head', zh: '每个索引头的维度' };

export const dsa: Optimization = {
  id: 'dsa',
  title: { en: 'DSA', zh: 'DSA' },
  summary: {
    en: 'A light indexer scores every cached token in FP8 and attention reads only the best k. Pays at long context; at short context the indexer costs more than it saves.',
    zh: '轻量索引器以 FP8 为每个缓存 token 打分，注意力只读得分最高的 k 个。长上下文划算；短上下文索引器成本高于收益。',
  },
  level: 'micro',
  stage: 'save-resources',
  // DeepSeek-V3.2's: 64 heads of 128, 2048 kept.
  parameters: {
    topk: number(kept, 2048, { least: 1, most: 1_000_000, stands: (kase) => standingIndex(kase, 'topk') }),
    heads: number(heads, 64, { least: 1, most: 1024, stands: (kase) => standingIndex(kase, 'heads') }),
    dim: number(dim, 128, { least: 8, most: 4096, stands: (kase) => standingIndex(kase, 'dim') }),
  },
  standing: (kase) => indexOf(kase) !== undefined,
  without: (kase) => withMla(kase, ({ index: _, ...rest }) => rest),
  excludes: [],
  affects: ['model'],
  cite: 'article section 5.2.2',
  reported: {
    claim: { en: 'at 128k: bandwidth −73.6 %', zh: '128K 时带宽 −73.6%' },
    conditions: {
      en: 'elements of the cache read a token: index keys of 128 and 2048 latents of 512; RoPE and scales left out',
      zh: '每 token 读取的缓存元素：128 维索引键与 2048 个 512 维潜向量；不计 RoPE 与缩放因子',
    },
    source: 'article section 5.2.2',
    metric: 'decode.hbm_bytes.kv',
    ratio: 0.264,
  },
  requires: (kase) =>
    hasMla(kase) ? true : diagnostic('lever.needs-mla', { lever: dsa.title, model: kase.model.title }),
  isWhatIf: (kase) => indexOf(kase) === undefined,
  rewrite: (kase, parameters) => {
    const index = {
      heads: pure(parameters, 'heads').value,
      dim: pure(parameters, 'dim').value,
      topk: pure(parameters, 'topk').value,
    };
    return withMla(kase, (spec) => ({ ...spec, index: { ...spec.index, ...index } }));
  },
};

function indexOf(kase: Case): MlaSpec['index'] {
  for (const { attention } of kase.model.layers)
    if (attention.kind === 'mla' && attention.index) return attention.index;
  return undefined;
}

function standingIndex(kase: Case, field: 'topk' | 'heads' | 'dim') {
  const index = indexOf(kase);
  return index && question(index[field], '1', kept);
}

function withMla(kase: Case, change: (spec: MlaSpec) => MlaSpec): Case {
  const changed = (spec: AttentionSpec): AttentionSpec => (spec.kind === 'mla' ? change(spec) : spec);
  const layers = kase.model.layers.map((group) => ({ ...group, attention: changed(group.attention) }));
  const { draft } = kase.model;
  return {
    ...kase,
    model: {
      ...kase.model,
      layers,
      ...(draft ? { draft: { ...draft, attention: changed(draft.attention) } } : {}),
    },
  };
}
