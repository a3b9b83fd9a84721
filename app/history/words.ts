/** What a search looks in: every different word of a run, once, and what a list is narrowed by. */

import type { Database } from 'better-sqlite3';
import { z } from 'zod';

export interface Searched {
  readonly run: number;
  readonly title: string;
  readonly tags: readonly string[];
  readonly path: string | undefined;
  readonly notes: string;
  readonly text: string;
  readonly chips: readonly string[];
  readonly models: readonly string[];
}

/** Words stand between spaces, so a word that is searched for lies within one of them. */
export function wordsIn({ title, tags, path, notes, text, chips, models }: Omit<Searched, 'run'>): string {
  const all = [title, ...tags, path ?? '', notes, ...chips, ...models, text].join('\n').toLowerCase();
  return [...new Set(all.split(/\s+/))].filter((word) => word !== '').join('\n');
}

/** Puts a run into the index, or brings it up to date there. */
export function keepIndex(db: Database, said: Searched): void {
  const { run, chips, models, tags } = said;
  db.prepare(
    'INSERT INTO run_words (run, words) VALUES (?, ?) ON CONFLICT (run) DO UPDATE SET words = excluded.words',
  ).run(run, wordsIn(said));
  db.prepare('DELETE FROM run_facet WHERE run = ?').run(run);
  const insert = db.prepare('INSERT OR IGNORE INTO run_facet (kind, value, run) VALUES (?, ?, ?)');
  for (const chip of chips) insert.run('chip', chip, run);
  for (const model of models) insert.run('model', model, run);
  for (const tag of tags) insert.run('tag', tag, run);
}

const row = z.object({
  id: z.number(),
  title: z.string(),
  tags: z.string(),
  path: z.string().nullable(),
  notes: z.string(),
  text: z.string(),
  chips: z.string(),
  models: z.string(),
});
const texts = z.array(z.string());

/** Runs as they stand in the tables, one or all. */
export function* searchedOf(db: Database, id?: number): Generator<Searched> {
  const ids = z
    .array(z.object({ id: z.number() }))
    .parse(db.prepare('SELECT id FROM run WHERE ? IS NULL OR id = ?').all(id ?? null, id ?? null));
  const select = db.prepare(
    `SELECT run.id, title, tags, path, notes, text,
       (SELECT json_group_array(DISTINCT chip.value) FROM design, json_each(design.chips) AS chip WHERE design.run = run.id) AS chips,
       (SELECT json_group_array(DISTINCT model) FROM design WHERE design.run = run.id AND model IS NOT NULL) AS models
     FROM run WHERE run.id = ?`,
  );
  for (const each of ids) {
    const { id: run, tags, path, chips, models, ...rest } = row.parse(select.get(each.id));
    const read = (json: string): readonly string[] => texts.parse(JSON.parse(json));
    yield { ...rest, run, tags: read(tags), path: path ?? undefined, chips: read(chips), models: read(models) };
  }
}
