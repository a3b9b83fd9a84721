/** The network between nodes over TCP instead of RDMA. */

import { diagnostic } from '../diagnostics';
import { tcpRate } from '../formulas/levers';
import { fact, question } from '../quantity';
import type { Pool } from '../types';
import { withPools } from './formats';
import type { Optimization } from './optimization';
import { figure, pure, read, share } from './parameter';
import { spansDomains, withStack } from './stack';

const rate = { en: 'share of the network’s rate that TCP reaches', zh: 'TCP 达到的网络速率比例' };
const latency = { en: 'latency that TCP adds to each operation between nodes', zh: 'TCP 对每次跨节点操作增加的延迟' };

export const tcp: Optimization = {
  id: 'tcp',
  title: { en: 'TCP between nodes', zh: '节点间 TCP' },
  summary: {
    en: 'A study: what scale-out costs without RDMA. Lower rate and tens of microseconds an operation; bearable for KV transfer, ruinous for the many small exchanges of a decode step.',
    zh: '假设分析：机间没有 RDMA 的代价。速率更低，每次操作多几十微秒；KV 传输尚可，Decode 步内的大量小交换难以承受。',
  },
  level: 'macro',
  stage: 'see',
  parameters: {
    rate: share(
      rate,
      fact(0.5, '1', 'assumed', {
        label: rate,
        note: 'kernel stacks copy each byte and one flow rarely fills a fast link',
      }),
    ),
    latency: figure(
      latency,
      fact(0.000_03, 's', 'assumed', { label: latency, note: 'tens of microseconds through the kernel' }),
      {
        least: 0,
        most: 0.01,
      },
    ),
  },
  neutral: { rate: question(1, '1', rate), latency: question(0, 's', latency) },
  excludes: ['trmt'],
  affects: ['prefill', 'decode', 'stack'],
  cite: 'what-if, no source',
  requires: (kase) =>
    kase.separatePools || spansDomains(kase.prefill) || spansDomains(kase.decode)
      ? true
      : diagnostic('lever.needs-scale-out', { lever: tcp.title }),
  isWhatIf: () => true,
  study: { en: 'not this network', zh: '非此网络' },
  rewrite: (kase, parameters) => {
    const share = pure(parameters, 'rate');
    const slowed = (pool: Pool): Pool => ({
      ...pool,
      chip: { ...pool.chip, scaleOut: tcpRate({ link: pool.chip.scaleOut, share }) },
    });
    const slower = share.value === 1 ? kase : withPools(kase, slowed);
    return withStack(slower, { network: { ...slower.stack.network, added: read(parameters, 'latency', 's') } });
  },
};
