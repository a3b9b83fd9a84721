/** Comparisons that a person saved: which runs, which is the baseline, what it is called. Figures stay with the runs. */

import { z } from 'zod';
import { diagnostic } from '../../engine';
import { done, refused, type Outcome } from '../outcome';
import type { History } from './open';
import { json } from './rows';
import { guarded } from './trouble';

export const pick = z.object({ run: z.number().int(), cell: z.string().max(200).exactOptional() });
export type Pick = z.infer<typeof pick>;

export interface SavedComparison {
  readonly id: number;
  readonly title: string;
  readonly time: string;
  readonly picks: readonly Pick[];
  readonly baseline: number;
}

const row = z.object({
  id: z.number(),
  title: z.string(),
  time: z.string(),
  picks: json(z.array(pick)),
  baseline: z.number(),
});

/** Under a new number, or over the one that `id` names. */
export function saveComparison(
  { db, path }: History,
  said: Omit<SavedComparison, 'id'> & { readonly id?: number | undefined },
): Outcome<{ readonly id: number }> {
  const { id, title, time, picks, baseline } = said;
  const kept = guarded(path, () => {
    const values = [title, time, JSON.stringify(picks), baseline];
    if (id === undefined)
      return Number(
        db.prepare('INSERT INTO comparison (title, time, picks, baseline) VALUES (?, ?, ?, ?)').run(...values)
          .lastInsertRowid,
      );
    const { changes } = db
      .prepare('UPDATE comparison SET title = ?, time = ?, picks = ?, baseline = ? WHERE id = ?')
      .run(...values, id);
    return changes === 0 ? undefined : id;
  });
  if (!kept.ok) return kept;
  return kept.value === undefined ? missing(id ?? 0) : done({ id: kept.value });
}

/** Newest first. */
export function listComparisons({ db, path }: History): Outcome<readonly SavedComparison[]> {
  return guarded(path, () =>
    row.array().parse(db.prepare('SELECT * FROM comparison ORDER BY time DESC, id DESC').all()),
  );
}

export function removeComparison({ db, path }: History, id: number): Outcome<null> {
  const removed = guarded(path, () => db.prepare('DELETE FROM comparison WHERE id = ?').run(id).changes);
  if (!removed.ok) return removed;
  return removed.value === 0 ? missing(id) : done(null);
}

function missing(id: number): Outcome<never> {
  return refused(diagnostic('history.no-comparison', { id }));
}
