/** Forms that every kernel shares: its resources at the rates its family reaches, and how they add up. */

import { formula, input } from '../../formula';

/** The 4-norm: how two resources of one kernel hide behind each other; at most 19 % above the larger. Squares and roots, for speed. */
export function together(a: number, b: number): number {
  const a2 = a * a;
  const b2 = b * b;
  return Math.sqrt(Math.sqrt(a2 * a2 + b2 * b2));
}

const share = (symbol: string, en: string, zh: string) => input(symbol, '1', en, zh);

export const kernelMemory = formula({
  id: 'kernel.memory',
  title: { en: 'Time of the memory at the rate the kernel reaches', zh: '核函数实际带宽下的显存时间' },
  symbol: 't_"HBM"',
  unit: 's',
  inputs: {
    weights: input('W', 'B', 'weights read', '读取的权重'),
    kv: input('B_"KV"', 'B', 'KV cache read and written', '读写的 KV cache'),
    activations: input('A', 'B', 'activations read and written', '读写的激活值'),
    bandwidth: input('"BW"', 'B/s', 'memory bandwidth', '显存带宽'),
    bandwidthShare: share(
      'eta_b',
      'share of the memory bandwidth that the kernel family reaches',
      '该类核函数达到的显存带宽比例',
    ),
  },
  compute: (i) => (i.weights.value + i.kv.value + i.activations.value) / (i.bandwidth.value * i.bandwidthShare.value),
  write: (i) => `(${i.weights} + ${i.kv} + ${i.activations}) / (${i.bandwidth} * ${i.bandwidthShare})`,
});

export const kernelCompute = formula({
  id: 'kernel.compute',
  title: { en: 'Time of the tensor cores at the rate the kernel reaches', zh: '核函数实际算力下的计算时间' },
  symbol: 't_"compute"',
  unit: 's',
  inputs: {
    flop: input('F', 'FLOP', 'arithmetic', '计算量'),
    peak: input('P', 'FLOP/s', 'peak of the format multiplied in', '所用格式的峰值算力'),
    peakShare: share('eta_f', 'share of the peak that the kernel family reaches', '该类核函数达到的峰值算力比例'),
  },
  compute: (i) => i.flop.value / (i.peak.value * i.peakShare.value),
  write: (i) => `${i.flop} / (${i.peak} * ${i.peakShare})`,
});

/** The start contains the launch inside a graph. */
export const kernelTime = formula({
  id: 'kernel.time',
  title: { en: 'Time of a kernel', zh: '核函数时间' },
  symbol: 't',
  unit: 's',
  inputs: {
    start: input('t_0', 's', 'start of the kernel', '核函数启动时间'),
    compute: input('t_"compute"', 's', 'time of the tensor cores', '计算时间'),
    memory: input('t_"HBM"', 's', 'time of the memory', '显存时间'),
  },
  compute: (i) => i.start.value + together(i.compute.value, i.memory.value),
  write: (i) => `${i.start} + (${i.compute}^4 + ${i.memory}^4)^(1/4)`,
});
