/** How far a system can be pushed: the highest rate of arrivals that keeps the SLO, found by halving, with confidence. */

import type { Answer } from './answer';
import { atRate, type OpenArrivals } from './arrivals';
import type { Setup } from './setup';
import { simulate } from './simulation';
import type { Estimate } from './statistics/batch-means';

export interface RateLimit {
  /** Requests a second; 0 where not even a trickle keeps it. */
  readonly rate: number;
  /** The lowest rate that was seen to miss. */
  readonly misses: number;
  readonly answer: Answer | undefined;
  readonly runs: number;
}

/** Nine requests in ten shall meet each objective. */
const kept = 'p90';
/** Rates are told apart to so much. */
const precision = 0.02;
/** A run that cannot tell is repeated with so many times the requests. */
const longer = 4;
/** Without objectives a system keeps up as long as it finishes this share of what comes. */
const keepsUp = 0.97;

/** The same arrivals, packed more or less densely, until the answer is known to 2 %. */
export function highestRate(options: {
  readonly at: (supplyRate: OpenArrivals, requests: number) => Setup;
  readonly arrivals: OpenArrivals;
  /** Where to begin: the closed form's own limit. */
  readonly guess: number;
  readonly requests: number;
  /** True to give up. */
  readonly isCancelled?: () => boolean;
}): RateLimit {
  const { at, arrivals, guess, requests, isCancelled } = options;
  let runs = 0;
  let best: Answer | undefined;
  const keeps = (rate: number): boolean => {
    for (const many of [requests, longer * requests]) {
      const setup = at(atRate(arrivals, rate), many);
      const answer = simulate(setup);
      runs++;
      const verdict = judged(answer, setup, rate);
      if (verdict === 'unsure' && many === requests) continue;
      const isKept = verdict === 'kept' || (verdict === 'unsure' && isWithin(answer, setup));
      if (isKept) best = answer;
      return isKept;
    }
    return false;
  };
  let low = 0;
  let high = Math.max(guess, Number.MIN_VALUE);
  // Doubled until it misses: the closed form may be too careful.
  for (let turn = 0; turn < 6 && keeps(high); turn++) {
    low = high;
    high *= 2;
  }
  for (let turn = 0; turn < 30 && high - low > precision * high && !isCancelled?.(); turn++) {
    if (low === 0 && high < guess / 1000) break;
    const middle = (low + high) / 2;
    if (keeps(middle)) low = middle;
    else high = middle;
  }
  return { rate: low, misses: high, answer: best, runs };
}

type Verdict = 'kept' | 'missed' | 'unsure';

function judged(answer: Answer, setup: Setup, rate: number): Verdict {
  const verdicts = objectives(answer, setup).map(([estimate, most]): Verdict => {
    const { value, half } = estimate;
    const sure = Number.isNaN(half) ? 0 : half;
    return value + sure <= most ? 'kept' : value - sure > most ? 'missed' : 'unsure';
  });
  if (answer.requestsPerSecond < keepsUp * rate && verdicts.length === 0) return 'missed';
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
