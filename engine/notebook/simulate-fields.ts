/** What a simulate cell may say. */

import { diagnostic, type Diagnostic } from '../diagnostics';
import { policyIds, preemptions, prefillOrders, routingPolicies } from '../simulate/policies';
import { reference } from './kind';
import { optional } from './optional';
import { amount, choice, count, understood, words } from './scalars';
import { field, group, list, type Shape } from './shape';
import { readArrivals, readLengths, type SaidLengths } from './simulate-words';

export const design = field('design', reference, {
  title: { en: 'Design', zh: '设计' },
  meaning: { en: 'The cell whose design serves the requests', zh: '由该单元的设计处理请求' },
});
export const requests = field('requests', count({ least: 1, most: 1_000_000_000, example: '4000' }), {
  title: { en: 'Requests', zh: '请求数' },
  meaning: { en: 'So many arrive, and all are answered', zh: '到达这么多请求，并全部完成' },
});
export const duration = field(
  'duration',
  amount({
    unit: 's',
    label: { en: 'simulated time', zh: '仿真时长' },
    origin: 'question',
    example: '600 s',
    positive: true,
  }),
  {
    title: { en: 'Duration', zh: '时长' },
    meaning: { en: 'Instead of a number of requests', zh: '代替请求数' },
  },
);
export const seed = field('seed', count({ least: 0, most: 4_294_967_295, example: '7' }), {
  title: { en: 'Seed', zh: '随机种子' },
  meaning: { en: 'The same seed gives the same run', zh: '种子相同则结果相同' },
  standard: '1',
});
export const warmup = field(
  'warmup',
  amount({
    unit: '1',
    label: { en: 'share of the run that is not counted', zh: '不计入统计的比例' },
    origin: 'question',
    example: '0.1',
    bare: true,
    least: 0,
    most: 0.9,
  }),
  {
    title: { en: 'Warm-up', zh: '预热' },
    meaning: { en: 'Share of the run at its start that is not counted', zh: '开头不计入统计的比例' },
    standard: '0.1',
  },
);

const routing = field('routing', choice(routingPolicies.map(({ id }) => id)), {
  title: { en: 'Routing', zh: '路由' },
  meaning: { en: 'Which decode rank takes a request', zh: '请求分配给哪个 Decode rank' },
  standard: 'round-robin',
});
const prefill = field('prefill', choice(prefillOrders.map(({ id }) => id)), {
  title: { en: 'Prefill order', zh: 'Prefill 顺序' },
  meaning: { en: 'Which prompt goes first', zh: '先处理哪个 prompt' },
  standard: 'fcfs',
});
const preemption = field('preemption', choice(preemptions), {
  title: { en: 'Preemption', zh: '抢占' },
  meaning: {
    en: 'When a rank’s cache is full: compute the latest request’s cache again later, or move it to the host',
    zh: 'rank 缓存用尽时：重算最后加入的请求，或将其缓存换出到主机',
  },
  standard: 'recompute',
});
export const policy = field(
  'policy',
  group([routing, prefill, preemption], (taken) => ({
    ...optional('routing', taken.get(routing)),
    ...optional('prefill', taken.get(prefill)),
    ...optional('preemption', taken.get(preemption)),
  })),
  { title: { en: 'Policy', zh: '策略' }, meaning: { en: 'Scheduling', zh: '调度' } },
);
export const compare = field('compare', list(choice(policyIds)), {
  title: { en: 'Compare', zh: '对比' },
  meaning: {
    en: 'Further policies on the very same arrivals, each in place of the one of its kind',
    zh: '在完全相同的到达上对比其他策略，每个替换同类的一项',
  },
});

export const arrivals = field('arrivals', understood('poisson', readArrivals), {
  title: { en: 'Arrivals', zh: '到达' },
  meaning: {
    en: 'poisson, regular, closed (as many users as the workload’s concurrency), gamma with a burstiness, on-off with two spells, diurnal with a swing',
    zh: 'poisson、regular、closed（用户数为负载的并发）、gamma 加突发度、on-off 加两段时长、diurnal 加波动幅度',
  },
  standard: 'poisson where the workload has a rate, else closed',
});
export const rate = field(
  'rate',
  amount({
    unit: '1/s',
    label: { en: 'requests that arrive a second', zh: '每秒到达的请求数' },
    origin: 'question',
    example: '4 req/s',
    positive: true,
  }),
  {
    title: { en: 'Rate', zh: '速率' },
    meaning: { en: 'Requests a second, instead of the workload’s', zh: '每秒请求数，代替负载中的值' },
  },
);

const inWords = understood<SaidLengths>('lognormal 0.8', readLengths);
const lengths: Shape<SaidLengths> = {
  ...inWords,
  schema: () => ({
    anyOf: [
      { type: 'string', examples: ['fixed', 'exponential', 'lognormal 0.8'] },
      { type: 'array', items: { type: 'integer' } },
    ],
  }),
  read: (value, report) => {
    if (value.kind !== 'list') return inWords.read(value, report);
    const tokens = value.items.map((item) => (item.kind === 'scalar' ? Number(item.text) : Number.NaN));
    if (tokens.length > 0 && tokens.every((each) => Number.isInteger(each) && each > 0))
      return { kind: 'empirical', tokens };
    report({ ...diagnostic('simulate.lengths', { text: '[…]' }), at: value.at });
    return undefined;
  },
};
export const input = field('input', lengths, {
  title: { en: 'Input spread', zh: '输入分布' },
  meaning: {
    en: 'Around the workload’s mean: fixed, exponential, lognormal with the deviation of the logarithm; or a list of tokens',
    zh: '以负载均值为中心：fixed、exponential、lognormal 加对数标准差；或 token 数列表',
  },
  standard: 'fixed',
});
export const output = field('output', lengths, {
  title: { en: 'Output spread', zh: '输出分布' },
  meaning: { en: 'As for the input', zh: '同输入' },
  standard: 'fixed',
});
export const trace = field('trace', words('./trace.csv'), {
  title: { en: 'Trace', zh: '请求记录' },
  meaning: {
    en: 'A file of requests, CSV or JSON lines: Mooncake, Azure or BurstGPT columns, or time, input, output, prefix',
    zh: '请求文件（CSV 或 JSON lines）：Mooncake、Azure、BurstGPT 的列，或 time、input、output、prefix',
  },
});

const turns = field('turns', count({ least: 1, most: 10_000, example: '5' }), {
  title: { en: 'Turns', zh: '轮数' },
  meaning: { en: 'Questions of a conversation on the mean', zh: '每个会话的平均提问数' },
});
const open = field('open', count({ least: 1, most: 10_000_000, example: '200' }), {
  title: { en: 'Open', zh: '进行中' },
  meaning: { en: 'Conversations under way at a time', zh: '同时进行的会话数' },
});
export const conversations = field(
  'conversations',
  group([turns, open], (taken) => {
    const [mean, many] = [taken.get(turns), taken.get(open)];
    return mean === undefined || many === undefined ? undefined : { mean, open: many };
  }),
  {
    title: { en: 'Conversations', zh: '会话' },
    meaning: {
      en: 'Each question brings those before it and their answers along, which the prefix cache may still hold',
      zh: '每次提问都带上之前的问答，前缀缓存可能仍保有它们',
    },
  },
);
const held = amount({
  unit: 'token',
  label: { en: 'tokens that the prefix cache holds', zh: '前缀缓存容量（token）' },
  origin: 'question',
  example: '2 M tokens',
  least: 0,
});
const tierTokens = field('tokens', held, {
  title: { en: 'Tokens', zh: 'token 数' },
  meaning: { en: 'Tokens that this tier holds', zh: '该层可容纳的 token 数' },
});
const tierBandwidth = field(
  'bandwidth',
  amount({
    unit: 'B/s',
    label: { en: 'bandwidth at which a tier of the prefix cache gives back', zh: '前缀缓存层的读回带宽' },
    origin: 'given',
    example: '40 GB/s',
    positive: true,
  }),
  {
    title: { en: 'Bandwidth', zh: '带宽' },
    meaning: { en: 'At which a card loads from it', zh: '每张卡从该层读回的带宽' },
    standard: 'none: it is in the cards’ own memory',
  },
);

/** A tier of the prefix cache; without a bandwidth it is in the cards' memory. */
export interface SaidTier {
  readonly tokens: number;
  readonly bandwidth?: number;
}

const tiers = list(
  group([tierTokens, tierBandwidth], (taken): SaidTier | undefined => {
    const tokens = taken.get(tierTokens)?.value;
    const bandwidth = taken.get(tierBandwidth)?.value;
    return tokens === undefined ? undefined : { tokens, ...optional('bandwidth', bandwidth) };
  }),
);
const oneOrTiers: Shape<readonly SaidTier[]> = {
  example: held.example,
  schema: (language) => ({ anyOf: [held.schema(language), tiers.schema(language)] }),
  ...(held.control ? { control: held.control } : {}),
  read: (value, report) => {
    if (value.kind === 'list') return tiers.read(value, report)?.map((tier) => tier.value);
    const tokens = held.read(value, report)?.value;
    return tokens === undefined ? undefined : [{ tokens }];
  },
};
export const prefixCache = field('prefixCache', oneOrTiers, {
  title: { en: 'Prefix cache', zh: '前缀缓存' },
  meaning: {
    en: 'Tokens it holds, or a list of tiers, each {tokens, bandwidth}: what was used least recently goes to the next, and from the last for good',
    zh: '可容纳的 token 数，或各层 {tokens, bandwidth} 的列表：最久未用的移到下一层，最后一层的被淘汰',
  },
  standard: 'none: the workload’s prefixHit holds for each request',
});
export const batch = field('batch', count({ least: 1, most: 1_000_000, example: '32' }), {
  title: { en: 'Largest batch', zh: '最大批量' },
  meaning: { en: 'Requests that a DP rank decodes at once at most', zh: '每个 DP rank 同时 Decode 的请求上限' },
  standard: 'what memory holds; with users, their share',
});
export const chunk = field('chunk', understood('2048', readChunk), {
  title: { en: 'Chunk', zh: '分块' },
  meaning: {
    en: 'Tokens that a step of shared serving takes along, decoding requests counted in; or adaptive: as many as the TPOT target allows',
    zh: '共享部署每步携带的 token 数（含 Decode 请求）；或 adaptive：以 TPOT 目标为限',
  },
  standard: 'the chunked-prefill lever’s',
});
export const find = field('find', choice(['rate', 'ratio', 'policies']), {
  title: { en: 'Find', zh: '求极限' },
  meaning: {
    en: 'rate: the highest rate that keeps the SLO; ratio: the division of the nodes with the highest; policies: what each one changes',
    zh: 'rate：满足 SLO 的最高速率；ratio：速率最高的节点划分；policies：各策略的效果',
  },
});

function readChunk(text: string): number | 'adaptive' | Diagnostic {
  if (text === 'adaptive') return text;
  const tokens = Number(text.replace(/\s*tokens?$/, ''));
  if (!Number.isInteger(tokens)) return diagnostic('value.not-whole', { text });
  return tokens > 0 ? tokens : diagnostic('value.not-positive', { text });
}
