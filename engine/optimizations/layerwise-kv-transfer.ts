/** The cache of each layer leaves while the next one computes. */

import { diagnostic } from '../diagnostics';
import { question } from '../quantity';
import type { Optimization } from './optimization';
import { figure, read } from './parameter';
import { withStack } from './stack';

const from = { en: 'prompts this long and longer are sent by layer', zh: '达到此长度的输入按层传输' };

export const layerwiseKvTransfer: Optimization = {
  id: 'layerwise-kv-transfer',
  title: { en: 'Layer-wise KV transfer', zh: '逐层 KV 传输' },
  summary: {
    en: 'Sends the cache of a layer while the next computes: only the last layer’s is waited for, whatever the length. Below the threshold the cache goes in one piece; many small messages cost more than they hide.',
    zh: '一层的缓存在下一层计算时发送：无论多长，只等最后一层。低于阈值整体发送；小包过多得不偿失。',
  },
  level: 'meso',
  stage: 'raise-utilisation',
  parameters: {
    from: figure(from, question(8192, 'token', from), { least: 0, most: 10_000_000 }),
  },
  excludes: [],
  affects: ['stack'],
  cite: 'article section 4.1.1',
  reported: {
    claim: { en: 'transfer latency nearly independent of the input length', zh: '传输时延几乎与输入长度无关' },
    conditions: { en: 'inputs longer than 8k; no figure', zh: '输入长于 8k；无数字' },
    source: 'article section 4.1.1',
  },
  requires: (kase) =>
    kase.separatePools ? true : diagnostic('lever.needs-pools', { lever: layerwiseKvTransfer.title }),
  rewrite: (kase, parameters) =>
    withStack(kase, { transfer: { ...kase.stack.transfer, layersFrom: read(parameters, 'from', 'token') } }),
};
