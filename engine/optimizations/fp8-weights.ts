/** Weights in FP8. */

import { allWeights, formatParameters, multipliesIn, notShipped, widen } from './formats';
import type { Optimization } from './optimization';

const parameters = formatParameters('fp8', ['block', 'tensor', 'channel', 'group'], 128);

export const fp8Weights: Optimization = {
  id: 'fp8-weights',
  title: { en: 'FP8 weights', zh: 'FP8 权重' },
  summary: {
    en: 'Stores and multiplies weights in FP8: half the bytes of BF16 and twice its peak. Needs FP8 units; activations are quantized on the way, which small batches feel as extra kernels.',
    zh: '权重以 FP8 存储并相乘：字节减半，峰值算力翻倍。需要 FP8 单元；激活值需途中量化，小批量时表现为额外的小算子。',
  },
  level: 'micro',
  stage: 'save-resources',
  parameters: parameters.declared,
  standing: ({ formats }) => formats.weights === 'fp8' || formats.experts === 'fp8',
  without: (kase) => widen(kase, 'fp8'),
  excludes: [],
  affects: ['formats', 'prefill', 'decode'],
  cite: 'article section 5.2.1',
  reported: {
    claim: { en: 'static scales a tensor keep the quality', zh: '静态 per-tensor 量化效果无损' },
    conditions: {
      en: 'linear layers of the experts, calibrated on a small set; no speed given',
      zh: 'MoE 模块的 Linear，小批量校准；未给出速度',
    },
    source: 'article section 5.2.1',
  },
  accuracy: {
    effect: { en: 'DeepSeek-R1 as shipped in FP8: GSM8K .9629', zh: 'DeepSeek-R1 原生 FP8：GSM8K .9629' },
    source: 'fact-tensorrt-llm-blog3',
  },
  requires: (kase) => multipliesIn(kase, 'fp8', fp8Weights.title),
  isWhatIf: (kase) => notShipped(kase, 'fp8'),
  rewrite: (kase, said) => parameters.take(allWeights(kase, 'fp8'), said),
};
