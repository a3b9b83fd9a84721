import { describe, expect, it } from 'vitest';
import { question } from '../../engine/quantity';
import type { Answer } from '../../engine/simulate/answer';
import type { Asked } from '../../engine/simulate/case-setup';
import { simulate } from '../../engine/simulate/simulation';
import type { Supply } from '../../engine/simulate/setup';
import { caseOf, setupFor, type Wanted } from './design-setup';
import { order, routing } from './setup';

const spread = (rate: number, input: number, output: number, inputSpread = 0, outputSpread = 0): Supply => ({
  kind: 'drawn',
  arrivals: { kind: 'poisson', rate },
  input: { kind: 'lognormal', mean: input, spread: inputSpread },
  output: { kind: 'lognormal', mean: output, spread: outputSpread },
});

describe('what the article says of scheduling', () => {
  it('short prompts first lower the mean TTFT', () => {
    const { kase } = caseOf({ prefillCards: 8 });
    const asked: Partial<Asked> = { supply: spread(2.2, 3260, 300, 1.0), until: { requests: 4000 } };
    const run = (prefill: string): Answer => {
      const setup = setupFor(kase, asked);
      return simulate({ ...setup, policies: { ...setup.policies, prefill: order(prefill) } });
    };
    const [first, shortest] = [run('fcfs'), run('shortest-first')];
    // The same requests came at the same times.
    expect(shortest.requests.map(({ arrival, input, output }) => [arrival, input, output])).toEqual(
      first.requests.map(({ arrival, input, output }) => [arrival, input, output]),
    );
    expect(shortest.latency.ttft.mean.value).toBeLessThan(0.9 * first.latency.ttft.mean.value);
  });

  it('routing by free slots and by cache beats round robin on TPOT p99 when answers spread', () => {
    const { kase } = caseOf({ prefillCards: 32, input: 8000, output: 1000 });
    const asked: Partial<Asked> = { supply: spread(2.8, 8000, 1000, 0.6, 1.2), until: { requests: 4000 } };
    const run = (policy: string): Answer => {
      const setup = setupFor(kase, asked);
      return simulate({ ...setup, policies: { ...setup.policies, routing: routing(policy) } });
    };
    const policies = ['round-robin', 'least-work', 'least-kv', 'free-slots', 'mean-kv'];
    const answers = policies.map((each) => [each, run(each)] as const);
    const p99 = Object.fromEntries(answers.map(([name, { latency }]) => [name, latency.tpot.p99.value]));
    for (const policy of ['free-slots', 'least-kv', 'mean-kv'])
      expect(p99[policy]).toBeLessThan(p99['round-robin'] ?? 0);
  });

  it('chunks too small and too large both lose, and H800 wants larger ones than H20', () => {
    const chunks = [512, 1024, 2048, 4096, 8192, 16_384, 32_768];
    /** Share of the requests that meet 2 s and 60 ms, by chunk, at the same load of what each chip can do. */
    const goodput = (chip: string): number[] => {
      const layout = { prefill: { tp: 8 }, decode: { tp: 8 } };
      const { kase, evaluation } = caseOf({ chip, model: 'qwen3-32b', shared: 8, ...layout, input: 4000, output: 400 });
      const rate = 0.6 * (evaluation.metrics.get('serving.requests_per_second')?.value ?? Number.NaN);
      const asked: Partial<Asked> = { supply: spread(rate, 4000, 400, 0.7, 0.5), until: { requests: 2000 } };
      return chunks.map((chunk) => {
        const setup = setupFor(kase, { ...asked, chunk });
        return simulate({ ...setup, slo: { ttft: 2, tpot: 0.06 } }).goodput / rate;
      });
    };
    const [h20, h800] = [goodput('h20-96g'), goodput('h800')];
    const best = (of: readonly number[]): number => of.indexOf(Math.max(...of));
    for (const each of [h20, h800]) {
      expect(each[0]).toBeLessThan(Math.max(...each));
      expect(each.at(-1)).toBeLessThan(Math.max(...each));
    }
    expect(best(h800)).toBeGreaterThan(best(h20));
  });

  it('skewed experts cost what the imbalance says', () => {
    const skew = { kind: 'zipf', exponent: question(1, '1', { en: 'exponent', zh: '指数' }) } as const;
    const run = (routed: Wanted) => {
      const { kase, evaluation } = caseOf({ ...routed, perCard: 128, prefillCards: 64, prefill: { tp: 1, ep: 8 } });
      const supply: Supply = {
        kind: 'drawn',
        arrivals: { kind: 'closed', users: 2048 },
        input: { kind: 'fixed', tokens: 3260 },
        output: { kind: 'fixed', tokens: 1100 },
      };
      const asked = { supply, until: { requests: 8000 }, warmup: 0.3, maxBatch: 128 };
      return { answer: simulate(setupFor(kase, asked)), evaluation };
    };
    const [even, skewed] = [run({}), run({ routing: skew })];
    const told = ({ evaluation }: typeof even, name: string): number =>
      evaluation.metrics.get(name)?.value ?? Number.NaN;
    const expected = told(skewed, 'serving.tpot') / told(even, 'serving.tpot');
    expect(told(skewed, 'decode.imbalance') / told(even, 'decode.imbalance')).toBeGreaterThan(1.5);
    expect(expected).toBeGreaterThan(1.1);
    const found = skewed.answer.latency.tpot.mean.value / even.answer.latency.tpot.mean.value;
    expect(Math.abs(found / expected - 1)).toBeLessThan(0.03);
  });
});
