/** The router of a MoE layer in two kernels instead of eighteen. */

import { diagnostic } from '../diagnostics';
import { fusedRouter, plainRouter } from '../stacks';
import type { Optimization } from './optimization';
import { hasMoe, withStack } from './stack';

export const routerFusion: Optimization = {
  id: 'router-fusion',
  title: { en: 'Router fusion', zh: '路由融合' },
  summary: {
    en: 'One kernel multiplies and squashes, one picks and indexes: 2 instead of 18 in each MoE layer. Pays at small batch, where each small kernel is all latency; at large batch it vanishes behind the experts.',
    zh: '一个算子做矩阵乘与 Sigmoid，一个做选择与索引：每个 MoE 层由 18 个减为 2 个。小批量时收益大，每个小算子几乎全是延迟；大批量时淹没在专家计算中。',
  },
  level: 'meso',
  stage: 'avoid-waste',
  parameters: {},
  standing: (kase) => kase.stack.routerKernels.value <= fusedRouter.value,
  without: (kase) => withStack(kase, { routerKernels: plainRouter }),
  excludes: [],
  affects: ['stack'],
  cite: 'article section 3.3.1',
  reported: {
    claim: { en: '10 times as fast, the router alone', zh: '算子级加速 10 倍' },
    conditions: { en: 'the operator, not the step', zh: '仅该算子，非整步' },
    source: 'article section 3.3.1',
  },
  requires: (kase) =>
    hasMoe(kase) ? true : diagnostic('lever.needs-moe', { lever: routerFusion.title, model: kase.model.title }),
  rewrite: (kase) => withStack(kase, { routerKernels: fusedRouter }),
};
