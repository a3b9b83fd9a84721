/** What is asked of the service: lengths, concurrency, targets. */

import { diagnostic, type Diagnostic } from '../../diagnostics';
import { question, type Q } from '../../quantity';
import { parse } from '../../quantity-text';
import type { Concurrency } from '../../types';
import { defining } from '../kind';
import { optional } from '../optional';
import { amount, toggle, understood } from '../scalars';
import { field, group, type Shape, type Taken } from '../shape';
import { routing } from './routing';

const inputLabel = { en: 'input tokens a request', zh: '每请求输入 token 数' };
const outputLabel = { en: 'output tokens a request', zh: '每请求输出 token 数' };
const hitLabel = { en: 'share of the input found in the prefix cache', zh: '输入命中前缀缓存的比例' };

/** A number of tokens; a distribution or a trace file is told that it comes later. */
function tokens(label: typeof inputLabel, example: string): Shape<Q<'token'>> {
  const number = amount({
    unit: 'token',
    label,
    origin: 'question',
    example,
    bare: true,
    least: 1,
    most: 10_000_000,
    whole: true,
  });
  const notYet = (key: { en: string; zh: string }): Diagnostic =>
    diagnostic('build.later', {
      what: key,
      write: { en: `Write the mean as a number, for example ${example}`, zh: `请写平均值，例如 ${example}` },
    });
  return {
    ...number,
    read: (value, report) => {
      const text = value.kind === 'scalar' ? value.text : '';
      const later =
        value.kind !== 'scalar'
          ? notYet({ en: 'a distribution of lengths', zh: '长度分布' })
          : /[./\\].*\.(csv|jsonl?|txt|parquet)$|\.(csv|jsonl?|txt|parquet)$/i.test(text)
            ? notYet({ en: 'a trace file', zh: '请求记录文件' })
            : /^[a-z]+\s*\(/i.test(text)
              ? notYet({ en: 'a distribution of lengths', zh: '长度分布' })
              : undefined;
      if (!later) return number.read(value, report);
      report({ ...later, at: value.at });
      return undefined;
    },
  };
}

const perCardLabel = { en: 'concurrent requests a card', zh: '每卡并发请求数' };
const totalLabel = { en: 'concurrent requests in total', zh: '并发请求总数' };

/** "32 per card", "8 in total" or "best". */
function readConcurrency(text: string): Concurrency | Diagnostic {
  if (text.trim() === 'best') return { kind: 'best' };
  const match = /^(.*?)\s*(per card|in total)$/.exec(text.trim());
  const parsed = match?.[1] === undefined ? undefined : parse(match[1], '1');
  if (!match || !parsed?.ok) return diagnostic('workload.concurrency', { text });
  const inTotal = match[2] === 'in total';
  if (parsed.value <= 0) return diagnostic('value.not-positive', { text });
  if (!inTotal) return { kind: 'per-card', n: question(parsed.value, 'per card', perCardLabel) };
  if (!Number.isInteger(parsed.value)) return diagnostic('value.not-whole', { text });
  return { kind: 'total', n: question(parsed.value, '1', totalLabel) };
}

const input = field('input', tokens(inputLabel, '3260'), {
  title: { en: 'Input', zh: '输入' },
  meaning: { en: 'Tokens of a request’s prompt', zh: '每个请求的 prompt token 数' },
});
const output = field('output', tokens(outputLabel, '1100'), {
  title: { en: 'Output', zh: '输出' },
  meaning: { en: 'Tokens generated for a request', zh: '每个请求生成的 token 数' },
});
const concurrency = field('concurrency', understood('32 per card', readConcurrency), {
  title: { en: 'Concurrency', zh: '并发' },
  meaning: {
    en: 'Requests decoded at once: 32 per card, 8 in total, or best: the most that memory and the SLO allow',
    zh: '同时 Decode 的请求数：32 per card、8 in total，或 best：显存与 SLO 允许的最大值',
  },
});
const prefixHit = field(
  'prefixHit',
  amount({ unit: '1', isShare: true, label: hitLabel, origin: 'question', example: '0.2', least: 0, most: 0.99 }),
  {
    title: { en: 'Prefix hit', zh: '前缀命中率' },
    meaning: { en: 'Share of the input whose KV is already there', zh: '输入中 KV 已存在的比例' },
    standard: '0',
  },
);
const ttft = field(
  'ttft',
  amount({
    unit: 's',
    label: { en: 'TTFT target', zh: 'TTFT 目标' },
    origin: 'question',
    example: '2 s',
    positive: true,
  }),
  {
    title: { en: 'TTFT at most', zh: 'TTFT 上限' },
    meaning: { en: 'Time to the first token', zh: '首 token 时间' },
  },
);
const tpot = field(
  'tpot',
  amount({
    unit: 's',
    label: { en: 'TPOT target', zh: 'TPOT 目标' },
    origin: 'question',
    example: '50 ms',
    positive: true,
  }),
  {
    title: { en: 'TPOT at most', zh: 'TPOT 上限' },
    meaning: { en: 'Time an output token', zh: '每输出 token 时间' },
  },
);
const slo = field(
  'slo',
  group([ttft, tpot], (taken) => ({
    ...optional('sloTtft', taken.get(ttft)),
    ...optional('sloTpot', taken.get(tpot)),
  })),
  { title: { en: 'SLO', zh: 'SLO' }, meaning: { en: 'What the service promises', zh: '服务承诺' } },
);
const rate = field(
  'rate',
  amount({
    unit: '1/s',
    label: { en: 'requests that arrive a second', zh: '每秒到达的请求数' },
    origin: 'question',
    example: '4 req/s',
    positive: true,
  }),
  {
    title: { en: 'Arrivals', zh: '到达率' },
    meaning: {
      en: 'Instead of concurrency: the batch follows from it, and requests wait for prefill',
      zh: '代替并发：批量由此得出，请求在 Prefill 前排队',
    },
  },
);
const best = field('best', toggle, {
  title: { en: 'Best', zh: '最佳' },
  meaning: {
    en: 'As concurrency: best, the largest batch that memory and the SLO allow',
    zh: '等同 concurrency: best，即显存与 SLO 允许的最大批量',
  },
});

/** One of concurrency, rate and best; two at once are reported. */
function readOperating(taken: Taken): Concurrency | undefined {
  const said = [concurrency, rate, best].filter((each) => taken.has(each));
  const [first, second] = said;
  if (first && second)
    taken.report(diagnostic('value.pick-one', { first: first.key, second: second.key }, { at: taken.at(second) }));
  const number = taken.get(concurrency);
  const arrivals = taken.get(rate);
  if (number) return number;
  if (arrivals) return { kind: 'rate', rate: arrivals };
  return taken.get(best) === true ? { kind: 'best' } : undefined;
}

export const workload = defining(
  {
    id: 'workload',
    title: { en: 'Workload', zh: '负载' },
    summary: { en: 'Lengths, concurrency, prefix reuse and the SLO', zh: '长度、并发、前缀复用与 SLO' },
    template: 'input: 3260\noutput: 1100\nconcurrency: 32 per card\nslo: {ttft: 2 s, tpot: 50 ms}\n',
  },
  () => ({
    fields: [input, output, concurrency, rate, prefixHit, routing, slo, { ...best, hidden: true }],
    read: (taken) => {
      const said = {
        ...optional('input', taken.get(input)),
        ...optional('output', taken.get(output)),
        ...optional('concurrency', readOperating(taken)),
        ...optional('prefixHit', taken.get(prefixHit)),
        ...optional('routing', taken.get(routing)),
        ...taken.get(slo),
      };
      return (start) => ({ ...start, workload: { ...start.workload, ...said } });
    },
  }),
);
