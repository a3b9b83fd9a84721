/** Figures of published runs that are of another kind than a step. */

import { formula, input } from '../formula';

export const aggregatedTpot = formula({
  id: 'published.aggregated-tpot',
  title: {
    en: 'Time an output token where the same cards also compute the prompts of new requests',
    zh: '同一组卡兼做新请求 Prefill 时的每输出 token 时间',
  },
  symbol: '"TPOT"_"mixed"',
  unit: 's',
  inputs: {
    tpot: input('"TPOT"', 's', 'time an output token, decode alone', '仅 Decode 的每输出 token 时间'),
    prefill: input('t_P', 's', 'time to compute one prompt', '单个输入的 Prefill 时间'),
    concurrency: input('B', '1', 'requests at a time', '并发请求数'),
    output: input('n_"out"', 'token', 'output tokens a request', '每请求输出 token 数'),
  },
  compute: (i) => i.tpot.value + (i.concurrency.value / i.output.value) * i.prefill.value,
  write: (i) => `${i.tpot} + ${i.concurrency} / ${i.output} * ${i.prefill}`,
});

export const besideDecode = formula({
  id: 'published.beside-decode',
  title: {
    en: 'What a prompt adds to the pass of the running requests, weights read once for both',
    zh: '新输入与运行中请求同趟计算时增加的时间（权重只读一次）',
  },
  symbol: 't_"add"',
  unit: 's',
  inputs: {
    prefill: input('t_P', 's', 'time to compute one prompt alone', '单独计算一个输入的时间'),
    step: input('t_D', 's', 'time of a decode step', 'Decode 一步的时间'),
  },
  compute: (i) => Math.max(0, i.prefill.value - i.step.value),
  write: (i) => `max(0, ${i.prefill} - ${i.step})`,
});

export const wholeRun = formula({
  id: 'published.whole-run',
  title: {
    en: 'Output tokens a second of a whole run: each request waits for its first token, then for the others one by one',
    zh: '整个运行的每秒输出 token：每请求先等首 token，再逐个等待其余 token',
  },
  symbol: 'v_"run"',
  unit: 'token/s',
  inputs: {
    requests: input('N', '1', 'requests at a time', '同时进行的请求数'),
    output: input('n_"out"', 'token', 'output tokens a request', '每请求输出 token 数'),
    ttft: input('"TTFT"', 's', 'time to the first token, without a queue', '首 token 时间（不含排队）'),
    tpot: input('"TPOT"', 's', 'time an output token', '每输出 token 时间'),
  },
  compute: (i) => (i.requests.value * i.output.value) / (i.ttft.value + (i.output.value - 1) * i.tpot.value),
  write: (i) => `(${i.requests} * ${i.output}) / (${i.ttft} + (${i.output} - 1) * ${i.tpot})`,
});
