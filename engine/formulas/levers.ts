/** What levers leave of a figure. */

import { formula, input } from '../formula';

export const hostLeftOver = formula({
  id: 'lever.host-left',
  title: { en: 'Host time between steps that is still in the open', zh: '仍未被隐藏的步间主机时间' },
  symbol: 'g',
  unit: 's',
  inputs: {
    gap: input('g_0', 's', 'host time between steps', '步间主机时间'),
    hidden: input('h', 's', 'hidden behind the kernels', '隐藏在算子之后'),
  },
  compute: (i) => Math.max(0, i.gap.value - i.hidden.value),
  write: (i) => `max(0, ${i.gap} - ${i.hidden})`,
});

export const tcpRate = formula({
  id: 'lever.tcp-rate',
  title: { en: 'Rate of the network over TCP', zh: 'TCP 下的网络速率' },
  symbol: '"BW"_"out"',
  unit: 'B/s',
  inputs: {
    link: input('"BW"_0', 'B/s', 'rate of the link', '链路速率'),
    share: input('s', '1', 'share that TCP reaches', 'TCP 达到的比例'),
  },
  compute: (i) => i.link.value * i.share.value,
  write: (i) => `${i.link} * ${i.share}`,
});

export const exchangeStart = formula({
  id: 'lever.exchange-start',
  title: { en: 'Start of an operation between cards', zh: '卡间操作的启动时间' },
  symbol: 't_0',
  unit: 's',
  inputs: {
    start: input('t_0', 's', 'start as measured', '实测启动时间'),
    saved: input('t_s', 's', 'control time saved', '减少的控制面时间'),
    added: input('t_a', 's', 'added by the network stack', '网络协议栈增加的时间'),
  },
  compute: (i) => Math.max(0, i.start.value - i.saved.value) + i.added.value,
  write: (i) => `max(0, ${i.start} - ${i.saved}) + ${i.added}`,
});

export const reachedShare = formula({
  id: 'lever.reached-share',
  title: { en: 'Share of the network that exchange reaches', zh: '交换达到的网络带宽比例' },
  symbol: 'eta_"out"',
  unit: '1',
  isShare: true,
  inputs: {
    share: input('eta', '1', 'share as measured', '实测比例'),
    gain: input('g', '1', 'rate against what was measured', '相对实测的速率倍数'),
  },
  // Never above the link, nor below what was measured.
  compute: (i) => Math.max(i.share.value, Math.min(1, i.share.value * i.gain.value)),
  write: (i) => `max(${i.share}, min(1, ${i.share} * ${i.gain}))`,
});

export const spreadOfOne = formula({
  id: 'lever.spread-of-one',
  title: { en: 'Spread left where ranks differ by one request', zh: 'rank 间仅差一个请求时剩余的不均' },
  symbol: 's',
  unit: '1',
  inputs: { batch: input('b', '1', 'requests a DP rank', '每 DP rank 请求数') },
  compute: (i) => 1 / Math.sqrt(Math.max(1, i.batch.value)),
  write: (i) => `1 / sqrt(${i.batch})`,
});
