/** Prompts are cut into chunks of equal size. */

import { question } from '../quantity';
import type { Optimization } from './optimization';
import { figure, read } from './parameter';

const chunk = { en: 'tokens a chunk', zh: '每块 token 数' };

export const chunkedPrefill: Optimization = {
  id: 'chunked-prefill',
  title: { en: 'Chunked prefill', zh: '分块 Prefill' },
  summary: {
    en: 'Cuts prompts into chunks, between which decode steps and short prompts get their turn. Too small starves the card (weights are read for few rows, and the cache again for each chunk); too large queues small requests. A compute-poor card saturates at smaller chunks.',
    zh: '将输入切块，块间可穿插 Decode 步与短请求。过小则卡吃不饱（权重只服务少量行，缓存每块重读）；过大则小请求排队。算力弱的卡在更小的块即饱和。',
  },
  level: 'macro',
  stage: 'raise-utilisation',
  parameters: {
    chunk: figure(chunk, question(2048, 'token', chunk), { least: 16, most: 10_000_000, stands: (kase) => kase.chunk }),
  },
  excludes: [],
  affects: ['chunk'],
  cite: 'article section 4.1.1',
  reported: {
    claim: { en: 'H20 saturates at 2048 tokens, H800 needs 8192', zh: 'H20 约 2048 token 即饱和，H800 需要 8192' },
    conditions: { en: 'figures of an example, says the source', zh: '来源说明仅为举例数字' },
    source: 'article section 4.1.1',
  },
  requires: () => true,
  rewrite: (kase, parameters) => ({ ...kase, chunk: read(parameters, 'chunk', 'token') }),
};
