/** Looking after the database: how large it is, whether it is sound, a copy of it, and giving back what removed runs held. */

import { existsSync, statSync } from 'node:fs';
import { z } from 'zod';
import { diagnostic } from '../../engine';
import { done, refused, type Outcome } from '../outcome';
import type { History } from './open';
import { guarded, troubleOf } from './trouble';

export interface HistoryState {
  readonly path: string;
  /** Of the database and its journal. */
  readonly bytes: number;
  readonly runs: number;
  /** Removed, but still there to be restored. */
  readonly removed: number;
  readonly cases: number;
  readonly comparisons: number;
  readonly sweeps: number;
}

export function historyState({ db, path }: History): Outcome<HistoryState> {
  const count = (sql: string): number => z.object({ n: z.number() }).parse(db.prepare(sql).get()).n;
  return guarded(path, () => ({
    path,
    bytes: [path, `${path}-wal`].reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0),
    runs: count('SELECT count(*) AS n FROM run WHERE removed IS NULL'),
    removed: count('SELECT count(*) AS n FROM run WHERE removed IS NOT NULL'),
    cases: count('SELECT count(*) AS n FROM stored_case'),
    comparisons: count('SELECT count(*) AS n FROM comparison'),
    sweeps: count('SELECT count(*) AS n FROM sweep WHERE id IN (SELECT sweep FROM sweep_part)'),
  }));
}

/** What is wrong inside; empty where all is well. The file is only read. */
export function checkIntegrity({ db, path }: History): Outcome<readonly string[]> {
  return guarded(path, () => {
    const lines = z.array(z.object({ integrity_check: z.string() })).parse(db.pragma('integrity_check'));
    const orphans = z.array(z.unknown()).parse(db.pragma('foreign_key_check'));
    db.prepare(`INSERT INTO run_index (run_index) VALUES ('integrity-check')`).run();
    const said = lines.map((line) => line.integrity_check).filter((line) => line !== 'ok');
    return orphans.length === 0 ? said : [...said, `${orphans.length} rows belong to nothing`];
  });
}

/** A whole copy while others go on reading and writing; never over a file that is there. */
export async function backupHistory({ db, path }: History, to: string): Promise<Outcome<{ readonly bytes: number }>> {
  if (existsSync(to)) return refused(diagnostic('history.backup-exists', { path: to }));
  try {
    await db.backup(to);
    return done({ bytes: statSync(to).size });
  } catch (error) {
    const problem = troubleOf(error, path);
    if (problem) return refused(problem);
    return refused(
      diagnostic('file.unwritable', { path: to, reason: error instanceof Error ? error.message : String(error) }),
    );
  }
}

/** Deletes removed runs for good, what nothing holds any more, and gives the room back. */
export function compactHistory({ db, path }: History): Outcome<{ readonly deleted: number }> {
  return guarded(path, () => {
    const deleted = db.transaction(() => {
      const { changes } = db.prepare('DELETE FROM run WHERE removed IS NOT NULL').run();
      db.prepare(
        'DELETE FROM stored_case WHERE hash NOT IN (SELECT stored_case FROM design WHERE stored_case IS NOT NULL)',
      ).run();
      // Of imports that were killed: rows that no part vouches for.
      db.exec(`DELETE FROM sweep_rows WHERE NOT EXISTS (
        SELECT 1 FROM sweep_part AS part WHERE part.sweep = sweep_rows.sweep
        AND part.first <= sweep_rows.first AND sweep_rows.first < part.first + part.count)`);
      db.exec('DELETE FROM sweep WHERE run IS NULL AND id NOT IN (SELECT sweep FROM sweep_part)');
      return changes;
    })();
    db.exec('VACUUM');
    return { deleted };
  });
}
