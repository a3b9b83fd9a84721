/** Activations are quantized while rows are laid out by expert. */

import { diagnostic } from '../diagnostics';
import type { Optimization } from './optimization';
import { hasMoe, withStack } from './stack';

export const prequantFusion: Optimization = {
  id: 'prequant-fusion',
  title: { en: 'Pre-quant and expand fusion', zh: 'Pre-Quant 与行扩展融合' },
  summary: {
    en: 'Reads a token once and writes it quantized to each of its experts, instead of a pass for each. Saves traffic in prompts; where rows travel between cards they are quantized before they leave, and nothing is left to fuse.',
    zh: '每个 token 读一次，直接量化写到各专家，而非各做一趟。节省 Prefill 读写；若行需跨卡交换，出发前已量化，则无可融合。',
  },
  level: 'micro',
  stage: 'avoid-waste',
  parameters: {},
  standing: (kase) => kase.stack.expandFused,
  without: (kase) => withStack(kase, { expandFused: false }),
  excludes: [],
  affects: ['stack'],
  cite: 'article section 3.3.2',
  reported: {
    claim: { en: 'half of the HBM traffic of the operators fused', zh: '相关算子的显存读写减少 50%' },
    conditions: { en: 'W4A8; the operators, not the step', zh: 'W4A8；仅相关算子，非整步' },
    source: 'article section 3.3.2',
  },
  requires: (kase) => {
    if (!hasMoe(kase)) return diagnostic('lever.needs-moe', { lever: prequantFusion.title, model: kase.model.title });
    const { experts } = kase.formats;
    return kase.prefill.math[experts] !== 'bf16' || kase.decode.math[experts] !== 'bf16'
      ? true
      : diagnostic('lever.nothing-quantized', { lever: prequantFusion.title });
  },
  rewrite: (kase) => withStack(kase, { expandFused: true }),
};
