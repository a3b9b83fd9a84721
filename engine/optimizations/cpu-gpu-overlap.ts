/** The host prepares the next step while the card computes this one. */

import { hostLeftOver } from '../formulas/levers';
import { hostGap, noHostGap } from '../stacks';
import type { Optimization } from './optimization';
import { figure, read } from './parameter';
import { withStack } from './stack';

const hides = { en: 'host time a decode step that it hides', zh: '每步被隐藏的主机时间' };

export const cpuGpuOverlap: Optimization = {
  id: 'cpu-gpu-overlap',
  title: { en: 'CPU–GPU overlap', zh: 'CPU–GPU 重叠' },
  summary: {
    en: 'Sampling, stop checks and the metadata of the next step run on the host while the card computes. Pays most for short steps; nothing once a step dwarfs the host, and a request that stops is noticed one step late.',
    zh: '采样、停止判断与下一步元数据在卡计算时由主机完成。步越短收益越大；步远长于主机时间后无收益，请求结束会晚一步发现。',
  },
  level: 'meso',
  stage: 'avoid-waste',
  parameters: { hides: figure(hides, hostGap, { least: 0, most: 1 }) },
  neutral: { hides: noHostGap },
  standing: (kase) => kase.stack.hostGap.value === 0,
  without: (kase) => withStack(kase, { hostGap }),
  excludes: [],
  affects: ['stack'],
  cite: 'article section 3.2',
  reported: {
    claim: { en: 'decode +10 % or more', zh: 'Decode 性能提升 10% 以上' },
    conditions: { en: 'production, with CUDA graphs; batch not said', zh: '生产环境，与 CUDA graph 一起；未说明批量' },
    source: 'article section 3.2',
    metric: 'serving.tpot',
    ratio: 1 / 1.1,
    quoted: true,
  },
  requires: () => true,
  rewrite: (kase, parameters) => {
    const { hostGap: gap } = kase.stack;
    const hidden = read(parameters, 'hides', 's');
    if (gap.value === 0 || hidden.value === 0) return kase;
    return withStack(kase, { hostGap: hidden.value >= gap.value ? noHostGap : hostLeftOver({ gap, hidden }) });
  },
};
