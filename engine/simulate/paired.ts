/** What a policy changes for the same requests: the mean of the differences request by request, which common arrivals make far surer than the difference of two means. */

import { e2eOf, tpotOf, ttftOf, type Answer, type RequestRow } from './answer';
import { batchesOf, type Estimate } from './statistics/batch-means';

export interface Differences {
  readonly ttft: Estimate;
  readonly tpot: Estimate;
  readonly e2e: Estimate;
}

/** Of the requests that both runs kept for their tables, warm-up left out. */
export function differences(base: Answer, other: Answer): Differences {
  const before = new Map(base.requests.map((row) => [row.number, row]));
  const pairs = other.requests.flatMap((row) => {
    const same = before.get(row.number);
    return same && row.arrival >= base.window.from ? [[same, row] as const] : [];
  });
  const estimate = (measure: (row: RequestRow) => number): Estimate =>
    batchesOf(pairs.map(([a, b]) => measure(b) - measure(a)).filter((each) => !Number.isNaN(each)));
  return { ttft: estimate(ttftOf), tpot: estimate(tpotOf), e2e: estimate(e2eOf) };
}
