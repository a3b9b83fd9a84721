/** Tokens of a request, and what a card, a rank or a pass has of the whole. */

import { formula, input } from '../formula';

export const inputTokens = input('s_"in"', 'token', 'prompt tokens', '输入 token 数');
export const outputTokens = input('s_"out"', 'token', 'output tokens', '输出 token 数');
export const hit = input('h', '1', 'prefix-cache hit ratio', '前缀缓存命中率');

export const freshTokens = formula({
  id: 'workload.fresh',
  title: { en: 'Prompt tokens computed, cache hits left out', zh: '扣除缓存命中后需计算的输入 token 数' },
  symbol: 's',
  unit: '1',
  inputs: { input: inputTokens, hit },
  compute: (i) => i.input.value * (1 - i.hit.value),
  write: (i) => `${i.input} * (1 - ${i.hit})`,
});

export const cachedTokens = formula({
  id: 'workload.cached',
  title: { en: 'Prompt tokens found in the cache', zh: '命中缓存的输入 token 数' },
  symbol: 'c',
  unit: '1',
  inputs: { input: inputTokens, hit },
  compute: (i) => i.input.value * i.hit.value,
  write: (i) => `${i.input} * ${i.hit}`,
});

/** Mean over a request's life: the prompt and half of the output. */
export const meanLength = formula({
  id: 'workload.mean-length',
  title: { en: 'Mean cache length while decoding', zh: 'Decode 期间的平均缓存长度' },
  symbol: 'kv',
  unit: '1',
  inputs: { input: inputTokens, output: outputTokens },
  compute: (i) => i.input.value + i.output.value / 2,
  write: (i) => `${i.input} + ${i.output} / 2`,
});

export const product = formula({
  id: 'count.product',
  title: { en: 'Tokens in a pass a DP rank', zh: '每 DP rank 每趟 token 数' },
  symbol: 'M',
  unit: '1',
  inputs: {
    sequences: input('b', '1', 'sequences a DP rank', '每 DP rank 序列数'),
    each: input('q', '1', 'tokens a sequence', '每序列 token 数'),
  },
  compute: (i) => i.sequences.value * i.each.value,
  write: (i) => `${i.sequences} * ${i.each}`,
});

export const share = formula({
  id: 'workload.share',
  title: { en: 'Requests a DP rank holds, rounded up', zh: '每 DP rank 的请求数（向上取整）' },
  symbol: 'b',
  unit: '1',
  inputs: {
    perCard: input('n', 'per card', 'requests a card', '单卡并发'),
    cards: input('c', 'card', 'cards of the pool', '池内卡数'),
    ranks: input('r', '1', 'DP ranks in the pool', '池内 DP rank 数'),
  },
  // A share of 2.0000000001 is float dust, not a third request.
  compute: (i) => Math.ceil((i.perCard.value * i.cards.value) / i.ranks.value - 1e-9),
  write: (i) => `|~ ${i.perCard} * ${i.cards} / ${i.ranks} ~|`,
});

export const spread = formula({
  id: 'workload.spread',
  title: { en: 'Requests a card', zh: '单卡并发' },
  symbol: 'n',
  unit: 'per card',
  inputs: {
    total: input('N', '1', 'requests in total', '总并发'),
    cards: input('c', 'card', 'cards of the decode pool', 'Decode 池卡数'),
  },
  compute: (i) => i.total.value / i.cards.value,
  write: (i) => `${i.total} / ${i.cards}`,
});

export const promptsPacked = formula({
  id: 'workload.prompts',
  title: { en: 'Whole prompts that a prefill pass packs a DP rank', zh: '每 DP rank 每趟 Prefill 打包的完整提示数' },
  symbol: 'b',
  unit: '1',
  inputs: {
    most: input('T', '1', 'tokens a pass may pack', '每趟可打包 token 数'),
    fresh: input('s', '1', 'prompt tokens to compute', '需计算的输入 token 数'),
    waiting: input('w', '1', 'requests there are a DP rank', '每 DP rank 的请求数'),
  },
  compute: (i) => Math.max(1, Math.min(Math.floor(i.most.value / Math.max(1, i.fresh.value)), i.waiting.value)),
  write: (i) => `max(1, min(|__ ${i.most} / ${i.fresh} __|, ${i.waiting}))`,
});
