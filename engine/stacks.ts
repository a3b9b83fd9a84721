/** What each runtime has on before any lever, and the figures of what its levers switch. */

import { fact, question, type Q } from './quantity';
import { profiles } from './profiles';
import type { CacheLoad, Network, Runtime, Stack, Transfer } from './types';

const inGraph = { prefill: true, decode: true } as const;
const eager = { prefill: false, decode: false } as const;
/** Engines capture decode steps; prompts come in too many lengths. */
const decodeInGraph = { prefill: false, decode: true } as const;

/** Host work between two decode steps of a scheduler that does not run ahead. */
export const hostGap = fact(0.003_3, 's', 'assumed', {
  label: { en: 'host time of a decode step that runs beside no kernel', zh: '未与算子并行的每步主机时间' },
  source: 'article section 3.2',
  note: 'solved from the claim: 10 % of a step of 33 ms; 3–5 ms a step without an overlapped scheduler, less the 0.7 ms that stay',
});
export const noHostGap = question(0, 's', { en: 'host work runs beside the kernels', zh: '主机工作与算子并行' });

/** Router of a MoE layer: multiplication, sigmoid, top-k, index work. */
export const fusedRouter = question(2, '1', { en: 'kernels of a fused router', zh: '融合后路由器的算子数' });
export const plainRouter = fact(18, '1', 'assumed', {
  label: { en: 'kernels of a router that is not fused', zh: '未融合路由器的算子数' },
  source: 'article section 3.3.1',
});

export const nothingSaved = question(0, '1', { en: 'nothing saved', zh: '无节省' });
export const wholeSpread = question(1, '1', { en: 'requests dealt one by one', zh: '请求逐个轮发' });

export const plainNetwork: Network = {
  saved: question(0, 's', { en: 'control path as measured', zh: '控制面按实测' }),
  gain: question(1, '1', { en: 'rates as measured', zh: '速率按实测' }),
  added: question(0, 's', { en: 'RDMA: nothing added', zh: 'RDMA：无附加' }),
};

const whole = question(1, '1', { en: 'the whole link', zh: '全部链路带宽' });
const noCopies = question(0, '1', { en: 'sent from where it lies', zh: '原地发送' });
const nothingTaken = question(0, '1', { en: 'takes no part of the card', zh: '不占用计算单元' });

/** Who carries the cache between pools: what it copies, reaches and takes. */
export const carriers = {
  nccl: {
    copies: question(1, '1', { en: 'packed into a buffer on each side', zh: '两端各拷贝一次到缓冲区' }),
    share: whole,
    taken: fact(0.035, '1', 'assumed', {
      label: { en: 'share of a prefill pass that packing and sending take', zh: '打包与发送占一趟 Prefill 的比例' },
      source: 'article section 4.1.1',
      note: 'solved from the claim: NIXL gains 3–4 % over NCCL',
    }),
  },
  nixl: { copies: noCopies, share: whole, taken: nothingTaken },
  mooncake: {
    copies: noCopies,
    share: fact(0.82, '1', 'measured', {
      label: { en: 'share of the network that Mooncake reaches', zh: 'Mooncake 达到的网络带宽比例' },
      source: 'Mooncake: 164 GB/s of 200 over 4 × 400 Gb/s RoCE',
    }),
    taken: nothingTaken,
  },
  mpi: {
    copies: question(2, '1', { en: 'packed, and through host memory, on each side', zh: '两端打包并经主机内存' }),
    share: fact(0.5, '1', 'assumed', {
      label: { en: 'share of the network that is reached through host memory', zh: '经主机内存达到的网络带宽比例' },
      note: 'PCIe carries each byte twice',
    }),
    taken: nothingTaken,
  },
} as const satisfies Record<string, Transfer>;

/** Where a cached prefix may lie. */
export const tiers = {
  hbm: { latency: question(0, 's', { en: 'in the memory of the card already', zh: '已在卡上显存' }) },
  host: {
    bandwidth: fact(25e9, 'B/s', 'assumed', {
      label: { en: 'host memory to a card', zh: '主机内存到单卡带宽' },
      note: 'PCIe 5.0 ×16 carries 50 GB/s and more; two cards share a switch',
    }),
    latency: fact(0.000_1, 's', 'assumed', {
      label: { en: 'latency of a load from host memory', zh: '从主机内存加载的延迟' },
    }),
  },
  remote: {
    bandwidth: fact(20e9, 'B/s', 'measured', {
      label: { en: 'remote store to a card', zh: '远端存储到单卡带宽' },
      source: 'Mooncake: 164 GB/s a node of 8 cards',
    }),
    latency: fact(0.001, 's', 'assumed', {
      label: { en: 'latency of a load from a remote store', zh: '从远端存储加载的延迟' },
    }),
  },
} as const satisfies Record<string, CacheLoad>;

/** DeepEP as fused engines call it. */
export const routedExchange = {
  kind: 'routed',
  direct: { prefill: false, decode: true },
  sms: profiles.engine.exchangeSms,
} as const satisfies Stack['exchange'];

const engine: Stack = {
  graphs: decodeInGraph,
  hostGap: noHostGap,
  saved: nothingSaved,
  routerKernels: fusedRouter,
  expandFused: true,
  page: profiles.engine.page,
  exchange: routedExchange,
  network: plainNetwork,
  spread: wholeSpread,
  transfer: carriers.nccl,
};

/** The whole-stack measurements: one graph a pass, nothing fused. */
const pytorch: Stack = {
  ...engine,
  graphs: inGraph,
  routerKernels: plainRouter,
  expandFused: false,
};

/** Where "avoid waste" begins. */
const { page: _paged, ...unpaged } = engine;
const naive: Stack = {
  ...unpaged,
  graphs: eager,
  hostGap,
  routerKernels: plainRouter,
  expandFused: false,
  exchange: { kind: 'gather' },
};

export const stacks: Readonly<Record<Runtime, Stack>> = {
  engine,
  pytorch,
  naive,
  sglang: engine,
  trtllm: engine,
  vllm: engine,
};

/** Small kernels of the router beyond those that the runtime's profile counts. */
export function moreRouterKernels(runtime: Runtime, stack: Stack): number {
  return stack.routerKernels.value - stacks[runtime].routerKernels.value;
}

export const pageOf = (tokens: number): Q<'1'> =>
  question(tokens, '1', { en: 'tokens a KV page', zh: '每 KV 页 token 数' });
