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
  inputs: { work, links, efficiency },
  compute: (i) => {
    const serial = i.work.value + i.links.value;
    return i.efficiency.value * (serial - Math.max(i.work.value, i.links.value, serial / 2));
  },
  write: (i) => `${i.efficiency} * (${i.work} + ${i.links} - max(${i.work}, ${i.links}, (${i.work} + ${i.links}) / 2))`,
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

/** The part of an operator's time that is left in the open. */
export const exposedShare = formula({
  id: 'overlap.exposed',
  title: { en: 'Time of an operator that overlap leaves in the open', zh: '算子未被重叠隐藏的时间' },
  symbol: 't_"open"',
  unit: 's',
  inputs: {
    time: input('t_i', 's', 'time of the operator', '算子时间'),
    hidden: input('t_"hidden"', 's', 'hidden by overlap, all operators of its side', '该侧全部算子被隐藏的时间'),
    side: input('t_"side"', 's', 'time of all operators of its side', '该侧全部算子的时间'),
  },
  compute: (i) => (i.side.value > 0 ? i.time.value * (1 - i.hidden.value / i.side.value) : i.time.value),
  write: (i) => `${i.time} * (1 - ${i.hidden} / ${i.side})`,
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
