/** What a simulation answers, in plain numbers. Times in seconds. */

import type { Estimate } from './statistics/batch-means';
import type { SeriesName, SpentOn } from './statistics/account';

export const latencies = ['ttft', 'tpot', 'itl', 'e2e'] as const;
export type Latency = (typeof latencies)[number];
export const statistics = ['mean', 'p50', 'p90', 'p99'] as const;
export type Statistic = (typeof statistics)[number];

export interface RequestRow {
  readonly number: number;
  readonly arrival: number;
  readonly input: number;
  readonly output: number;
  readonly cached: number;
  readonly started: number;
  readonly prefilled: number;
  readonly joined: number;
  readonly first: number;
  readonly finished: number;
  readonly rank: number;
  readonly preempted: number;
}

export function ttftOf({ first, arrival }: RequestRow): number {
  return first - arrival;
}

/** NaN where there is but one token. */
export function tpotOf({ first, finished, output }: RequestRow): number {
  return output > 1 ? (finished - first) / (output - 1) : Number.NaN;
}

export function e2eOf({ finished, arrival }: RequestRow): number {
  return finished - arrival;
}

export type SeriesRow = Readonly<Record<'time' | SeriesName, number>>;

/** What the time of one DP rank's cards went to: shares that make 1 together. */
export interface RankShare {
  readonly pool: 'prefill' | 'decode';
  readonly rank: number;
  readonly cards: number;
  readonly spent: Readonly<Record<SpentOn, number>>;
}

export interface Answer {
  readonly arrived: number;
  readonly finished: number;
  readonly inFlight: number;
  readonly preempted: number;
  /** Waiting or on their way when the last one came. */
  readonly leftBehind: number;
  /** Longer than any rank can hold: turned away, not counted as arrived. */
  readonly refused: number;
  /** Simulated seconds, and the window that counts. */
  readonly seconds: number;
  readonly window: { readonly from: number; readonly to: number };
  readonly meanInSystem: number;
  readonly requestsPerSecond: number;
  readonly tokensPerSecondPerCard: number;
  readonly goodput: number;
  readonly latency: Readonly<Record<Latency, Readonly<Record<Statistic, Estimate>>>>;
  readonly utilisation: Readonly<Record<'compute' | 'memory' | 'link' | 'kv', number>>;
  /** Shares of all cards' time; together 1. */
  readonly spent: Readonly<Record<SpentOn, number>>;
  /** The same a rank; one shared pool counts as decode. */
  readonly ranks: readonly RankShare[];
  readonly prefixHit: number;
  /** Means of equal intervals, each from its `time` on. */
  readonly series: readonly SeriesRow[];
  /** Cumulative distributions: [seconds, share]. */
  readonly distribution: Readonly<Record<Latency, readonly (readonly [number, number])[]>>;
  /** At most some thousand requests, evenly picked. */
  readonly requests: readonly RequestRow[];
}
