/** What a pass or a step costs a DP rank: seconds by kind, in one row of numbers, so that rows can be interpolated. */

/** Places in a row. `own` follows from what the rank itself holds; `joint` (routed experts, their exchange) from all ranks of the group. */
export const cost = {
  own: 0,
  ownCompute: 1,
  ownMemory: 2,
  ownLink: 3,
  ownHost: 4,
  /** Busy seconds, own and joint together; they may overlap. */
  busyCompute: 5,
  busyMemory: 6,
  busyLink: 7,
  /** Of `own`: attention over the cache. */
  attention: 8,
  joint: 9,
  jointCompute: 10,
  jointMemory: 11,
  jointLink: 12,
  jointHost: 13,
} as const;

/** Numbers a row. */
export const width = 14;

/** Times of passes and steps. Rows are written into arrays of the caller's, which are used again. */
export interface StepModel {
  /** A prefill pass of a rank over `sequences` prompts (a mean may be broken), each `fresh` new tokens after `cached` ones. */
  readonly prefill: (sequences: number, fresh: number, cached: number, row: Float64Array) => void;
  /**
   * A decode step of a rank: `batch` requests of mean cache length `length`. `slope` gets what a row gains a token of length;
   * returns the length up to which that holds.
   */
  readonly decode: (batch: number, length: number, row: Float64Array, slope: Float64Array) => number;
  /** The joint part of a decode step at a mean batch of the group's ranks; own places are left alone. */
  readonly joint: (batch: number, row: Float64Array) => void;
}

/** Services of known length, for checks against queueing theory: seconds a new prompt token, and a decode step of one length. */
export function knownTimes(times: { readonly prefillToken: number; readonly step: number }): StepModel {
  const write = (row: Float64Array, seconds: number): void => {
    row.fill(0);
    row[cost.own] = seconds;
    row[cost.ownCompute] = seconds;
    row[cost.busyCompute] = seconds;
  };
  return {
    prefill: (sequences, fresh, _cached, row) => write(row, sequences * fresh * times.prefillToken),
    decode: (_batch, _length, row, slope) => {
      write(row, times.step);
      slope.fill(0);
      return Number.POSITIVE_INFINITY;
    },
    joint: (_batch, row) => {
      for (let at = cost.joint; at < width; at++) row[at] = 0;
    },
  };
}
