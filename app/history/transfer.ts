/** The history as one JSON file, and back. All or nothing: a damaged file changes nothing. */

import { z } from 'zod';
import { diagnostic } from '../../engine';
import { done, refused, type Outcome } from '../outcome';
import type { History } from './open';
import { hashOfRecord, runRecord, type RunRecord } from './record';
import { insertRun, runIds, showRun } from './runs';
import { guarded } from './trouble';

/** Format of the file; a reader refuses a greater one. */
const format = 1;

const exported = z.object({
  chokepointHistory: z.literal(format),
  runs: z.array(z.object({ hash: z.string(), run: runRecord })),
});

/** Every run in the list as text for a file. */
export function exportRuns(history: History): Outcome<{ readonly text: string; readonly count: number }> {
  const ids = runIds(history);
  if (!ids.ok) return ids;
  const runs: { hash: string; run: RunRecord }[] = [];
  for (const id of ids.value) {
    const shown = showRun(history, id);
    if (!shown.ok) return shown;
    const { id: _, ...run } = shown.value;
    runs.push({ hash: hashOfRecord(run), run });
  }
  return done({ text: `${JSON.stringify({ chokepointHistory: format, runs }, null, 1)}\n`, count: runs.length });
}

/** Adds the runs that are not there yet; `path` is for messages. */
export function importRuns(
  history: History,
  { text, path }: { readonly text: string; readonly path: string },
): Outcome<{ readonly added: number; readonly known: number }> {
  const read = readExport(text, path);
  if (!read.ok) return read;
  return guarded(history.path, () =>
    history.db
      .transaction(() => {
        const results = read.value.map((run) => insertRun(history, run));
        const added = results.filter(({ isNew }) => isNew).length;
        return { added, known: results.length - added };
      })
      .immediate(),
  );
}

function readExport(text: string, path: string): Outcome<readonly RunRecord[]> {
  const damaged = (where: string, reason: string) =>
    refused(diagnostic('history.import-damaged', { path, where, reason }));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return damaged('JSON', error instanceof Error ? error.message : String(error));
  }
  const parsed = exported.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return damaged(issue?.path.join('.') ?? '', issue?.message ?? '');
  }
  const altered = parsed.data.runs.findIndex(({ hash, run }) => hashOfRecord(run) !== hash);
  if (altered >= 0) return refused(diagnostic('history.import-altered', { path, where: `runs.${altered}` }));
  return done(parsed.data.runs.map(({ run }) => run));
}
