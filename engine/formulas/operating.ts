/** The point at which a design is run: the batch that an arrival rate keeps busy, the wait before prefill. */

import { formula, input } from '../formula';

const rate = input('lambda', '1/s', 'requests that arrive a second', '每秒到达的请求数');
const pass = input('t', 's', 'time of the prefill pass', 'Prefill 一趟的时间');
const prompts = input('k', '1', 'prompts that a pass packs a DP rank', '每 DP rank 每趟打包的提示数');

/** Little's law over the decode phase. */
export const batchAtRate = formula({
  id: 'operating.batch',
  title: { en: 'Requests decoded at once at this arrival rate', zh: '此到达率下同时 Decode 的请求数' },
  symbol: 'B',
  unit: '1',
  inputs: {
    rate,
    output: input('s_"out"', 'token', 'output tokens', '输出 token 数'),
    tpot: input('"TPOT"', 's', 'time an output token at this batch', '此批量下每输出 token 的时间'),
  },
  compute: (i) => i.rate.value * i.output.value * i.tpot.value,
  write: (i) => `${i.rate} * ${i.output} * ${i.tpot}`,
});

export const prefillUse = formula({
  id: 'queue.use',
  title: { en: 'Share of the time that the prefill pool is busy', zh: 'Prefill 池的忙碌比例' },
  symbol: 'rho',
  unit: '1',
  isShare: true,
  inputs: {
    arrivals: rate,
    pass,
    prompts,
    ranks: input('r', '1', 'DP ranks of the prefill pool', 'Prefill 池 DP rank 数'),
  },
  compute: (i) => (i.arrivals.value * i.pass.value) / (i.prompts.value * i.ranks.value),
  write: (i) => `${i.arrivals} * ${i.pass} / (${i.prompts} * ${i.ranks})`,
});

/** Mean wait of M/D/1, one server a DP rank: Pollaczek–Khinchine with a constant service time. */
export const queueWait = formula({
  id: 'queue.wait',
  title: { en: 'Mean wait before prefill (M/D/1)', zh: 'Prefill 前的平均排队时间（M/D/1）' },
  cite: 'Pollaczek–Khinchine',
  symbol: 't_"queue"',
  unit: 's',
  inputs: {
    use: input('rho', '1', 'share of the time that the prefill pool is busy', 'Prefill 池的忙碌比例'),
    pass,
    prompts,
  },
  compute: (i) => (i.use.value * i.pass.value) / i.prompts.value / (2 * (1 - i.use.value)),
  write: (i) => `${i.use} * ${i.pass} / ${i.prompts} / (2 * (1 - ${i.use}))`,
});
