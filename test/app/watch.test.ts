import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startWatching, type Watching } from '../../app/watch';
import { temporaryFolder } from './support/temp';

let watching: Watching | undefined;
afterEach(() => {
  watching?.stop();
});

/** A watch on a notebook and its folder, and what it tells. */
async function watched() {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'deep'));
  const file = join(folder, 'a.bench.md');
  writeFileSync(file, 'one');
  const told: string[] = [];
  watching = startWatching({ file: (path) => told.push(path), folder: () => told.push('folder') });
  return { folder, file, told, watching };
}

const soon = { timeout: 3000, interval: 20 };

test('tells of a file that is written over, and of one that is put in its place', async () => {
  const { folder, file, told, watching } = await watched();
  await watching.follow([file], null);
  writeFileSync(file, 'two');
  await expect.poll(() => told, soon).toEqual([file]);
  writeFileSync(join(folder, 'a.tmp'), 'three');
  renameSync(join(folder, 'a.tmp'), file);
  await expect.poll(() => told, soon).toEqual([file, file]);
});

test('says nothing of other files beside it, nor of what is no longer followed', async () => {
  const { folder, file, told, watching } = await watched();
  const other = join(folder, 'b.bench.md');
  await watching.follow([file], null);
  writeFileSync(other, 'one');
  await watching.follow([other], null);
  writeFileSync(file, 'two');
  writeFileSync(other, 'two');
  await expect.poll(() => told, soon).toEqual([other]);
});

test('tells of a notebook that comes or goes anywhere in the folder', async () => {
  const { folder, told, watching } = await watched();
  await watching.follow([], folder);
  writeFileSync(join(folder, 'deep', 'new.bench.md'), 'one');
  await expect.poll(() => told.length, soon).toBe(1);
  rmSync(join(folder, 'deep', 'new.bench.md'));
  await expect.poll(() => told, soon).toEqual(['folder', 'folder']);
});

test('a folder that is not there is watched once it is', async () => {
  const { folder, told, watching } = await watched();
  const file = join(folder, 'later', 'c.bench.md');
  await watching.follow([file], null);
  mkdirSync(join(folder, 'later'));
  await watching.follow([file], null);
  writeFileSync(file, 'one');
  await expect.poll(() => told, soon).toEqual([file]);
});
