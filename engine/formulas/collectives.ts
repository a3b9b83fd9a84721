/** Bytes that one card sends, one way, over the scale-up fabric and over the scale-out network. */

import { formula, input } from '../formula';

const size = input('X', 'B', 'bytes reduced', '归约字节数');
const inside = input('g', '1', 'cards of the group in one scale-up domain', '组内同一机内互联域的卡数');
const domains = input('m', '1', 'scale-up domains the group spans', '组跨越的机内互联域数');

const group = input('c', '1', 'cards of the group', '组内卡数');

export const cardsInside = formula({
  id: 'collective.inside',
  title: { en: 'Cards of a group in one scale-up domain', zh: '组内同一机内互联域的卡数' },
  symbol: 'g',
  unit: '1',
  inputs: { cards: group, domain: input('D', 'card', 'cards of a scale-up domain', '机内互联域卡数') },
  compute: (i) => Math.min(i.cards.value, i.domain.value),
  write: (i) => `min(${i.cards}, ${i.domain})`,
});

export const domainsSpanned = formula({
  id: 'collective.domains',
  title: { en: 'Scale-up domains that a group spans', zh: '组跨越的机内互联域数' },
  symbol: 'm',
  unit: '1',
  inputs: { cards: group, inside },
  compute: (i) => Math.ceil(i.cards.value / i.inside.value),
  write: (i) => `|~ ${i.cards} / ${i.inside} ~|`,
});

/** Reduce-scatter and all-gather inside each domain. */
export const allReduceUp = formula({
  id: 'collective.all-reduce.up',
  title: { en: 'All-reduce, sent over scale-up', zh: 'All-reduce 的机内通信量' },
  cite: 'article eq 28',
  symbol: 'L_"up"',
  unit: 'B',
  inputs: { size, inside },
  compute: (i) => (2 * i.size.value * (i.inside.value - 1)) / i.inside.value,
  write: (i) => `2 * ${i.size} * (${i.inside} - 1) / ${i.inside}`,
});

/** Between domains each card reduces its own slice of size X/g. */
export const allReduceOut = formula({
  id: 'collective.all-reduce.out',
  title: { en: 'All-reduce, sent over scale-out', zh: 'All-reduce 的机间通信量' },
  symbol: 'L_"out"',
  unit: 'B',
  inputs: { size, inside, domains },
  compute: (i) => ((2 * i.size.value) / i.inside.value) * ((i.domains.value - 1) / i.domains.value),
  write: (i) => `2 * ${i.size} / ${i.inside} * (${i.domains} - 1) / ${i.domains}`,
});

/** Half of an all-reduce: reduce-scatter, or all-gather. */
export const gatherUp = formula({
  id: 'collective.gather.up',
  title: { en: 'All-gather or reduce-scatter, sent over scale-up', zh: 'All-gather 或 reduce-scatter 的机内通信量' },
  symbol: 'L_"up"',
  unit: 'B',
  inputs: { size, inside },
  compute: (i) => (i.size.value * (i.inside.value - 1)) / i.inside.value,
  write: (i) => `${i.size} * (${i.inside} - 1) / ${i.inside}`,
});

export const gatherOut = formula({
  id: 'collective.gather.out',
  title: { en: 'All-gather or reduce-scatter, sent over scale-out', zh: 'All-gather 或 reduce-scatter 的机间通信量' },
  symbol: 'L_"out"',
  unit: 'B',
  inputs: { size, inside, domains },
  compute: (i) => (i.size.value / i.inside.value) * ((i.domains.value - 1) / i.domains.value),
  write: (i) => `${i.size} / ${i.inside} * (${i.domains} - 1) / ${i.domains}`,
});

const ring = {
  size: input('X', 'B', 'bytes of all keys and values of the prompts', '全部输入的键值字节数'),
  cards: input('"CP"', '1', 'cards that share a sequence', '共同处理一个序列的卡数'),
  domains,
};

/** Each card passes on every block but the last it received: (CP − 1) of CP parts; one link of the ring a domain leads out of it. */
export const ringUp = formula({
  id: 'collective.ring.up',
  title: { en: 'Ring of context parallelism, sent over scale-up', zh: '上下文并行环的机内通信量' },
  symbol: 'L_"up"',
  unit: 'B',
  inputs: ring,
  compute: (i) => insideRing(i) * ((i.size.value * (i.cards.value - 1)) / i.cards.value),
  write: (i) => `${i.size} * (${i.cards} - 1) / ${i.cards} if ${i.domains} = 1 else * (1 - ${i.domains} / ${i.cards})`,
});

/** The card on the border of its domain sends all over scale-out: the ring is as fast as that card. */
export const ringOut = formula({
  id: 'collective.ring.out',
  title: { en: 'Ring of context parallelism, sent over scale-out', zh: '上下文并行环的机间通信量' },
  symbol: 'L_"out"',
  unit: 'B',
  inputs: ring,
  compute: (i) => (i.domains.value > 1 ? (i.size.value * (i.cards.value - 1)) / i.cards.value : 0),
  write: (i) => `${i.size} * (${i.cards} - 1) / ${i.cards} if ${i.domains} > 1 else 0`,
});

function insideRing(i: { readonly cards: { readonly value: number }; readonly domains: { readonly value: number } }) {
  return i.domains.value === 1 ? 1 : Math.max(0, 1 - i.domains.value / i.cards.value);
}

/** Stages that fit into one domain pass to each other inside it. */
export const crossings = formula({
  id: 'collective.crossings',
  title: { en: 'Stage boundaries between scale-up domains', zh: '跨机内互联域的流水线边界数' },
  symbol: 'n_"out"',
  unit: '1',
  inputs: {
    stages: input('"PP"', '1', 'stages', '流水线级数'),
    cards: input('c', '1', 'cards a stage', '每级卡数'),
    domain: input('D', 'card', 'cards of a scale-up domain', '机内互联域卡数'),
  },
  compute: (i) => Math.ceil(i.stages.value / Math.max(1, Math.floor(i.domain.value / i.cards.value))) - 1,
  write: (i) => `|~ ${i.stages} / max(1, |__ ${i.domain} / ${i.cards} __|) ~| - 1`,
});

export const boundariesInside = formula({
  id: 'collective.boundaries-inside',
  title: { en: 'Stage boundaries inside scale-up domains', zh: '机内互联域内的流水线边界数' },
  symbol: 'n_"up"',
  unit: '1',
  inputs: {
    stages: input('"PP"', '1', 'stages', '流水线级数'),
    crossings: input('n_"out"', '1', 'boundaries between domains', '跨域边界数'),
  },
  compute: (i) => i.stages.value - 1 - i.crossings.value,
  write: (i) => `${i.stages} - 1 - ${i.crossings}`,
});

/** Of a mean stage: the last one sends nothing. */
export const sentBetweenStages = formula({
  id: 'collective.stages',
  title: { en: 'Hidden state sent to the next stage, mean of the stages', zh: '传往下一级的隐藏状态（各级平均）' },
  symbol: 'L',
  unit: 'B',
  inputs: {
    size: input('X', 'B', 'hidden state of a microbatch on this card', '本卡微批的隐藏状态'),
    times: input('n', '1', 'boundaries of this kind', '该类边界数'),
    stages: input('"PP"', '1', 'stages', '流水线级数'),
  },
  compute: (i) => (i.size.value * i.times.value) / i.stages.value,
  write: (i) => `${i.size} * ${i.times} / ${i.stages}`,
});

const shards = input('"EP"', '1', 'cards in the expert group', '专家组卡数');
const topk = input('k', '1', 'routed experts a token', '每 token 路由专家数');
const experts = input('E', '1', 'routed experts', '路由专家数');

/** Chance that at least one of a token's k choices falls on a given part of `shards` equal parts. */
export const hitChance = formula({
  id: 'collective.hit-chance',
  title: { en: 'Chance that a token needs a given part of the experts', zh: '一个 token 命中某一份专家的概率' },
  symbol: 'h',
  unit: '1',
  isShare: true,
  inputs: { experts, topk, parts: input('n', '1', 'equal parts the experts are split into', '专家等分的份数') },
  compute: (i) => 1 - missChance(i.experts.value, i.topk.value, i.experts.value / i.parts.value),
  write: (i) => `1 - C(${i.experts} - ${i.experts} / ${i.parts}, ${i.topk}) / C(${i.experts}, ${i.topk})`,
});

/** The same where a token's experts come from the best M of G equal groups, each group on one part: node-limited routing. */
export const limitedHitChance = formula({
  id: 'collective.limited-hit-chance',
  title: {
    en: 'Chance that a token needs a given part, its experts from few groups',
    zh: '组受限路由下一个 token 命中某一份专家的概率',
  },
  symbol: 'h',
  unit: '1',
  isShare: true,
  inputs: {
    experts,
    topk,
    parts: input('n', '1', 'equal parts the experts are split into', '专家等分的份数'),
    groups: input('G', '1', 'groups of experts', '专家组数'),
    limit: input('M', '1', 'groups that a token may use', '每 token 可用组数'),
  },
  compute: (i) => {
    const groups = i.groups.value;
    const limit = i.limit.value;
    const size = i.experts.value / groups;
    const inPart = Math.max(1, groups / i.parts.value);
    const held = Math.min(size, i.experts.value / i.parts.value);
    let chance = 0;
    for (let used = 1; used <= Math.min(inPart, limit); used++) {
      const drawn = hypergeometric({ all: groups, marked: inPart, drawn: limit, found: used });
      chance += drawn * (1 - missChance(limit * size, i.topk.value, used * held));
    }
    return chance;
  },
  write: (i) =>
    `sum_(j = 1)^(${i.limit}) P(j; ${i.groups} / ${i.parts}, ${i.limit}) * (1 - C((${i.limit} - j) * ${i.experts} / ${i.groups}, ${i.topk}) / C(${i.limit} * ${i.experts} / ${i.groups}, ${i.topk}))`,
});

interface Draw {
  readonly all: number;
  readonly marked: number;
  readonly drawn: number;
  readonly found: number;
}

/** Chance of `found` marked ones among `drawn` of `all`. */
function hypergeometric({ all, marked, drawn, found }: Draw): number {
  return (choose(marked, found) * choose(all - marked, drawn - found)) / choose(all, drawn);
}

function choose(n: number, k: number): number {
  if (k < 0 || k > n) return 0;
  let ways = 1;
  for (let j = 0; j < k; j++) ways *= (n - j) / (j + 1);
  return ways;
}

/** k different experts of E, none among `held`: C(E − held, k) / C(E, k). */
function missChance(experts: number, topk: number, held: number): number {
  let chance = 1;
  for (let j = 0; j < topk; j++) chance *= Math.max(0, (experts - held - j) / (experts - j));
  return chance;
}

/** Low-latency exchange: one copy an expert, straight to its card. */
export const directCopiesUp = formula({
  id: 'collective.direct.up',
  title: { en: 'Copies a token sends to other cards of its domain', zh: '每 token 发往同域其他卡的份数' },
  symbol: 'c_"up"',
  unit: '1',
  inputs: { topk, inside, shards },
  compute: (i) => (i.topk.value * (i.inside.value - 1)) / i.shards.value,
  write: (i) => `${i.topk} * (${i.inside} - 1) / ${i.shards}`,
});

export const directCopiesOut = formula({
  id: 'collective.direct.out',
  title: { en: 'Copies a token sends to cards of other domains', zh: '每 token 发往其他域的份数' },
  symbol: 'c_"out"',
  unit: '1',
  inputs: { topk, inside, shards },
  compute: (i) => (i.topk.value * (i.shards.value - i.inside.value)) / i.shards.value,
  write: (i) => `${i.topk} * (${i.shards} - ${i.inside}) / ${i.shards}`,
});

/** Normal exchange: one copy a card in the own domain, and what this card forwards for tokens from other domains. */
export const sharedCopiesUp = formula({
  id: 'collective.shared.up',
  title: {
    en: 'Copies a token costs on scale-up, one a card that needs it',
    zh: '每 token 的机内份数（每张需要的卡一份）',
  },
  symbol: 'c_"up"',
  unit: '1',
  inputs: {
    card: input('h_"card"', '1', 'chance that a token needs a given card', '一个 token 命中某张卡的概率'),
    inside,
    domains,
  },
  compute: (i) => i.card.value * (i.inside.value - 1) * i.domains.value,
  write: (i) => `${i.card} * (${i.inside} - 1) * ${i.domains}`,
});

export const sharedCopiesOut = formula({
  id: 'collective.shared.out',
  title: {
    en: 'Copies a token sends over scale-out, one a domain that needs it',
    zh: '每 token 的机间份数（每个需要的域一份）',
  },
  symbol: 'c_"out"',
  unit: '1',
  inputs: {
    domain: input('h_"domain"', '1', 'chance that a token needs a given domain', '一个 token 命中某个域的概率'),
    domains,
  },
  compute: (i) => i.domain.value * (i.domains.value - 1),
  write: (i) => `${i.domain} * (${i.domains} - 1)`,
});

export const exchangeBytes = formula({
  id: 'collective.exchange',
  title: { en: 'Bytes a card sends for expert exchange, a layer', zh: '单卡每层专家交换的发送量' },
  cite: 'article eq 27',
  symbol: 'L',
  unit: 'B',
  inputs: {
    tokens: input('M', '1', 'tokens that start on this card', '起于本卡的 token 数'),
    copies: input('c', '1', 'copies a token', '每 token 份数'),
    hidden: input('d', '1', 'hidden size', '隐藏维度'),
    width: input('w', 'B', 'bytes an element', '每元素字节数'),
  },
  compute: (i) => i.tokens.value * i.copies.value * i.hidden.value * i.width.value,
  write: (i) => `${i.tokens} * ${i.copies} * ${i.hidden} * ${i.width}`,
});
