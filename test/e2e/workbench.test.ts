import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsOn } from './support/axe';
import { launch, type App } from './support/app';
import { cell, figures, select, twoNodes } from './support/workbench';

const folder = mkdtempSync(join(tmpdir(), 'chokepoint-workbench-'));
let app: App;
beforeAll(async () => {
  const file = join(folder, 'two-nodes.bench.md');
  writeFileSync(file, twoNodes);
  app = await launch({ file });
  await app.settled();
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const screens = [
  'Control+1',
  'Control+2',
  'Control+3',
  'Control+4',
  'Control+5',
  'Control+6',
  'Control+7',
  'F1',
  'Control+Shift+P',
  'Shift+F5',
] as const;

/** What lies over a screen for a while, by the command that brings it. */
const overlays = [
  'help.about',
  'help.tour',
  'file.versions',
  'view.present-choose',
  'view.map',
  'view.front',
  'view.problems',
  'edit.find',
  'cell.insert-below',
  'cell.rename',
] as const;

const command = (id: string) =>
  app.app.evaluate(
    ({ BrowserWindow }, asked) => BrowserWindow.getAllWindows()[0]?.webContents.send('event', 'command', { id: asked }),
    id,
  );

/** What axe finds on the screen that these keys lead to. */
async function violationsAt(keys: string): Promise<readonly string[]> {
  const { page } = app;
  await page.keyboard.press('Escape');
  await page.keyboard.press(keys);
  await page.locator('main, dialog, .present').last().waitFor();
  await page.waitForFunction(() => document.querySelector('.panel-wait') === null);
  if (keys === 'Shift+F5') await page.locator('.slide').waitFor();
  await app.settled();
  return violationsOn(page);
}

describe('the workbench', () => {
  test('takes a number apart by the keyboard', async () => {
    const { page } = app;
    await select(app, 'layout');
    await cell(page, 'layout').locator('.figure-door').first().click();
    const path = page.getByRole('navigation', { name: 'Path of descent' });
    await path.getByRole('button').first().waitFor();
    const steps = () => path.getByRole('button').count();
    const top = await steps();
    await page.locator('.explain-input').first().focus();
    await page.keyboard.press('Enter');
    await expect.poll(steps).toBe(top + 1);
    await page.keyboard.press('Backspace');
    await expect.poll(steps).toBe(top);
    expect(await page.locator('.explain math').count()).toBeGreaterThan(0);
  });

  // A view each: a busy machine takes seconds for one.
  test.each(screens)('has nothing at %s that a screen reader or the keyboard cannot use', async (keys) => {
    expect(await violationsAt(keys)).toEqual([]);
  });

  test.each(overlays)('has nothing in %s either', async (id) => {
    const { page } = app;
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+1');
    await command(id);
    await page.waitForTimeout(100);
    await app.settled();
    expect(await violationsOn(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  test('grows and shrinks as a whole, and stands still for whoever wants it to', async () => {
    const { page } = app;
    const zoom = () =>
      app.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomLevel());
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
    for (let step = 0; step < 6; step++) await page.keyboard.press('Control+=');
    await expect.poll(zoom).toBe(3);
    await app.settled();
    expect(await fits()).toBe(true);
    expect(await violationsOn(page)).toEqual([]);
    await page.keyboard.press('Control+0');
    await expect.poll(zoom).toBe(0);
    const slow = () =>
      page.evaluate(
        () =>
          [...document.querySelectorAll('*')].filter((each) => {
            const { animationDuration, transitionDuration } = getComputedStyle(each);
            return `${animationDuration}, ${transitionDuration}`.split(', ').some((time) => parseFloat(time) > 0);
          }).length,
      );
    expect(await slow()).toBeGreaterThan(0);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await slow()).toBe(0);
    await page.emulateMedia({ reducedMotion: null });
  });

  test('speaks Chinese and turns dark without losing anything', async () => {
    const { page } = app;
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+1');
    await app.settled();
    await select(app, 'layout');
    const before = await figures(page, 'layout');
    await page.getByTitle('Language: English').click();
    await app.settled();
    expect(await page.locator('.rail').innerText()).toContain('笔记本');
    const theme = () => page.evaluate(() => document.documentElement.dataset['theme']);
    for (let clicks = 0; clicks < 3 && (await theme()) !== 'dark'; clicks++) {
      await page.locator('.status button').last().click();
      await app.settled();
    }
    expect(await theme()).toBe('dark');
    expect(await figures(page, 'layout')).toEqual(before);
    // Nothing stays in the colours of the other theme, the editor least of all.
    const ground = await cell(page, 'layout')
      .locator('.monaco-editor')
      .first()
      .evaluate((editor) => getComputedStyle(editor).backgroundColor);
    expect(ground).toBe('rgb(17, 20, 23)');
  });

  // Dark and Chinese since the test before.
  test.each(['dark and Chinese', 'dark, Chinese and of high contrast'])(
    'has none of these when it is %s',
    async (look) => {
      if (look.includes('contrast')) {
        await command('view.contrast');
        await expect.poll(() => app.page.evaluate(() => document.documentElement.dataset['contrast'])).toBe('more');
      }
      for (const keys of screens) expect(await violationsAt(keys), keys).toEqual([]);
      await app.page.keyboard.press('Escape');
    },
  );
});
