import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { launch } from './support/app';
import {
  cell,
  drawing,
  enter,
  figures,
  rewrite,
  select,
  stateOf,
  status,
  toasts,
  twoNodes,
  yamlOf,
} from './support/workbench';

const folder = mkdtempSync(join(tmpdir(), 'chokepoint-edit-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

let files = 0;
function fresh(text = twoNodes): string {
  const file = join(folder, `two-nodes-${++files}.bench.md`);
  writeFileSync(file, text);
  return file;
}

/** From anywhere in "concurrency: 8 per card" to before the 8. */
async function beforeTheNumber(page: Page): Promise<void> {
  await page.keyboard.press('Home');
  for (const _ of 'concurrency: ') await page.keyboard.press('ArrowRight');
}

describe('editing', () => {
  test('on the sample, changes the figures and charts of the cell and of what reads it, and no others', async () => {
    const app = await launch();
    const { page } = app;
    await app.settled();
    await select(app, 'fewer-ep16');
    const seen = async () => ({
      figures: await figures(page, 'fewer-ep16'),
      load: await drawing(page, 'fewer-ep16', 'resources'),
      byOperator: await drawing(page, 'fewer-ep16', 'breakdown'),
      verdict: await cell(page, 'verdict').locator('table').innerText(),
      neighbour: await figures(page, 'fewer-ep32'),
      neighbourLoad: await drawing(page, 'fewer-ep32', 'strip'),
      layouts: await cell(page, 'layouts').locator('table').innerText(),
    });
    const before = await seen();
    await rewrite(app, 'fewer-ep16', 'concurrency: 8 per card');
    const after = await seen();
    const changed = Object.entries(after).flatMap(([name, value]) =>
      JSON.stringify(value) === JSON.stringify(Object.entries(before).find(([other]) => other === name)?.[1])
        ? []
        : [name],
    );
    expect(changed).toEqual(['figures', 'load', 'byOperator', 'verdict']);
    expect(before.figures.length).toBeGreaterThan(3);
    await app.close();
  });

  test('draws another chart after every key', async () => {
    const app = await launch({ file: fresh() });
    const { page } = app;
    await app.settled();
    await enter(app, 'fewer');
    await beforeTheNumber(page);
    const drawings = new Set([await drawing(page, 'fewer', 'resources')]);
    for (const key of ['1', '2']) {
      await page.keyboard.press(key);
      await app.settled();
      drawings.add(await drawing(page, 'fewer', 'resources'));
    }
    expect(await yamlOf(page, 'fewer')).toBe('concurrency: 128 per card');
    expect(drawings.size).toBe(3);
    await app.close();
  });

  test('switches an optimization in the form and keeps the comments of its YAML', async () => {
    const file = fresh();
    const app = await launch({ file });
    const { page } = app;
    await app.settled();
    await select(app, 'int4');
    const before = { figures: await figures(page, 'int4'), memory: await drawing(page, 'int4', 'resources') };
    const lever = cell(page, 'int4').locator('.lever').first().getByRole('switch');
    expect(await lever.getAttribute('aria-checked')).toBe('true');
    await lever.click();
    await expect.poll(() => lever.getAttribute('aria-checked')).toBe('false');
    await app.settled();
    expect(await figures(page, 'int4')).not.toEqual(before.figures);
    expect(await drawing(page, 'int4', 'resources')).not.toBe(before.memory);
    await page.keyboard.press('Control+s');
    await expect.poll(() => toasts(page).innerText()).toContain('Run #1 is in History');
    expect(readFileSync(file, 'utf8')).toBe(twoNodes.replace('w4a8: on   # experts', 'w4a8: off   # experts'));
    await app.close();
  });

  test('stops only what starts from a broken cell, and mends it by its quick fix', async () => {
    const app = await launch({ file: fresh() });
    const { page } = app;
    await app.settled();
    const states = async () => ({
      chat: await stateOf(page, 'chat'),
      layout: await stateOf(page, 'layout'),
      int4: await stateOf(page, 'int4'),
      fewer: await stateOf(page, 'fewer'),
    });
    await select(app, 'layout');
    const kept = { neighbour: await figures(page, 'chat'), dependant: await figures(page, 'int4') };
    expect(kept.dependant).toHaveLength(1);
    await rewrite(app, 'layout', 'prefill: {tp: 8, ep: 8}\ndecoed: {tp: 1, dp: 16, ep: 16}');
    expect(await states()).toEqual({ chat: 'fine', layout: 'failed', int4: 'blocked', fewer: 'blocked' });
    expect(await figures(page, 'chat')).toEqual(kept.neighbour);
    expect(await figures(page, 'int4')).toEqual([]);
    expect(await cell(page, 'int4').innerText()).toContain('Waits for layout, which fails on line 2');
    expect(await cell(page, 'layout').innerText()).toContain('There is no field "decoed". Did you mean decode?');
    expect(await status(page).innerText()).toContain('1 problem');

    await cell(page, 'layout').locator('.trouble-fixes button').click();
    await expect.poll(() => stateOf(page, 'layout')).toBe('fine');
    await app.settled();
    expect(await states()).toEqual({ chat: 'fine', layout: 'fine', int4: 'fine', fewer: 'fine' });
    expect(await figures(page, 'int4')).toEqual(kept.dependant);
    expect(await yamlOf(page, 'layout')).toContain('decode: {tp: 1, dp: 16, ep: 16}');
    await app.close();
  });

  test('undoes and redoes across cells, saves the file and keeps the run', async () => {
    const file = fresh();
    const app = await launch({ file });
    const { page } = app;
    await app.settled();
    await enter(app, 'fewer');
    await beforeTheNumber(page);
    await page.keyboard.press('2');
    await app.settled();
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowUp');
    await app.settled();
    await expect.poll(() => status(page).innerText()).toContain('unsaved');
    await page.keyboard.press('Control+z');
    await app.settled();
    await expect.poll(() => status(page).innerText()).not.toContain('unsaved');
    await page.keyboard.press('Control+Shift+z');
    await app.settled();
    await page.keyboard.press('Control+s');
    await expect.poll(() => toasts(page).innerText()).toContain('Run #1 is in History');
    expect(readFileSync(file, 'utf8')).toBe(twoNodes.replace('concurrency: 8 per', 'concurrency: 28 per'));
    await app.close();
  });
});
