/** Who carries the cache from prefill to decode. */

import { diagnostic } from '../diagnostics';
import { question } from '../quantity';
import { carriers } from '../stacks';
import type { Optimization } from './optimization';
import { choiceOf, chosen, placeOf } from './parameter';
import { withStack } from './stack';

const through = { en: 'what carries the cache', zh: '缓存传输方式' };
const ways = [
  {
    word: 'nixl',
    title: { en: 'NIXL: from page to page, no copies', zh: 'NIXL：页到页，零拷贝' },
    carrier: carriers.nixl,
  },
  {
    word: 'mooncake',
    title: { en: 'Mooncake: no copies, measured rate', zh: 'Mooncake：零拷贝，实测速率' },
    carrier: carriers.mooncake,
  },
  {
    word: 'nccl',
    title: { en: 'NCCL: packed on both sides, takes multiprocessors', zh: 'NCCL：两端打包，占用计算单元' },
    carrier: carriers.nccl,
  },
  { word: 'mpi', title: { en: 'MPI: through host memory', zh: 'MPI：经主机内存' }, carrier: carriers.mpi },
] as const;

export const nixl: Optimization = {
  id: 'nixl',
  title: { en: 'NIXL', zh: 'NIXL' },
  summary: {
    en: 'Sends the cache straight from its pages to the pages of the decode card: no packing, no multiprocessors, no buffers. Gains little where prompts are long to compute and short to send; needs GPUDirect RDMA.',
    zh: '缓存从页直接发往 Decode 卡的页：不打包，不占计算单元与缓冲。输入计算长、传输短时收益小；需要 GPUDirect RDMA。',
  },
  level: 'meso',
  stage: 'raise-utilisation',
  parameters: {
    through: choiceOf(through, ways),
  },
  neutral: { through: question(placeOf(ways, (way) => way.carrier === carriers.nccl) ?? 0, '1', through) },
  excludes: [],
  affects: ['stack'],
  cite: 'article section 4.1.1, table 7',
  reported: {
    claim: { en: 'against NCCL: 3–4 %', zh: '相比 NCCL 有 3–4% 的性能收益' },
    conditions: {
      en: 'production, separate pools; which figure gained is not said',
      zh: '生产环境，PD 分离；未说明是哪项指标',
    },
    source: 'article section 4.1.1',
    metric: 'prefill.throughput_per_card',
    ratio: 1.035,
    quoted: true,
  },
  requires: (kase) => (kase.separatePools ? true : diagnostic('lever.needs-pools', { lever: nixl.title })),
  rewrite: (kase, parameters) => {
    const { layersFrom } = kase.stack.transfer;
    const { carrier } = chosen(parameters, 'through', ways);
    return withStack(kase, { transfer: { ...carrier, ...(layersFrom ? { layersFrom } : {}) } });
  },
};
