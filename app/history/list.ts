/** The list of runs: pinned first, then newest; searched by words, narrowed by chip, model, tag and date. */

import { z } from 'zod';
import type { Outcome } from '../outcome';
import type { History } from './open';
import { storedMetrics } from './record';
import { json, runRow } from './rows';
import { guarded } from './trouble';

/** A row of the list: the run without its text and its cases. */
export interface RunRow {
  readonly id: number;
  readonly time: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly pinned: boolean;
  /** The first line of its notes. */
  readonly note?: string;
  readonly path?: string;
  readonly engine: string;
  readonly fidelity: string;
  readonly headline?: string;
  readonly chips: readonly string[];
  readonly model?: string;
  readonly metrics: z.infer<typeof storedMetrics>;
}

export interface ListQuery {
  /** Every word must occur in the title, text, path, tags, notes, chips or model. */
  readonly search?: string | undefined;
  /** Title of a chip that a design of the run uses. */
  readonly chip?: string | undefined;
  readonly model?: string | undefined;
  readonly tag?: string | undefined;
  /** Days, both counted in: 2026-11-01. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly pinned?: boolean | undefined;
  readonly limit: number;
  readonly offset: number;
}

export function listRuns(
  { db, path }: History,
  query: ListQuery,
): Outcome<{ readonly runs: readonly RunRow[]; readonly total: number }> {
  const { sql, bound } = conditionsOf(query);
  return guarded(path, () => {
    const total = countRow.parse(db.prepare(`SELECT count(*) AS n FROM run ${sql}`).get(...bound)).n;
    // Numbers first, from the narrow index; the wide rows only of those that are shown.
    const ids = db
      .prepare(`SELECT id FROM run ${sql} ORDER BY pinned DESC, time DESC, id DESC LIMIT ? OFFSET ?`)
      .all(...bound, query.limit, query.offset);
    const row = db.prepare(selectRow);
    return { total, runs: ids.map((each) => readRow(row.get(idRow.parse(each).id))) };
  });
}

interface Condition {
  readonly sql: string;
  readonly bound: readonly string[];
}

function conditionsOf(query: ListQuery): Condition {
  const words = (query.search ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const conditions: Condition[] = [
    { sql: 'run.removed IS NULL', bound: [] },
    ...wordConditions(words),
    ...said(query.chip, (value) => facet('chip', value)),
    ...said(query.model, (value) => facet('model', value)),
    ...said(query.tag, (value) => facet('tag', value)),
    ...said(query.from, (day) => ({ sql: 'run.time >= ?', bound: [day] })),
    // Times of that day are longer texts than the day.
    ...said(query.to, (day) => ({ sql: 'run.time < ?', bound: [`${day}~`] })),
    ...(query.pinned ? [{ sql: 'run.pinned = 1', bound: [] }] : []),
  ];
  return {
    sql: `WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`,
    bound: conditions.flatMap(({ bound }) => bound),
  };
}

function said(value: string | undefined, make: (value: string) => Condition): Condition[] {
  return value === undefined ? [] : [make(value)];
}

function facet(kind: FacetKind, value: string): Condition {
  return { sql: 'run.id IN (SELECT run FROM run_facet WHERE kind = ? AND value = ?)', bound: [kind, value] };
}

/** The index knows three characters and more. */
const leastIndexed = 3;

function wordConditions(words: readonly string[]): Condition[] {
  const long = words.filter((word) => [...word].length >= leastIndexed);
  const short = words.filter((word) => [...word].length < leastIndexed);
  const phrases = long.map((word) => `"${word.replaceAll('"', '""')}"`);
  return [
    ...(phrases.length === 0
      ? []
      : [
          {
            sql: 'run.id IN (SELECT rowid FROM run_index WHERE run_index MATCH ?)',
            bound: [phrases.join(' AND ')],
          },
        ]),
    ...short.map((word) => ({
      sql: `run.id IN (SELECT run FROM run_words WHERE words LIKE ? ESCAPE '\\')`,
      bound: [`%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`],
    })),
  ];
}

const selectRow = `
  SELECT run.id, run.time, run.title, run.tags, run.pinned, run.notes, run.path, run.engine, run.fidelity, run.headline,
    head.chips, head.model, head.metrics
  FROM run LEFT JOIN design AS head ON head.run = run.id AND head.cell = run.headline WHERE run.id = ?`;

const countRow = z.object({ n: z.number() });
const idRow = z.object({ id: z.number() });

const listRow = runRow.omit({ text: true, currency: true }).extend({
  chips: json(z.array(z.string())).nullable(),
  model: z.string().nullable(),
  metrics: json(storedMetrics).nullable(),
});

function readRow(row: unknown): RunRow {
  const { path, headline, chips, model, metrics, notes, pinned, ...rest } = listRow.parse(row);
  const [note] = notes.split('\n');
  return {
    ...rest,
    pinned: pinned === 1,
    chips: chips ?? [],
    metrics: metrics ?? {},
    ...(note ? { note } : {}),
    ...(path === null ? {} : { path }),
    ...(headline === null ? {} : { headline }),
    ...(model === null ? {} : { model }),
  };
}

type FacetKind = 'chip' | 'model' | 'tag';

/** What a list can be narrowed by, most used first. */
export interface Facets {
  readonly chips: readonly string[];
  readonly models: readonly string[];
  readonly tags: readonly string[];
}

export function facets({ db, path }: History): Outcome<Facets> {
  const names = (kind: FacetKind): string[] =>
    z
      .array(z.object({ value: z.string() }))
      .parse(
        db
          .prepare(
            `SELECT value FROM run_facet JOIN run ON run.id = run_facet.run AND run.removed IS NULL
             WHERE kind = ? GROUP BY value ORDER BY count(*) DESC, value`,
          )
          .all(kind),
      )
      .map(({ value }) => value);
  return guarded(path, () => ({ chips: names('chip'), models: names('model'), tags: names('tag') }));
}
