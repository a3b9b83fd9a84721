/** The case for a chip leaves the room: presented by the keyboard, and exported in every form from the window. */

import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { duel } from '../support/case-notebook';
import { launch, type App } from './support/app';

/** The system's dialog answers with that path; the person picked it. */
const pick = ({ app }: App, path: string) =>
  app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);

/** As a choice in the native menu. */
const choose = ({ app }: App, id: string) =>
  app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id);

describe('the case of a notebook', () => {
  let app: App;
  beforeAll(async () => {
    const data = mkdtempSync(join(tmpdir(), 'chokepoint-case-'));
    const file = join(data, 'duel.bench.md');
    writeFileSync(file, duel);
    app = await launch({ file, data });
    await app.page.locator('[data-cell="case"]').waitFor();
    await app.settled();
  });
  afterAll(() => app.close());

  test.each([
    ['pdf', '%PDF-'],
    ['html', '<!doctype html>'],
    ['pptx', 'PK'],
    ['xlsx', 'PK'],
    ['md', '# Two chips for one model'],
    ['csv', '\uFEFFcell,'],
  ])('is exported as %s from the menu', async (form, beginning) => {
    const path = join(app.data, `case.${form}`);
    await pick(app, path);
    await choose(app, `file.export-${form}`);
    await expect.poll(() => existsSync(path), { timeout: 30_000 }).toBe(true);
    expect(readFileSync(path, 'utf8').startsWith(beginning)).toBe(true);
  });

  test('is a page that needs no network and whose charts answer the pointer', async () => {
    const opened = app.app.waitForEvent('window');
    await app.app.evaluate(
      ({ BrowserWindow }, file) => {
        const window = new BrowserWindow({ width: 1200, height: 900, webPreferences: { partition: 'offline' } });
        window.webContents.session.enableNetworkEmulation({ offline: true });
        void window.loadFile(file);
      },
      join(app.data, 'case.html'),
    );
    const page = await opened;
    const wrong: string[] = [];
    page.on('console', (message) => void (message.type() === 'error' && wrong.push(message.text())));
    await page.waitForFunction(() => document.documentElement.dataset['live'] === 'true');
    expect(await page.locator('figure[data-chart]:not([data-live])').count()).toBe(0);
    await page.locator('figure[data-live] .mark-rect.role-mark path').first().hover({ force: true });
    await page.locator('.tip .tip-value').waitFor();
    expect(wrong).toEqual([]);
    await page.close();
  });

  test('says why a file cannot be written', async () => {
    await pick(app, join(app.data, 'duel.bench.md', 'case.html'));
    await choose(app, 'file.export-html');
    await app.page.getByText('cannot be written').waitFor();
    await app.page.getByRole('button', { name: 'Dismiss' }).click();
  });

  test('is presented by the keyboard and by a remote control, light on a dark desk', async () => {
    const { page } = app;
    const at = () => page.locator('.present-frame').getAttribute('data-slide');
    const title = () => page.locator('.slide-title').innerText();
    await choose(app, 'view.theme');
    await page.keyboard.press('Shift+F5');
    await page.locator('.slide').waitFor();
    expect(await title()).toBe('Does it pay?');
    const count = Number((await page.locator('.slide-number').innerText()).split('/').at(-1));
    const steps = [
      ['PageDown', '2'],
      ['ArrowRight', '3'],
      ['Space', '4'],
      ['PageUp', '3'],
      ['End', String(count)],
      ['ArrowRight', String(count)],
      ['Home', '1'],
      ['ArrowLeft', '1'],
    ] as const;
    for (const [key, slide] of steps) {
      await page.keyboard.press(key);
      await expect.poll(at).toBe(slide);
    }
    await page.keyboard.press('ArrowDown');
    await expect.poll(title).toMatch(/^NVIDIA H20 96 GB .* card-hour/);
    await page.locator('.slide [data-chart="roi-break-even"] svg').waitFor();
    expect(await page.locator('.slide').evaluate((slide) => getComputedStyle(slide).backgroundColor)).toBe(
      'rgb(255, 255, 255)',
    );
    await page.keyboard.press('n');
    await page.locator('.present-notes').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.present').waitFor({ state: 'detached' });
  });

  test('presents what is chosen, and the choice is in the file', async () => {
    const { page } = app;
    await choose(app, 'view.present-choose');
    await page.getByRole('checkbox', { name: 'Present both' }).check();
    await page.getByRole('checkbox', { name: 'Present case' }).check();
    await page.getByRole('button', { name: 'Keep this choice' }).click();
    await app.settled();
    await choose(app, 'view.front');
    await page.getByText('present: [both, case]').first().waitFor();
  });
});
