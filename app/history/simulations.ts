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

export function keepSimulations(
  { db, path }: History,
  run: number,
  simulations: readonly StoredSimulation[],
): Outcome<null> {
  return guarded(path, () => {
    const insert = db.prepare('INSERT OR REPLACE INTO simulation (run, cell, question, content) VALUES (?, ?, ?, ?)');
    const all = db.transaction(() => {
      for (const { cell, question, record } of simulations)
        insert.run(run, cell, question, deflateSync(JSON.stringify(record)));
    });
    all.immediate();
    return null;
  });
}

const row = z.object({ cell: z.string(), question: z.string(), content: z.instanceof(Uint8Array) });

/** Of one run. A record whose form this build does not know is left out: its cell can be run again. */
export function simulationsOf({ db, path }: History, run: number): Outcome<readonly StoredSimulation[]> {
  return guarded(path, () =>
    z
      .array(row)
      .parse(db.prepare('SELECT cell, question, content FROM simulation WHERE run = ? ORDER BY cell').all(run))
      .flatMap(({ cell, question, content }) => {
        const json: unknown = JSON.parse(inflateSync(content).toString());
        const read = simulationRecord.safeParse(json);
        return read.success ? [{ cell, question, record: read.data }] : [];
      }),
  );
}
