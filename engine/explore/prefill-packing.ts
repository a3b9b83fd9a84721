/** A prefill pass that is too long packs fewer prompts: a smaller decode batch is no remedy for it, and costs throughput. */

import { largestBefore } from './batch-search';
import type { Adjustable } from './trial';

/** The same design, its passes packed with the most prompts that meet the TTFT objective, where it leaves open how many and any will do. */
export function packedToMeet(trials: Adjustable): Adjustable {
  const { sloTtft } = trials.case.workload;
  if (!sloTtft || !trials.packsFreely) return trials;
  const meets = (batch: number, prompts?: number): boolean => trials.try(batch, prompts).ttft <= sloTtft.value;
  const known = new Map<number, number | undefined>();
  const promptsAt = (batch: number): number | undefined => {
    if (!known.has(batch)) known.set(batch, fewerAt(batch));
    return known.get(batch);
  };
  const fewerAt = (batch: number): number | undefined => {
    const { fits, evaluation } = trials.try(batch);
    if (!fits || meets(batch)) return undefined;
    const fewer = Math.ceil(evaluation.case.promptsPerPass.value) - 1;
    // None that will do: it stays as it was, and misses.
    return (fewer > 0 && largestBefore((prompts) => meets(batch, prompts), fewer)) || undefined;
  };
  return {
    ...trials,
    at: (batch) => trials.at(batch, promptsAt(batch)),
    try: (batch) => trials.try(batch, promptsAt(batch)),
  };
}
