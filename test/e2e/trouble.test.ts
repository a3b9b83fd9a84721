import Database from 'better-sqlite3';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { openHistory } from '../../app/history/open';
import { configs } from '../support/configs';
import { launch } from './support/app';
import { cell, enter, figures, stateOf, twoNodes, yamlOf } from './support/workbench';

const folder = mkdtempSync(join(tmpdir(), 'chokepoint-trouble-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A file let go over the middle of the window, as the system does it: with its place on the disk. */
async function dropFile(page: Page, path: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
  await devtools.detach();
}

test('files dropped on the window: a notebook opens where it stands and finds what it names; a config becomes a model', async () => {
  const place = join(folder, 'deep');
  mkdirSync(place);
  const file = join(place, 'own.bench.md');
  writeFileSync(join(place, 'config.json'), JSON.stringify(configs['deepseek-v3']));
  writeFileSync(file, twoNodes.replace('use: deepseek-v3', 'config: ./config.json'));
  // What a save that was killed left beside it.
  const leftover = `${file}.0123abcd.tmp`;
  writeFileSync(leftover, 'half');
  utimesSync(leftover, new Date(0), new Date(0));

  const app = await launch();
  const { page } = app;
  await app.settled();
  await dropFile(page, file);
  await cell(page, 'v3').waitFor();
  await app.settled();
  expect(await stateOf(page, 'v3')).toBe('fine');
  expect(await stateOf(page, 'layout')).toBe('fine');
  expect(readdirSync(place).sort()).toEqual(['config.json', 'own.bench.md']);
  const open = page.getByRole('region', { name: 'Open', exact: true }).getByRole('button');
  expect(await open.allInnerTexts()).toContain('own');

  await dropFile(page, join(place, 'config.json'));
  await expect.poll(() => page.locator('main').innerText()).toContain('config.json');
  await app.close();
});

test('a part that cannot be drawn says why; the rest goes on, and reloading brings unsaved text back', async () => {
  const file = join(folder, 'fault.bench.md');
  writeFileSync(file, twoNodes);
  const app = await launch({ file, expected: /broken by the test|The above error|error boundary/i });
  const { page } = app;
  await app.settled();
  await enter(app, 'fewer');
  await page.keyboard.insertText(' # kept');
  await app.settled();

  // One cell: what it shows cannot be written.
  await page.evaluate(() => {
    const real = JSON.stringify;
    JSON.stringify = (value: unknown, ...rest: []) => {
      if (typeof value === 'object' && value !== null && '$schema' in value) throw new Error('broken by the test');
      return real(value, ...rest);
    };
    Object.assign(globalThis, { mend: () => (JSON.stringify = real) });
  });
  await cell(page, 'int4').locator('.cell-id').click();
  const broken = cell(page, 'int4').getByRole('alert');
  await expect.poll(() => broken.innerText()).toContain('broken by the test');
  expect(await broken.innerText()).toContain('w4a8: on');
  await page.keyboard.press('Control+2');
  await page.getByRole('heading', { name: 'History' }).first().waitFor();
  await page.evaluate('globalThis.mend()');
  await page.keyboard.press('Control+1');
  await app.settled();
  expect(await figures(page, 'fewer')).not.toEqual([]);

  // The whole window: the rail cannot write the names of files.
  await page.evaluate(`
    const real = String.prototype.replace;
    String.prototype.replace = function (...given) {
      if (String(given[0]).includes('.bench')) throw new Error('broken by the test');
      return real.apply(this, given);
    };
  `);
  await page.keyboard.press('Control+2');
  const fault = page.locator('.broken');
  await expect.poll(() => fault.innerText()).toContain('could not be drawn');
  await fault.getByRole('button', { name: 'Reload the window' }).click();
  await page.waitForLoadState();
  await app.settled();
  await expect.poll(() => yamlOf(page, 'fewer')).toContain('# kept');
  await app.close();
});

test('a history that another program has locked: says so, and is read once it is free', async () => {
  const data = mkdtempSync(join(tmpdir(), 'chokepoint-e2e-'));
  const path = join(data, 'history.db');
  const made = openHistory({ path });
  if (!made.ok) throw new Error(made.problem.code);
  made.value.close();
  const other = new Database(path);
  other.pragma('locking_mode = EXCLUSIVE');
  other.exec('BEGIN EXCLUSIVE');
  const app = await launch({ data });
  const { page } = app;
  await app.settled();
  await page.keyboard.press('Control+2');
  await expect.poll(() => page.locator('main').innerText()).toMatch(/writing to the history/i);
  other.exec('COMMIT');
  other.close();
  await page.keyboard.press('Control+1');
  await page.keyboard.press('Control+2');
  await expect.poll(() => page.locator('main').innerText()).not.toMatch(/writing to the history/i);
  await app.close();
});
