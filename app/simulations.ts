/** What came of simulations in this process, and of those that were read from the history: a cell finds its own by what it asks. */

import type { SimulationRecord } from '../engine';
import { hashOf } from './history/record';

/** The least recently used of more is forgotten; a record is about a megabyte. */
const most = 32;

export interface Simulations {
  /** By the engine's key of the question. */
  readonly find: (key: string) => SimulationRecord | undefined;
  readonly put: (key: string, record: SimulationRecord) => void;
  /** By the hash of the key, as the history keeps it. */
  readonly putHashed: (hash: string, record: SimulationRecord) => void;
  /** Grows with each that is put. */
  readonly age: () => number;
}

export function createSimulations(): Simulations {
  const held = new Map<string, SimulationRecord>();
  let age = 0;
  const putHashed = (hash: string, record: SimulationRecord): void => {
    if (held.get(hash) === record) return;
    held.delete(hash);
    held.set(hash, record);
    age++;
    const [oldest] = held.keys();
    if (held.size > most && oldest !== undefined) held.delete(oldest);
  };
  return {
    find: (key) => {
      const hash = hashOf(key);
      const found = held.get(hash);
      if (!found) return undefined;
      held.delete(hash);
      held.set(hash, found);
      return found;
    },
    put: (key, record) => {
      putHashed(hashOf(key), record);
    },
    putHashed,
    age: () => age,
  };
}
