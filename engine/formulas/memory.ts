/** What stays on a card, and how many requests fit. */

import { formula, input } from '../formula';

export const usable = formula({
  id: 'memory.usable',
  title: { en: 'Usable memory of a card', zh: '单卡可用显存' },
  symbol: 'M_"usable"',
  unit: 'B',
  inputs: {
    memory: input('M', 'B', 'memory of the card', '单卡显存'),
    fraction: input('u', '1', 'usable share', '可用比例'),
  },
  compute: (i) => i.memory.value * i.fraction.value,
  write: (i) => `${i.memory} * ${i.fraction}`,
});

export const roundedLength = formula({
  id: 'memory.paged-length',
  title: { en: 'Cache length rounded up to whole pages', zh: '向上取整到整页的缓存长度' },
  symbol: 'L_"page"',
  unit: '1',
  inputs: {
    length: input('L', '1', 'mean cache length of a request', '每请求平均缓存长度'),
    page: input('p', '1', 'tokens a page', '每页 token 数'),
  },
  compute: (i) => Math.ceil(i.length.value / i.page.value) * i.page.value,
  write: (i) => `|~ ${i.length} / ${i.page} ~| * ${i.page}`,
});

const layers = input('N_L', '1', 'layers', '层数');
const entry = input('e_1', 'B', 'bytes an entry a layer on this card', '本卡每层每项字节数');
const ratio = input('r', '1', 'tokens an entry', '每项 token 数');
const across = input('c', '1', 'cards that share a sequence', '共同保存一个序列的卡数');

/** What each token adds in a group of equal layers. */
export const cacheOfLayers = formula({
  id: 'attention.layers-cache',
  title: { en: 'Cache of a token in a group of equal layers', zh: '一组相同层的每 token 缓存' },
  symbol: 'e',
  unit: 'B',
  inputs: { layers, entry, ratio, cards: across },
  compute: (i) => (i.layers.value * i.entry.value) / (i.ratio.value * i.cards.value),
  write: (i) => `${i.layers} * ${i.entry} / (${i.ratio} * ${i.cards})`,
});

/** What a request holds in a group of equal layers. */
export const cacheHeld = formula({
  id: 'memory.layers-cache',
  title: { en: 'Cache of a request in a group of equal layers', zh: '一组相同层的每请求缓存' },
  cite: 'article eq 7, with the factor N_L that its print lacks',
  symbol: 'M_"req"',
  unit: 'B',
  inputs: { layers, entry, ratio, cards: across, length: input('L', '1', 'tokens kept', '保留的 token 数') },
  compute: (i) => (i.layers.value * i.entry.value * i.length.value) / (i.ratio.value * i.cards.value),
  write: (i) => `${i.layers} * ${i.entry} * ${i.length} / (${i.ratio} * ${i.cards})`,
});

export const statesOfLayers = formula({
  id: 'memory.states',
  title: { en: 'States of a request in a group of equal layers', zh: '一组相同层的每请求状态' },
  symbol: 'M_S',
  unit: 'B',
  inputs: { layers, size: input('S', 'B', 'state a layer', '每层状态') },
  compute: (i) => i.layers.value * i.size.value,
  write: (i) => `${i.layers} * ${i.size}`,
});

/** Without pages a request reserves one stretch for all it may ever hold. */
export const greatestLength = formula({
  id: 'memory.greatest-length',
  title: { en: 'Greatest cache length of a request', zh: '每请求的最大缓存长度' },
  symbol: 'L_"max"',
  unit: '1',
  inputs: {
    input: input('s_"in"', 'token', 'prompt tokens', '输入 token 数'),
    output: input('s_"out"', 'token', 'output tokens', '输出 token 数'),
  },
  compute: (i) => i.input.value + i.output.value,
  write: (i) => `${i.input} + ${i.output}`,
});

export const cacheSize = formula({
  id: 'memory.kv',
  title: { en: 'KV cache and states of a card', zh: '单卡 KV cache 与状态' },
  symbol: 'M_"KV"',
  unit: 'B',
  inputs: {
    requests: input('b', '1', 'requests whose cache is on this card', '缓存在本卡的请求数'),
    request: input('M_"req"', 'B', 'cache of a request on this card', '本卡每请求缓存'),
  },
  compute: (i) => i.requests.value * i.request.value,
  write: (i) => `${i.requests} * ${i.request}`,
});

/** Conversations come back: so many prefixes wait for each request that runs. */
export const prefixesKept = formula({
  id: 'memory.prefixes-kept',
  title: { en: 'Prefixes that a DP rank keeps', zh: '每 DP rank 保留的前缀数' },
  symbol: 'n_"prefix"',
  unit: '1',
  inputs: {
    requests: input('b', '1', 'requests running on this rank', '本 rank 上运行的请求数'),
    kept: input('k', '1', 'prefixes kept for each', '每个请求保留的前缀数'),
  },
  compute: (i) => i.requests.value * i.kept.value,
  write: (i) => `${i.requests} * ${i.kept}`,
});

/** Beside the caches of the requests that run. */
export const prefixesSize = formula({
  id: 'memory.prefixes',
  title: { en: 'Cached prefixes kept on a card', zh: '单卡保留的前缀缓存' },
  symbol: 'M_"prefix"',
  unit: 'B',
  inputs: {
    prefixes: input('n_"prefix"', '1', 'prefixes that a DP rank keeps', '每 DP rank 保留的前缀数'),
    prefix: input('M_"pre"', 'B', 'cache of one prefix on this card', '本卡上一个前缀的缓存'),
  },
  compute: (i) => i.prefixes.value * i.prefix.value,
  write: (i) => `${i.prefixes} * ${i.prefix}`,
});

/** The widest operator's traffic stands for its live buffers; residual stream twice beside it. */
export const activationSize = formula({
  id: 'memory.activations',
  title: { en: 'Activations of a card at their peak', zh: '单卡激活值峰值' },
  symbol: 'M_"act"',
  unit: 'B',
  inputs: {
    widest: input('A_"max"', 'B', 'live buffers of the widest operator', '最宽算子的缓冲'),
    tokens: input('M', '1', 'tokens in the pass', '整趟 token 数'),
    hidden: input('d', '1', 'hidden size', '隐藏维度'),
    width: input('w', 'B', 'bytes an element', '每元素字节数'),
  },
  compute: (i) => i.widest.value + 2 * i.tokens.value * i.hidden.value * i.width.value,
  write: (i) => `${i.widest} + 2 * ${i.tokens} * ${i.hidden} * ${i.width}`,
});

export const headroom = formula({
  id: 'memory.headroom',
  title: { en: 'Memory left', zh: '剩余显存' },
  symbol: 'M_"left"',
  unit: 'B',
  inputs: {
    capacity: input('M_"usable"', 'B', 'usable memory', '可用显存'),
    total: input('M_"total"', 'B', 'memory used', '显存占用'),
  },
  compute: (i) => i.capacity.value - i.total.value,
  write: (i) => `${i.capacity} - ${i.total}`,
});

export const fill = formula({
  id: 'memory.fill',
  title: { en: 'Memory used ÷ usable', zh: '显存占用 ÷ 可用显存' },
  cite: 'article table 1',
  symbol: 'f',
  unit: '1',
  isShare: true,
  inputs: {
    total: input('M_"total"', 'B', 'memory used', '显存占用'),
    capacity: input('M_"usable"', 'B', 'usable memory', '可用显存'),
  },
  compute: (i) => i.total.value / i.capacity.value,
  write: (i) => `${i.total} / ${i.capacity}`,
});

/** Cache and activations grow with the batch; weights and the runtime's reserve do not. */
export const largestBatch = formula({
  id: 'memory.largest-batch',
  title: { en: 'Largest batch a card that fits', zh: '单卡可容纳的最大并发' },
  symbol: 'b_"max"',
  unit: 'per card',
  inputs: {
    capacity: input('M_"usable"', 'B', 'usable memory', '可用显存'),
    weights: input('M_W', 'B', 'weights', '权重'),
    runtime: input('M_"run"', 'B', 'runtime reserve', '运行时预留'),
    kv: input('M_"KV"', 'B', 'KV cache at this batch', '当前批量的 KV cache'),
    activations: input('M_"act"', 'B', 'activations at this batch', '当前批量的激活值'),
    batch: input('b', '1', 'requests a DP rank', '每 DP rank 请求数'),
    cards: input('c', '1', 'cards a DP rank', '每 DP rank 卡数'),
  },
  compute: (i) => {
    const each = (i.kv.value + i.activations.value) / i.batch.value;
    return Math.max(0, Math.floor((i.capacity.value - i.weights.value - i.runtime.value) / each)) / i.cards.value;
  },
  write: (i) =>
    `|__ (${i.capacity} - ${i.weights} - ${i.runtime}) / ((${i.kv} + ${i.activations}) / ${i.batch}) __| / ${i.cards}`,
});
