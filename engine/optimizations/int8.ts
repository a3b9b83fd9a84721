/** Weights and activations in INT8. */

import { allWeights, formatParameters, multipliesIn, notShipped, widen } from './formats';
import type { Optimization } from './optimization';

const parameters = formatParameters('int8', ['channel', 'tensor', 'group'], 128);

export const int8: Optimization = {
  id: 'int8',
  title: { en: 'INT8 (W8A8)', zh: 'INT8（W8A8）' },
  summary: {
    en: 'Stores and multiplies weights in INT8, scales by channel: half of BF16, on chips that have INT8 but no FP8 units. Outliers in activations cost accuracy unless smoothed.',
    zh: '权重以 INT8 存储并相乘，按通道缩放：字节减半，适合有 INT8 而无 FP8 单元的芯片。激活离群值需平滑，否则损失精度。',
  },
  level: 'micro',
  stage: 'save-resources',
  parameters: parameters.declared,
  standing: ({ formats }) => formats.weights === 'int8' || formats.experts === 'int8',
  without: (kase) => widen(kase, 'int8'),
  excludes: ['int4', 'fp4', 'w4a8'],
  affects: ['formats', 'prefill', 'decode'],
  cite: 'article section 5.2.1',
  requires: (kase) => multipliesIn(kase, 'int8', int8.title),
  isWhatIf: (kase) => notShipped(kase, 'int8'),
  rewrite: (kase, said) => parameters.take(allWeights(kase, 'int8'), said),
};
