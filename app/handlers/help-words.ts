/** What the words for resources and for trust mean, in one sentence each. */

import type { Resource, Text, Trust } from '../../engine';

export const resourceMeanings: Readonly<Record<Resource, Text>> = {
  compute: {
    en: 'Arithmetic of the tensor cores. It binds where every byte read is used for many operations: prefill, large batches.',
    zh: '张量核的计算。每读一个字节要做很多次运算时成为瓶颈：Prefill、大批量。',
  },
  'memory-capacity': {
    en: 'Room for weights, KV cache and buffers. It binds where the batch that fits is smaller than the one that would pay.',
    zh: '容纳权重、KV cache 与缓冲的空间。放得下的批量小于划算的批量时成为瓶颈。',
  },
  'memory-bandwidth': {
    en: 'Reading weights and cache. It binds where few operations are done for each byte: decode, small batches.',
    zh: '读取权重与缓存。每字节只做很少运算时成为瓶颈：Decode、小批量。',
  },
  communication: {
    en: 'What cards send each other: expert exchange, reductions, cache transfer. It binds where many cards share little work.',
    zh: '卡间通信：专家交换、归约、缓存传输。许多卡分担少量工作时成为瓶颈。',
  },
};

export const trustMeanings: Readonly<Record<Trust, Text>> = {
  measured: { en: 'Timed on the thing itself, with a source.', zh: '在实物上测得，有来源。' },
  datasheet: { en: 'Stated by its maker.', zh: '厂商给出。' },
  calibrated: { en: 'Fitted to measurements of its kind, with a known error.', zh: '由同类实测拟合，误差已知。' },
  given: { en: 'Said by you in the notebook or in your own catalog entry.', zh: '由用户在笔记本或自己的条目中给出。' },
  assumed: { en: 'Nobody has published it; a reason stands beside it.', zh: '无人公布，附有假设理由。' },
};
