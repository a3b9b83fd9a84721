/** Sweeps that come in as files of rows: a whole one at once, or its shards in any order. With the last of them it becomes a run. */

import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { diagnostic } from '../../engine';
import { done, refused, type Outcome } from '../outcome';
import { rowOf, rowsEnd, rowsFormat, rowsHeader, type Row, type RowsHeader } from '../sweep/rows';
import type { History } from './open';
import type { StoredMetrics } from './record';
import { insertRun } from './runs';
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
  /** Gives the file from its start, line by line, each time it is called. */
  readonly lines: () => Iterable<string>;
  /** For messages. */
  readonly path: string;
  /** When it came in. */
  readonly now: Date;
}

/** True for the first line of a file of rows. */
export function isRowsFile(start: string): boolean {
  return start.startsWith('{"chokepointSweep"');
}

/** Reads the file twice: first to see that it is whole and right, yielding the share that is done; then to keep it, or nothing of it. */
export function* importRows(history: History, file: RowsFile): Generator<number, Outcome<SweepImported>> {
  const checked = yield* checkRows(file);
  if (!checked.ok) return checked;
  const kept = guarded(history.path, () =>
    history.db.transaction(() => keepRows(history, file, checked.value)).immediate(),
  );
  return kept.ok ? kept.value : kept;
}

interface Checked {
  readonly header: RowsHeader;
  readonly sha256: string;
}

const rowsAStep = 5000;
/** Checking takes about as long as keeping. */
const checkingShare = 0.5;

function* checkRows({ lines, path }: RowsFile): Generator<number, Outcome<Checked>> {
  let header: RowsHeader | undefined;
  let count = 0;
  const hash = createHash('sha256');
  for (const line of lines()) {
    const value = jsonOf(line);
    if (!header) {
      const read = readHeader(value, path);
      if (!read.ok) return read;
      header = read.value;
      continue;
    }
    const end = rowsEnd.safeParse(value);
    if (end.success) {
      const isWhole = end.data.end === count && count === header.to - header.from;
      if (isWhole && end.data.sha256 === hash.digest('hex')) return done({ header, sha256: end.data.sha256 });
      return refused(diagnostic('history.import-altered', { path, where: isWhole ? 'rows' : 'end' }));
    }
    const problem = rowProblem(value, header, header.from + count);
    if (problem)
      return refused(diagnostic('history.import-damaged', { path, where: `row ${count + 1}`, reason: problem }));
    hash.update(`${line}\n`);
    count++;
    if (count % rowsAStep === 0) yield (checkingShare * count) / (header.to - header.from);
  }
  return refused(
    diagnostic('history.import-damaged', {
      path,
      where: `row ${count + 1}`,
      reason: 'the file ends here, before its last line',
    }),
  );
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function readHeader(value: unknown, path: string): Outcome<RowsHeader> {
  const version = z.object({ chokepointSweep: z.number() }).safeParse(value);
  if (version.success && version.data.chokepointSweep !== rowsFormat)
    return refused(
      diagnostic('history.import-version', { path, found: version.data.chokepointSweep, known: rowsFormat }),
    );
  const read = rowsHeader.safeParse(value);
  if (read.success) return done(read.data);
  const issue = read.error.issues[0];
  return refused(
    diagnostic('history.import-damaged', { path, where: issue?.path.join('.') ?? '', reason: issue?.message ?? '' }),
  );
}

const rowShape = z.array(z.union([z.string(), z.number(), z.null()]));

function rowProblem(value: unknown, { axes, columns }: RowsHeader, point: number): string | undefined {
  const row = rowShape.safeParse(value);
  if (!row.success) return 'not a row';
  if (row.data.length !== axes.length + columns.length + 2) return 'not as many values as there are columns';
  return row.data[0] === point ? undefined : `point ${String(row.data[0])} where point ${point} belongs`;
}

const rowsABlob = 2000;

function keepRows(
  history: History,
  { lines, path, now }: RowsFile,
  { header, sha256 }: Checked,
): Outcome<SweepImported> {
  const { db } = history;
  const { id, from, to } = header;
  db.prepare('INSERT OR IGNORE INTO sweep (id, header, points) VALUES (?, ?, ?)').run(
    id,
    JSON.stringify(header),
    header.points,
  );
  const parts = partRow
    .array()
    .parse(db.prepare('SELECT first, count, sha256 FROM sweep_part WHERE sweep = ?').all(id));
  const same = parts.find((part) => part.first === from && part.count === to - from);
  if (same?.sha256 === sha256) return done(stateOf(history, header, 0, parts));
  if (parts.some((part) => part.first < to && part.first + part.count > from))
    return refused(diagnostic('history.sweep-overlaps', { path, from, to: to - 1 }));
  const insert = db.prepare('INSERT INTO sweep_rows (sweep, first, count, content) VALUES (?, ?, ?, ?)');
  let first = from;
  let held: string[] = [];
  const flush = (): void => {
    if (held.length === 0) return;
    insert.run(id, first, held.length, gzipSync(held.join('\n'), { level: 1 }));
    first += held.length;
    held = [];
  };
  for (const line of lines()) {
    if (!line.startsWith('[')) continue;
    held.push(line);
    if (held.length === rowsABlob) flush();
  }
  flush();
  db.prepare('INSERT INTO sweep_part (sweep, first, count, sha256) VALUES (?, ?, ?, ?)').run(
    id,
    from,
    to - from,
    sha256,
  );
  const all = [...parts, { first: from, count: to - from, sha256 }];
  const here = all.reduce((sum, part) => sum + part.count, 0);
  if (here === header.points) becomeRun(history, header, now);
  return done(stateOf(history, header, to - from, all));
}

const partRow = z.object({ first: z.number(), count: z.number(), sha256: z.string() });

function stateOf(
  { db }: History,
  { id, title, cell, points }: RowsHeader,
  added: number,
  parts: readonly { readonly count: number }[],
): SweepImported {
  const { run } = z
    .object({ run: z.number().nullable() })
    .parse(db.prepare('SELECT run FROM sweep WHERE id = ?').get(id));
  const here = parts.reduce((sum, part) => sum + part.count, 0);
  return { title, cell, added, here, points, ...(run === null ? {} : { run }) };
}

/** Its figures are those of the best point. */
function becomeRun(history: History, header: RowsHeader, now: Date): void {
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
    designs: [{ cell, kind: 'sweep', chips: [], metrics: bestOf(history, header) }],
  });
  history.db.prepare('UPDATE sweep SET run = ? WHERE id = ?').run(id, header.id);
}

function bestOf(history: History, header: RowsHeader): StoredMetrics {
  const { axes, columns } = header;
  const at = columns.findIndex(({ id }) => id === header.best);
  const sign = columns[at]?.better === 'higher' ? -1 : 1;
  let best: Row | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const line of rowsOf(history, header.id)) {
    const row = rowOf(JSON.parse(line));
    const value = row[1 + axes.length + at];
    if (row.at(-1) !== null || typeof value !== 'number' || sign * value >= least) continue;
    least = sign * value;
    best = row;
  }
  return Object.fromEntries(
    columns.flatMap(({ id, unit }, i) => {
      const value = best?.[1 + axes.length + i];
      return typeof value === 'number' ? [[id, { value, unit, origin: 'derived' }]] : [];
    }),
  );
}

function* rowsOf({ db }: History, sweep: string): Generator<string> {
  const firsts = z
    .array(z.object({ first: z.number() }))
    .parse(db.prepare('SELECT first FROM sweep_rows WHERE sweep = ? ORDER BY first').all(sweep));
  const select = db.prepare('SELECT content FROM sweep_rows WHERE sweep = ? AND first = ?');
  for (const { first } of firsts) {
    const { content } = z.object({ content: z.instanceof(Uint8Array) }).parse(select.get(sweep, first));
    yield* gunzipSync(content).toString('utf8').split('\n');
  }
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

/** Sweeps of which parts are missing yet. */
export function partialSweeps({ db, path }: History): Outcome<readonly Omit<SweepImported, 'added'>[]> {
  return guarded(path, () =>
    z
      .array(z.object({ header: z.string(), points: z.number(), here: z.number() }))
      .parse(
        db
          .prepare(
            `SELECT header, points, (SELECT coalesce(sum(count), 0) FROM sweep_part WHERE sweep = sweep.id) AS here
             FROM sweep WHERE run IS NULL`,
          )
          .all(),
      )
      .map(({ header, points, here }) => {
        const { title, cell } = rowsHeader.parse(JSON.parse(header));
        return { title, cell, points, here };
      }),
  );
}
