/** One batch: expert exchange runs beside the shared expert and the down projection. */

import { diagnostic } from '../diagnostics';
import { profiles } from '../profiles';
import type { Optimization } from './optimization';
import { pure, share } from './parameter';
import { exchanges } from './two-batch-overlap';

const efficiency = { en: 'share of an ideal overlap that is reached', zh: '实际达到的重叠比例' };

export const singleBatchOverlap: Optimization = {
  id: 'single-batch-overlap',
  title: { en: 'Single-batch overlap', zh: '单批重叠' },
  summary: {
    en: 'Runs expert exchange beside the shared expert, without splitting the batch: no weight is read twice. Hides at most what can run beside the exchange.',
    zh: '专家交换与共享专家并行执行，不拆分批次，权重不会重复读取。最多隐藏可并行部分的时间。',
  },
  level: 'meso',
  stage: 'raise-utilisation',
  parameters: {
    efficiency: share(efficiency, profiles.engine.overlap),
  },
  excludes: ['two-batch-overlap'],
  affects: ['overlap'],
  reported: {
    claim: { en: 'part of 714 tokens a second a card', zh: '单卡 714 token/s 的组成部分' },
    conditions: {
      en: 'DeepSeek-R1, 16 × H20, EP16, 48 requests a card, with MTP; its own share not given',
      zh: 'DeepSeek-R1，16 × H20，EP16，单卡 48 并发，含 MTP；未单列',
    },
    source: 'lmsys.org/blog/2025-09-26-sglang-ant-group',
  },
  cite: 'lmsys.org/blog/2025-09-26-sglang-ant-group',
  requires: (kase) =>
    exchanges(kase) ? true : diagnostic('lever.needs-exchange', { lever: singleBatchOverlap.title }),
  rewrite: (kase, parameters) => ({
    ...kase,
    overlap: { decode: { kind: 'single-batch', efficiency: pure(parameters, 'efficiency') } },
  }),
};
