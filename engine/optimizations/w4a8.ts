/** Expert weights in INT4, groups of 128, multiplied in 8 bits. */

import { diagnostic } from '../diagnostics';
import type { Optimization } from './optimization';

export const w4a8: Optimization = {
  id: 'w4a8',
  title: { en: 'W4A8', zh: 'W4A8' },
  summary: {
    en: 'Stores the experts in INT4 (a scale a group of 128) and multiplies in 8 bits. Halves expert memory and traffic; the arithmetic stays. Gains little where compute binds, and the weights must be re-quantised (AWQ).',
    zh: '专家权重以 INT4 存储（每 128 个一组缩放），以 8 位相乘。专家显存与读取量减半，计算量不变。算力受限时收益小，且需重新量化（AWQ）。',
  },
  level: 'micro',
  stage: 'save-resources',
  parameters: {},
  excludes: ['int4', 'fp4', 'int8'],
  affects: ['formats'],
  cite: 'article section 5.2.1',
  reported: {
    claim: {
      en: 'one 8 × H20 node with INT4 against two in FP8: requests a minute +50 % or more',
      zh: '单机 8 卡 H20 采用 INT4，对比两机 FP8：QPM 提升 50% 以上',
    },
    source: 'article section 5.2.1',
  },
  requires: (kase) => {
    if (!kase.model.layers.some((group) => group.ffn.kind === 'moe'))
      return diagnostic('lever.needs-moe', { lever: 'W4A8', model: kase.model.title });
    const blocked = [kase.prefill, kase.decode].find((pool) => pool.math.int4 === 'bf16');
    return blocked ? diagnostic('lever.needs-8-bit', { lever: 'W4A8', chip: blocked.chip.title }) : true;
  },
  isWhatIf: (kase) => kase.model.native.experts !== 'int4',
  rewrite: { case: (kase) => ({ ...kase, formats: { ...kase.formats, experts: 'int4' } }) },
};
