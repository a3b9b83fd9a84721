/** Steady-state serving: what a user feels, and what a card yields. */

import { formula, input } from '../formula';
import { hit, inputTokens, outputTokens } from './shares';

const prefillRate = input('P', 'token/s', 'prefill throughput a card', 'Prefill 单卡吞吐');
const decodeRate = input('D', 'token/s', 'decode throughput a card', 'Decode 单卡吞吐');

/** Σ aⁱ·q^(i(i−1)/2) over i = 0 … n: one token always, each draft only if all before it were accepted. */
export const tokensPerStep = formula({
  id: 'mtp.tokens-per-step',
  title: { en: 'Tokens a decode step yields a request', zh: '每步 Decode 每请求产出的 token 数' },
  symbol: 'L',
  unit: '1',
  inputs: {
    drafts: input('n', '1', 'drafts a step', '每步草稿数'),
    acceptance: input('a', '1', 'acceptance of the first draft', '首个草稿的接受率'),
    decay: input('q', '1', 'by what it falls from draft to draft', '逐位衰减比例'),
  },
  compute: (i) => {
    let sum = 1;
    let reached = 1;
    for (let draft = 0; draft < Math.floor(i.drafts.value); draft++) {
      reached *= i.acceptance.value * i.decay.value ** draft;
      sum += reached;
    }
    return sum;
  },
  write: (i) => `sum_(i = 0)^(${i.drafts}) (${i.acceptance})^i * (${i.decay})^(i (i - 1) / 2)`,
});

export const tpot = formula({
  id: 'serving.tpot',
  title: { en: 'TPOT', zh: 'TPOT' },
  symbol: '"TPOT"',
  unit: 's',
  inputs: {
    step: input('t_"step"', 's', 'time of a decode step', 'Decode 一步的时间'),
    tokens: input('L', '1', 'tokens a step yields a request', '每步每请求产出的 token 数'),
  },
  compute: (i) => i.step.value / i.tokens.value,
  write: (i) => `${i.step} / ${i.tokens}`,
});

export const ttft = formula({
  id: 'serving.ttft',
  title: { en: 'TTFT', zh: 'TTFT' },
  symbol: '"TTFT"',
  unit: 's',
  inputs: {
    queue: input('t_"queue"', 's', 'wait before prefill', 'Prefill 前的排队'),
    prefill: input('t_"prefill"', 's', 'time of the prefill pass', 'Prefill 一趟的时间'),
    transfer: input('t_"transfer"', 's', 'time to move the KV cache between the pools', '两池间 KV cache 传输时间'),
    step: input('t_"step"', 's', 'first decode step', '首个 Decode 步'),
  },
  compute: (i) => i.queue.value + i.prefill.value + i.transfer.value + i.step.value,
  write: (i) => `${i.queue} + ${i.prefill} + ${i.transfer} + ${i.step}`,
});

export const transferTime = formula({
  id: 'serving.transfer',
  title: { en: 'Time to move the KV cache of a request between the pools', zh: '单请求 KV cache 在两池间的传输时间' },
  symbol: 't_"transfer"',
  unit: 's',
  inputs: {
    length: inputTokens,
    token: input('e', 'B', 'KV cache a token', '每 token 的 KV cache'),
    bandwidth: input('"BW"_"out"', 'B/s', 'scale-out bandwidth, one way', '机间单向带宽'),
    share: input('eta', '1', 'share of it that is reached', '达到的比例'),
    copies: input('n', '1', 'copies on arrival, each read and written', '到达后的拷贝次数（每次一读一写）'),
    memory: input('"BW"_"HBM"', 'B/s', 'memory bandwidth of the receiver', '接收端显存带宽'),
  },
  compute: (i) => {
    const bytes = i.length.value * i.token.value;
    const unpacked = i.copies.value === 0 ? 0 : (2 * i.copies.value * bytes) / i.memory.value;
    return bytes / (i.bandwidth.value * i.share.value) + unpacked;
  },
  write: (i) => `${i.length} * ${i.token} * (1 / (${i.bandwidth} * ${i.share}) + 2 * ${i.copies} / ${i.memory})`,
});

/** Sent by layer, all but the last layer's part goes beside the prefill, as far as that lasts. */
export const layerwiseTransfer = formula({
  id: 'serving.transfer-by-layer',
  title: { en: 'Transfer that outlasts the prefill, sent by layer', zh: '逐层传输中超出 Prefill 的时间' },
  symbol: 't_"transfer"',
  unit: 's',
  inputs: {
    whole: input('t_"whole"', 's', 'transfer in one piece', '整体传输时间'),
    layers: input('N_L', '1', 'layers', '层数'),
    prefill: input('t_"prefill"', 's', 'time of the prefill pass', 'Prefill 一趟的时间'),
  },
  compute: (i) => Math.max(i.whole.value / i.layers.value, i.whole.value - i.prefill.value),
  write: (i) => `max(${i.whole} / ${i.layers}, ${i.whole} - ${i.prefill})`,
});

/** One pool does both: for each output token a card also computes its share of new prompts. */
export const sharedTpot = formula({
  id: 'serving.tpot-shared',
  title: { en: 'TPOT with the prompts that run between decode steps', zh: '含步间 Prefill 干扰的 TPOT' },
  symbol: '"TPOT"',
  unit: 's',
  inputs: {
    alone: input('"TPOT"_0', 's', 'TPOT of decode alone', '仅 Decode 的 TPOT'),
    batch: input('n', 'per card', 'requests a card', '单卡并发'),
    input: inputTokens,
    hit,
    output: outputTokens,
    prefill: prefillRate,
  },
  compute: (i) =>
    i.alone.value + (i.batch.value * i.input.value * (1 - i.hit.value)) / (i.output.value * i.prefill.value),
  write: (i) => `${i.alone} + ${i.batch} * ${i.input} * (1 - ${i.hit}) / (${i.output} * ${i.prefill})`,
});

/** After each chunk of a prompt the running requests take a step. */
export const sharedPrefill = formula({
  id: 'serving.prefill-shared',
  title: { en: 'Prefill with a decode step after each chunk', zh: '每块后穿插一个 Decode 步的 Prefill 时间' },
  symbol: 't_"prefill"',
  unit: 's',
  inputs: {
    prefill: input('t_P', 's', 'time of the prefill pass', 'Prefill 一趟的时间'),
    chunks: input('c', '1', 'chunks of it', '块数'),
    step: input('t_"step"', 's', 'time of a decode step', 'Decode 一步的时间'),
  },
  compute: (i) => i.prefill.value + i.chunks.value * i.step.value,
  write: (i) => `${i.prefill} + ${i.chunks} * ${i.step}`,
});

export const together = formula({
  id: 'workload.together',
  title: { en: 'Requests in flight in all', zh: '总并发' },
  symbol: 'N',
  unit: '1',
  inputs: {
    perCard: input('n', 'per card', 'requests a card', '单卡并发'),
    cards: input('c', 'card', 'cards of the decode pool', 'Decode 池卡数'),
  },
  compute: (i) => i.perCard.value * i.cards.value,
  write: (i) => `${i.perCard} * ${i.cards}`,
});

export const chunksOf = formula({
  id: 'workload.chunks',
  title: { en: 'Chunks that a prefill pass is cut into', zh: '一趟 Prefill 的块数' },
  symbol: 'c',
  unit: '1',
  inputs: {
    tokens: input('M', '1', 'tokens of the pass a DP rank', '每 DP rank 整趟 token 数'),
    chunk: input('C', 'token', 'tokens a chunk at most', '每块 token 数上限'),
  },
  compute: (i) => Math.max(1, Math.ceil(i.tokens.value / i.chunk.value)),
  write: (i) => `|~ ${i.tokens} / ${i.chunk} ~|`,
});

export const endToEnd = formula({
  id: 'serving.e2e',
  title: { en: 'End-to-end time of a request', zh: '单请求端到端时间' },
  symbol: 't_"e2e"',
  unit: 's',
  inputs: {
    ttft: input('"TTFT"', 's', 'time to first token', '首 token 时间'),
    tpot: input('"TPOT"', 's', 'time an output token', '每输出 token 时间'),
    output: outputTokens,
  },
  compute: (i) => i.ttft.value + Math.max(0, i.output.value - 1) * i.tpot.value,
  write: (i) => `${i.ttft} + (${i.output} - 1) * ${i.tpot}`,
});

export const passThroughput = formula({
  id: 'phase.throughput',
  title: { en: 'Tokens computed a second a card', zh: '单卡每秒计算的 token 数' },
  symbol: 'P',
  unit: 'token/s',
  inputs: {
    tokens: input('M', '1', 'tokens a DP rank a pass', '每 DP rank 每趟 token 数'),
    time: input('t', 's', 'time of the pass', '整趟时间'),
    cards: input('c', '1', 'cards a DP rank', '每 DP rank 卡数'),
  },
  compute: (i) => i.tokens.value / i.time.value / i.cards.value,
  write: (i) => `${i.tokens} / (${i.time} * ${i.cards})`,
});

export const decodeThroughput = formula({
  id: 'decode.throughput',
  title: { en: 'Output tokens a second a card', zh: '单卡每秒输出 token 数' },
  symbol: 'D',
  unit: 'token/s',
  inputs: {
    batch: input('b', 'per card', 'requests a card', '单卡并发'),
    tpot: input('"TPOT"', 's', 'time an output token', '每输出 token 时间'),
  },
  compute: (i) => i.batch.value / i.tpot.value,
  write: (i) => `${i.batch} / ${i.tpot}`,
});

/** Over all cards when the two phases are balanced: contract.md's formula. */
export const balancedThroughput = formula({
  id: 'serving.throughput.balanced',
  title: { en: 'Output throughput over all cards, phases balanced', zh: '两阶段平衡时全部卡的单卡输出吞吐' },
  symbol: 'X',
  unit: 'token/s',
  inputs: { prefill: prefillRate, decode: decodeRate, input: inputTokens, hit, output: outputTokens },
  compute: (i) => 1 / (1 / i.decode.value + (i.input.value * (1 - i.hit.value)) / (i.output.value * i.prefill.value)),
  write: (i) => `1 / (1 / ${i.decode} + ${i.input} * (1 - ${i.hit}) / (${i.output} * ${i.prefill}))`,
});

const prefillCards = input('c_P', 'card', 'cards of the prefill pool', 'Prefill 池卡数');
const decodeCards = input('c_D', 'card', 'cards of the decode pool', 'Decode 池卡数');

/** With pools of their own the slower pool sets the pace. */
export const pooledThroughput = formula({
  id: 'serving.throughput.pooled',
  title: {
    en: 'Output throughput over all cards, the slower pool sets the pace',
    zh: '由较慢的池决定的全部卡单卡输出吞吐',
  },
  symbol: 'X',
  unit: 'token/s',
  inputs: {
    prefill: prefillRate,
    decode: decodeRate,
    input: inputTokens,
    hit,
    output: outputTokens,
    prefillCards,
    decodeCards,
  },
  compute: (i) => {
    const fromPrefill = (i.prefill.value * i.prefillCards.value) / (i.input.value * (1 - i.hit.value));
    const fromDecode = (i.decode.value * i.decodeCards.value) / i.output.value;
    return (Math.min(fromPrefill, fromDecode) * i.output.value) / (i.prefillCards.value + i.decodeCards.value);
  },
  write: (i) =>
    `min((${i.prefill} * ${i.prefillCards}) / (${i.input} * (1 - ${i.hit})), (${i.decode} * ${i.decodeCards}) / ${i.output}) * ${i.output} / (${i.prefillCards} + ${i.decodeCards})`,
});

export const requestRate = formula({
  id: 'serving.requests',
  title: { en: 'Requests a second', zh: '每秒请求数' },
  symbol: 'lambda',
  unit: '1/s',
  inputs: {
    throughput: input('X', 'token/s', 'output throughput a card', '单卡输出吞吐'),
    cards: input('c', 'card', 'all cards', '全部卡数'),
    output: outputTokens,
  },
  compute: (i) => (i.throughput.value * i.cards.value) / i.output.value,
  write: (i) => `${i.throughput} * ${i.cards} / ${i.output}`,
});

export const requestsPerMinute = formula({
  id: 'serving.requests-per-minute',
  title: { en: 'Requests a minute', zh: '每分钟请求数' },
  symbol: '"QPM"',
  unit: '1/min',
  inputs: { rate: input('lambda', '1/s', 'requests a second', '每秒请求数') },
  compute: (i) => 60 * i.rate.value,
  write: (i) => `60 * ${i.rate}`,
});

export const balance = formula({
  id: 'serving.pd-ratio',
  title: { en: 'Prefill ÷ decode cards that balance', zh: '平衡时 Prefill ÷ Decode 卡数' },
  symbol: 'r_"P:D"',
  unit: '1',
  inputs: { prefill: prefillRate, decode: decodeRate, input: inputTokens, hit, output: outputTokens },
  compute: (i) => (i.input.value * (1 - i.hit.value)) / i.prefill.value / (i.output.value / i.decode.value),
  write: (i) => `(${i.input} * (1 - ${i.hit}) / ${i.prefill}) / (${i.output} / ${i.decode})`,
});

export const transferBandwidth = formula({
  id: 'serving.kv-transfer',
  title: { en: 'KV transfer bandwidth that a decode card takes in', zh: '单张 Decode 卡接收的 KV 传输带宽' },
  symbol: '"BW"_"KV"',
  unit: 'B/s',
  inputs: {
    decode: decodeRate,
    output: outputTokens,
    length: inputTokens,
    token: input('e', 'B', 'KV cache a token', '每 token 的 KV cache'),
  },
  compute: (i) => (i.decode.value / i.output.value) * i.length.value * i.token.value,
  write: (i) => `${i.decode} / ${i.output} * ${i.length} * ${i.token}`,
});
