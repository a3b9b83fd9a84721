/** Brings a database to the newest schema, one numbered step at a time, each whole or not at all. */

import type { Database } from 'better-sqlite3';
import { z } from 'zod';

export interface Migration {
  /** Greater than all before it; kept in the database as user_version. */
  readonly number: number;
  readonly sql: string;
  /** What SQL alone cannot work out, after it. */
  readonly fill?: (db: Database) => void;
}

/** "CHOK": tells our database from any other SQLite file. */
export const applicationId = 0x43484f4b;

export type Schema =
  | { readonly kind: 'empty' }
  | { readonly kind: 'ours'; readonly version: number }
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'foreign' };

/** Whose database this is, reading only. */
export function schemaOf(db: Database, migrations: readonly Migration[]): Schema {
  const id = pragma(db, 'application_id');
  const version = pragma(db, 'user_version');
  if (id === applicationId) return { kind: version > newest(migrations) ? 'newer' : 'ours', version };
  const tables = z.object({ n: z.number() }).parse(db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()).n;
  return tables === 0 && id === 0 && version === 0 ? { kind: 'empty' } : { kind: 'foreign' };
}

export function newest(migrations: readonly Migration[]): number {
  return migrations.reduce((most, each) => Math.max(most, each.number), 0);
}

/** Runs the steps that are still due. Two processes may start at once: the second finds nothing to do. */
export function migrate(db: Database, migrations: readonly Migration[]): void {
  const bring = db.transaction(() => {
    const from = pragma(db, 'user_version');
    for (const step of migrations) {
      if (step.number <= from) continue;
      db.exec(step.sql);
      step.fill?.(db);
    }
    if (newest(migrations) > from) {
      db.pragma(`application_id = ${applicationId}`);
      db.pragma(`user_version = ${newest(migrations)}`);
    }
  });
  bring.immediate();
}

function pragma(db: Database, name: 'application_id' | 'user_version'): number {
  return z.number().parse(db.pragma(name, { simple: true }));
}
