/** Two half batches: one communicates while the other works. */

import { diagnostic } from '../diagnostics';
import { profiles } from '../profiles';
import type { Case } from '../types';
import type { Optimization } from './optimization';
import { pure, share } from './parameter';

const efficiency = { en: 'share of an ideal overlap that is reached', zh: '实际达到的重叠比例' };

export const twoBatchOverlap: Optimization = {
  id: 'two-batch-overlap',
  title: { en: 'Two-batch overlap', zh: '双批重叠' },
  summary: {
    en: 'Splits the batch in two: while one half exchanges experts the other works. Pays where communication is exposed and half the batch is still efficient; where memory binds, the experts are read twice.',
    zh: '将批次一分为二：一半做专家交换，另一半计算。通信暴露且半批仍高效时划算；访存受限时专家权重要读两遍。',
  },
  level: 'meso',
  stage: 'raise-utilisation',
  parameters: {
    efficiency: share(efficiency, profiles.engine.overlap, (kase) => kase.overlap?.decode?.efficiency),
  },
  excludes: ['single-batch-overlap'],
  affects: ['overlap'],
  cite: 'article section 4.1.2',
  requires: (kase) => (exchanges(kase) ? true : diagnostic('lever.needs-exchange', { lever: twoBatchOverlap.title })),
  rewrite: (kase, parameters) => {
    const how = { kind: 'two-batch', efficiency: pure(parameters, 'efficiency') } as const;
    return { ...kase, overlap: { prefill: how, decode: how } };
  },
};

/** Is there expert exchange or an all-reduce to hide? */
export function exchanges(kase: Case): boolean {
  return [kase.prefill, kase.decode].some((pool) => pool.layout.ep > 1 || pool.layout.tp > 1);
}
