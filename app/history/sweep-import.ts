/** A sweep's rows come in as files: a whole one at once, or its shards in any order. With the last of them it becomes a run. */

import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { diagnostic, type Diagnostic } from '../../engine';
import { done, refused, type Outcome } from '../outcome';
import { rowsEnd, type RowsHeader } from '../sweep/rows';
import type { History } from './open';
import type { StoredMetrics } from './record';
import { insertRun } from './runs';
import { jsonOf, readHeader, rowProblem } from './sweep-lines';
import { bestInSteps } from './sweeps';
import { guarded } from './trouble';

export interface SweepImported {
  readonly title: string;
  readonly cell: string;
  /** Points that this file added; 0 where it was here already. */
  readonly added: number;
  /** Points here now, of all there are. */
  readonly here: number;
  readonly points: number;
  /** The run it became, once it is whole. */
  readonly run?: number;
}

export interface RowsFile {
  /** The file from its start, line by line. */
  readonly lines: Iterable<string>;
  /** For messages. */
  readonly path: string;
  /** When it came in. */
  readonly now: Date;
}

/**
 * In short steps, each yielding the share that is done. Rows are kept as they are read, and count only once their part is written down at
 * the end: stopped, damaged or killed before that, the import has changed nothing.
 */
export function* importRows(history: History, file: RowsFile): Generator<number, Outcome<SweepImported>> {
  const lines = file.lines[Symbol.iterator]();
  const first = lines.next();
  const read = readHeader(first.done ? undefined : jsonOf(first.value), file.path);
  if (!read.ok) return read;
  const header = read.value;
  const parts = partsOf(history, header.id);
  if (!parts.ok) return parts;
  const isHere = parts.value.some((part) => isRangeOf(part, header));
  const asked = { history, file, header };
  if (!isHere && overlaps(parts.value, header)) return refused(overlapping(asked));
  const left = unstage(history, header);
  if (!left.ok) return left;
  try {
    const sha256 = yield* stageInSteps(asked, { [Symbol.iterator]: () => lines }, isHere);
    return sha256.ok ? yield* brought(asked, sha256.value) : sha256;
  } finally {
    unstage(history, header);
  }
}

interface Asked {
  readonly history: History;
  readonly file: RowsFile;
  readonly header: RowsHeader;
}

const rowsABlob = 2000;
/** The rest is looking for the best point, where the sweep is whole with it. */
const readingShare = 0.7;

/** Each row is looked at; kept, unless rows of this range are here already. Gives their hash, which the file's last line vouches for. */
function* stageInSteps({ history, file: { path }, header }: Asked, lines: Iterable<string>, isHere: boolean) {
  const { from, to } = header;
  const hash = createHash('sha256');
  const problemAt = (row: number, reason: string): Outcome<never> =>
    refused(diagnostic('history.import-damaged', { path, where: `row ${row}`, reason }));
  let count = 0;
  let held: string[] = [];
  const keep = (): Outcome<unknown> => {
    const some = held;
    held = [];
    return isHere || some.length === 0 ? done(null) : stage(history, header, from + count - some.length, some);
  };
  for (const line of lines) {
    const value = jsonOf(line);
    const end = rowsEnd.safeParse(value);
    if (end.success) {
      const isWhole = end.data.end === count && count === to - from;
      if (!isWhole || end.data.sha256 !== hash.digest('hex'))
        return refused(diagnostic('history.import-altered', { path, where: isWhole ? 'rows' : 'end' }));
      const kept = keep();
      return kept.ok ? done(end.data.sha256) : kept;
    }
    const problem = rowProblem(value, header, from + count);
    if (problem) return problemAt(count + 1, problem);
    hash.update(`${line}\n`);
    held.push(line);
    count++;
    if (held.length < rowsABlob) continue;
    const kept = keep();
    if (!kept.ok) return kept;
    yield (readingShare * count) / (to - from);
  }
  return problemAt(count + 1, 'the file ends here, before its last line');
}

/** One short transaction. */
function stage({ db, path }: History, header: RowsHeader, first: number, lines: readonly string[]): Outcome<unknown> {
  const { id, points } = header;
  const content = gzipSync(lines.join('\n'), { level: 1 });
  return guarded(path, () =>
    db
      .transaction(() => {
        db.prepare('INSERT OR IGNORE INTO sweep (id, header, points) VALUES (?, ?, ?)').run(
          id,
          JSON.stringify(header),
          points,
        );
        return db
          .prepare('INSERT INTO sweep_rows (sweep, first, count, content) VALUES (?, ?, ?, ?)')
          .run(id, first, lines.length, content);
      })
      .immediate(),
  );
}

const staged = `
  sweep = @id AND first >= @from AND first < @to AND NOT EXISTS (
    SELECT 1 FROM sweep_part AS part
    WHERE part.sweep = @id AND part.first <= sweep_rows.first AND sweep_rows.first < part.first + part.count)`;

/** Forgets rows of this range that no part vouches for: of this import, or of one that did not come to its end. */
function unstage({ db, path }: History, { id, from, to }: RowsHeader): Outcome<unknown> {
  return guarded(path, () =>
    db
      .transaction(() => {
        db.prepare(`DELETE FROM sweep_rows WHERE ${staged}`).run({ id, from, to });
        return db
          .prepare(
            `DELETE FROM sweep WHERE id = ? AND run IS NULL
             AND id NOT IN (SELECT sweep FROM sweep_part) AND id NOT IN (SELECT sweep FROM sweep_rows)`,
          )
          .run(id);
      })
      .immediate(),
  );
}

/** Writes the part down; with the last of them the sweep becomes a run. */
function* brought(asked: Asked, sha256: string): Generator<number, Outcome<SweepImported>> {
  const { history, header } = asked;
  for (;;) {
    const parts = partsOf(history, header.id);
    if (!parts.ok) return parts;
    const own = { first: header.from, count: header.to - header.from, sha256 };
    const isLast =
      !parts.value.some((part) => isRangeOf(part, header)) && hereOf([...parts.value, own]) === header.points;
    const best = isLast ? yield* lastShare(bestInSteps(history, header)) : done({});
    if (!best.ok) return best;
    const kept = guarded(history.path, () =>
      history.db.transaction(() => bringIn(asked, { own, before: parts.value, best: best.value })).immediate(),
    );
    if (!kept.ok) return kept;
    if (kept.value) return kept.value;
  }
}

function* lastShare<T>(steps: Generator<number, T>): Generator<number, T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield readingShare + (1 - readingShare) * step.value;
  }
}

interface Part {
  readonly first: number;
  readonly count: number;
  readonly sha256: string;
}

interface Bringing {
  readonly own: Part;
  /** The parts that were here when the best point was looked for. */
  readonly before: readonly Part[];
  readonly best: StoredMetrics;
}

/** Inside a transaction; undefined where other parts have come meanwhile. */
function bringIn(asked: Asked, { own, before, best }: Bringing): Outcome<SweepImported> | undefined {
  const { history, header, file } = asked;
  const { db } = history;
  const { id, points } = header;
  const now = partRows(history, id);
  const same = now.find((part) => isRangeOf(part, header));
  if (same) return same.sha256 === own.sha256 ? done(stateOf(history, header, 0, now)) : refused(overlapping(asked));
  if (overlaps(now, header)) return refused(overlapping(asked));
  if (now.length !== before.length) return undefined;
  // Another program that imports the same file at the same time has cleared the rows away.
  if (stagedCount(history, header) !== own.count) return refused(diagnostic('history.locked', { path: history.path }));
  db.prepare('INSERT INTO sweep_part (sweep, first, count, sha256) VALUES (?, ?, ?, ?)').run(
    id,
    own.first,
    own.count,
    own.sha256,
  );
  const all = [...now, own];
  if (hereOf(all) === points) becomeRun(history, header, best, file.now);
  return done(stateOf(history, header, own.count, all));
}

function stagedCount({ db }: History, { id, from, to }: RowsHeader): number {
  const sum = db.prepare(`SELECT coalesce(sum(count), 0) AS n FROM sweep_rows WHERE ${staged}`).get({ id, from, to });
  return z.object({ n: z.number() }).parse(sum).n;
}

function becomeRun(history: History, header: RowsHeader, metrics: StoredMetrics, now: Date): void {
  const { title, path, cell, text, engine, fidelity, currency } = header;
  const { id } = insertRun(history, {
    time: now.toISOString(),
    title,
    tags: [],
    ...(path === undefined ? {} : { path }),
    text,
    engine,
    fidelity,
    currency,
    headline: cell,
    designs: [{ cell, kind: 'sweep', chips: [], metrics }],
  });
  history.db.prepare('UPDATE sweep SET run = ? WHERE id = ?').run(id, header.id);
}

function partsOf(history: History, sweep: string): Outcome<readonly Part[]> {
  return guarded(history.path, () => partRows(history, sweep));
}

const partRow = z.object({ first: z.number(), count: z.number(), sha256: z.string() });

function partRows({ db }: History, sweep: string): readonly Part[] {
  return partRow.array().parse(db.prepare('SELECT first, count, sha256 FROM sweep_part WHERE sweep = ?').all(sweep));
}

function isRangeOf({ first, count }: Part, { from, to }: RowsHeader): boolean {
  return first === from && count === to - from;
}

function overlaps(parts: readonly Part[], { from, to }: RowsHeader): boolean {
  return parts.some(({ first, count }) => first < to && first + count > from);
}

function overlapping({ file: { path }, header: { from, to } }: Asked): Diagnostic {
  return diagnostic('history.sweep-overlaps', { path, from, to: to - 1 });
}

function hereOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { count }) => sum + count, 0);
}

function stateOf(
  { db }: History,
  { id, title, cell, points }: RowsHeader,
  added: number,
  parts: readonly Part[],
): SweepImported {
  const { run } = z
    .object({ run: z.number().nullable() })
    .parse(db.prepare('SELECT run FROM sweep WHERE id = ?').get(id));
  return { title, cell, added, here: hereOf(parts), points, ...(run === null ? {} : { run }) };
}
