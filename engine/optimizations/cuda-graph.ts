/** A decode step replayed from one graph instead of launched kernel by kernel. */

import type { Optimization } from './optimization';
import { withStack } from './stack';

export const cudaGraph: Optimization = {
  id: 'cuda-graph',
  title: { en: 'CUDA graphs', zh: 'CUDA graph' },
  summary: {
    en: 'Replays a decode step from one graph, so the host launches nothing in between. Decisive while kernels are shorter than their launches (small batch); gains nothing once kernels outlast them, and each captured batch size costs memory.',
    zh: '以一张图重放整个 Decode 步，主机不再逐个启动算子。小批量、算子短于启动时收益显著；算子变长后无收益，每个捕获的批量都占显存。',
  },
  level: 'meso',
  stage: 'avoid-waste',
  parameters: {},
  standing: (kase) => kase.stack.graphs.decode,
  without: (kase) => withStack(kase, { graphs: { ...kase.stack.graphs, decode: false } }),
  excludes: [],
  affects: ['stack'],
  cite: 'article section 3.2',
  reported: {
    claim: { en: 'with CPU–GPU overlap: decode +10 % or more', zh: '与 CPU–GPU 重叠一起：Decode 性能提升 10% 以上' },
    conditions: {
      en: 'production, batch not said; two levers together',
      zh: '生产环境，未说明批量；两项合计',
    },
    source: 'article section 3.2',
    metric: 'serving.tpot',
    ratio: 1 / 1.1,
  },
  requires: () => true,
  rewrite: (kase) => withStack(kase, { graphs: { ...kase.stack.graphs, decode: true } }),
};
