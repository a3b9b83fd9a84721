import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readFolder, readText, removeLeftovers, writeText } from '../../app/files';
import { codeOf, valueIn } from './support/history';
import { temporaryFolder } from './support/temp';

describe('reading a file', () => {
  test('gives its text as it is, byte order mark and line ends kept', async () => {
    const path = join(temporaryFolder(), 'a.md');
    writeFileSync(path, '\uFEFF一行\r\n');
    expect(valueIn(await readText(path))).toBe('\uFEFF一行\r\n');
  });

  test('says what it is where it is no text', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'latin'), Buffer.from([0x47, 0xfc, 0x6e]));
    writeFileSync(join(folder, 'binary'), Buffer.from([0x47, 0x00, 0x6e]));
    const codes = await Promise.all(
      ['latin', 'binary', 'nowhere', '.', 'latin/below'].map(async (name) =>
        codeOf(await readText(join(folder, name))),
      ),
    );
    expect(codes).toEqual(['file.not-text', 'file.not-text', 'file.missing', 'file.folder', 'file.missing']);
  });
});

describe('writing a file', () => {
  test('makes its folders and leaves nothing beside it', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'deep', 'a.md');
    valueIn(await writeText(path, 'one'));
    valueIn(await writeText(path, 'two'));
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(readdirSync(join(folder, 'deep'))).toEqual(['a.md']);
  });

  test('keeps permissions, and writes to where a link points', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'a.md');
    writeFileSync(path, 'one');
    chmodSync(path, 0o600);
    symlinkSync(path, join(folder, 'link.md'));
    valueIn(await writeText(join(folder, 'link.md'), 'two'));
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('that fails changes nothing', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'taken'));
    writeFileSync(join(folder, 'file'), 'one');
    expect(codeOf(await writeText(join(folder, 'taken'), 'two'))).toBe('file.folder');
    expect(codeOf(await writeText(join(folder, 'file', 'below'), 'two'))).toBe('file.unwritable');
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('one');
    expect(readdirSync(folder).sort()).toEqual(['file', 'taken']);
  });
});

test('what a killed write left beside a file is cleared away, and nothing else', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'a.md');
  const now = new Date();
  const old = new Date(now.getTime() - 60_000);
  const leftovers = ['a.md.0123abcd.tmp', 'a.md.fresh123.tmp', 'b.md.0123abcd.tmp', 'a.md.tmp'];
  for (const name of ['a.md', ...leftovers]) {
    writeFileSync(join(folder, name), name);
    utimesSync(join(folder, name), old, old);
  }
  writeFileSync(join(folder, 'a.md.89abcdef.tmp'), 'being written');
  await removeLeftovers(path, now);
  const kept = ['a.md', 'a.md.89abcdef.tmp', 'a.md.fresh123.tmp', 'a.md.tmp', 'b.md.0123abcd.tmp'];
  expect(readdirSync(folder).sort()).toEqual(kept);
  await removeLeftovers(join(folder, 'nowhere', 'a.md'), now);
});

test('a folder gives its files of one ending, in order', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'chips'));
  for (const name of ['b.json', 'chips/a.json', 'notes.txt']) writeFileSync(join(folder, name), name);
  expect(valueIn(await readFolder(folder, '.json'))).toEqual([
    { path: 'b.json', text: 'b.json' },
    { path: 'chips/a.json', text: 'chips/a.json' },
  ]);
  expect(codeOf(await readFolder(join(folder, 'nowhere'), '.json'))).toBe('file.no-folder');
});
