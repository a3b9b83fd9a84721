import { describe, expect, it } from 'vitest';
import type { Answer } from '../../engine/simulate/answer';
import { atRate } from '../../engine/simulate/arrivals';
import { cost, knownTimes, type StepModel } from '../../engine/simulate/costs';
import { highestRate } from '../../engine/simulate/limit';
import { differences } from '../../engine/simulate/paired';
import type { Setup, Supply } from '../../engine/simulate/setup';
import { simulate } from '../../engine/simulate/simulation';
import { spentOn } from '../../engine/simulate/statistics/account';
import { finished } from '../../engine/simulate/work';
import { aSetup, order, routing } from './setup';

type Drawn = Extract<Supply, { kind: 'drawn' }>;

const lognormal = (rate: number, input: number, output: number, spread = 0.8): Drawn => ({
  kind: 'drawn',
  arrivals: { kind: 'poisson', rate },
  input: { kind: 'lognormal', mean: input, spread },
  output: { kind: 'lognormal', mean: output, spread },
});
const steps = knownTimes({ prefillToken: 1e-4, step: 0.01 });
const decode: Setup['decode'] = {
  groups: 2,
  ranks: 2,
  cards: 3,
  maxBatch: 16,
  pages: 600,
  page: 16,
  grows: true,
  tokenBytes: 1000,
  rate: 1e8,
};
const prefill: Setup['prefill'] = {
  groups: 4,
  ranks: 1,
  cards: 2,
  passTokens: 512,
  stages: 1,
  tokenBytes: 1000,
  rate: 1e8,
};

function withPolicies(change: Partial<Setup['policies']>): Setup['policies'] {
  return { routing: routing('round-robin'), prefill: order('fcfs'), preemption: 'recompute', ...change };
}

const meanQueue = (rows: Answer['requests']): number =>
  rows.reduce((sum, { started, arrival }) => sum + started - arrival, 0) / rows.length;

describe('where the time of every rank went', () => {
  it.each([undefined, { chunk: 256 }])('makes 1 for each, and all of them together the whole', (shared) => {
    const answer = simulate(
      aSetup({ supply: lognormal(8, 300, 60), decode, prefill, steps, ...(shared ? { shared } : {}) }),
    );
    expect(answer.ranks.map(({ pool }) => pool)).toEqual([
      ...(shared ? [] : ['prefill', 'prefill', 'prefill', 'prefill']),
      ...['decode', 'decode', 'decode', 'decode'],
    ]);
    const cards = answer.ranks.reduce((sum, rank) => sum + rank.cards, 0);
    for (const { spent } of answer.ranks) expect(spentOn.reduce((sum, kind) => sum + spent[kind], 0)).toBeCloseTo(1, 9);
    for (const kind of spentOn) {
      const mean = answer.ranks.reduce((sum, rank) => sum + rank.cards * rank.spent[kind], 0) / cards;
      expect(mean).toBeCloseTo(answer.spent[kind], 9);
    }
  });

  it('a rank without requests steps along with a dummy batch, and that is told as empty', () => {
    const batches: number[] = [];
    const counted: StepModel = {
      ...steps,
      joint: (batch, row) => {
        batches.push(batch);
        for (let at = cost.joint; at < row.length; at++) row[at] = 0;
      },
    };
    const one = simulate(
      aSetup({
        supply: { ...lognormal(0.001, 100, 50, 0), arrivals: { kind: 'regular', rate: 0.001 } },
        until: { seconds: 1900 },
        decode: { ...decode, groups: 1, ranks: 4 },
        steps: counted,
      }),
    );
    expect(one.finished).toBe(1);
    // One request and three dummies: a batch of one each.
    expect(new Set(batches)).toEqual(new Set([1]));
    const busy = one.ranks.filter(({ pool, spent }) => pool === 'decode' && spent.idle < 1);
    expect(busy).toHaveLength(1);
  });
});

describe('lengths apart', () => {
  const supply: Drawn = {
    kind: 'drawn',
    arrivals: { kind: 'poisson', rate: 16 },
    input: { kind: 'empirical', tokens: [200, 200, 200, 200, 200, 200, 200, 4000] },
    output: { kind: 'fixed', tokens: 10 },
  };
  const run = (policies: Setup['policies']): Answer =>
    simulate(
      aSetup({
        supply,
        until: { requests: 2000 },
        decode: { ...decode, pages: 1e6 },
        prefill: { ...prefill, groups: 2 },
        steps,
        policies,
      }),
    );

  it('prompts of like length have prefill groups and decode ranks of their own', () => {
    const bucketed = run(withPolicies({ routing: routing('length-buckets') }));
    const mixed = run(withPolicies({}));
    const short = (rows: Answer['requests']) => rows.filter(({ input }) => input === 200);
    const ranks = (input: number) =>
      new Set(bucketed.requests.filter((row) => row.input === input).map(({ rank }) => rank));
    expect([...ranks(200)].filter((rank) => ranks(4000).has(rank))).toEqual([]);
    // A short prompt never waits for a long one.
    expect(meanQueue(short(bucketed.requests))).toBeLessThan(0.3 * meanQueue(short(mixed.requests)));
  });

  it('shortest first within an arrival batch gains most of what shortest first gains, and makes nobody wait as long', () => {
    const one = { ...prefill, groups: 1, passTokens: 1 };
    const spread: Drawn = {
      ...supply,
      arrivals: { kind: 'poisson', rate: 0.85 },
      input: { kind: 'lognormal', mean: 10_000, spread: 1 },
    };
    const runOf = (id: string): Answer =>
      simulate(
        aSetup({
          supply: spread,
          until: { requests: 3000 },
          decode: { ...decode, pages: 1e6 },
          prefill: one,
          steps,
          policies: withPolicies({ prefill: order(id) }),
        }),
      );
    const [first, batch, shortest] = [runOf('fcfs'), runOf('shortest-in-batch'), runOf('shortest-first')];
    const mean = ({ latency }: Answer): number => latency.ttft.mean.value;
    const worst = ({ requests }: Answer): number => Math.max(...requests.map((row) => row.first - row.arrival));
    expect(mean(batch)).toBeLessThan(mean(first));
    expect(mean(shortest)).toBeLessThan(mean(batch));
    expect(worst(batch)).toBeLessThan(worst(shortest));
  });
});

describe('chunks and caches', () => {
  it('a chunk that adapts keeps steps short where a fixed one does not', () => {
    const run = (stepLimit?: number): Answer =>
      simulate(
        aSetup({
          supply: lognormal(8, 2000, 100),
          until: { requests: 500 },
          decode: { ...decode, pages: 1e6 },
          shared: { chunk: 2048, ...(stepLimit === undefined ? {} : { stepLimit }) },
          steps,
        }),
      );
    const [fixed, adaptive] = [run(), run(0.06)];
    expect(fixed.latency.itl.p99.value).toBeGreaterThan(0.1);
    expect(adaptive.latency.itl.p99.value).toBeLessThan(0.08);
    expect(adaptive.finished).toBe(500);
  });

  const talks: Drawn = { ...lognormal(2, 200, 50), turns: { mean: 5, open: 20 } };

  it('shared serving finds prefixes too', () => {
    const answer = simulate(
      aSetup({
        supply: talks,
        until: { requests: 1000 },
        decode: { ...decode, pages: 1e6 },
        shared: { chunk: 1024 },
        cache: [{ tokens: 1e9 }],
        steps,
      }),
    );
    expect(answer.prefixHit).toBeGreaterThan(0.3);
  });

  it('what a slower tier holds costs the time to load it, and saves more than that', () => {
    const run = (cache: Setup['cache']): Answer =>
      simulate(aSetup({ supply: talks, until: { requests: 2000 }, cache, steps }));
    const [memory, tiers, small] = [
      run([{ tokens: 1e9 }]),
      run([{ tokens: 5000 }, { tokens: 1e9, rate: 1e5 }]),
      run([{ tokens: 5000 }]),
    ];
    expect(tiers.prefixHit).toBeCloseTo(memory.prefixHit, 2);
    expect(tiers.latency.ttft.mean.value).toBeGreaterThan(memory.latency.ttft.mean.value);
    expect(tiers.latency.ttft.mean.value).toBeLessThan(small.latency.ttft.mean.value);
  });

  it('counts those that give way, whatever becomes of their cache', () => {
    for (const preemption of ['recompute', 'swap'] as const) {
      const answer = simulate(
        aSetup({
          supply: lognormal(12, 100, 150),
          until: { requests: 1000 },
          decode: { ...decode, pages: 40, maxBatch: 64 },
          policies: withPolicies({ preemption }),
          steps,
        }),
      );
      expect(answer.preempted).toBe(answer.requests.reduce((sum, row) => sum + row.preempted, 0));
      expect(answer.preempted).toBeGreaterThan(10);
    }
  });
});

describe('policies against each other, and limits', () => {
  it('differences request by request are surer than the difference of two means', () => {
    const setup = aSetup({
      supply: lognormal(3, 800, 40),
      until: { requests: 2000 },
      decode,
      prefill: { ...prefill, groups: 1 },
      steps,
    });
    const base = simulate(setup);
    const other = simulate({ ...setup, policies: withPolicies({ prefill: order('shortest-first') }) });
    const { ttft } = differences(base, other);
    const [before, after] = [base.latency.ttft.mean, other.latency.ttft.mean];
    expect(ttft.value).toBeCloseTo(after.value - before.value, 2);
    expect(ttft.value + ttft.half).toBeLessThan(0);
    expect(ttft.half).toBeLessThan(Math.hypot(before.half, after.half));
    expect(differences(base, base).ttft).toEqual({ value: 0, half: 0 });
  });

  it('a rate that TPOT alone would allow is no rate where prompts pile up', () => {
    // A prompt of 1000 tokens takes 0.1 s on the only group: ten a second at most.
    const found = finished(
      highestRate({
        arrivals: { kind: 'poisson', rate: 1 },
        guess: 4,
        requests: 1500,
        at: (arrivals, requests) =>
          aSetup({
            supply: {
              kind: 'drawn',
              arrivals: atRate(arrivals, arrivals.rate),
              input: { kind: 'fixed', tokens: 1000 },
              output: { kind: 'fixed', tokens: 5 },
            },
            until: { requests },
            prefill: { ...prefill, groups: 1, passTokens: 1 },
            decode: { ...decode, pages: 1e6, maxBatch: 1000 },
            steps,
            slo: { tpot: 0.02 },
          }),
      }),
    );
    expect(found.rate).toBeGreaterThan(8);
    expect(found.rate).toBeLessThan(11);
  });
});
