/** One batch: expert exchange runs beside the shared expert and the down projection. */

import { diagnostic } from '../diagnostics';
import { profiles } from '../profiles';
import { pure, type Optimization } from './optimization';
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
    efficiency: { unit: '1', meaning: efficiency, least: 0, most: 1, whole: false, standard: profiles.engine.overlap },
  },
  excludes: ['two-batch-overlap'],
  affects: ['overlap'],
  cite: 'lmsys.org/blog/2025-09-26-sglang-ant-group',
  requires: (kase) => (exchanges(kase) ? true : diagnostic('lever.needs-exchange', { lever: 'Single-batch overlap' })),
  rewrite: {
    case: (kase, parameters) => ({
      ...kase,
      overlap: { decode: { kind: 'single-batch', efficiency: pure(parameters, 'efficiency') } },
    }),
  },
};
