/** Drives a simulation in slices of this process's time, so that other calls are answered between them. */

import { setImmediate } from 'node:timers/promises';
import type { Simulation, SimulationJob, SimulationRecord } from '../engine';
import type { JobProgress } from './jobs';

/** Short enough for a key to be answered, long enough that turns cost nothing. */
const sliceMilliseconds = 10;
/** A remaining time is told once there is enough to go by. */
const leastMilliseconds = 300;

export interface Driving {
  readonly clock: () => number;
  readonly signal: AbortSignal;
  readonly tell: (progress: JobProgress) => void;
  /** The run that is under way. */
  readonly watch: (simulation: Simulation) => void;
}

/** Undefined where it was stopped. */
export async function drive(
  { work, requests }: SimulationJob,
  { clock, signal, tell, watch }: Driving,
): Promise<SimulationRecord | undefined> {
  const pieces = work();
  const began = clock();
  let current: Simulation | undefined;
  let before = 0;
  for (;;) {
    const started = clock();
    do {
      const { done, value } = pieces.next();
      if (done) return value;
      if (value !== current) {
        before += current?.progress().finished ?? 0;
        current = value;
        watch(value);
      }
    } while (clock() - started < sliceMilliseconds);
    const now = before + current.progress().finished;
    tell(progressOf(now, requests, clock() - began));
    await setImmediate();
    if (signal.aborted) return undefined;
  }
}

/** A total of 0 is one that cannot be told. A search may take more runs than usual: it stands just before its end then. */
function progressOf(finished: number, requests: number, milliseconds: number): JobProgress {
  if (!Number.isFinite(requests)) return { done: finished, total: 0 };
  const total = Math.max(1, Math.round(requests));
  const done = Math.min(finished, total);
  const secondsLeft = ((milliseconds / done) * (total - done)) / 1000;
  return milliseconds < leastMilliseconds || done === 0 ? { done, total } : { done, total, secondsLeft };
}
