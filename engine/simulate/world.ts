/** What the parts of a simulation share. */

import type { Random } from './random';
import type { Requests } from './requests';
import type { Setup } from './setup';
import type { Account } from './statistics/account';
import type { BatchMeans } from './statistics/batch-means';
import type { TimeSeries } from './statistics/time-series';

/** Kinds of events, in the order in which those of one time happen. */
export const event = { answered: 0, transferred: 1, prefilled: 2, stepped: 3 } as const;

export interface World {
  readonly setup: Setup;
  readonly requests: Requests;
  readonly account: Account;
  readonly series: TimeSeries;
  readonly tokenGaps: BatchMeans;
  readonly routingDraws: Random;
  readonly schedule: (time: number, kind: number, id: number) => void;
  /** A request has its last token. */
  readonly finish: (slot: number, time: number) => void;
  /** A request was preempted. */
  readonly gaveWay: () => void;
  /** Its prompt and what it answered must be computed once more. */
  readonly redo: (slot: number, time: number) => void;
}
