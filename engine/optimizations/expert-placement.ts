/** Which card holds which experts. */

import { diagnostic } from '../diagnostics';
import { question } from '../quantity';
import { placements, type Case, type Layout, type Parameters, type PhaseName, type Placement } from '../types';
import type { Optimization } from './optimization';
import { choiceOf, chosen, number, placeOf, pure } from './parameter';
import { exchangesAny, hasMoe } from './stack';

const placement = { en: 'how experts are laid over the cards', zh: '专家在卡上的放置方式' };
const titles: Readonly<Record<Placement, { en: string; zh: string }>> = {
  linear: { en: 'by index', zh: '按编号' },
  'round-robin': { en: 'dealt one by one', zh: '逐个轮发' },
  balanced: { en: 'packed by load, copies of the hottest', zh: '按负载装箱，复制最热专家' },
};
/** The one of the claim first. */
const ways = [...placements]
  .sort((a, b) => Number(b === 'round-robin') - Number(a === 'round-robin'))
  .map((way) => ({
    word: way,
    way,
    title: titles[way],
  }));
const redundant = { en: 'copies of hot experts, over all cards', zh: '热点专家副本数（全部卡合计）' };

export const expertPlacement: Optimization = {
  id: 'expert-placement',
  title: { en: 'Expert placement', zh: '专家放置' },
  summary: {
    en: 'Spreads hot experts over the cards, so that fewer wait for the busiest. Helps only where some experts are asked for more often than others (say so in the workload’s routing); copies cost memory, and are re-dealt as traffic shifts.',
    zh: '将热点专家分散到各卡，减少等待最忙卡。仅在专家热度不均时有效（见工作负载的 routing）；副本占显存，流量变化后需重新放置。',
  },
  level: 'meso',
  stage: 'raise-utilisation',
  parameters: {
    placement: choiceOf(placement, ways, (kase) => placeOf(ways, (each) => each.way === kase.decode.layout.placement)),
    redundant: number(redundant, 0, {
      least: 0,
      most: 10_000,
      stands: ({ decode: { layout } }) =>
        layout.redundantExperts > 0 ? question(layout.redundantExperts, '1', redundant) : undefined,
    }),
  },
  neutral: {
    placement: question(placeOf(ways, (each) => each.way === 'linear') ?? 0, '1', placement),
    redundant: question(0, '1', redundant),
  },
  standing: ({ prefill, decode }) => [prefill, decode].some(({ layout }) => isPlaced(layout)),
  without: (kase) => onBoth(kase, ({ placement: _, ...layout }) => ({ ...layout, redundantExperts: 0 })),
  excludes: [],
  affects: ['prefill', 'decode'],
  cite: 'article section 4.1.2',
  reported: {
    claim: {
      en: 'throughput +14.03 %, TTFT −50 % and more, TPOT −8.06 %',
      zh: '吞吐 +14.03%，TTFT 降低超 50%，TPOT −8.06%',
    },
    conditions: {
      en: 'own test set, round robin (id % cards); hot experts asked for more than 5 times as often as cold ones; with low-latency DeepEP',
      zh: '自有测试集，轮发（id % 卡数）；热点专家激活次数为冷专家 5 倍以上；结合低时延 DeepEP',
    },
    source: 'article section 4.1.2',
    metric: 'serving.tpot',
    ratio: 0.9194,
  },
  requires: (kase, parameters) => {
    if (!hasMoe(kase)) return diagnostic('lever.needs-moe', { lever: expertPlacement.title, model: kase.model.title });
    if (!exchangesAny(kase) && kase.prefill.layout.ep === 1 && kase.decode.layout.ep === 1)
      return diagnostic('lever.needs-ep', { lever: expertPlacement.title });
    const uneven = unevenOf(kase, pure(parameters, 'redundant').value);
    return uneven ? diagnostic('lever.experts-divide', { lever: expertPlacement.title, ...uneven }) : true;
  },
  rewrite: (kase, parameters) => {
    const changed = placedAs(parameters);
    return onBoth(kase, (layout) => changed(layout));
  },
};

function isPlaced({ placement: way, redundantExperts }: Layout): boolean {
  return redundantExperts > 0 || (way !== undefined && way !== 'linear');
}

function placedAs(parameters: Parameters): (layout: Layout) => Layout {
  const { way } = chosen(parameters, 'placement', ways);
  const redundantExperts = pure(parameters, 'redundant').value;
  return (layout) =>
    way === (layout.placement ?? 'linear') && redundantExperts === layout.redundantExperts
      ? layout
      : { ...layout, placement: way, redundantExperts };
}

const phases: readonly PhaseName[] = ['prefill', 'decode'];

function unevenOf(kase: Case, copies: number): { experts: number; ep: number } | undefined {
  for (const { ffn } of kase.model.layers) {
    if (ffn.kind !== 'moe') continue;
    const experts = ffn.experts + copies;
    const phase = phases.find((each) => experts % kase[each].layout.ep !== 0);
    if (phase) return { experts, ep: kase[phase].layout.ep };
  }
  return undefined;
}

function onBoth(kase: Case, change: (layout: Layout) => Layout): Case {
  const { prefill, decode } = kase;
  return {
    ...kase,
    prefill: { ...prefill, layout: change(prefill.layout) },
    decode: { ...decode, layout: change(decode.layout) },
  };
}
