import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { once } from '../../scripts/steps/once.mjs';

const folder = mkdtempSync(join(tmpdir(), 'once-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('two who start together work one after the other', async () => {
  const lock = join(folder, 'a');
  const seen: string[] = [];
  const work = (name: string) =>
    once(lock, async () => {
      seen.push(`${name} in`);
      await sleep(20);
      seen.push(`${name} out`);
    });
  await Promise.all([work('one'), work('two')]);
  expect(seen).toEqual(['one in', 'one out', 'two in', 'two out']);
  expect(existsSync(lock)).toBe(false);
});

test('work that fails gives the lock back', async () => {
  const lock = join(folder, 'b');
  await expect(once(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(lock)).toBe(false);
});

test('a lock whose owner is gone is taken over', async () => {
  const lock = join(folder, 'c');
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  mkdirSync(lock);
  writeFileSync(join(lock, 'pid'), String(pid));
  expect(await once(lock, () => Promise.resolve('done'))).toBe('done');
});
