import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { newest } from '../../../app/history/migrate';
import { migrations } from '../../../app/history/migrations';
import { openHistory } from '../../../app/history/open';
import { listRuns } from '../../../app/history/list';
import { saveRun } from '../../../app/history/runs';
import { codeOf, freshHistory, valueIn } from '../support/history';
import { record } from '../support/records';
import { temporaryFolder } from '../support/temp';

describe('opening the history', () => {
  test('makes the folders and the file, in WAL with foreign keys', () => {
    const path = join(temporaryFolder(), 'not', 'yet', 'history.db');
    const history = valueIn(openHistory({ path }));
    expect(existsSync(path)).toBe(true);
    expect(history.db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(history.db.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(history.db.pragma('user_version', { simple: true })).toBe(newest(migrations));
    history.close();
  });

  test('brings an older one up to date and keeps what it holds', () => {
    const history = freshHistory();
    saveRun(history, record());
    history.close();
    const next = newest(migrations) + 10;
    const added = { number: next, sql: 'ALTER TABLE run ADD COLUMN colour TEXT' };
    const again = valueIn(openHistory({ path: history.path, migrations: [...migrations, added] }));
    expect(again.db.pragma('user_version', { simple: true })).toBe(next);
    expect(valueIn(listRuns(again, { limit: 10, offset: 0 })).total).toBe(1);
    again.close();
  });

  test('leaves the schema as it was when a step fails', () => {
    const history = freshHistory();
    history.close();
    const broken = { number: newest(migrations) + 10, sql: 'CREATE TABLE half (x) STRICT; CREATE TABLE half (x);' };
    expect(() => openHistory({ path: history.path, migrations: [...migrations, broken] })).toThrow();
    const again = valueIn(openHistory({ path: history.path }));
    expect(again.db.pragma('user_version', { simple: true })).toBe(newest(migrations));
    again.close();
  });

  test('refuses a newer one and does not touch it', () => {
    const history = freshHistory();
    history.db.pragma('user_version = 9990');
    history.close();
    const before = readFileSync(history.path);
    const opened = openHistory({ path: history.path });
    expect(codeOf(opened)).toBe('history.newer');
    expect(readFileSync(history.path)).toEqual(before);
  });

  test('refuses the database of another program and does not touch it', () => {
    const path = join(temporaryFolder(), 'photos.db');
    const other = new Database(path);
    other.exec('CREATE TABLE photo (name TEXT)');
    other.close();
    const before = readFileSync(path);
    expect(codeOf(openHistory({ path }))).toBe('history.foreign');
    expect(readFileSync(path)).toEqual(before);
  });

  test.each([
    ['a text file', 'this is no database, it only has the right name and enough bytes'],
    ['a cut database', undefined],
  ])('says what to do about %s, and does not touch it', (_, text) => {
    const history = freshHistory();
    for (let i = 0; i < 20; i++)
      saveRun(history, record({ title: `run ${i}`, time: `2026-11-24T08:00:${10 + i}.000Z` }));
    history.close();
    const content = text === undefined ? readFileSync(history.path).subarray(0, 5000) : Buffer.from(text);
    writeFileSync(history.path, content);
    const opened = openHistory({ path: history.path });
    const outcome = opened.ok ? listRuns(opened.value, { limit: 10, offset: 0 }) : opened;
    expect(codeOf(outcome)).toBe('history.damaged');
    expect(readFileSync(history.path)).toEqual(content);
  });

  test('says when the path is a folder', () => {
    expect(codeOf(openHistory({ path: temporaryFolder() }))).toBe('history.folder');
  });

  test('says when its folder cannot be made', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(codeOf(openHistory({ path: join(file, 'history.db') }))).toBe('history.unreadable');
  });

  test('says who is in the way while another writes', () => {
    const history = freshHistory();
    const other = new Database(history.path);
    other.exec('BEGIN IMMEDIATE');
    expect(codeOf(saveRun(history, record()))).toBe('history.locked');
    other.exec('COMMIT');
    expect(codeOf(saveRun(history, record()))).toBe('done');
    other.close();
    history.close();
  });

  test('two windows write to one history', () => {
    const one = freshHistory();
    const two = valueIn(openHistory({ path: one.path }));
    valueIn(saveRun(one, record({ title: 'one' })));
    valueIn(saveRun(two, record({ title: 'two', time: '2026-11-24T09:00:00.000Z' })));
    expect(valueIn(listRuns(one, { limit: 10, offset: 0 })).runs.map((run) => run.title)).toEqual(['two', 'one']);
    one.close();
    two.close();
  });

  // Only root may become somebody else to whom the file is read-only; others simply are.
  test('reads a file that may not be written, and says so on saving', () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    const inner = join(folder, 'data');
    mkdirSync(inner);
    const path = join(inner, 'history.db');
    const history = valueIn(openHistory({ path }));
    valueIn(saveRun(history, record()));
    history.db.pragma('journal_mode = DELETE');
    history.close();
    chmodSync(path, 0o444);
    chmodSync(inner, 0o555);
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65534);
    try {
      const opened = valueIn(openHistory({ path }));
      expect(valueIn(listRuns(opened, { limit: 10, offset: 0 })).total).toBe(1);
      expect(codeOf(saveRun(opened, record({ title: 'more', time: '2026-11-25T00:00:00.000Z' })))).toBe(
        'history.read-only',
      );
      opened.close();
    } finally {
      if (isRoot) process.seteuid?.(0);
      chmodSync(inner, 0o755);
    }
  });
});
