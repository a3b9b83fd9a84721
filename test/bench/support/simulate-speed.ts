/**
 * How fast the simulation is in a process of its own, as it is shipped: bundled, started cold. Rates are by the processor's time, the
 * compiler's and the collector's own threads counted in, so that what else the machine does hardly matters. Prints one JSON object.
 */

import { engineSteps } from '../../../engine/simulate/engine-steps';
import { simulate } from '../../../engine/simulate/simulation';
import { caseOf, setupFor } from '../../simulate/design-setup';

/** The pool: 1 000 tokens an answer, 32 a card, a decode pool of 16 cards, no drafts. */
const { kase } = caseOf({ output: 1000, prefillCards: 64 });

function timed(requests: number): { readonly seconds: number; readonly core: number; readonly finished: number } {
  const setup = setupFor(kase, {
    supply: {
      kind: 'drawn',
      arrivals: { kind: 'closed', users: 512 },
      input: { kind: 'lognormal', mean: 3260, spread: 0.5 },
      output: { kind: 'lognormal', mean: 1000, spread: 0.5 },
    },
    until: { requests },
    maxBatch: 32,
  });
  const start = performance.now();
  const before = process.cpuUsage();
  const { finished } = simulate(setup);
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - start) / 1000, core: (user + system) / 1e6, finished };
}

// Cold: the first run tabulates the step times as it goes, in code that was not compiled yet. They are kept for the next.
const cold = timed(20_000);
const { points } = engineSteps(kase);
const tabulated = points();
const warm = timed(100_000);
const million = timed(1_000_000);
process.stdout.write(
  JSON.stringify({
    coldRequestsPerSecond: Math.round(20_000 / cold.core),
    requestsPerSecond: Math.round(100_000 / warm.core),
    points: tabulated,
    millionSeconds: Math.round(10 * million.seconds) / 10,
    millionMB: Math.round(process.memoryUsage().rss / 1e6),
    millionFinished: million.finished,
  }),
);
