/** What the host adds to a pass: eager launches, work between steps, and what a cache of it saves. */

import { formula, input } from '../../formula';

export const launchesOf = formula({
  id: 'kernel.launches-of',
  title: { en: 'Kernels that an operator launches in a pass', zh: '一个算子每趟启动的核函数数' },
  symbol: 'n',
  unit: '1',
  inputs: {
    times: input('n', '1', 'repetitions in the pass', '每趟重复次数'),
    kernels: input('k', '1', 'kernels a repetition', '每次核函数数'),
  },
  compute: (i) => i.times.value * i.kernels.value,
  write: (i) => `${i.times} * ${i.kernels}`,
});

/** The host runs ahead of the card, so only what the launches take beyond the kernels shows. */
export const launchGap = formula({
  id: 'kernel.launch-gap',
  title: { en: 'Time that eager launches add to the kernels of a pass', zh: '逐个启动比算子本身多出的时间' },
  symbol: 't_"gap"',
  unit: 's',
  inputs: {
    launches: input('n', '1', 'kernels of the pass', '整趟算子数'),
    each: input('t_l', 's', 'eager launch of one kernel', '单个算子的启动时间'),
    kernels: input('t', 's', 'time of all kernels', '全部算子时间'),
  },
  compute: (i) => Math.max(0, i.launches.value * i.each.value - i.kernels.value),
  write: (i) => `max(0, ${i.launches} * ${i.each} - ${i.kernels})`,
});

export const hostLeft = formula({
  id: 'kernel.host-left',
  title: { en: 'Host time of a pass in the open', zh: '整趟未被隐藏的主机时间' },
  symbol: 't_"host"',
  unit: 's',
  inputs: {
    host: input('h', 's', 'host time that always stays', '始终存在的主机时间'),
    gap: input('g', 's', 'host work between steps that runs beside no kernel', '未与算子并行的步间主机工作'),
    kernels: input('t', 's', 'time of all kernels', '全部算子时间'),
    saved: input('c', '1', 'share of the pass that cached metadata saves', '元数据缓存节省的整趟比例'),
  },
  compute: (i) => {
    const host = i.host.value + i.gap.value;
    return Math.max(0, host - i.saved.value * (i.kernels.value + host));
  },
  write: (i) => `max(0, ${i.host} + ${i.gap} - ${i.saved} * (${i.kernels} + ${i.host} + ${i.gap}))`,
});
