import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type {} from '../../renderer/bridge'; // the type of window.chokepoint
import { launch } from './support/app';
import { keptText } from './support/recovery';
import { cell, drawing, enter, figures, rewrite, select, status, toasts, twoNodes } from './support/workbench';

const folder = mkdtempSync(join(tmpdir(), 'chokepoint-history-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

let files = 0;
function fresh(): string {
  const file = join(folder, `two-nodes-${++files}.bench.md`);
  writeFileSync(file, twoNodes);
  return file;
}

describe('the history', () => {
  test('keeps a run over a restart, and opens it again with the figures and charts it had', async () => {
    const file = fresh();
    const first = await launch({ file });
    await first.settled();
    await rewrite(first, 'fewer', 'concurrency: 4 per card');
    const seen = async ({ page }: typeof first) => ({
      figures: await figures(page, 'fewer'),
      load: await drawing(page, 'fewer', 'resources'),
    });
    const before = await seen(first);
    await first.page.keyboard.press('Control+s');
    await expect.poll(() => toasts(first.page).innerText()).toContain('Run #1 is in History');
    await first.close({ keep: true });
    // The file goes its own way: what is saved in the history is not touched by that.
    writeFileSync(file, twoNodes.replace('nodes: 2', 'nodes: 4'));

    const second = await launch({ data: first.data });
    await second.settled();
    await second.page.keyboard.press('Control+2');
    await second.page.locator('.history-row', { hasText: '#1' }).dblclick();
    await cell(second.page, 'fewer').waitFor();
    await second.settled();
    await select(second, 'fewer');
    expect(await seen(second)).toEqual(before);
    expect(await second.page.locator('.rail-file[aria-current="true"]').innerText()).toContain('Run 1');
    await second.close();
  });

  test('compares two saved runs, and takes back a deletion', async () => {
    const app = await launch({ file: fresh() });
    const { page } = app;
    await app.settled();
    await page.evaluate(async (text) => {
      for (const nodes of [2, 4])
        await window.chokepoint.rpc('history.save', {
          text: text.replace('nodes: 2', `nodes: ${nodes}`),
          path: null,
          title: `${nodes} nodes`,
        });
    }, twoNodes);
    await page.keyboard.press('Control+2');
    const boxes = page.locator('.history-row input[type=checkbox]');
    await expect.poll(() => boxes.count()).toBe(2);
    await page.locator('.history-scroll').focus();
    await page.keyboard.press('Delete');
    await expect.poll(() => boxes.count()).toBe(1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => boxes.count()).toBe(2);
    // Oldest first: it is the baseline.
    await boxes.nth(1).check();
    await boxes.nth(0).check();
    await page.getByRole('button', { name: 'Compare 2' }).click();
    await expect.poll(() => page.locator('.compare-result').count()).toBeGreaterThan(4);
    expect(await page.locator('.compare-head .compare-notebook').allInnerTexts()).toEqual(['2 nodes', '4 nodes']);
    expect(await page.locator('.compare-input').first().innerText()).not.toBe('');
    await expect.poll(() => page.locator('.compare [data-chart="resources"] svg').count()).toBe(2);
    await app.close();
  });
});

test('what was typed before a kill comes back, and is saved where it belongs', async () => {
  const file = fresh();
  const first = await launch({ file });
  await first.settled();
  await enter(first, 'fewer');
  await first.page.keyboard.press('Home');
  await first.page.keyboard.insertText('output: 900\n');
  await expect.poll(() => status(first.page).innerText()).toContain('unsaved');
  const typed = twoNodes.replace('concurrency: 8 per card', 'output: 900\nconcurrency: 8 per card');
  await expect.poll(() => keptText(first.page)).toEqual([typed]);
  await first.kill();
  expect(readFileSync(file, 'utf8')).toBe(twoNodes);

  const second = await launch({ data: first.data });
  await second.settled();
  await expect.poll(() => toasts(second.page).innerText()).toContain('1 unsaved notebook was restored');
  await second.page.keyboard.press('Control+s');
  await expect.poll(() => readFileSync(file, 'utf8')).toBe(typed);
  await second.close();
});
