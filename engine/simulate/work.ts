/** Runs in small pieces: whoever drives them can tell how far they are, look at them, and stop. */

import type { Answer } from './answer';
import type { Setup } from './setup';
import { Simulation } from './simulation';

/** Few enough that a piece ends within some ten milliseconds while step times are still being tabulated, on a busy machine too. */
const eventsAPiece = 2;

/** Yields the run itself between pieces. */
export type Work<T> = Generator<Simulation, T>;

export function* running(setup: Setup): Work<Answer> {
  const simulation = new Simulation(setup);
  while (!simulation.proceed(eventsAPiece)) yield simulation;
  return simulation.answer();
}

/** All of it at once. */
export function finished<T>(work: Work<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
