/** Save, list, show, remove, restore. */

import type { Statement } from 'better-sqlite3';
import { z } from 'zod';
import { diagnostic } from '../../engine';
import { done, refused, type Outcome } from '../outcome';
import type { History } from './open';
import { hashOf, hashOfRecord, runRecord, storedDesign, storedMetrics, type RunRecord } from './record';
import { guarded } from './trouble';

/** A run with its number in this database. */
export interface StoredRun extends RunRecord {
  readonly id: number;
}

/** A row of the list: the run without its text and its cases. */
export interface RunRow {
  readonly id: number;
  readonly time: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly path?: string;
  readonly engine: string;
  readonly fidelity: string;
  readonly headline?: string;
  readonly chips: readonly string[];
  readonly model?: string;
  readonly metrics: z.infer<typeof storedMetrics>;
}

/** Keeps a run; one that is already there (same content) keeps its number, and comes back if it was removed. */
export function saveRun(
  history: History,
  record: RunRecord,
): Outcome<{ readonly id: number; readonly isNew: boolean }> {
  return guarded(history.path, () => history.db.transaction(() => insertRun(history, record)).immediate());
}

/** One run, inside the caller's transaction. */
export function insertRun({ db }: History, record: RunRecord): { id: number; isNew: boolean } {
  const hash = hashOfRecord(record);
  const known = idRow.optional().parse(db.prepare('SELECT id FROM run WHERE hash = ?').get(hash));
  if (known) {
    db.prepare('UPDATE run SET removed = NULL WHERE id = ?').run(known.id);
    return { id: known.id, isNew: false };
  }
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO run (hash, time, title, tags, path, text, text_hash, engine, fidelity, currency, headline)
       VALUES (@hash, @time, @title, @tags, @path, @text, @textHash, @engine, @fidelity, @currency, @headline)`,
    )
    .run({
      hash,
      time: record.time,
      title: record.title,
      tags: JSON.stringify(record.tags),
      path: record.path ?? null,
      text: record.text,
      textHash: hashOf(record.text),
      engine: record.engine,
      fidelity: record.fidelity,
      currency: record.currency,
      headline: record.headline ?? null,
    });
  const id = Number(lastInsertRowid);
  const insertCase = db.prepare('INSERT OR IGNORE INTO stored_case (hash, content) VALUES (?, ?)');
  const insertDesign = db.prepare(
    'INSERT INTO design (run, position, cell, kind, chips, model, stored_case, metrics) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  record.designs.forEach((design, position) => {
    const { cell, kind, chips, model = null, metrics } = design;
    const caseHash = design.case ? keepCase(insertCase, design.case) : null;
    insertDesign.run(id, position, cell, kind, JSON.stringify(chips), model, caseHash, JSON.stringify(metrics));
  });
  return { id, isNew: true };
}

function keepCase(insert: Statement, kase: object): string {
  const content = JSON.stringify(kase);
  const hash = hashOf(content);
  insert.run(hash, content);
  return hash;
}

export interface ListQuery {
  readonly search?: string;
  readonly limit: number;
  readonly offset: number;
}

/** Newest first. Every word of the search must occur in the title, text, path, tags, chips or model. */
export function listRuns(
  { db, path }: History,
  query: ListQuery,
): Outcome<{ readonly runs: readonly RunRow[]; readonly total: number }> {
  const words = (query.search ?? '').split(/\s+/).filter((word) => word !== '');
  const where = ['run.removed IS NULL', ...words.map(() => wordIsIn)].join(' AND ');
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`);
  // One pattern serves each place a word may stand in.
  const bound = patterns.flatMap((pattern) => [pattern, pattern]);
  return guarded(path, () => ({
    total: countRow.parse(db.prepare(`SELECT count(*) AS n FROM run WHERE ${where}`).get(...bound)).n,
    runs: db
      .prepare(`${selectRow} WHERE ${where} ORDER BY run.time DESC, run.id DESC LIMIT ? OFFSET ?`)
      .all(...bound, query.limit, query.offset)
      .map((row) => readRow(row)),
  }));
}

const wordIsIn = `(
  run.title || char(10) || run.tags || char(10) || coalesce(run.path, '') || char(10) || run.text LIKE ? ESCAPE '\\'
  OR EXISTS (SELECT 1 FROM design WHERE design.run = run.id AND design.chips || char(10) || coalesce(design.model, '') LIKE ? ESCAPE '\\')
)`;

const selectRow = `
  SELECT run.id, run.time, run.title, run.tags, run.path, run.engine, run.fidelity, run.headline, head.chips, head.model, head.metrics
  FROM run LEFT JOIN design AS head ON head.run = run.id AND head.cell = run.headline`;

/** A run whole, removed or not. */
export function showRun({ db, path }: History, id: number): Outcome<StoredRun> {
  const found = guarded(path, () => {
    const run = runRow.optional().parse(db.prepare('SELECT * FROM run WHERE id = ?').get(id));
    if (!run) return undefined;
    const designs = db
      .prepare(
        `SELECT cell, kind, chips, model, content, metrics FROM design
         LEFT JOIN stored_case ON stored_case.hash = design.stored_case WHERE run = ? ORDER BY position`,
      )
      .all(id)
      .map(readDesign);
    return { run, designs };
  });
  if (!found.ok) return found;
  if (!found.value) return refused(diagnostic('history.no-run', { id: String(id) }));
  const { run, designs } = found.value;
  const { path: file, headline, ...rest } = run;
  return done({
    ...rest,
    ...(file === null ? {} : { path: file }),
    ...(headline === null ? {} : { headline }),
    designs,
  });
}

/** Takes a run out of the list; it stays in the file and can be restored. */
export function removeRun(history: History, id: number, now: string): Outcome<null> {
  return mark(history, id, now);
}

export function restoreRun(history: History, id: number): Outcome<null> {
  return mark(history, id, null);
}

function mark({ db, path }: History, id: number, removed: string | null): Outcome<null> {
  const marked = guarded(path, () => db.prepare('UPDATE run SET removed = ? WHERE id = ?').run(removed, id).changes);
  if (!marked.ok) return marked;
  return marked.value === 0 ? refused(diagnostic('history.no-run', { id: String(id) })) : done(null);
}

/** The numbers of all runs in the list, oldest first. */
export function runIds({ db, path }: History): Outcome<readonly number[]> {
  return guarded(path, () =>
    z
      .array(idRow)
      .parse(db.prepare('SELECT id FROM run WHERE removed IS NULL ORDER BY id').all())
      .map((row) => row.id),
  );
}

const idRow = z.object({ id: z.number() });
const countRow = z.object({ n: z.number() });

/** A text column that holds JSON. */
function json<T extends z.ZodType>(inner: T) {
  return z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(inner);
}

const runRow = z.object({
  ...runRecord.omit({ designs: true }).shape,
  id: z.number(),
  tags: json(z.array(z.string())),
  path: z.string().nullable(),
  headline: z.string().nullable(),
});

const listRow = runRow.omit({ text: true, currency: true }).extend({
  chips: json(z.array(z.string())).nullable(),
  model: z.string().nullable(),
  metrics: json(storedMetrics).nullable(),
});

function readRow(row: unknown): RunRow {
  const { path, headline, chips, model, metrics, ...rest } = listRow.parse(row);
  return {
    ...rest,
    chips: chips ?? [],
    metrics: metrics ?? {},
    ...(path === null ? {} : { path }),
    ...(headline === null ? {} : { headline }),
    ...(model === null ? {} : { model }),
  };
}

const designRow = z.object({
  ...storedDesign.omit({ case: true }).shape,
  chips: json(z.array(z.string())),
  model: z.string().nullable(),
  content: json(z.record(z.string(), z.json())).nullable(),
  metrics: json(storedMetrics),
});

function readDesign(row: unknown) {
  const { model, content, ...rest } = designRow.parse(row);
  return { ...rest, ...(model === null ? {} : { model }), ...(content === null ? {} : { case: content }) };
}
