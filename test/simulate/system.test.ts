import { fc } from '../support/property';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../engine/simulate/answer';
import { knownTimes } from '../../engine/simulate/costs';
import { prefillOrders, preemptions, routingPolicies } from '../../engine/simulate/policies';
import { PrefixCache } from '../../engine/simulate/prefix-cache';
import type { Setup, Supply } from '../../engine/simulate/setup';
import { simulate, Simulation } from '../../engine/simulate/simulation';
import { caseOf, setupFor } from './design-setup';
import { aSetup, routing } from './setup';

const lognormal = (rate: number, input: number, output: number): Extract<Supply, { kind: 'drawn' }> => ({
  kind: 'drawn',
  arrivals: { kind: 'poisson', rate },
  input: { kind: 'lognormal', mean: input, spread: 0.8 },
  output: { kind: 'lognormal', mean: output, spread: 0.8 },
});

/** Two groups of two ranks with little cache. */
const small: Setup['decode'] = {
  groups: 2,
  ranks: 2,
  cards: 1,
  maxBatch: 16,
  pages: 60,
  page: 16,
  grows: true,
  tokenBytes: 1000,
  rate: 1e8,
};
const steps = knownTimes({ prefillToken: 1e-4, step: 0.01 });

function total(answer: Answer): number {
  return Object.values(answer.spent).reduce((sum, each) => sum + each, 0);
}

describe('nothing is lost', () => {
  const arbitrary = fc.record({
    seed: fc.integer({ min: 0, max: 1e6 }),
    rate: fc.double({ min: 0.5, max: 40, noNaN: true }),
    input: fc.integer({ min: 10, max: 300 }),
    output: fc.integer({ min: 1, max: 200 }),
    routing: fc.constantFrom(...routingPolicies),
    prefill: fc.constantFrom(...prefillOrders),
    preemption: fc.constantFrom(...preemptions),
    grows: fc.boolean(),
    drafts: fc.constantFrom<readonly number[]>([], [0.8], [0.9, 0.5]),
    shared: fc.constantFrom(undefined, 64, 512),
    seconds: fc.constantFrom(undefined, 3),
    layers: fc.constantFrom(1, 10),
    chunk: fc.constantFrom(undefined, 100),
  });

  it('arrived = finished + in flight, and the cards’ time is all accounted for, whatever the system', () => {
    fc.assert(
      fc.property(
        arbitrary,
        ({ seed, rate, input, output, grows, drafts, shared, seconds, layers, chunk, ...policies }) => {
          const answer = simulate(
            aSetup({
              seed,
              supply: lognormal(rate, input, output),
              until: seconds === undefined ? { requests: 150 } : { seconds },
              warmup: 0.1,
              decode: { ...small, grows },
              prefill: {
                groups: 2,
                ranks: 2,
                cards: 1,
                passTokens: 512,
                ...(chunk === undefined ? {} : { chunk }),
                stages: 1,
                tokenBytes: 1000,
                rate: 1e8,
              },
              transfer: { layers, layersFrom: 50 },
              policies,
              drafts,
              steps,
              ...(shared === undefined ? {} : { shared: { chunk: shared } }),
            }),
          );
          expect(answer.arrived).toBe(answer.finished + answer.inFlight);
          if (seconds === undefined) {
            expect(answer.inFlight).toBe(0);
            expect(answer.arrived + answer.refused).toBe(150);
          }
          for (const row of answer.requests) {
            expect(row.started).toBeGreaterThanOrEqual(row.arrival);
            expect(row.prefilled).toBeGreaterThanOrEqual(row.started);
            expect(row.joined).toBeGreaterThanOrEqual(row.preempted > 0 ? row.arrival : row.prefilled);
            expect(row.finished).toBeGreaterThanOrEqual(row.first);
          }
          if (answer.window.to > answer.window.from) {
            expect(total(answer)).toBeCloseTo(1, 9);
            for (const share of Object.values(answer.spent)) expect(share).toBeGreaterThanOrEqual(0);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('all card time in the window is accounted for, to the second', () => {
    const { kase } = caseOf({});
    const simulation = new Simulation(
      setupFor(kase, { supply: lognormal(2, 3260, 300), until: { seconds: 300 }, warmup: 0.2 }),
    );
    simulation.proceed();
    const answer = simulation.answer();
    // 24 cards over 240 s.
    expect(Math.abs(simulation.cardSeconds() / (24 * 240) - 1)).toBeLessThan(1e-6);
    expect(answer.utilisation.compute).toBeLessThan(1);
  });
});

describe('runs of steps are exact', () => {
  it('a run of steps is what its steps are one by one', () => {
    const { kase } = caseOf({ output: 200 });
    const setup = setupFor(kase, { supply: lognormal(1.5, 3260, 200), until: { requests: 400 } });
    const inRuns = simulate(setup);
    // A draft that is never accepted forces single steps of one token.
    const oneByOne = simulate({ ...setup, drafts: [0] });
    for (const name of ['ttft', 'tpot', 'e2e'] as const)
      expect(oneByOne.latency[name].mean.value).toBeCloseTo(inRuns.latency[name].mean.value, 9);
    expect(oneByOne.requests.map(({ finished }) => finished.toFixed(7))).toEqual(
      inRuns.requests.map(({ finished }) => finished.toFixed(7)),
    );
    // A run that the window's end cuts counts in proportion to its time.
    expect(oneByOne.spent.imbalance).toBeCloseTo(inRuns.spent.imbalance, 5);
  });

  it('proceeding piece by piece changes nothing', () => {
    const setup = aSetup({ supply: lognormal(3, 500, 50), decode: small, until: { requests: 300 } });
    const simulation = new Simulation(setup);
    let pieces = 0;
    while (!simulation.proceed(7)) pieces++;
    expect(pieces).toBeGreaterThan(50);
    expect(JSON.stringify(simulation.answer())).toBe(JSON.stringify(simulate(setup)));
    expect(simulation.progress().share).toBe(1);
  });
});

describe('the parts of a system', () => {
  const tight = (preemption: Setup['policies']['preemption']): Answer =>
    simulate(
      aSetup({
        supply: lognormal(12, 100, 150),
        until: { requests: 2000 },
        decode: { ...small, pages: 40, maxBatch: 64 },
        policies: { routing: routing('round-robin'), prefill: prefillOrders[0], preemption },
        steps,
      }),
    );

  it('full caches preempt; computing again costs card time, swapping does not', () => {
    const [again, swapped] = [tight('recompute'), tight('swap')];
    expect(again.preempted).toBeGreaterThan(10);
    expect(again.spent.preemption).toBeGreaterThan(0);
    expect(again.inFlight).toBe(0);
    expect(swapped.spent.preemption).toBe(0);
    expect(swapped.inFlight).toBe(0);
    expect(swapped.requests.some(({ preempted }) => preempted > 0)).toBe(true);
  });

  it('accepted drafts yield what their chances say', () => {
    const answer = simulate(
      aSetup({
        supply: {
          kind: 'drawn',
          arrivals: { kind: 'poisson', rate: 5 },
          input: { kind: 'fixed', tokens: 10 },
          output: { kind: 'fixed', tokens: 400 },
        },
        until: { requests: 500 },
        drafts: [0.8, 0.5],
        steps,
      }),
    );
    // 1 + 0.8 + 0.4 tokens a step of 10 ms.
    expect(Math.abs(0.01 / answer.latency.tpot.mean.value / 2.2 - 1)).toBeLessThan(0.01);
  });

  it('the same requests under every policy: common random numbers', () => {
    const runs = routingPolicies.map((policy) =>
      simulate(
        aSetup({
          supply: lognormal(3, 300, 60),
          until: { requests: 200 },
          decode: { ...small, pages: 1000 },
          policies: { routing: policy, prefill: prefillOrders[0], preemption: 'recompute' },
          steps,
        }),
      ).requests.map(({ arrival, input, output }) => [arrival, input, output]),
    );
    for (const rows of runs) expect(rows).toEqual(runs[0]);
  });

  it('conversations find their past in the cache, as far as it is large enough', () => {
    const run = (tokens: number): Answer =>
      simulate(
        aSetup({
          supply: { ...lognormal(2, 200, 50), turns: { mean: 5, open: 20 } },
          until: { requests: 2000 },
          cache: [{ tokens }],
          steps,
        }),
      );
    const [none, some, all] = [run(0), run(5000), run(1e9)];
    expect(none.prefixHit).toBe(0);
    expect(some.prefixHit).toBeGreaterThan(0.05);
    expect(all.prefixHit).toBeGreaterThan(some.prefixHit);
    expect(all.latency.ttft.mean.value).toBeLessThan(none.latency.ttft.mean.value);
  });

  it('layer by layer, a transfer hides behind the prefill', () => {
    const run = (layers: number): number =>
      simulate(
        aSetup({
          supply: {
            kind: 'drawn',
            arrivals: { kind: 'regular', rate: 0.1 },
            input: { kind: 'fixed', tokens: 1000 },
            output: { kind: 'fixed', tokens: 5 },
          },
          until: { requests: 20 },
          prefill: { groups: 1, ranks: 1, cards: 1, passTokens: 8192, stages: 1, tokenBytes: 1e6, rate: 2e10 },
          transfer: { layers, layersFrom: 0 },
          steps,
        }),
      ).latency.ttft.mean.value;
    // 0.1 s of prefill, 0.05 s of transfer, a step of 0.01 s.
    expect(run(1)).toBeCloseTo(0.16, 9);
    expect(run(50)).toBeCloseTo(0.111, 9);
  });
});

describe('a prefix cache', () => {
  it('gives up what was used least recently, to the next tier if there is one', () => {
    const cache = new PrefixCache([{ tokens: 20 }, { tokens: 10, rate: 100 }]);
    const prefix = (id: number) => ({ ids: [id], tokens: 10 });
    for (const id of [1, 2, 3]) cache.keep(prefix(id));
    expect(cache.look(prefix(3), 100)).toEqual({ tokens: 10, seconds: 0 });
    // 1 went to the slower tier, and comes back; 2 goes there instead.
    expect(cache.look(prefix(1), 100)).toEqual({ tokens: 10, seconds: 0.1 });
    expect(cache.look(prefix(2), 100)).toEqual({ tokens: 10, seconds: 0.1 });
    for (const id of [4, 5, 6]) cache.keep(prefix(id));
    expect(cache.look(prefix(3), 100).tokens).toBe(0);
  });

  it('finds the leading blocks of a chain, never the whole prompt', () => {
    const cache = new PrefixCache([{ tokens: 10_000 }]);
    cache.keep({ ids: [1, 2, 3], tokens: 512 });
    expect(cache.look({ ids: [1, 2, 9, 3], tokens: 512 }, 2048).tokens).toBe(1024);
    expect(cache.look({ ids: [1, 2], tokens: 512 }, 1024).tokens).toBe(1023);
  });
});
