/** Prompts whose beginning was seen before load its cache instead of computing it. */

import { prefixesKept } from '../formulas/memory';
import { share as requestsOfRank } from '../formulas/shares';
import { count } from '../plan/op';
import { fact, question, type Q } from '../quantity';
import { tiers } from '../stacks';
import type { CacheLoad, Case, Parameters, Pool } from '../types';
import type { Optimization } from './optimization';
import { choiceOf, chosen, figure, pure, read, share } from './parameter';

const hit = { en: 'share of the input tokens found in the cache', zh: '输入 token 命中缓存的比例' };
const tier = { en: 'where the cache lies', zh: '缓存所在层级' };
const places = [
  { word: 'hbm', title: { en: 'the card’s own memory', zh: '卡上显存' }, load: tiers.hbm, inCard: true },
  { word: 'host', title: { en: 'host memory', zh: '主机内存' }, load: tiers.host, inCard: false },
  { word: 'remote', title: { en: 'a remote store', zh: '远端存储' }, load: tiers.remote, inCard: false },
] as const;
const bandwidth = { en: 'load bandwidth a card; 0 = that of the tier', zh: '单卡加载带宽；0 = 取该层级的值' };
const latency = { en: 'latency of a load; 0 = that of the tier', zh: '单次加载延迟；0 = 取该层级的值' };
const kept = {
  en: 'prefixes kept in the card’s own memory for each running request',
  zh: '每个运行中的请求在卡上显存保留的前缀数',
};
const none = question(0, '1', hit);

export const kvReuse: Optimization = {
  id: 'kv-reuse',
  title: { en: 'KV reuse', zh: 'KV 复用' },
  summary: {
    en: 'Input that was seen before loads its KV cache instead of computing it. Saves in proportion to the hits; in the card’s own memory the prefixes kept take room from requests; a far tier pays only while loading a token is quicker than computing it, and attention over the cached part stays.',
    zh: '见过的输入直接加载 KV cache，无需重算。按命中比例节省；留在卡上显存的前缀会挤占请求的空间；远层级仅在加载快于计算时划算，对缓存部分的注意力仍需计算。',
  },
  level: 'macro',
  stage: 'avoid-waste',
  parameters: {
    hit: share(
      hit,
      fact(0.2, '1', 'assumed', { label: hit, source: 'article section 3.1', note: 'the repeated input of the claim' }),
      (kase) => (kase.workload.prefixHit.value > 0 ? kase.workload.prefixHit : undefined),
    ),
    tier: choiceOf(tier, places),
    kept: figure(
      kept,
      fact(1, '1', 'assumed', { label: kept, note: 'each conversation comes back once: as many wait as run' }),
      {
        least: 0,
        most: 100,
        // Hits that a workload brings along do not say where their cache lies.
        stands: (kase) => (kase.workload.prefixHit.value > 0 ? question(0, '1', kept) : undefined),
      },
    ),
    bandwidth: figure(bandwidth, question(0, 'B/s', bandwidth), { least: 0, most: 1e13 }),
    latency: figure(latency, question(0, 's', latency), { least: 0, most: 10 }),
  },
  neutral: { hit: none },
  standing: (kase) => kase.workload.prefixHit.value > 0,
  without: (kase) => ({ ...kase, workload: { ...kase.workload, prefixHit: none } }),
  excludes: [],
  affects: ['workload', 'cacheLoad', 'prefixesKept'],
  cite: 'article section 3.1',
  reported: {
    claim: { en: '20 % repeated input: 16 % less prefill compute', zh: '20% 输入重复时减少 16% 的 Prefill 计算' },
    conditions: { en: 'some production traffic; lengths not said', zh: '部分业务场景；未说明长度' },
    source: 'article section 3.1',
    metric: 'prefill.flops',
    ratio: 0.84,
  },
  requires: () => true,
  rewrite: (kase, parameters) => {
    const prefixHit = pure(parameters, 'hit');
    if (prefixHit.value === 0) return kase;
    const place = chosen(parameters, 'tier', places);
    const load = loadOf(place.load, parameters);
    const waiting = pure(parameters, 'kept');
    const reused = {
      ...kase,
      workload: { ...kase.workload, prefixHit },
      ...(place.inCard && waiting.value > 0 ? { prefixesKept: keptIn(kase, waiting) } : {}),
    };
    return load.bandwidth === undefined && load.latency.value === 0 ? reused : { ...reused, cacheLoad: load };
  },
};

/** Where prefill finds them: on its own cards, or on those that serve both phases. */
function keptIn(kase: Case, each: Q<'1'>): NonNullable<Case['prefixesKept']> {
  const on = ({ layout: { dp, replicas } }: Pool): Q<'1'> => {
    const ranks = count(dp * replicas, 'DP ranks in the pool', '池内 DP rank 数');
    const requests = requestsOfRank({ perCard: kase.workload.perCard, cards: kase.decode.cards, ranks });
    return prefixesKept({ requests, kept: each });
  };
  return { prefill: on(kase.prefill), ...(kase.separatePools ? {} : { decode: on(kase.decode) }) };
}

function loadOf(own: CacheLoad, parameters: Parameters): CacheLoad {
  const said = { bandwidth: read(parameters, 'bandwidth', 'B/s'), latency: read(parameters, 'latency', 's') };
  return {
    ...own,
    ...(said.bandwidth.value > 0 ? { bandwidth: said.bandwidth } : {}),
    ...(said.latency.value > 0 ? { latency: said.latency } : {}),
  };
}
