/** Records of simulations beside the runs that they belong to. */

import { deflateSync, inflateSync } from 'node:zlib';
import { z } from 'zod';
import type { SimulationRecord } from '../../engine';
import type { Outcome } from '../outcome';
import type { History } from './open';
import { simulationRecord } from './stored-simulation';
import { guarded } from './trouble';

export interface StoredSimulation {
  readonly cell: string;
  /** The hash of its question. */
  readonly question: string;
  readonly record: SimulationRecord;
}

/** The same as it lies on the disk and travels in files. */
export interface PackedSimulation {
  readonly cell: string;
  readonly question: string;
  /** The record's JSON, deflated. */
  readonly content: Uint8Array;
}

export function keepSimulations(
  history: History,
  run: number,
  simulations: readonly StoredSimulation[],
): Outcome<null> {
  const packed = simulations.map(({ cell, question, record }) => ({
    cell,
    question,
    content: deflateSync(JSON.stringify(record)),
  }));
  return guarded(history.path, () => {
    history.db
      .transaction(() => {
        insertSimulations(history, run, packed);
      })
      .immediate();
    return null;
  });
}

/** Inside the caller's transaction; a later answer to the same question takes the place of an earlier one. */
export function insertSimulations({ db }: History, run: number, simulations: readonly PackedSimulation[]): void {
  const insert = db.prepare('INSERT OR REPLACE INTO simulation (run, cell, question, content) VALUES (?, ?, ?, ?)');
  for (const { cell, question, content } of simulations) insert.run(run, cell, question, content);
}

const row = z.object({ cell: z.string(), question: z.string(), content: z.instanceof(Uint8Array) });

export function packedSimulations({ db, path }: History, run: number): Outcome<readonly PackedSimulation[]> {
  return guarded(path, () =>
    z
      .array(row)
      .parse(db.prepare('SELECT cell, question, content FROM simulation WHERE run = ? ORDER BY cell').all(run)),
  );
}

/** Of one run. A record whose form this build does not know is left out: its cell can be run again. */
export function simulationsOf(history: History, run: number): Outcome<readonly StoredSimulation[]> {
  const packed = packedSimulations(history, run);
  if (!packed.ok) return packed;
  const value = packed.value.flatMap(({ cell, question, content }) => {
    const read = simulationRecord.safeParse(unpacked(content));
    return read.success ? [{ cell, question, record: read.data }] : [];
  });
  return { ok: true, value };
}

/** Undefined where it is not what was packed once. */
function unpacked(content: Uint8Array): unknown {
  try {
    return JSON.parse(inflateSync(content).toString());
  } catch {
    return undefined;
  }
}
