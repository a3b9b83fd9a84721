import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { migrate } from '../../../../app/history/migrate';
import { runs } from '../../../../app/history/migrations/0010-runs';

const run = `INSERT INTO run (hash, time, title, text, text_hash, engine, fidelity, currency) VALUES ('h', 't', 'title', 'text', 'x', '1', 'roofline', 'USD')`;

describe('migration 10', () => {
  test('makes strict tables for runs, designs and cases', () => {
    const db = new Database(':memory:');
    migrate(db, [runs]);
    expect(
      db
        .prepare(
          `SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite%' ORDER BY name`,
        )
        .all(),
    ).toEqual([
      { name: 'design', strict: 1 },
      { name: 'run', strict: 1 },
      { name: 'stored_case', strict: 1 },
    ]);
    expect(db.pragma('user_version', { simple: true })).toBe(10);
  });

  test('refuses the same run twice, and JSON that is none', () => {
    const db = new Database(':memory:');
    migrate(db, [runs]);
    db.exec(run);
    expect(() => db.exec(run)).toThrow(/UNIQUE/);
    expect(() => db.exec(`UPDATE run SET tags = 'no json'`)).toThrow(/CHECK/);
  });

  test('deletes the designs of a deleted run', () => {
    const db = new Database(':memory:');
    db.pragma('foreign_keys = ON');
    migrate(db, [runs]);
    db.exec(run);
    db.exec(
      `INSERT INTO design (run, position, cell, kind, chips, metrics) VALUES (1, 0, 'a', 'hardware', '[]', '{}')`,
    );
    db.exec('DELETE FROM run');
    expect(db.prepare('SELECT count(*) AS n FROM design').get()).toEqual({ n: 0 });
  });
});
