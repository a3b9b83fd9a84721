/** Weights and activations in FP4. */

import { allWeights, formatParameters, multipliesIn, notShipped, widen } from './formats';
import type { Optimization } from './optimization';

const parameters = formatParameters('fp4', ['group', 'channel', 'tensor'], 32);

export const fp4: Optimization = {
  id: 'fp4',
  title: { en: 'FP4', zh: 'FP4' },
  summary: {
    en: 'Stores and multiplies weights in FP4, a scale a group of 32: a quarter of BF16’s bytes and up to four times its peak. Needs FP4 units (Blackwell and later); quality needs calibration or training for it.',
    zh: '权重以 FP4 存储并相乘，每 32 个一组缩放：字节为 BF16 的四分之一，峰值最高四倍。需要 FP4 单元（Blackwell 及以后）；质量需校准或训练保证。',
  },
  level: 'micro',
  stage: 'save-resources',
  parameters: parameters.declared,
  standing: ({ formats }) => formats.weights === 'fp4' || formats.experts === 'fp4',
  without: (kase) => widen(kase, 'fp4'),
  excludes: ['int8', 'int4', 'w4a8'],
  affects: ['formats', 'prefill', 'decode'],
  cite: 'article section 5.2.1',
  accuracy: {
    effect: { en: 'DeepSeek-R1: GSM8K .9606 against .9629 in FP8', zh: 'DeepSeek-R1：GSM8K .9606，FP8 为 .9629' },
    source: 'fact-tensorrt-llm-blog3',
  },
  requires: (kase) => multipliesIn(kase, 'fp4', fp4.title),
  isWhatIf: (kase) => notShipped(kase, 'fp4'),
  rewrite: (kase, said) => parameters.take(allWeights(kase, 'fp4'), said),
};
