/** Expert exchange without the CPU on its control path, over both ports of the network cards. */

import { diagnostic } from '../diagnostics';
import { fact, question } from '../quantity';
import type { Optimization } from './optimization';
import { figure, pure, read } from './parameter';
import { exchangesAny, withStack } from './stack';

const control = { en: 'control time taken out of each exchange', zh: '每次交换减少的控制面时间' };
const ports = {
  en: 'scale-out rate of exchange with both ports in use, against before',
  zh: '双端口同时使用后的机间交换速率倍数',
};

export const trmt: Optimization = {
  id: 'trmt',
  title: { en: 'TRMT', zh: 'TRMT' },
  summary: {
    en: 'Bypasses the CPU in expert exchange (3 → 0.5 µs) and spreads its traffic over both ports of the network cards. Pays in decode, where messages are small; nothing inside a node for the ports, and nothing where kernels already reach the link’s rate.',
    zh: '专家交换绕过 CPU（3 → 0.5 µs），并将流量均分到双端口网卡。Decode 消息小，收益大；机内无端口收益，已跑满链路时无收益。',
  },
  level: 'meso',
  stage: 'raise-utilisation',
  parameters: {
    control: figure(
      control,
      fact(0.000_002_5, 's', 'assumed', {
        label: control,
        source: 'article section 4.1.2',
        note: 'solved from the claim: 3 µs before, 0.5 µs after. Quoted, not computed',
      }),
      { least: 0, most: 0.001 },
    ),
    ports: figure(
      ports,
      fact(1.32, '1', 'measured', {
        label: ports,
        source: 'deepep-pr-130',
        note: 'EP32 dispatch 44 → 58 GB/s, EP64 46 → 51',
      }),
      { least: 1, most: 4 },
    ),
  },
  neutral: { control: question(0, 's', control), ports: question(1, '1', ports) },
  excludes: ['tcp'],
  affects: ['stack'],
  cite: 'article section 4.1.2',
  reported: {
    claim: {
      en: 'control plane 3 → 0.5 µs; communication operators, 40 % and more of the step before, 60 % shorter',
      zh: '控制面 3 → 0.5 µs；通信算子此前占比超过 40%，耗时减少 60%',
    },
    conditions: {
      en: 'decode, dual-port network cards; with DeepEP, against its first release',
      zh: 'Decode，双端口网卡；与 DeepEP 一起，对比其最初版本',
    },
    source: 'article section 4.1.2',
    metric: 'decode.time.communication',
    ratio: 0.4,
    quoted: true,
  },
  requires: (kase) => (exchangesAny(kase) ? true : diagnostic('lever.needs-ep', { lever: trmt.title })),
  rewrite: (kase, parameters) => {
    const { network } = kase.stack;
    return withStack(kase, {
      network: { ...network, saved: read(parameters, 'control', 's'), gain: pure(parameters, 'ports') },
    });
  },
};
