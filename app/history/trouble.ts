/** What SQLite and the disk complain of, in words a person can act on. A damaged file is never touched. */

import Database from 'better-sqlite3';
import { diagnostic, type Diagnostic } from '../../engine';
import { done, refused, type Outcome } from '../outcome';

/** The diagnostic for a database error; undefined where the error is a bug of ours. */
export function troubleOf(error: unknown, path: string): Diagnostic | undefined {
  if (!(error instanceof Database.SqliteError)) return undefined;
  const code = error.code;
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return diagnostic('history.locked', { path });
  if (code.startsWith('SQLITE_READONLY')) return diagnostic('history.read-only', { path });
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB')) {
    return diagnostic('history.damaged', { path, reason: error.message });
  }
  if (code.startsWith('SQLITE_FULL')) return diagnostic('history.disk-full', { path });
  if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_PERM')) {
    return diagnostic('history.unreadable', { path, reason: error.message });
  }
  return undefined;
}

/** Runs a query; a database error becomes a diagnostic, anything else stays thrown. */
export function guarded<T>(path: string, query: () => T): Outcome<T> {
  try {
    return done(query());
  } catch (error) {
    const problem = troubleOf(error, path);
    if (!problem) throw error;
    return refused(problem);
  }
}
