import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { launch } from './support/app';

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
`;

const folder = mkdtempSync(join(tmpdir(), 'chokepoint-workbench-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

let files = 0;
function fresh(): string {
  const file = join(folder, `two-nodes-${++files}.bench.md`);
  writeFileSync(file, notebook);
  return file;
}

const cell = (page: Page, id: string) => page.locator(`[data-cell="${id}"]`);
const status = (page: Page) => page.locator('.status');

/** Into the editor of a cell, at the end of its first line. */
async function enter(page: Page, id: string): Promise<void> {
  await cell(page, id).focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(
    (name) => document.activeElement?.closest(`[data-cell="${name}"] .monaco-editor`)?.tagName !== undefined,
    id,
  );
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('End');
}

describe('the workbench', () => {
  test('types, undoes and redoes across cells, saves the file and keeps the run', async () => {
    const file = fresh();
    const { page, settled, settledAfter, close } = await launch({ file });
    await settled();
    await settledAfter(() => cell(page, 'chat').focus());
    await enter(page, 'chat');
    await settledAfter(() => page.keyboard.type('0'));
    await page.keyboard.press('Escape');
    await settledAfter(() => page.keyboard.press('ArrowUp'));
    await expect.poll(() => status(page).innerText()).toContain('unsaved');
    await settledAfter(() => page.keyboard.press('Control+z'));
    expect(await status(page).innerText()).not.toContain('unsaved');
    await settledAfter(() => page.keyboard.press('Control+Shift+z'));
    await page.keyboard.press('Control+s');
    await expect.poll(() => page.locator('.toasts').innerText()).toContain('Run #1 is in History');
    expect(readFileSync(file, 'utf8')).toBe(notebook.replace('input: 3260', 'input: 32600'));
    await close();
  });

  test('shows a chart within 150 ms of a key', async () => {
    const { page, settled, settledAfter, close } = await launch({ file: fresh() });
    await settled();
    await settledAfter(() => cell(page, 'chat').focus());
    await enter(page, 'chat');
    await page.evaluate(() => {
      window.addEventListener('keydown', () => performance.mark('key'), true);
    });
    const waits: number[] = [];
    for (const key of ['1', 'Backspace', '2', 'Backspace', '3', 'Backspace', '4']) {
      await settledAfter(() => page.keyboard.press(key));
      waits.push(
        await page.evaluate(() => {
          const last = (name: string) => performance.getEntriesByName(name).at(-1)?.startTime ?? 0;
          return last('window.settled') - last('key');
        }),
      );
    }
    // The middle of seven: one slow frame of a busy test machine is not the product's speed.
    expect(waits.sort((a, b) => a - b)[3]).toBeLessThan(150);
    await page.keyboard.press('Control+s');
    await expect.poll(() => status(page).innerText()).not.toContain('unsaved');
    await close();
  });

  test('takes a number apart by the keyboard', async () => {
    const { page, settled, close } = await launch({ file: fresh() });
    await settled();
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
    await close();
  });

  test('compares two saved runs, and takes back a deletion', async () => {
    const { page, settled, close } = await launch({ file: fresh() });
    await settled();
    await page.evaluate(async (text) => {
      for (const nodes of [2, 4])
        await window.chokepoint.rpc('history.save', {
          text: text.replace('nodes: 2', `nodes: ${nodes}`),
          path: null,
          title: `${nodes} nodes`,
        });
    }, notebook);
    await page.keyboard.press('Control+2');
    const boxes = page.locator('.history-row input[type=checkbox]');
    await expect.poll(() => boxes.count()).toBe(2);
    await page.locator('.history-scroll').focus();
    await page.keyboard.press('Delete');
    await expect.poll(() => boxes.count()).toBe(1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => boxes.count()).toBe(2);
    await boxes.nth(1).check();
    await boxes.nth(0).check();
    await page.getByRole('button', { name: 'Compare 2' }).click();
    await expect.poll(() => page.locator('.compare-result').count()).toBeGreaterThan(4);
    expect(await page.locator('.compare-input').first().innerText()).not.toBe('');
    await close();
  });

  test('speaks Chinese and turns dark without losing anything', async () => {
    const { page, settled, settledAfter, close } = await launch({ file: fresh() });
    await settled();
    await settledAfter(() => page.getByTitle('Language: English').click());
    expect(await page.locator('.rail').innerText()).toContain('笔记本');
    const dark = () => page.evaluate(() => document.documentElement.dataset.theme);
    for (let clicks = 0; clicks < 3 && (await dark()) !== 'dark'; clicks++)
      await settledAfter(() => page.locator('.status button').last().click());
    expect(await dark()).toBe('dark');
    await close();
  });

  test('brings back what was typed before a kill', async () => {
    const file = fresh();
    const first = await launch({ file });
    await first.settled();
    await first.settledAfter(() => cell(first.page, 'chat').focus());
    await enter(first.page, 'chat');
    await first.page.keyboard.type('7');
    await expect.poll(() => status(first.page).innerText()).toContain('unsaved');
    // The copy is made every two seconds.
    await new Promise((go) => setTimeout(go, 2500));
    first.app.process().kill('SIGKILL');
    const second = await launch({ data: first.data });
    await second.settled();
    expect(await second.page.locator('.toasts').innerText()).toContain('1 unsaved notebook was restored');
    await second.page.keyboard.press('Control+s');
    await expect.poll(() => readFileSync(file, 'utf8')).toBe(notebook.replace('input: 3260', 'input: 32607'));
    await second.close();
  });

  test('has no view that a screen reader or the keyboard cannot use', async () => {
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const { page, settled, close } = await launch({ file: fresh() });
    await settled();
    const violations = () =>
      page.evaluate<string[]>(`(async () => {
        if (!window.axe) (0, eval)(${JSON.stringify(axe)});
        // A chart is one picture with a name: its marks are not for a reader.
        const { violations } = await window.axe.run({ exclude: ['.chart svg'] });
        return violations.flatMap((each) => each.nodes.map((node) => each.id + ': ' + node.html.slice(0, 120)));
      })()`);
    for (const keys of ['Control+1', 'Control+2', 'Control+3', 'Control+4', 'Control+5', 'Control+Shift+P']) {
      await page.keyboard.press(keys);
      await page.waitForTimeout(600);
      expect({ keys, violations: await violations() }).toEqual({ keys, violations: [] });
    }
    await close();
  });
});
