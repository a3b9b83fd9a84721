/** Waiting for another program that writes to the history, without holding this process up: its other calls go on meanwhile. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from '../outcome';

/** SQLite itself waits so long, and nothing else is done meanwhile: a key struck must not feel it. */
export const turnMs = 20;
/** Between two tries. */
const pauseMs = 60;
/** Long enough for another window's save, short enough that a person does not think it hangs. */
const patienceMs = 5000;

/** Makes an attempt that finds the history locked again, until it is free or patience is at its end. */
export async function patiently<T>(
  attempt: () => Outcome<T> | Promise<Outcome<T>>,
  patience = patienceMs,
): Promise<Outcome<T>> {
  const end = performance.now() + patience;
  for (;;) {
    const outcome = await attempt();
    if (outcome.ok || outcome.problem.code !== 'history.locked' || performance.now() >= end) return outcome;
    await sleep(pauseMs);
  }
}
