/** Time at the datasheet's peaks, and the measures of table 1. */

import { formula, input } from '../formula';

/** The same in plain numbers, for sums over operators. */
export function atPeak(times: number, flop: number, peak: number): number {
  return (times * flop) / peak;
}

export const computeTime = formula({
  id: 'roofline.compute',
  title: { en: 'Time of the tensor cores at peak', zh: '峰值算力下的计算时间' },
  symbol: 't_"compute"',
  unit: 's',
  inputs: {
    times: input('n', '1', 'repetitions in the pass', '每趟重复次数'),
    flop: input('F', 'FLOP', 'arithmetic', '计算量'),
    peak: input('P', 'FLOP/s', 'peak of the format multiplied in', '所用格式的峰值算力'),
  },
  compute: (i) => atPeak(i.times.value, i.flop.value, i.peak.value),
  write: (i) => `${i.times} * ${i.flop} / ${i.peak}`,
});

export const memoryTime = formula({
  id: 'roofline.memory',
  title: { en: 'Time of the memory at peak', zh: '峰值带宽下的显存读写时间' },
  symbol: 't_"HBM"',
  unit: 's',
  inputs: {
    times: input('n', '1', 'repetitions in the pass', '每趟重复次数'),
    weights: input('W', 'B', 'weights read', '读取的权重'),
    kv: input('B_"KV"', 'B', 'KV cache read and written', '读写的 KV cache'),
    activations: input('A', 'B', 'activations read and written', '读写的激活值'),
    bandwidth: input('"BW"', 'B/s', 'memory bandwidth', '显存带宽'),
  },
  compute: (i) => (i.times.value * (i.weights.value + i.kv.value + i.activations.value)) / i.bandwidth.value,
  write: (i) => `${i.times} * (${i.weights} + ${i.kv} + ${i.activations}) / ${i.bandwidth}`,
});

/** The two fabrics carry at the same time; an unused one needs no figure. */
export const linkTime = formula({
  id: 'roofline.link',
  title: { en: 'Time of the links at peak', zh: '峰值链路带宽下的通信时间' },
  symbol: 't_"link"',
  unit: 's',
  inputs: {
    times: input('n', '1', 'repetitions in the pass', '每趟重复次数'),
    up: input('L_"up"', 'B', 'sent over scale-up', '机内通信量'),
    upBandwidth: input('"BW"_"up"', 'B/s', 'scale-up bandwidth, one way', '机内单向带宽'),
    out: input('L_"out"', 'B', 'sent over scale-out', '机间通信量'),
    outBandwidth: input('"BW"_"out"', 'B/s', 'scale-out bandwidth, one way', '机间单向带宽'),
  },
  compute: (i) =>
    i.times.value * Math.max(carried(i.up.value, i.upBandwidth.value), carried(i.out.value, i.outBandwidth.value)),
  write: (i) => `${i.times} * max(${i.up} / ${i.upBandwidth}, ${i.out} / ${i.outBandwidth})`,
});

function carried(bytes: number, bandwidth: number): number {
  return bytes === 0 ? 0 : bytes / bandwidth;
}

const compute = input('t_"compute"', 's', 'time the tensor cores are busy', '算力占用时间');
const memory = input('t_"HBM"', 's', 'time the memory is busy', '显存占用时间');
const communication = input('t_"link"', 's', 'time the links are busy', '链路占用时间');
const time = input('t', 's', 'time of the pass', '整趟时间');

/** An operator takes as long as its slowest resource. */
export const operatorTime = formula({
  id: 'roofline.operator',
  title: { en: 'Time of an operator at the roofline', zh: '算子的屋顶线时间' },
  symbol: 't',
  unit: 's',
  inputs: { compute, memory, communication },
  compute: (i) => Math.max(i.compute.value, i.memory.value, i.communication.value),
  write: (i) => `max(${i.compute}, ${i.memory}, ${i.communication})`,
});

export const overlapped = formula({
  id: 'phase.overlapped',
  title: { en: 'Busy time hidden behind another resource', zh: '被其他资源隐藏的占用时间' },
  symbol: 't_"hidden"',
  unit: 's',
  inputs: {
    compute,
    memory,
    communication,
    launch: input('t_"launch"', 's', 'launch and host time', '启动与主机时间'),
    time,
  },
  compute: (i) => {
    const hidden = i.compute.value + i.memory.value + i.communication.value + i.launch.value - i.time.value;
    // Parts added up in another order than the whole leave float dust.
    return hidden > 1e-12 * i.time.value || Number.isNaN(hidden) ? Math.max(0, hidden) : 0;
  },
  write: (i) => `${i.compute} + ${i.memory} + ${i.communication} + ${i.launch} - ${i.time}`,
});

export const shareOfPass = formula({
  id: 'phase.share',
  title: { en: 'Share of the pass that a resource is busy', zh: '资源占用时间占整趟的比例' },
  symbol: 'u',
  unit: '1',
  isShare: true,
  inputs: { busy: input('t_r', 's', 'time the resource is busy', '资源占用时间'), time },
  compute: (i) => i.busy.value / i.time.value,
  write: (i) => `${i.busy} / ${i.time}`,
});

export const mfu = formula({
  id: 'phase.mfu',
  title: { en: 'MFU: arithmetic at peak ÷ time of the pass', zh: 'MFU：峰值下的计算时间 ÷ 整趟时间' },
  cite: 'article table 1',
  symbol: '"MFU"',
  unit: '1',
  isShare: true,
  inputs: {
    compute: input('t_"peak"', 's', 'arithmetic at the peak of its format', '按所用格式峰值计的计算时间'),
    time,
  },
  compute: (i) => i.compute.value / i.time.value,
  write: (i) => `${i.compute} / ${i.time}`,
});

export const mbu = formula({
  id: 'phase.mbu',
  title: { en: 'MBU: memory traffic ÷ what the memory could carry', zh: 'MBU：显存读写量 ÷ 显存可承载量' },
  symbol: '"MBU"',
  unit: '1',
  isShare: true,
  inputs: {
    bytes: input('B', 'B', 'memory traffic', '显存读写量'),
    bandwidth: input('"BW"', 'B/s', 'memory bandwidth', '显存带宽'),
    time,
  },
  compute: (i) => i.bytes.value / i.bandwidth.value / i.time.value,
  write: (i) => `${i.bytes} / (${i.bandwidth} * ${i.time})`,
});

export const memoryRatio = formula({
  id: 'phase.memory-ratio',
  title: { en: 'Memory time ÷ compute time', zh: '显存时间 ÷ 计算时间' },
  cite: 'article table 1',
  symbol: 'r_"HBM"',
  unit: '1',
  inputs: { memory, compute },
  compute: (i) => i.memory.value / i.compute.value,
  write: (i) => `${i.memory} / ${i.compute}`,
});

export const communicationRatio = formula({
  id: 'phase.communication-ratio',
  title: { en: 'Communication time ÷ compute time', zh: '通信时间 ÷ 计算时间' },
  cite: 'article table 1',
  symbol: 'r_"link"',
  unit: '1',
  inputs: { communication, compute },
  compute: (i) => i.communication.value / i.compute.value,
  write: (i) => `${i.communication} / ${i.compute}`,
});

const times = input('n', '1', 'repetitions in the pass', '每趟重复次数');

export const repeatedBytes = formula({
  id: 'phase.repeated-bytes',
  title: { en: 'Bytes of an operator, all its repetitions', zh: '算子全部重复的字节数' },
  symbol: 'B',
  unit: 'B',
  inputs: { times, bytes: input('B_1', 'B', 'bytes a repetition', '每次字节数') },
  compute: (i) => i.times.value * i.bytes.value,
  write: (i) => `${i.times} * ${i.bytes}`,
});

export const repeatedFlop = formula({
  id: 'phase.repeated-flop',
  title: { en: 'Arithmetic of an operator, all its repetitions', zh: '算子全部重复的计算量' },
  symbol: 'F',
  unit: 'FLOP',
  inputs: { times, flop: input('F_1', 'FLOP', 'arithmetic a repetition', '每次计算量') },
  compute: (i) => i.times.value * i.flop.value,
  write: (i) => `${i.times} * ${i.flop}`,
});
