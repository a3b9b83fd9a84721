/** Which DP rank a new request goes to. */

import { diagnostic } from '../diagnostics';
import { spreadOfOne } from '../formulas/levers';
import { fact, question, type Q } from '../quantity';
import { wholeSpread } from '../stacks';
import type { Case } from '../types';
import type { Optimization } from './optimization';
import { choiceOf, chosen, placeOf } from './parameter';
import { hasMoe, withStack } from './stack';

const policy = { en: 'where a new request goes', zh: '新请求去往何处' };

interface Policy {
  readonly word: string;
  readonly title: { readonly en: string; readonly zh: string };
  /** Share of the spread of round robin that is left. */
  readonly left: (kase: Case) => Q<'1'>;
}

function leaves(value: number, en: string, zh: string): () => Q<'1'> {
  const left = fact(value, '1', 'assumed', { label: { en, zh }, note: 'no measurement published' });
  return () => left;
}

const policies: readonly Policy[] = [
  {
    word: 'kv-use',
    title: { en: 'the rank that uses least KV cache', zh: 'KV cache 占用最少的 rank' },
    // Ranks differ by no more than one request's cache.
    left: (kase) => spreadOfOne({ batch: kase.batch }),
  },
  {
    word: 'free-slots',
    title: { en: 'free slots, from a sliding mean of output length', zh: '按输出长度滑动均值估算的空闲槽位' },
    left: leaves(0.5, 'spread that balancing by free slots leaves', '按空闲槽位均衡后剩余的不均'),
  },
  {
    word: 'mean-kv',
    title: { en: 'the rank with the least mean KV length', zh: '平均 KV 长度最小的 rank' },
    left: leaves(0.3, 'spread that balancing by mean length leaves', '按平均 KV 长度均衡后剩余的不均'),
  },
  { word: 'round-robin', title: { en: 'one rank after another', zh: '逐个轮发' }, left: () => wholeSpread },
];

export const decodeBalancing: Optimization = {
  id: 'decode-balancing',
  title: { en: 'Decode balancing', zh: 'Decode 负载均衡' },
  summary: {
    en: 'Sends a new request to the rank that has most room, so that a step waits less for the rank with the longest caches. Helps where ranks wait for each other and lengths differ; with large batches chance evens them out already.',
    zh: '新请求发往余量最大的 rank，每步少等缓存最长的 rank。rank 相互等待且长度不一时有效；批量大时随机性已趋于均衡。',
  },
  level: 'macro',
  stage: 'raise-utilisation',
  parameters: {
    policy: choiceOf(policy, policies),
  },
  neutral: { policy: question(placeOf(policies, (each) => each.word === 'round-robin') ?? 0, '1', policy) },
  excludes: [],
  affects: ['stack'],
  cite: 'article section 4.1.2',
  reported: {
    claim: { en: 'three policies are to be tried beside round robin', zh: '计划在轮发之外尝试三种策略' },
    conditions: { en: 'no figure given', zh: '未给出数字' },
    source: 'article section 4.1.2',
  },
  requires: (kase) => {
    const { ep, tp } = kase.decode.layout;
    return hasMoe(kase) && ep > tp ? true : diagnostic('lever.needs-ranks', { lever: decodeBalancing.title });
  },
  rewrite: (kase, parameters) => withStack(kase, { spread: chosen(parameters, 'policy', policies).left(kase) }),
};
