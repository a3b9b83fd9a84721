/** Weights in INT4, multiplied in BF16. */

import { allWeights, formatParameters, notShipped, widen, withPools } from './formats';
import type { Optimization } from './optimization';

const parameters = formatParameters('int4', ['group', 'channel', 'tensor'], 128);

export const int4: Optimization = {
  id: 'int4',
  title: { en: 'INT4 (W4A16)', zh: 'INT4（W4A16）' },
  summary: {
    en: 'Stores weights in INT4 and widens them to BF16 before multiplying: a quarter of BF16’s bytes, at BF16’s peak. Pays where weights bind (small batch, little memory); in prompts it is slower than 8-bit arithmetic.',
    zh: '权重以 INT4 存储，相乘前展开为 BF16：字节为 BF16 的四分之一，峰值仍是 BF16。受权重读取约束时（小批量、显存紧）划算；Prefill 慢于 8 位相乘。',
  },
  level: 'micro',
  stage: 'save-resources',
  parameters: parameters.declared,
  standing: ({ formats, decode }) =>
    (formats.weights === 'int4' || formats.experts === 'int4') && decode.math.int4 === 'bf16',
  without: (kase) => widen(kase, 'int4'),
  excludes: ['int8', 'fp4', 'w4a8'],
  affects: ['formats', 'prefill', 'decode'],
  cite: 'article section 5.2.1',
  reported: {
    claim: {
      en: 'W4A8 is 1.6–1.9 times as fast as W4A16 in prompts (MXFP4 experts on H20, 96 rows an expert and more)',
      zh: 'Prefill 中 W4A8 为 W4A16 的 1.6–1.9 倍（H20 上 MXFP4 专家，每专家 96 行以上）',
    },
    conditions: { en: 'grouped multiplication alone', zh: '仅分组矩阵乘' },
    source: 'fact-github-com-sgl-project-sglang-pull-27806',
  },
  requires: () => true,
  isWhatIf: (kase) => notShipped(kase, 'int4'),
  rewrite: (kase, said) => {
    const widened = withPools(allWeights(kase, 'int4'), (pool) => ({ ...pool, math: { ...pool.math, int4: 'bf16' } }));
    return parameters.take(widened, said);
  },
};
