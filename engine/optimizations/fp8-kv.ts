/** The KV cache in FP8. */

import type { Optimization } from './optimization';

export const fp8Kv: Optimization = {
  id: 'fp8-kv',
  title: { en: 'FP8 KV cache', zh: 'FP8 KV cache' },
  summary: {
    en: 'Keeps the KV cache in FP8: nearly half the cache, twice the requests. Whether attention gets faster depends on the kernel: one Hopper MLA kernel reaches only 0.13 of peak with it.',
    zh: 'KV cache 以 FP8 存储：缓存近乎减半，可容纳请求翻倍。注意力是否更快取决于算子：某 Hopper MLA 算子在 FP8 下仅达峰值的 0.13。',
  },
  level: 'micro',
  stage: 'save-resources',
  parameters: {},
  standing: (kase) => kase.formats.kv === 'fp8',
  without: (kase) => ({ ...kase, formats: { ...kase.formats, kv: 'bf16' } }),
  excludes: [],
  affects: ['formats'],
  cite: 'article eq 7',
  accuracy: {
    effect: { en: 'DeepSeek-R1: GSM8K .9613 against .9629 with BF16', zh: 'DeepSeek-R1：GSM8K .9613，BF16 为 .9629' },
    source: 'fact-tensorrt-llm-blog3',
  },
  requires: () => true,
  isWhatIf: () => false,
  rewrite: (kase) => ({ ...kase, formats: { ...kase.formats, kv: 'fp8' } }),
};
