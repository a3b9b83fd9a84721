/** DeepSeek sparse attention: an indexer scores every cached token, attention sees the best k. */

import { diagnostic } from '../diagnostics';
import { question } from '../quantity';
import type { AttentionSpec, Case, MlaSpec } from '../types';
import type { Optimization } from './optimization';

const kept = { en: 'tokens that attention keeps', zh: '注意力保留的 token 数' };
/** DeepSeek-V3.2's indexer: 64 heads of 128. */
const indexer = { heads: 64, dim: 128 };

export const dsa: Optimization = {
  id: 'dsa',
  title: { en: 'DSA', zh: 'DSA' },
  summary: {
    en: 'A light indexer scores every cached token in FP8 and attention reads only the best k. Pays at long context; at short context the indexer costs more than it saves.',
    zh: '轻量索引器以 FP8 为每个缓存 token 打分，注意力只读得分最高的 k 个。长上下文划算；短上下文索引器成本高于收益。',
  },
  level: 'micro',
  stage: 'save-resources',
  parameters: {
    topk: { unit: '1', meaning: kept, least: 1, most: 1_000_000, whole: true, standard: question(2048, '1', kept) },
  },
  standing: (kase) =>
    kase.model.layers.some((group) => group.attention.kind === 'mla' && group.attention.index !== undefined),
  without: (kase) => withAttention(kase, ({ index: _, ...rest }) => rest),
  excludes: [],
  affects: ['model'],
  cite: 'article section 5.2.2',
  reported: { claim: { en: 'at 128k: bandwidth −73.6 %', zh: '128K 时带宽 −73.6%' }, source: 'article section 5.2.2' },
  requires: (kase) =>
    kase.model.layers.some((group) => group.attention.kind === 'mla')
      ? true
      : diagnostic('lever.needs-mla', { lever: 'DSA', model: kase.model.title }),
  isWhatIf: (kase) =>
    !kase.model.layers.some((group) => group.attention.kind === 'mla' && group.attention.index !== undefined),
  rewrite: {
    case: (kase, parameters) => {
      const topk = parameters['topk']?.value;
      return topk === undefined
        ? kase
        : withAttention(kase, (spec) => ({ ...spec, index: { ...(spec.index ?? indexer), topk } }));
    },
  },
};

function withAttention(kase: Case, change: (spec: MlaSpec) => MlaSpec): Case {
  const layers = kase.model.layers.map((group) => ({ ...group, attention: changed(group.attention, change) }));
  return { ...kase, model: { ...kase.model, layers } };
}

function changed(spec: AttentionSpec, change: (spec: MlaSpec) => MlaSpec): AttentionSpec {
  return spec.kind === 'mla' ? change(spec) : spec;
}
