/** Expert weights in INT4, groups of 128, multiplied in 8 bits. */

import { diagnostic } from '../diagnostics';
import type { MathFormat, Pool } from '../types';
import { formatParameters, widen, withPools } from './formats';
import type { Optimization } from './optimization';
import { hasMoe } from './stack';

const parameters = formatParameters('int4', ['group', 'channel', 'tensor'], 128);

export const w4a8: Optimization = {
  id: 'w4a8',
  title: { en: 'W4A8', zh: 'W4A8' },
  summary: {
    en: 'Stores the experts in INT4 (a scale a group of 128) and multiplies in 8 bits. Halves expert memory and traffic; the arithmetic stays. Gains little where compute binds, and the weights must be re-quantised (AWQ).',
    zh: '专家权重以 INT4 存储（每 128 个一组缩放），以 8 位相乘。专家显存与读取量减半，计算量不变。算力受限时收益小，且需重新量化（AWQ）。',
  },
  level: 'micro',
  stage: 'save-resources',
  parameters: parameters.declared,
  standing: ({ formats, decode }) => formats.experts === 'int4' && decode.math.int4 !== 'bf16',
  without: (kase) => widen(kase, 'int4'),
  excludes: ['int4', 'fp4', 'int8'],
  affects: ['formats', 'prefill', 'decode'],
  cite: 'article section 5.2.1',
  reported: {
    claim: {
      en: 'one 8 × H20 node with INT4 against two in FP8: requests a minute +50 % or more',
      zh: '单机 8 卡 H20 采用 INT4，对比两机 FP8：QPM 提升 50% 以上',
    },
    conditions: {
      en: 'DeepSeek, experts alone, AWQ, groups of 128; a card or in all is not said',
      zh: 'DeepSeek，仅专家，AWQ，每组 128；未说明是单卡还是总量',
    },
    source: 'article section 5.2.1',
    metric: 'serving.throughput_per_card',
    ratio: 1.5,
  },
  accuracy: {
    effect: {
      en: 'MMLU with W4AFP8 experts: R1 .8705, R1-0528 .8728, V3-0324 .8734, V3.1 .8680',
      zh: '专家 W4AFP8 的 MMLU：R1 .8705、R1-0528 .8728、V3-0324 .8734、V3.1 .8680',
    },
    source: 'fact-github-com-sgl-project-sglang-pull-12057',
  },
  requires: (kase) => {
    if (!hasMoe(kase)) return diagnostic('lever.needs-moe', { lever: w4a8.title, model: kase.model.title });
    const blocked = [kase.prefill, kase.decode].find((pool) => eightBits(pool) === undefined);
    return blocked ? diagnostic('lever.needs-8-bit', { lever: w4a8.title, chip: blocked.chip.title }) : true;
  },
  isWhatIf: (kase) => kase.model.native.experts !== 'int4',
  rewrite: (kase, said) => {
    const multiplied = withPools({ ...kase, formats: { ...kase.formats, experts: 'int4' } }, (pool) => ({
      ...pool,
      math: { ...pool.math, int4: eightBits(pool) ?? pool.math.int4 },
    }));
    return parameters.take(multiplied, said);
  },
};

/** What this pool multiplies 4-bit weights in, if in 8 bits. */
function eightBits({ math, chip }: Pool): MathFormat | undefined {
  if (math.int4 !== 'bf16') return math.int4;
  return (['fp8', 'int8'] as const).find((format) => !('absent' in chip.tflops[format]));
}
