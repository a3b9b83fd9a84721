/** What a routing policy is: it names the decode rank of a request whose prompt is computed. */

import type { Text } from '../../diagnostics';

/** What it may look at: figures by rank, as they stand. */
export interface Ranks {
  readonly count: number;
  /** Requests sent there and not finished. */
  readonly requests: (rank: number) => number;
  /** Cache tokens of these now, those on their way counted in. */
  readonly tokens: (rank: number) => number;
  /** Prompt tokens of these. */
  readonly prompts: (rank: number) => number;
  /** Cache tokens that a rank can hold. */
  readonly capacity: number;
  /** Mean answer of the last requests that finished. */
  readonly meanOutput: number;
}

export interface Asking {
  readonly input: number;
  /** Requests routed so far. */
  readonly turn: number;
  /** A random number of this request's own, in [0, 1). */
  readonly draw: number;
}

export interface RoutingPolicy {
  readonly id: string;
  readonly title: Text;
  readonly choose: (ranks: Ranks, asking: Asking) => number;
  /** Where prompts are told apart by length, prefill has a line and groups for each bucket too, as far as it has groups. */
  readonly buckets?: { readonly count: number; readonly of: (tokens: number) => number };
}

/** The rank of the least measure; the search begins at another rank each time, so that equals take turns. */
export function leastBy(ranks: Ranks, turn: number, measure: (rank: number) => number): number {
  let best = turn % ranks.count;
  let least = measure(best);
  for (let step = 1; step < ranks.count; step++) {
    const rank = (turn + step) % ranks.count;
    const here = measure(rank);
    if (here < least) {
      least = here;
      best = rank;
    }
  }
  return best;
}
