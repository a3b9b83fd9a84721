import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { launch } from './support/app';
import { cell } from './support/workbench';

const notebook = `---
chokepoint: 1
title: Two H20 nodes
fidelity: roofline
---
Which resource stops it?

\`\`\`yaml hardware chip
use: h20-96g  # ours
nodes: 2
\`\`\`
\`\`\`yaml model v3
use: deepseek-v3
\`\`\`
\`\`\`yaml workload chat
input: 3260
output: 1100
concurrency: 16 per card
\`\`\`
\`\`\`yaml parallelism layout
prefill: {tp: 8, ep: 8}
decode: {tp: 1, dp: 16, ep: 16}
\`\`\`
\`\`\`yaml optimizations int4
w4a8: on  # experts
\`\`\`
\`\`\`yaml compare verdict
cells: [layout, int4]  # before and after
\`\`\`
`;

const folder = mkdtempSync(join(tmpdir(), 'chokepoint-cells-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

let files = 0;
function fresh(): string {
  const file = join(folder, `cells-${++files}.bench.md`);
  writeFileSync(file, notebook);
  return file;
}

const order = (page: Page) =>
  page.locator('.cells-item').evaluateAll((items) => items.map((item) => item.getAttribute('data-cell')));

/** The app with a notebook, and a way to wait until what was done is answered and drawn. */
async function start(file: string) {
  const { page, settled, close } = await launch({ file });
  await settled();
  const after = async (work: () => Promise<unknown>): Promise<void> => {
    await work();
    // The question goes out with the next frames; until then the last answer still stands.
    await page.waitForTimeout(80);
    await settled();
  };
  return { page, after, close };
}

async function saved(page: Page, file: string): Promise<string> {
  await page.keyboard.press('Control+s');
  await expect.poll(() => page.locator('.status').innerText()).not.toContain('unsaved');
  return readFileSync(file, 'utf8');
}

describe('the cells', () => {
  test('are renamed with every reference, moved, duplicated, deleted and brought back', async () => {
    const file = fresh();
    const { page, after, close } = await start(file);
    await after(() => cell(page, 'layout').focus());
    await page.keyboard.press('F2');
    await page.keyboard.type('spread');
    await after(() => page.keyboard.press('Enter'));
    expect(await saved(page, file)).toBe(
      notebook.replace('parallelism layout', 'parallelism spread').replace('[layout, int4]', '[spread, int4]'),
    );
    await after(() => page.keyboard.press('Alt+ArrowUp'));
    expect(await order(page)).toEqual(['prose-1', 'chip', 'v3', 'spread', 'chat', 'int4', 'verdict']);
    await after(() => page.keyboard.press('z'));
    await after(() => page.keyboard.press('z'));
    expect(await saved(page, file)).toBe(notebook);
    await after(() => cell(page, 'int4').focus());
    await page.keyboard.press('d');
    await after(() => page.keyboard.press('d'));
    await expect.poll(() => page.locator('.toast').last().innerText()).toContain('1 cell that names it fails');
    await after(() => page.getByRole('button', { name: 'Undo' }).last().click());
    expect(await order(page)).toContain('int4');
    expect(await saved(page, file)).toBe(notebook);
    await close();
  });

  test('are copied and pasted by the system’s clipboard, branched from, and dragged', async () => {
    const file = fresh();
    const { page, after, close } = await start(file);
    await after(() => cell(page, 'int4').focus());
    await page.keyboard.press('Control+c');
    await after(() => page.keyboard.press('Control+v'));
    expect(await order(page)).toEqual(['prose-1', 'chip', 'v3', 'chat', 'layout', 'int4', 'int4-2', 'verdict']);
    await after(() => cell(page, 'layout').focus());
    await page.keyboard.press('Shift+B');
    await page.keyboard.type('h200');
    await after(() => page.keyboard.press('Enter'));
    const text = await saved(page, file);
    expect(text).toContain('```yaml hardware hardware from=layout\nuse: h200\n```');
    // What stood below the branch keeps its start.
    expect(text).toContain('```yaml optimizations int4 from=layout\n');
    await cell(page, 'v3').scrollIntoViewIfNeeded();
    await after(() =>
      cell(page, 'chat')
        .locator('.cell-kind')
        .dragTo(cell(page, 'v3').locator('.cell-head'), { targetPosition: { x: 200, y: 2 } }),
    );
    expect((await order(page)).slice(0, 4)).toEqual(['prose-1', 'chip', 'chat', 'v3']);
    await saved(page, file);
    await close();
  });

  test('are duplicated, folded, added where a key says, and changed to another kind', async () => {
    const file = fresh();
    const { page, after, close } = await start(file);
    const { keyboard } = page;
    await after(() => cell(page, 'int4').focus());
    await after(() => keyboard.press('Alt+Shift+D'));
    expect(await order(page)).toEqual(['prose-1', 'chip', 'v3', 'chat', 'layout', 'int4', 'int4-2', 'verdict']);
    expect(await saved(page, file)).toContain('```yaml optimizations int4-2\nw4a8: on  # experts\n```');
    await after(() => keyboard.press('o'));
    expect(await cell(page, 'int4-2').locator('.folded').innerText()).toMatch(/ms/);
    expect(await cell(page, 'int4-2').locator('.monaco-editor').count()).toBe(0);
    await after(() => keyboard.press('o'));
    // The kind that comes next, below; and back to text.
    await after(() => keyboard.press('Alt+Enter'));
    expect(await order(page)).toContain('cost');
    await keyboard.press('Escape');
    await after(() => keyboard.press('m'));
    expect((await order(page)).filter((id) => id?.startsWith('prose'))).toHaveLength(2);
    await after(() => keyboard.press('z'));
    await keyboard.press('y');
    await page.locator('.palette-input').waitFor();
    await keyboard.type('workload');
    await after(() => keyboard.press('Enter'));
    expect(await cell(page, 'cost').locator('.cell-kind').innerText()).toBe('Workload');
    await after(() => keyboard.press('Shift+Enter'));
    expect(await page.locator('.cells-item[aria-current="true"]').getAttribute('data-cell')).toBe('verdict');
    await close();
  });

  test('are found in, and lead from one problem to the next', async () => {
    const { page, after, close } = await start(fresh());
    await page.keyboard.press('Control+f');
    await page.keyboard.type('int4');
    await expect.poll(() => page.locator('.find-count').innerText()).toBe('1 of 1');
    expect(await page.locator('.cells-item[aria-current="true"]').getAttribute('data-cell')).toBe('verdict');
    await page.locator('.find-input').fill('resource');
    await expect.poll(() => page.locator('.find-count').innerText()).toBe('1 of 1');
    await page.keyboard.press('Escape');
    await after(() => cell(page, 'v3').focus());
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+End');
    await after(() => page.keyboard.type('\nwieghts: fp8'));
    await page.keyboard.press('Escape');
    await cell(page, 'chip').focus();
    await after(() => page.keyboard.press('F8'));
    expect(await page.locator('.cells-item[aria-current="true"]').getAttribute('data-cell')).toBe('v3');
    await page.keyboard.press('Control+Shift+m');
    const first = page.locator('.problems-item').first();
    expect(await first.innerText()).toContain('wieghts');
    await first.click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.monaco-editor') !== null)).toBe(true);
    await after(() => page.keyboard.press('Control+z'));
    await close();
  });

  test('say what each lever brings, and draw any metric against any field', async () => {
    const { page, after, close } = await start(fresh());
    await after(() => cell(page, 'int4').locator('.cell-head').click());
    await expect.poll(() => cell(page, 'int4').locator('.lever-gain').count(), { timeout: 15_000 }).toBeGreaterThan(2);
    expect(await cell(page, 'int4').locator('.lever').first().locator('.lever-gain').innerText()).toMatch(/\d/);
    await after(() => cell(page, 'int4').getByRole('tab', { name: 'Curve' }).click());
    await expect.poll(() => cell(page, 'int4').locator('[data-chart="curve"] svg').count()).toBe(1);
    await cell(page, 'int4').getByTitle('against', { exact: true }).click();
    await after(() => page.getByRole('menuitemradio', { name: /^decode EP/ }).click());
    await expect.poll(() => cell(page, 'int4').locator('[data-chart="curve"]').innerText()).toContain('decode EP');
    // Speed a user is no metric of its own, and is explained like any.
    await after(() =>
      cell(page, 'int4').locator('.metric', { hasText: 'speed a user' }).locator('.figure-door').click(),
    );
    await expect.poll(() => page.locator('.explain').innerText()).toContain('Speed a user sees');
    await page.keyboard.press('Control+Shift+g');
    expect(await page.locator('.map-node').count()).toBe(6);
    await page.keyboard.press('Escape');
    await close();
  });
});
