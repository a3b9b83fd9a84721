/** Opens the history: checks whose file it is before anything is written to it, then brings it to today's schema. */

import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { diagnostic, type Diagnostic } from '../../engine';
import { done, refused, type Outcome } from '../outcome';
import { migrate, newest, schemaOf, type Migration } from './migrate';
import { migrations as shipped } from './migrations';
import { turnMs } from './patience';
import { guarded } from './trouble';

/** An open database; whoever opened it closes it. */
export interface History {
  readonly path: string;
  readonly db: Database.Database;
  close(): void;
}

export interface OpenOptions {
  readonly path: string;
  readonly migrations?: readonly Migration[];
}

export function openHistory({ path, migrations = shipped }: OpenOptions): Outcome<History> {
  const obstacle = makeFolder(path);
  if (obstacle) return refused(obstacle);
  const opened = guarded(path, () => new Database(path, { timeout: turnMs }));
  if (!opened.ok) return opened;
  const db = opened.value;
  const ready = guarded(path, () => settle(db, path, migrations));
  const problem = ready.ok ? ready.value : ready.problem;
  if (problem) {
    db.close();
    return refused(problem);
  }
  return done({ path, db, close: () => void db.close() });
}

function makeFolder(path: string): Diagnostic | undefined {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return statSync(path, { throwIfNoEntry: false })?.isDirectory()
      ? diagnostic('history.folder', { path })
      : undefined;
  } catch (error) {
    return diagnostic('history.unreadable', { path, reason: error instanceof Error ? error.message : String(error) });
  }
}

/** Writes only where the schema is not today's, so that a file that may only be read can be read. */
function settle(db: Database.Database, path: string, migrations: readonly Migration[]): Diagnostic | undefined {
  const schema = schemaOf(db, migrations);
  const refusal = refusalOf(schema, path, migrations);
  if (refusal) return refusal;
  db.pragma('synchronous = NORMAL');
  db.pragma('foreign_keys = ON');
  if (schema.kind === 'empty' || (schema.kind === 'ours' && schema.version < newest(migrations))) {
    db.pragma('journal_mode = WAL');
    migrate(db, migrations);
  }
  return undefined;
}

function refusalOf(
  schema: ReturnType<typeof schemaOf>,
  path: string,
  migrations: readonly Migration[],
): Diagnostic | undefined {
  switch (schema.kind) {
    case 'newer':
      return diagnostic('history.newer', { path, found: schema.version, known: newest(migrations) });
    case 'foreign':
      return diagnostic('history.foreign', { path });
    case 'empty':
    case 'ours':
      return undefined;
  }
}
