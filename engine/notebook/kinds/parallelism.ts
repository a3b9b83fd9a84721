/** How the model is spread over the cards, a phase at a time. */

import type { Text } from '../../diagnostics';
import {
  placements,
  servings,
  type LayoutDesign,
  type ParallelismDesign,
  type PhaseName,
  type PoolDesign,
  type Serving,
} from '../../types';
import { defining, type Known } from '../kind';
import { optional } from '../optional';
import { amount, catalogId, choice, count, toggle } from '../scalars';
import { field, group, type Shape } from '../shape';
import { cards, nodes, readSize } from './size';

function ways(key: string, en: string, zh: string, standard: string, least = 1) {
  const meaning: Text = { en, zh };
  return field(key, count({ least, most: 100_000, example: '8' }), {
    title: { en: key.toUpperCase(), zh: key.toUpperCase() },
    meaning,
    standard,
  });
}

const tp = ways(
  'tp',
  'Tensor parallelism: cards that share each layer’s matrices',
  '张量并行：共同计算每层矩阵的卡数',
  'one node',
);
const dp = ways(
  'dp',
  'Data parallelism: ranks with requests of their own',
  '数据并行：各自处理请求的 rank 数',
  'fills the pool',
);
const pp = ways('pp', 'Pipeline parallelism: stages of layers', '流水线并行：层的分段数', '1');
const cp = ways('cp', 'Context parallelism: cards that share one sequence', '上下文并行：共同处理一个序列的卡数', '1');
const ep = ways(
  'ep',
  'Expert parallelism: cards over which the experts are spread',
  '专家并行：专家分布的卡数',
  'tp × dp for MoE',
);
const sp = field('sp', toggle, {
  title: { en: 'SP', zh: 'SP' },
  meaning: {
    en: 'Sequence parallelism beside TP: norms work on their share of the tokens',
    zh: '与 TP 搭配的序列并行：归一化只处理各自的 token',
  },
  standard: 'off',
});
const redundantExperts = field('redundantExperts', count({ least: 0, most: 10_000, example: '32' }), {
  title: { en: 'Redundant experts', zh: '冗余专家' },
  meaning: { en: 'Copies of hot experts beside the routed ones', zh: '路由专家之外的热点专家副本数' },
  standard: '0',
});
const placement = field('placement', choice(placements), {
  title: { en: 'Placement', zh: '放置' },
  meaning: {
    en: 'Where experts lie: by index, dealt one by one, or packed by load with the redundant copies',
    zh: '专家的放置：按编号、逐个轮发，或连同冗余副本按负载装箱',
  },
  standard: 'linear',
});
const passLabel = { en: 'tokens that a prefill pass packs a DP rank', zh: '每个 DP rank 一趟 Prefill 打包的 token 数' };
const tokens = field(
  'tokens',
  amount({ unit: 'token', label: passLabel, origin: 'question', example: '16384', bare: true, least: 1, whole: true }),
  {
    title: { en: 'Tokens a pass', zh: '每趟 token 数' },
    meaning: { en: 'Whole prompts are packed up to this many a DP rank', zh: '每个 DP rank 打包完整 prompt 的上限' },
    standard: 'the larger of one prompt and 8192',
  },
);

const layoutFields = [tp, dp, pp, cp, sp, ep, redundantExperts, placement];

function layoutShape(phase: PhaseName): Shape<LayoutDesign> {
  return group(phase === 'prefill' ? [...layoutFields, tokens] : layoutFields, (taken) => ({
    ...optional('tp', taken.get(tp)),
    ...optional('dp', taken.get(dp)),
    ...optional('pp', taken.get(pp)),
    ...optional('cp', taken.get(cp)),
    ...optional('sp', taken.get(sp)),
    ...optional('ep', taken.get(ep)),
    ...optional('redundantExperts', taken.get(redundantExperts)),
    ...optional('placement', taken.get(placement)),
    ...optional('tokens', phase === 'prefill' ? taken.get(tokens) : undefined),
  }));
}

const prefill = field('prefill', layoutShape('prefill'), {
  title: { en: 'Prefill', zh: 'Prefill' },
  meaning: { en: 'Layout of the prefill pool', zh: 'Prefill 池的布局' },
});
const decode = field('decode', layoutShape('decode'), {
  title: { en: 'Decode', zh: 'Decode' },
  meaning: { en: 'Layout of the decode pool', zh: 'Decode 池的布局' },
});
const serving = field('serving', choice(servings), {
  title: { en: 'Serving', zh: '部署方式' },
  meaning: {
    en: 'shared: one pool does both, and prompts run between decode steps; separate: each phase is looked at on its own',
    zh: 'shared：一个池同时承担两阶段，Prefill 穿插在 Decode 步之间；separate：两阶段各自来看',
  },
  standard: 'separate',
});

function poolShape(known: Known): Shape<PoolDesign> {
  const use = field('use', catalogId(known.chips), {
    title: { en: 'Chip', zh: '芯片' },
    meaning: { en: 'Another chip for this pool', zh: '此池使用另一种芯片' },
  });
  return group([nodes, cards, use], (taken) => ({
    ...optional('use', taken.get(use)),
    ...optional('size', readSize(taken)),
  }));
}

export const parallelism = defining(
  {
    id: 'parallelism',
    title: { en: 'Parallelism', zh: '并行' },
    summary: { en: 'How the model is spread over the cards of each phase', zh: '模型在各阶段的卡上如何分布' },
    template: 'prefill: {tp: 8, ep: 8}\ndecode: {tp: 1, ep: 8}\n',
  },
  (known) => {
    const pool = poolShape(known);
    const prefillPool = field('prefill', pool, {
      title: { en: 'Prefill pool', zh: 'Prefill 池' },
      meaning: { en: 'Its cards', zh: '该池的卡' },
    });
    const decodePool = field('decode', pool, {
      title: { en: 'Decode pool', zh: 'Decode 池' },
      meaning: { en: 'Its cards', zh: '该池的卡' },
    });
    const pools = field(
      'pools',
      group([prefillPool, decodePool], (taken) => ({
        ...optional('prefill', taken.get(prefillPool)),
        ...optional('decode', taken.get(decodePool)),
      })),
      {
        title: { en: 'Pools', zh: '池' },
        meaning: {
          en: 'Cards of each phase; without it each phase is looked at as if all cards served it',
          zh: '各阶段的卡数；未写时各阶段都按使用全部卡来看',
        },
      },
    );
    return {
      fields: [prefill, decode, pools, serving],
      read: (taken) => {
        const way = taken.get(serving);
        const said = { prefill: taken.get(prefill), decode: taken.get(decode), pools: taken.get(pools) };
        return (start) => {
          const before = servedBy(start.parallelism, way ?? (said.pools ? 'separate' : undefined));
          return {
            ...start,
            parallelism: {
              ...before,
              ...(said.prefill ? { prefill: { ...before.prefill, ...said.prefill } } : {}),
              ...(said.decode ? { decode: { ...before.decode, ...said.decode } } : {}),
              ...(said.pools
                ? {
                    pools: {
                      ...before.pools,
                      ...(said.pools.prefill ? { prefill: { ...before.pools?.prefill, ...said.pools.prefill } } : {}),
                      ...(said.pools.decode ? { decode: { ...before.pools?.decode, ...said.pools.decode } } : {}),
                    },
                  }
                : {}),
            },
          };
        };
      },
    };
  },
);

/** One pool for both has no pools; cards said for a pool end the sharing. */
function servedBy(before: ParallelismDesign, way: Serving | undefined): ParallelismDesign {
  if (way === undefined) return before;
  const { pools: own, serving: _, ...rest } = before;
  return way === 'shared' ? { ...rest, serving: way } : { ...rest, ...(own ? { pools: own } : {}) };
}
