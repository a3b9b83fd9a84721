/** How far a system can be pushed: the highest rate of arrivals that keeps the SLO, found by halving, with confidence. */

import type { Answer } from './answer';
import { atRate, type OpenArrivals } from './arrivals';
import type { Setup } from './setup';
import type { Estimate } from './statistics/batch-means';
import { running, type Work } from './work';

export interface RateLimit {
  /** Requests a second; 0 where not even a trickle keeps it. */
  readonly rate: number;
  /** The lowest rate that was seen to miss. */
  readonly misses: number;
  readonly runs: number;
  /** Where the search began: what the closed form says. */
  readonly closed: number;
}

/** Nine requests in ten shall meet each objective. */
const kept = 'p90';
/** Rates are told apart to so much. */
const precision = 0.02;
/** A run that cannot tell is repeated with so many times the requests. */
const longer = 4;
/** Where no TTFT is asked for, a system keeps up as long as no more than this share of what came still waits when the last one comes. */
const mayWait = 0.03;

/** The same arrivals, packed more or less densely, until the answer is known to 2 %. */
export function* highestRate(options: {
  readonly at: (supplyRate: OpenArrivals, requests: number) => Setup;
  readonly arrivals: OpenArrivals;
  /** Where to begin: the closed form's own limit. */
  readonly guess: number;
  readonly requests: number;
}): Work<RateLimit> {
  const { at, arrivals, guess, requests } = options;
  let runs = 0;
  const keeps = function* (rate: number): Work<boolean> {
    for (const many of [requests, longer * requests]) {
      const setup = at(atRate(arrivals, rate), many);
      const answer = yield* running(setup);
      runs++;
      const verdict = judged(answer, setup);
      if (verdict === 'unsure' && many === requests) continue;
      return verdict === 'kept' || (verdict === 'unsure' && isWithin(answer, setup));
    }
    return false;
  };
  let low = 0;
  let high = Math.max(guess, Number.MIN_VALUE);
  // Doubled until it misses: the closed form may be too careful.
  for (let turn = 0; turn < 6 && (yield* keeps(high)); turn++) {
    low = high;
    high *= 2;
  }
  for (let turn = 0; turn < 30 && high - low > precision * high; turn++) {
    if (low === 0 && high < guess / 1000) break;
    const middle = (low + high) / 2;
    if (yield* keeps(middle)) low = middle;
    else high = middle;
  }
  return { rate: low, misses: high, runs, closed: guess };
}

type Verdict = 'kept' | 'missed' | 'unsure';

function judged(answer: Answer, setup: Setup): Verdict {
  const verdicts = objectives(answer, setup).map(([estimate, most]): Verdict => {
    const { value, half } = estimate;
    const sure = Number.isNaN(half) ? 0 : half;
    return value + sure <= most ? 'kept' : value - sure > most ? 'missed' : 'unsure';
  });
  if (setup.slo.ttft === undefined && answer.leftBehind > mayWait * answer.arrived) return 'missed';
  if (verdicts.includes('missed')) return 'missed';
  return verdicts.includes('unsure') ? 'unsure' : 'kept';
}

function isWithin(answer: Answer, setup: Setup): boolean {
  return objectives(answer, setup).every(([{ value }, most]) => value <= most);
}

function objectives({ latency }: Answer, { slo }: Setup): readonly (readonly [Estimate, number])[] {
  return [
    ...(slo.ttft === undefined ? [] : [[latency.ttft[kept], slo.ttft] as const]),
    ...(slo.tpot === undefined ? [] : [[latency.tpot[kept], slo.tpot] as const]),
  ];
}
