/** Sweeps that came in as files of rows (sweep-import.ts): their best point, their rows as a file again, those not whole yet. */

import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { diagnostic } from '../../engine';
import { done, refused, type Outcome } from '../outcome';
import { rowOf, rowsHeader, type Row, type RowsHeader } from '../sweep/rows';
import type { History } from './open';
import type { StoredMetrics } from './record';
import { guarded } from './trouble';

/** The figures of the best point among all rows that are here, in short steps that each yield the share that is done. */
export function* bestInSteps(history: History, header: RowsHeader): Generator<number, Outcome<StoredMetrics>> {
  const { axes, columns, points } = header;
  const at = columns.findIndex(({ id }) => id === header.best);
  const sign = columns[at]?.better === 'higher' ? -1 : 1;
  let best: Row | undefined;
  let least = Number.POSITIVE_INFINITY;
  let seen = 0;
  const blobs = guarded(history.path, () => blobsOf(history, header.id));
  if (!blobs.ok) return blobs;
  for (const { first } of blobs.value) {
    const lines = guarded(history.path, () => linesOfBlob(history, header.id, first));
    if (!lines.ok) return lines;
    for (const line of lines.value) {
      const row = rowOf(JSON.parse(line));
      const value = row[1 + axes.length + at];
      if (row.at(-1) !== null || typeof value !== 'number' || sign * value >= least) continue;
      least = sign * value;
      best = row;
    }
    seen += lines.value.length;
    yield seen / points;
  }
  return done(
    Object.fromEntries(
      columns.flatMap(({ id, unit }, i) => {
        const value = best?.[1 + axes.length + i];
        return typeof value === 'number' ? [[id, { value, unit, origin: 'derived' }]] : [];
      }),
    ),
  );
}

function blobsOf({ db }: History, sweep: string): readonly { readonly first: number }[] {
  return z
    .array(z.object({ first: z.number() }))
    .parse(db.prepare('SELECT first FROM sweep_rows WHERE sweep = ? ORDER BY first').all(sweep));
}

function linesOfBlob({ db }: History, sweep: string, first: number): readonly string[] {
  const { content } = z
    .object({ content: z.instanceof(Uint8Array) })
    .parse(db.prepare('SELECT content FROM sweep_rows WHERE sweep = ? AND first = ?').get(sweep, first));
  return gunzipSync(content).toString('utf8').split('\n');
}

function* rowsOf(history: History, sweep: string): Generator<string> {
  for (const { first } of blobsOf(history, sweep)) yield* linesOfBlob(history, sweep, first);
}

/** The rows of a run that is a sweep, as a file of one whole shard. */
export function sweepFile(history: History, run: number): Outcome<Iterable<string>> {
  const found = guarded(history.path, () =>
    z
      .object({ header: z.string() })
      .optional()
      .parse(history.db.prepare('SELECT header FROM sweep WHERE run = ?').get(run)),
  );
  if (!found.ok) return found;
  if (!found.value) return refused(diagnostic('history.no-rows', { id: run }));
  const header = rowsHeader.parse(JSON.parse(found.value.header));
  return done(linesOf(history, { ...header, from: 0, to: header.points, shard: [1, 1] }));
}

function* linesOf(history: History, header: RowsHeader): Generator<string> {
  const hash = createHash('sha256');
  yield JSON.stringify(header);
  for (const line of rowsOf(history, header.id)) {
    hash.update(`${line}\n`);
    yield line;
  }
  yield JSON.stringify({ end: header.points, sha256: hash.digest('hex') });
}

export interface PartialSweep {
  readonly title: string;
  readonly cell: string;
  readonly points: number;
  /** Points that are here, of all there are. */
  readonly here: number;
}

/** Sweeps of which parts are here and parts are missing. */
export function partialSweeps({ db, path }: History): Outcome<readonly PartialSweep[]> {
  return guarded(path, () =>
    z
      .array(z.object({ header: z.string(), points: z.number(), here: z.number() }))
      .parse(
        db
          .prepare(
            `SELECT header, points, (SELECT coalesce(sum(count), 0) FROM sweep_part WHERE sweep = sweep.id) AS here
             FROM sweep WHERE run IS NULL AND id IN (SELECT sweep FROM sweep_part)`,
          )
          .all(),
      )
      .map(({ header, points, here }) => {
        const { title, cell } = rowsHeader.parse(JSON.parse(header));
        return { title, cell, points, here };
      }),
  );
}
