/** Routing metadata is kept instead of fetched again in each layer. */

import { diagnostic } from '../diagnostics';
import { fact, question } from '../quantity';
import type { Optimization } from './optimization';
import { pure, share } from './parameter';
import { hasMoe, withStack } from './stack';

const saved = {
  en: 'share of a pass that it saves, of latencies and host time at most',
  zh: '节省的整趟比例，至多为延迟与主机时间',
};

export const metadataCache: Optimization = {
  id: 'metadata-cache',
  title: { en: 'Metadata cache', zh: '元数据缓存' },
  summary: {
    en: 'Keeps expert indices, weights and maps of devices over the layers instead of fetching them in each. Quoted, not computed: the saving is the claim itself, and never more than the host time of a pass.',
    zh: '跨层缓存专家索引、路由权重与设备映射，不再每层获取。属引用而非计算：节省取自报告值，且不超过整趟的主机时间。',
  },
  level: 'meso',
  stage: 'avoid-waste',
  parameters: {
    saved: share(
      saved,
      fact(0.025, '1', 'assumed', {
        label: saved,
        source: 'article section 3.3.3',
        note: 'the claim itself: 2–3 % end to end. Quoted, not computed',
      }),
    ),
  },
  neutral: { saved: question(0, '1', saved) },
  excludes: [],
  affects: ['stack'],
  cite: 'article section 3.3.3',
  reported: {
    claim: { en: '2–3 % end to end', zh: '端到端耗时降低 2%–3%' },
    conditions: { en: 'production, MoE; nothing else said', zh: '生产环境，MoE；未说明其他条件' },
    source: 'article section 3.3.3',
    metric: 'serving.e2e',
    ratio: 0.975,
    quoted: true,
  },
  requires: (kase) =>
    hasMoe(kase) ? true : diagnostic('lever.needs-moe', { lever: metadataCache.title, model: kase.model.title }),
  rewrite: (kase, parameters) => withStack(kase, { saved: pure(parameters, 'saved') }),
};
