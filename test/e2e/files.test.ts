/** Notebooks on the disk: a folder beside the cells, changes from outside, what a save replaced, and the tour of the first start. */

import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch, type App } from './support/app';
import { cell, enter, rewrite, status, toasts, twoNodes, yamlOf } from './support/workbench';

const data = mkdtempSync(join(tmpdir(), 'chokepoint-files-'));
const folder = join(data, 'notebooks');
const file = join(folder, 'one.bench.md');
mkdirSync(folder);
writeFileSync(file, twoNodes);
writeFileSync(join(folder, 'notes.txt'), 'no notebook');

let app: App;
beforeAll(async () => {
  app = await launch({ data });
  await app.settled();
});
afterAll(async () => {
  await app.close();
});

const rail = (name: string) => app.page.getByRole('region', { name, exact: true });
const choose = (id: string) =>
  app.app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id);

describe('the first start', () => {
  test('offers a tour once, that shows each thing in its place and ends for good', async () => {
    const { page } = app;
    await page.getByRole('button', { name: 'Take the tour' }).click();
    const card = page.getByRole('dialog', { name: 'Tour' });
    for (const step of [1, 2, 3, 4]) {
      await card.getByText(`${step} of 5`).waitFor();
      await page.keyboard.press('Enter');
    }
    await card.getByRole('button', { name: 'Done' }).click();
    await card.waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: 'Take the tour' }).count()).toBe(0);
    await expect.poll(() => readFileSync(join(data, 'settings.json'), 'utf8')).toContain('"tour": "done"');
  });
});

describe('files', () => {
  test('of a folder stand in the rail, new ones too, and open from there', async () => {
    const { page } = app;
    await app.app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
    }, folder);
    await choose('file.open-folder');
    const names = () => rail('Folder').getByRole('listitem').allInnerTexts();
    await expect.poll(names).toEqual(['one']);
    writeFileSync(join(folder, 'two.bench.md'), twoNodes);
    await expect.poll(names).toEqual(['one', 'two']);
    await rail('Folder').getByRole('button', { name: 'one' }).click();
    await cell(page, 'fewer').waitFor();
    await app.settled();
    expect(await rail('Open').locator('[aria-current="true"]').innerText()).toBe('one');
  });

  test('changed by another program are read again, and the undo brings back what stood here', async () => {
    const { page } = app;
    writeFileSync(file, twoNodes.replace('concurrency: 8 per', 'concurrency: 4 per'));
    await expect.poll(() => toasts(page).innerText()).toContain('read again');
    await expect.poll(() => yamlOf(page, 'fewer')).toBe('concurrency: 4 per card');
    await toasts(page).getByRole('button', { name: 'Undo' }).last().click();
    await expect.poll(() => yamlOf(page, 'fewer')).toBe('concurrency: 8 per card');
  });

  test('changed on both sides are told apart line by line; mine is kept, and what a save replaces too', async () => {
    const { page } = app;
    const theirs = twoNodes.replace('concurrency: 8 per', 'concurrency: 2 per');
    await rewrite(app, 'fewer', 'concurrency: 9 per card');
    writeFileSync(file, theirs);
    const bar = page.locator('.file-bar');
    await bar.getByRole('button', { name: 'Compare the two' }).click();
    const differs = page.getByRole('dialog').getByRole('region', { name: 'Lines that differ' });
    const lines = async (kind: 'gone' | 'come') =>
      (await differs.locator(`[data-kind="${kind}"] code`).allInnerTexts()).join();
    expect([await lines('gone'), await lines('come')]).toEqual(['concurrency: 2 per card', 'concurrency: 9 per card']);
    await page.getByRole('dialog').getByRole('button', { name: 'Keep mine' }).click();
    await bar.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+s');
    await expect
      .poll(() => readFileSync(file, 'utf8'))
      .toBe(theirs.replace('concurrency: 2 per', 'concurrency: 9 per'));

    await choose('file.versions');
    const versions = page.getByRole('dialog');
    await expect
      .poll(() => versions.locator('[data-kind="gone"] code').allInnerTexts())
      .toEqual(['concurrency: 2 per card']);
    await versions.getByRole('button', { name: 'Put this version back' }).click();
    await app.settled();
    await expect.poll(() => yamlOf(page, 'fewer')).toBe('concurrency: 2 per card');
    await expect.poll(() => status(page).innerText()).toContain('unsaved');
    await enter(app, 'fewer');
    await page.keyboard.press('Control+z');
    await expect.poll(() => status(page).innerText()).not.toContain('unsaved');
  });

  test('that were closed are recent, and open from there', async () => {
    const { page } = app;
    await page.keyboard.press('Control+w');
    await rail('Recent').getByRole('button', { name: 'one' }).click();
    await cell(page, 'fewer').waitFor();
    await app.settled();
  });
});
