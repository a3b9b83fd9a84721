import { describe, expect, it } from 'vitest';
import { knownTimes } from '../../engine/simulate/costs';
import type { Lengths } from '../../engine/simulate/lengths';
import { simulate } from '../../engine/simulate/simulation';
import type { Answer } from '../../engine/simulate/answer';
import { aSetup } from './setup';

/** Mean prompt: long, so that whole tokens do not matter. */
const prompt = 10_000;
/** One second of service on the mean. */
const service = 1 / prompt;

interface Queue {
  readonly servers: number;
  readonly load: number;
  readonly lengths: Lengths;
  readonly seed?: number;
  readonly requests?: number;
}

/** A queue in which the prefill pool is the servers and decoding takes no time. */
function run({ servers, load, lengths, seed = 1, requests = 100_000 }: Queue): Answer {
  return simulate(
    aSetup({
      seed,
      supply: {
        kind: 'drawn',
        arrivals: { kind: 'poisson', rate: load * servers },
        input: lengths,
        output: { kind: 'fixed', tokens: 1 },
      },
      until: { requests },
      warmup: 0.05,
      prefill: { groups: servers, ranks: 1, cards: 1, passTokens: 1, stages: 1, tokenBytes: 0, rate: 1 },
      steps: knownTimes({ prefillToken: service, step: 0 }),
    }),
  );
}

function erlangC(servers: number, offered: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < servers; k++) {
    term *= offered / k;
    sum += term;
  }
  const last = (term * offered) / servers / (1 - offered / servers);
  return last / (sum + last);
}

/** Four independent runs: their mean within 2 %, and their 95 % intervals hold the theory as often as they say. */
function expectMean(queue: Queue, theory: number): void {
  const seeds = [1, 2, 3, 4];
  const means = seeds.map((seed) => run({ ...queue, seed }).latency.ttft.mean);
  const mean = means.reduce((sum, each) => sum + each.value, 0) / seeds.length;
  expect(Math.abs(mean / theory - 1)).toBeLessThan(0.02);
  const inside = means.filter(({ value, half }) => Math.abs(value - theory) <= half * 1.5);
  expect(inside.length).toBeGreaterThanOrEqual(3);
}

describe('with known service times the queue is the one of the textbook', () => {
  it('M/M/1: a mean sojourn of 1 / (μ − λ)', () => {
    expectMean({ servers: 1, load: 0.7, lengths: { kind: 'exponential', mean: prompt } }, 1 / (1 - 0.7));
  });

  it('M/M/k: Erlang C', () => {
    for (const [servers, load] of [
      [2, 0.8],
      [8, 0.85],
    ] as const) {
      const wait = erlangC(servers, load * servers) / (servers * (1 - load));
      expectMean({ servers, load, lengths: { kind: 'exponential', mean: prompt } }, wait + 1);
    }
  });

  it('M/D/1', () => {
    expectMean({ servers: 1, load: 0.8, lengths: { kind: 'fixed', tokens: prompt } }, 0.8 / (2 * (1 - 0.8)) + 1);
  });

  it('M/G/1: Pollaczek–Khinchine, services lognormal', () => {
    const spread = 0.8;
    const square = Math.exp(spread * spread);
    expectMean(
      { servers: 1, load: 0.6, lengths: { kind: 'lognormal', mean: prompt, spread } },
      (0.6 * square) / (2 * (1 - 0.6)) + 1,
    );
  });

  it('counts percentiles: an M/M/1 sojourn is exponential', () => {
    const { latency } = run({ servers: 1, load: 0.5, lengths: { kind: 'exponential', mean: prompt } });
    expect(Math.abs(latency.ttft.p50.value / (2 * Math.LN2) - 1)).toBeLessThan(0.02);
    expect(Math.abs(latency.ttft.p99.value / (2 * Math.log(100)) - 1)).toBeLessThan(0.04);
  });

  it('uses the servers as much as the load says', () => {
    const { utilisation, spent } = run({ servers: 4, load: 0.6, lengths: { kind: 'fixed', tokens: prompt } });
    // Four prefill cards and an idle decode card.
    expect(Math.abs((utilisation.compute * 5) / 4 / 0.6 - 1)).toBeLessThan(0.01);
    expect(spent.idle).toBeCloseTo(1 - utilisation.compute, 2);
  });
});

describe('laws', () => {
  it('Little: the mean number in the system is the rate times the mean sojourn', () => {
    for (const load of [0.3, 0.7]) {
      const answer = run({ servers: 2, load, lengths: { kind: 'exponential', mean: prompt }, requests: 400_000 });
      const rate = answer.requestsPerSecond;
      expect(Math.abs(answer.meanInSystem / (rate * answer.latency.e2e.mean.value) - 1)).toBeLessThan(0.01);
    }
  });

  it('same seed, same bytes; another seed, another run', () => {
    const queue: Queue = { servers: 2, load: 0.7, lengths: { kind: 'exponential', mean: prompt }, requests: 5000 };
    expect(JSON.stringify(run(queue))).toBe(JSON.stringify(run(queue)));
    expect(JSON.stringify(run(queue))).not.toBe(JSON.stringify(run({ ...queue, seed: 2 })));
  });
});
