/** How many requests a second of computing the simulation serves. Bars: issue and README, How fast. */

import { expect, test } from 'vitest';
import { engineSteps } from '../../engine/simulate/engine-steps';
import { simulate } from '../../engine/simulate/simulation';
import { caseOf, setupFor } from '../simulate/design-setup';
import { record } from './support/record';

const bars = { requestsPerSecond: 20_000, millionSeconds: 120, millionMB: 1000 } as const;

/** The pool: 1 000 tokens an answer, 32 a card, a decode pool of 16 cards, no drafts. */
const { kase } = caseOf({ output: 1000, prefillCards: 64 });

function pool(requests: number) {
  return setupFor(kase, {
    supply: {
      kind: 'drawn',
      arrivals: { kind: 'closed', users: 512 },
      input: { kind: 'lognormal', mean: 3260, spread: 0.5 },
      output: { kind: 'lognormal', mean: 1000, spread: 0.5 },
    },
    until: { requests },
    maxBatch: 32,
  });
}

test('requests a second a core', () => {
  // Cold: the first run tabulates the step times as it goes, in code that was not compiled yet. They are kept for the second.
  const began = performance.now();
  simulate(pool(20_000));
  const cold = 20_000 / ((performance.now() - began) / 1000);
  const { points } = engineSteps(kase);
  const setup = pool(100_000);
  const start = performance.now();
  simulate(setup);
  const warm = 100_000 / ((performance.now() - start) / 1000);
  record('simulate', {
    coldRequestsPerSecond: Math.round(cold),
    requestsPerSecond: Math.round(warm),
    points: points(),
  });
  expect(warm).toBeGreaterThan(bars.requestsPerSecond);
  expect(cold).toBeGreaterThan(bars.requestsPerSecond);
});

test('a million requests', () => {
  const start = performance.now();
  const answer = simulate(pool(1_000_000));
  const seconds = (performance.now() - start) / 1000;
  const megabytes = process.memoryUsage().rss / 1e6;
  record('simulate', { millionSeconds: Math.round(10 * seconds) / 10, millionMB: Math.round(megabytes) });
  expect(answer.finished).toBe(1_000_000);
  expect(seconds).toBeLessThan(bars.millionSeconds);
  expect(megabytes).toBeLessThan(bars.millionMB);
});
