/** Exchanges on another link than the one they were measured on. */

import { formula, input } from '../../formula';

export const linkedStart = formula({
  id: 'kernel.linked-start',
  title: { en: 'Start of an exchange on a link of another latency', zh: '另一时延的链路上一次交换的启动时间' },
  symbol: 't_0',
  unit: 's',
  inputs: {
    start: input('t_m', 's', 'start where it was measured', '实测处的启动时间'),
    own: input('l', 's', 'latency of this link', '本链路时延'),
    measured: input('l_m', 's', 'latency of the link it was measured on', '实测所用链路的时延'),
  },
  compute: (i) => Math.max(0, i.start.value + i.own.value - i.measured.value),
  write: (i) => `max(0, ${i.start} + ${i.own} - ${i.measured})`,
});
