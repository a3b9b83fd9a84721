/** Prefill and decode on cards of their own instead of one pool for both. */

import { diagnostic } from '../diagnostics';
import { together } from '../formulas/serving';
import { share, spread } from '../formulas/shares';
import { count } from '../plan/op';
import { question } from '../quantity';
import type { Case, Layout, Pool } from '../types';
import type { Optimization } from './optimization';
import { figure, pure } from './parameter';

const ratio = { en: 'prefill cards for each decode card', zh: '每张 Decode 卡对应的 Prefill 卡数' };

export const pdDisaggregation: Optimization = {
  id: 'pd-disaggregation',
  title: { en: 'PD disaggregation', zh: 'PD 分离' },
  summary: {
    en: 'Gives each phase its own cards: prompts no longer stall decode steps, and each pool is laid out for its phase. Costs a transfer of every cache, weights held twice, and idle cards wherever the ratio does not fit the load.',
    zh: '两阶段各用各的卡：输入不再阻塞 Decode 步，各池按各自阶段布局。代价是每个缓存都要传输、权重存两份，配比不合负载时有卡闲置。',
  },
  level: 'macro',
  stage: 'raise-utilisation',
  parameters: {
    ratio: figure(ratio, question(1, '1', ratio), {
      least: 0.01,
      most: 100,
      stands: (kase) =>
        kase.separatePools ? question(kase.prefill.cards.value / kase.decode.cards.value, '1', ratio) : undefined,
    }),
  },
  standing: (kase) => kase.separatePools,
  without: merged,
  excludes: [],
  affects: ['prefill', 'decode', 'separatePools', 'shared', 'workload', 'batch'],
  cite: 'article section 4.1',
  reported: {
    claim: { en: 'TTFT −50 % and more, larger batches', zh: 'TTFT 降低超 50%，支持更大 Batch' },
    conditions: { en: 'production, with all of chapter 4 together', zh: '生产环境，与第四章各项合计' },
    source: 'article section 6.2',
    metric: 'serving.ttft',
    ratio: 0.5,
  },
  requires: (kase, parameters) => {
    if (kase.separatePools || splitOf(kase, pure(parameters, 'ratio').value)) return true;
    const words = {
      cards: kase.decode.cards.value,
      instance: Math.max(least(kase.prefill.layout), least(kase.decode.layout)),
    };
    return diagnostic('lever.one-pool', { lever: pdDisaggregation.title, ...words });
  },
  rewrite: (kase, parameters) => {
    const wanted = pure(parameters, 'ratio').value;
    const stands = kase.separatePools && kase.prefill.cards.value / kase.decode.cards.value === wanted;
    const cards = stands ? undefined : splitOf(kase, wanted);
    return cards ? separated(kase, cards) : kase;
  },
};

/** The smallest instance of a layout: one DP rank. */
function least({ tp, pp, cp }: Layout): number {
  return tp * pp * cp;
}

/** Whole ranks on both sides, as near the ratio as they go. */
function splitOf(kase: Case, ratioWanted: number): { prefill: number; decode: number } | undefined {
  const all = kase.separatePools ? kase.prefill.cards.value + kase.decode.cards.value : kase.decode.cards.value;
  const step = Math.max(least(kase.prefill.layout), least(kase.decode.layout));
  const parts = Math.floor(all / step);
  if (parts < 2 || kase.prefill.chip.id !== kase.decode.chip.id) return undefined;
  const wanted = Math.round((parts * ratioWanted) / (1 + ratioWanted));
  const prefill = Math.min(parts - 1, Math.max(1, wanted)) * step;
  return { prefill, decode: all - prefill };
}

function separated(kase: Case, cards: { prefill: number; decode: number }): Case {
  const { shared: _, ...rest } = kase;
  const decode = resized(kase.decode, cards.decode);
  return loaded(rest, { prefill: resized(kase.prefill, cards.prefill), decode }, true);
}

/** Both phases on all cards: the same chip, and instances that divide them. */
function merged(kase: Case): Case {
  const all = kase.prefill.cards.value + kase.decode.cards.value;
  if (kase.prefill.chip.id !== kase.decode.chip.id) return kase;
  const pools = { prefill: resized(kase.prefill, all), decode: resized(kase.decode, all) };
  return { ...loaded(kase, pools, false), shared: true };
}

/** As many requests in all as before, over the cards of the new decode pool. */
function loaded(kase: Case, pools: Pick<Case, 'prefill' | 'decode'>, separatePools: boolean): Case {
  const requests = together({ perCard: kase.workload.perCard, cards: kase.decode.cards });
  const perCard = spread({ total: requests, cards: pools.decode.cards });
  const { layout, cards } = pools.decode;
  const ranks = count(layout.dp * layout.replicas, 'DP ranks in the pool', '池内 DP rank 数');
  return {
    ...kase,
    ...pools,
    separatePools,
    workload: { ...kase.workload, perCard },
    batch: share({ perCard, cards, ranks }),
  };
}

/** Ranks are dropped until an instance divides the cards; experts spread no wider than the instance. */
function resized(pool: Pool, cards: number): Pool {
  const { layout } = pool;
  const rank = least(layout);
  let dp = Math.min(layout.dp, Math.floor(cards / rank));
  while (dp > 1 && cards % (rank * dp) !== 0) dp--;
  const ep = Math.min(layout.ep, layout.tp * dp);
  return {
    ...pool,
    cards: question(cards, 'card', { en: 'cards of the pool', zh: '池内卡数' }),
    layout: { ...layout, dp, ep, replicas: cards / (rank * dp) },
  };
}
