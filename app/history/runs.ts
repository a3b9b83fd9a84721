/** Save, show, change, remove, restore. */

import type { Statement } from 'better-sqlite3';
import { z } from 'zod';
import { diagnostic } from '../../engine';
import { done, refused, type Outcome } from '../outcome';
import type { History } from './open';
import { hashOf, hashOfRecord, storedDesign, storedMetrics, type RunRecord } from './record';
import { json, runRow } from './rows';
import { guarded } from './trouble';
import { keepIndex, searchedOf } from './words';

/** A run with its number in this database. */
export interface StoredRun extends RunRecord {
  readonly id: number;
  /** Stands at the head of the list. */
  readonly pinned?: true;
}

/** Keeps a run; one that is already there (same content) keeps its number, and comes back if it was removed. */
export function saveRun(
  history: History,
  record: RunRecord,
): Outcome<{ readonly id: number; readonly isNew: boolean }> {
  return guarded(history.path, () => history.db.transaction(() => insertRun(history, record)).immediate());
}

/** Rows of an import that is under way: in no list until all of them are there. */
const staged = 'importing';

/** Keeps a run out of sight, inside the caller's transaction, until `insertRun` brings it into the list; undefined where it is there already. */
export function stageRun(history: History, record: RunRecord, hash: string): number | undefined {
  const { db } = history;
  if (idRow.optional().parse(db.prepare('SELECT id FROM run WHERE hash = ?').get(hash))) return undefined;
  const { id } = insertRun(history, record, hash);
  db.prepare('UPDATE run SET removed = ? WHERE id = ?').run(staged, id);
  return id;
}

/** Forgets what imports that did not come to their end have left. */
export function unstageRuns({ db, path }: History): Outcome<null> {
  const gone = guarded(path, () => db.prepare('DELETE FROM run WHERE removed = ?').run(staged));
  return gone.ok ? done(null) : gone;
}

/** One run, inside the caller's transaction; `hash` where it is known already. */
export function insertRun(
  { db }: History,
  record: RunRecord,
  hash = hashOfRecord(record),
): { id: number; isNew: boolean } {
  const known = idRow.optional().parse(db.prepare('SELECT id FROM run WHERE hash = ?').get(hash));
  if (known) {
    db.prepare('UPDATE run SET removed = NULL WHERE id = ?').run(known.id);
    return { id: known.id, isNew: false };
  }
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO run (hash, time, title, tags, notes, path, text, text_hash, engine, fidelity, currency, headline)
       VALUES (@hash, @time, @title, @tags, @notes, @path, @text, @textHash, @engine, @fidelity, @currency, @headline)`,
    )
    .run({
      hash,
      time: record.time,
      title: record.title,
      tags: JSON.stringify(record.tags),
      notes: record.notes ?? '',
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
  const { title, tags, notes = '', path, text, designs } = record;
  keepIndex(db, {
    run: id,
    title,
    tags,
    path,
    notes,
    text,
    chips: designs.flatMap(({ chips }) => chips),
    models: designs.flatMap(({ model }) => model ?? []),
  });
  return { id, isNew: true };
}

function keepCase(insert: Statement, kase: object): string {
  const content = JSON.stringify(kase);
  const hash = hashOf(content);
  insert.run(hash, content);
  return hash;
}

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
  const { path: file, headline, notes, pinned, ...rest } = run;
  return done({
    ...rest,
    ...(notes === '' ? {} : { notes }),
    ...(pinned === 1 ? { pinned: true } : {}),
    ...(file === null ? {} : { path: file }),
    ...(headline === null ? {} : { headline }),
    designs,
  });
}

/** What a person may change of a run; its figures never. */
export interface RunChange {
  readonly title?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly notes?: string | undefined;
  readonly pinned?: boolean | undefined;
}

/** Changes what is said and nothing else. */
export function changeRun({ db, path }: History, id: number, change: RunChange): Outcome<null> {
  const { title, tags, notes, pinned } = change;
  const columns: readonly (readonly [string, string | number | undefined])[] = [
    ['title', title],
    ['tags', tags && JSON.stringify([...new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== ''))])],
    ['notes', notes],
    ['pinned', pinned === undefined ? undefined : Number(pinned)],
  ];
  const said = columns.filter(([, value]) => value !== undefined);
  const changed = guarded(path, () =>
    db
      .transaction(() => {
        const { n } = countRow.parse(db.prepare('SELECT count(*) AS n FROM run WHERE id = ?').get(id));
        for (const [name, value] of said) db.prepare(`UPDATE run SET ${name} = ? WHERE id = ?`).run(value, id);
        for (const searched of searchedOf(db, id)) keepIndex(db, searched);
        return n;
      })
      .immediate(),
  );
  if (!changed.ok) return changed;
  return changed.value === 0 ? refused(diagnostic('history.no-run', { id: String(id) })) : done(null);
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
