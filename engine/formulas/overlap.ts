/** What hides behind what when an engine interleaves work: bounds, and the share of them that is reached. */

import { formula, input } from '../formula';

const work = input('t_"work"', 's', 'time of all that is not communication', '非通信时间');
const links = input('t_"link"', 's', 'time of all communication', '通信时间');
const efficiency = input('phi', '1', 'share of an ideal overlap that is reached', '实际达到的重叠比例');

/** Two half batches: while one communicates the other works, but each alone is still a chain of both. */
export const twoBatchHidden = formula({
  id: 'overlap.two-batch',
  title: { en: 'Time hidden by two-batch overlap', zh: '双批重叠隐藏的时间' },
  symbol: 't_"hidden"',
  unit: 's',
  inputs: {
    work,
    links,
    slowed: input('t\'_"work"', 's', 'the same work beside communication', '与通信并行时的计算时间'),
    efficiency,
  },
  compute: (i) => {
    const serial = i.work.value + i.links.value;
    const bound = Math.max(i.slowed.value, i.links.value, serial / 2);
    return i.efficiency.value * Math.max(0, serial - bound);
  },
  write: (i) =>
    `${i.efficiency} * (${i.work} + ${i.links} - max(${i.slowed}, ${i.links}, (${i.work} + ${i.links}) / 2))`,
});

/** Multiprocessors that only communicate compute nothing. */
export const slowedWork = formula({
  id: 'overlap.slowed',
  title: { en: 'Work on the multiprocessors that communication leaves', zh: '通信占用部分计算单元后的计算时间' },
  symbol: 't\'_"work"',
  unit: 's',
  inputs: {
    work,
    sms: input('"SM"', '1', 'multiprocessors', '计算单元数'),
    taken: input('"SM"_c', '1', 'multiprocessors that communicate', '用于通信的计算单元数'),
  },
  compute: (i) => (i.work.value * i.sms.value) / (i.sms.value - i.taken.value),
  write: (i) => `${i.work} * ${i.sms} / (${i.sms} - ${i.taken})`,
});

/** The same in plain numbers, for sums over operators. */
export function waitBeyond(time: number, compute: number, memory: number): number {
  return Math.max(0, time - Math.max(compute, memory));
}

/** On another stream an operator's waiting hides; its bytes and its arithmetic still take their turn. */
export const latencyLeft = formula({
  id: 'overlap.latency-left',
  title: { en: 'What an operator waits beyond its arithmetic and bytes', zh: '算子超出计算与读写之外的等待' },
  symbol: 't_"wait"',
  unit: 's',
  inputs: {
    time: input('t_i', 's', 'time of the operator', '算子时间'),
    compute: input('t_"peak"', 's', 'arithmetic at peak', '峰值算力下的计算时间'),
    memory: input('t_"HBM"', 's', 'time of the memory', '显存时间'),
  },
  compute: (i) => waitBeyond(i.time.value, i.compute.value, i.memory.value),
  write: (i) => `max(0, ${i.time} - max(${i.compute}, ${i.memory}))`,
});

export const streamHidden = formula({
  id: 'overlap.stream-hidden',
  title: { en: 'Time hidden by a stream of its own', zh: '独立流隐藏的时间' },
  symbol: 't_"hidden"',
  unit: 's',
  inputs: {
    latency: input('t_"wait"', 's', 'latencies of the operators on it', '该流算子的延迟'),
    behind: input('t_"other"', 's', 'time of the operators they hide behind', '并行算子的时间'),
  },
  compute: (i) => Math.min(i.latency.value, i.behind.value),
  write: (i) => `min(${i.latency}, ${i.behind})`,
});

/** One batch: expert exchange behind the work beside it (shared expert, down projection). */
export const singleBatchHidden = formula({
  id: 'overlap.single-batch',
  title: { en: 'Time hidden by single-batch overlap', zh: '单批重叠隐藏的时间' },
  symbol: 't_"hidden"',
  unit: 's',
  inputs: {
    exchange: input('t_"exchange"', 's', 'time of expert exchange', '专家交换时间'),
    beside: input('t_"beside"', 's', 'time of the work that can run beside it', '可并行的计算时间'),
    efficiency,
  },
  compute: (i) => i.efficiency.value * Math.min(i.exchange.value, i.beside.value),
  write: (i) => `${i.efficiency} * min(${i.exchange}, ${i.beside})`,
});

export const exposedTime = formula({
  id: 'overlap.pass',
  title: { en: 'Time of the pass: all operators, less what is hidden', zh: '整趟时间：全部算子减去被隐藏部分' },
  symbol: 't',
  unit: 's',
  inputs: {
    serial: input('t_"serial"', 's', 'operators one after another', '算子依次执行的时间'),
    hidden: input('t_"hidden"', 's', 'hidden by overlap', '被重叠隐藏的时间'),
  },
  compute: (i) => i.serial.value - i.hidden.value,
  write: (i) => `${i.serial} - ${i.hidden}`,
});

/** The share that stays open where `hidden` of all `side` seconds is hidden; in plain numbers, for sums over operators. */
export function shareLeft(hidden: number, side: number): number {
  return side > 0 ? Math.max(0, 1 - hidden / side) : 1;
}

/** What an operator's resources keep the pass waiting: the part that overlap leaves, without the latency before the work. */
export const openTime = formula({
  id: 'overlap.open',
  title: { en: 'Time of an operator in the open, its latency left out', zh: '算子未被隐藏的时间（不含启动延迟）' },
  symbol: 't_"open"',
  unit: 's',
  inputs: {
    time: input('t_i', 's', 'time of the operator', '算子时间'),
    launch: input('t_0', 's', 'its latency', '其启动延迟'),
    hidden: input('t_"hidden"', 's', 'hidden by overlap, all operators of its side', '该侧全部算子被隐藏的时间'),
    side: input('t_"side"', 's', 'time of all operators of its side', '该侧全部算子的时间'),
  },
  compute: (i) => (i.time.value - i.launch.value) * shareLeft(i.hidden.value, i.side.value),
  write: (i) => `(${i.time} - ${i.launch}) * (1 - ${i.hidden} / ${i.side})`,
});

export const openLatency = formula({
  id: 'overlap.open-latency',
  title: { en: 'Latency of an operator in the open', zh: '算子未被隐藏的延迟' },
  symbol: 't_0',
  unit: 's',
  inputs: {
    launch: input('t_0', 's', 'its latency', '其启动延迟'),
    hidden: input('t_"hidden"', 's', 'hidden by overlap, all operators of its side', '该侧全部算子被隐藏的时间'),
    side: input('t_"side"', 's', 'time of all operators of its side', '该侧全部算子的时间'),
  },
  compute: (i) => i.launch.value * shareLeft(i.hidden.value, i.side.value),
  write: (i) => `${i.launch} * (1 - ${i.hidden} / ${i.side})`,
});

export const halved = formula({
  id: 'overlap.half',
  title: { en: 'Sequences of one half batch, rounded up', zh: '半批的序列数（向上取整）' },
  symbol: 'b_"half"',
  unit: '1',
  inputs: { sequences: input('b', '1', 'sequences a DP rank', '每 DP rank 序列数') },
  compute: (i) => Math.ceil(i.sequences.value / 2),
  write: (i) => `|~ ${i.sequences} / 2 ~|`,
});
