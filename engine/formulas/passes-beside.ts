/** What a pass does beside its kernels: loading, packing, waiting. */

import { formula, input } from '../formula';
import { largestOf } from './expert-placement';

const sequences = input('b', '1', 'sequences a DP rank', '每 DP rank 序列数');
const token = input('e', 'B', 'KV cache a token on a card', '单卡每 token 的 KV cache');

export const cachedLoad = formula({
  id: 'beside.load',
  title: { en: 'Time to load the cached prefixes of a pass', zh: '加载整趟缓存前缀的时间' },
  symbol: 't_"link"',
  unit: 's',
  inputs: {
    sequences,
    cached: input('c', '1', 'cached tokens a sequence', '每序列已缓存 token 数'),
    token,
    bandwidth: input('"BW"_"tier"', 'B/s', 'bandwidth of the tier, a card', '该层级的单卡带宽'),
  },
  compute: (i) => (i.sequences.value * i.cached.value * i.token.value) / i.bandwidth.value,
  write: (i) => `${i.sequences} * ${i.cached} * ${i.token} / ${i.bandwidth}`,
});

export const loadTime = formula({
  id: 'beside.load-time',
  title: { en: 'Load of the cached prefixes with its latency', zh: '缓存前缀加载时间（含延迟）' },
  symbol: 't',
  unit: 's',
  inputs: {
    moving: input('t_"link"', 's', 'time the bytes move', '数据传输时间'),
    latency: input('t_0', 's', 'latency', '延迟'),
  },
  compute: (i) => i.moving.value + i.latency.value,
  write: (i) => `${i.moving} + ${i.latency}`,
});

/** Each copy is read and written. */
export const packTime = formula({
  id: 'beside.pack',
  title: { en: 'Time to pack the cache of a pass for its transfer', zh: '整趟缓存打包的时间' },
  symbol: 't_"HBM"',
  unit: 's',
  inputs: {
    sequences,
    length: input('s_"in"', 'token', 'prompt tokens', '输入 token 数'),
    token,
    copies: input('n', '1', 'copies', '拷贝次数'),
    bandwidth: input('"BW"', 'B/s', 'memory bandwidth', '显存带宽'),
  },
  compute: (i) => (2 * i.copies.value * i.sequences.value * i.length.value * i.token.value) / i.bandwidth.value,
  write: (i) => `2 * ${i.copies} * ${i.sequences} * ${i.length} * ${i.token} / ${i.bandwidth}`,
});

export const takenTime = formula({
  id: 'beside.taken',
  title: { en: 'Time of a pass that sending the cache takes', zh: '发送缓存占用的整趟时间' },
  symbol: 't_"send"',
  unit: 's',
  inputs: {
    pass: input('t', 's', 'time of the pass', '整趟时间'),
    taken: input('s', '1', 'share that is taken', '被占用的比例'),
  },
  compute: (i) => i.pass.value * i.taken.value,
  write: (i) => `${i.pass} * ${i.taken}`,
});

/** Requests stand anywhere between their first and last token: lengths are uniform from s_in to s_in + s_out. */
export const rankWait = formula({
  id: 'beside.rank-wait',
  title: { en: 'Wait for the rank with the longest caches', zh: '等待缓存最长 rank 的时间' },
  symbol: 't_"wait"',
  unit: 's',
  inputs: {
    attention: input('t_"att"', 's', 'time of attention on the mean rank', '平均 rank 的注意力时间'),
    ranks: input('r', '1', 'ranks that wait for each other', '相互等待的 rank 数'),
    batch: input('b', '1', 'requests a rank', '每 rank 请求数'),
    input: input('s_"in"', 'token', 'prompt tokens', '输入 token 数'),
    output: input('s_"out"', 'token', 'output tokens', '输出 token 数'),
    spread: input('s', '1', 'share of the spread that routing of requests leaves', '请求路由后剩余的不均比例'),
  },
  compute: (i) => {
    if (i.ranks.value <= 1) return 0;
    const deviation = i.output.value / Math.sqrt(12) / (i.input.value + i.output.value / 2);
    const most = largestOf(Math.round(i.ranks.value));
    return (i.attention.value * i.spread.value * most * deviation) / Math.sqrt(i.batch.value);
  },
  write: (i) =>
    `${i.attention} * ${i.spread} * "E" [max_(1..${i.ranks}) z] * ${i.output} / (sqrt(12) * (${i.input} + ${i.output} / 2) * sqrt(${i.batch}))`,
});
