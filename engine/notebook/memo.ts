/** What earlier runs found, by all that it depends on, so that an edit re-runs the edited cell and its descendants only. */

import type { Reading } from './read-cell';
import type { Outcome } from './outcome';

/** Runs after which an answer nobody asked for again is forgotten: enough for undo. */
const kept = 50;

/** Values by key; a class because it lives across runs. */
export class Recall<T> {
  readonly #values = new Map<string, { readonly value: T; used: number }>();
  #run = 0;

  /** The value made under this key before, else the one that `make` makes now. */
  get(key: string, make: () => T): T {
    const found = this.#values.get(key);
    if (found) {
      found.used = this.#run;
      return found.value;
    }
    const value = make();
    this.#values.set(key, { value, used: this.#run });
    return value;
  }

  /** Forgets what the last runs did not use. */
  endRun(): void {
    this.#run++;
    for (const [key, each] of this.#values) if (each.used < this.#run - kept) this.#values.delete(key);
  }
}

/** One memo serves one catalog: its figures are not part of the keys. */
export interface Memo {
  readonly readings: Recall<Reading>;
  readonly outcomes: Recall<Outcome>;
  /** Numbers an outcome, so that a key names its inputs shortly and without collisions. */
  readonly nextToken: () => number;
}

export function createMemo(): Memo {
  let token = 0;
  return { readings: new Recall(), outcomes: new Recall(), nextToken: () => token++ };
}
