/** Elementwise passes: what fits the L2 moves at the full bandwidth, the rest at the rate of a copy; each kernel has a latency. */

import { formula, input } from '../formula';

/** The same in plain numbers, for the elementwise kernels of a pass. The two lines meet where the pass just fits the cache. */
export function copySeconds(bytes: number, bandwidth: number, share: number, cache: number): number {
  const beyond = (bytes - (1 - share) * cache) / share;
  return Math.max(bytes, beyond) / bandwidth;
}

export const passMemory = formula({
  id: 'pass.memory',
  title: { en: 'Time of the memory in an elementwise pass', zh: '逐元素算子的显存时间' },
  symbol: 't_"HBM"',
  unit: 's',
  inputs: {
    bytes: input('A', 'B', 'bytes read and written', '读写字节数'),
    bandwidth: input('"BW"', 'B/s', 'memory bandwidth', '显存带宽'),
    bandwidthShare: input('eta_b', '1', 'share of the memory bandwidth that a copy reaches', '拷贝达到的显存带宽比例'),
    cache: input('"L2"', 'B', 'second-level cache', '二级缓存容量'),
  },
  compute: (i) => copySeconds(i.bytes.value, i.bandwidth.value, i.bandwidthShare.value, i.cache.value),
  write: (i) =>
    `max(${i.bytes}, (${i.bytes} - (1 - ${i.bandwidthShare}) * ${i.cache}) / ${i.bandwidthShare}) / ${i.bandwidth}`,
});

export const kernelLatencies = formula({
  id: 'pass.latency',
  title: { en: 'Latency of small kernels, one after another', zh: '小算子逐个执行的延迟' },
  symbol: 't_0',
  unit: 's',
  inputs: {
    kernels: input('n', '1', 'kernels it takes', '所需核函数个数'),
    each: input('c_s', 's', 'cost of a small kernel', '单个小核函数的开销'),
  },
  compute: (i) => i.kernels.value * i.each.value,
  write: (i) => `${i.kernels} * ${i.each}`,
});

export const addedTime = formula({
  id: 'pass.atomics',
  title: { en: 'Time of sums by atomics', zh: '原子累加时间' },
  symbol: 't_"add"',
  unit: 's',
  inputs: {
    atomics: input('n', '1', 'numbers added', '累加的数值个数'),
    rate: input('r', '1/s', 'numbers added a second', '每秒累加个数'),
  },
  compute: (i) => i.atomics.value / i.rate.value,
  write: (i) => `${i.atomics} / ${i.rate}`,
});

export const slower = formula({
  id: 'pass.slower',
  title: { en: 'Time of the memory, or of the sums where those are slower', zh: '显存时间与累加时间中的较大者' },
  symbol: 't_"HBM"',
  unit: 's',
  inputs: {
    memory: input('t_"HBM"', 's', 'time of the memory', '显存时间'),
    added: input('t_"add"', 's', 'time of sums by atomics', '原子累加时间'),
  },
  compute: (i) => Math.max(i.memory.value, i.added.value),
  write: (i) => `max(${i.memory}, ${i.added})`,
});

export const startLeft = formula({
  id: 'pass.start-left',
  title: { en: 'Start of a kernel that does not hide behind the one before', zh: '未被前一算子掩盖的启动时间' },
  symbol: 't_0',
  unit: 's',
  inputs: {
    start: input('t_0', 's', 'start of the kernel', '核函数启动时间'),
    chained: input('t_c', 's', 'hidden behind the end of the one before', '被前一算子掩盖的时间'),
  },
  compute: (i) => Math.max(0, i.start.value - i.chained.value),
  write: (i) => `max(0, ${i.start} - ${i.chained})`,
});
