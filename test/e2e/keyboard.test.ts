import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { launch } from './support/app';
import { stateOf, toasts } from './support/workbench';

const spoken = {
  en: { workload: 'workload', saved: /is in History/ },
  zh: { workload: '负载', saved: /历史/ },
} as const;

const focused = (page: Page) => page.evaluate(() => document.activeElement?.className ?? '');

/** A choice of the picker that is open, by what is typed. */
async function choose(page: Page, typed: string): Promise<void> {
  await page.locator('.palette-input').waitFor();
  await page.keyboard.insertText(typed);
  await page.keyboard.press('Enter');
  await page.locator('.palette-input').waitFor({ state: 'detached' });
}

// From an empty window to a saved run, taken apart: no key but those of the keyboard, no word but those of the language.
test.each(['en', 'zh'] as const)(
  'a design is made, changed, explained and saved by keyboard only, in %s',
  async (language) => {
    const data = mkdtempSync(join(tmpdir(), 'chokepoint-keys-'));
    writeFileSync(join(data, 'settings.json'), JSON.stringify({ language, tour: 'done' }));
    const app = await launch({ data });
    const { page } = app;
    const { keyboard } = page;
    const file = join(data, 'own.bench.md');
    await app.settled();

    // Keys mean the selected cell before anything was reached by Tab.
    await keyboard.press('End');
    await expect.poll(() => focused(page)).toContain('cells-item');

    await keyboard.press('Control+n');
    await app.settled();
    for (const [key, what] of [
      ['b', 'h20-96g'],
      ['b', 'deepseek-v3'],
      ['b', spoken[language].workload],
    ] as const) {
      await keyboard.press(key);
      await choose(page, what);
      await app.settled();
      await keyboard.press('Escape');
    }
    expect(await stateOf(page, 'workload')).toBe('fine');

    // Into the YAML, to the number, and back out.
    await keyboard.press('Enter');
    await expect.poll(() => page.locator('.monaco-editor.focused').count()).toBe(1);
    await keyboard.press('Control+End');
    await keyboard.press('Enter');
    await keyboard.insertText('prefixHit: 0.5');
    await app.settled();
    await keyboard.press('Escape');
    await keyboard.press('e');
    await expect.poll(() => focused(page)).toContain('figure-door');
    await keyboard.press('Enter');
    await page.locator('.explain-input').first().waitFor();

    // The system's dialog is not ours: it answers with the file.
    await app.app.evaluate(({ dialog }, path) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
    }, file);
    await keyboard.press('Control+s');
    await expect.poll(() => toasts(page).innerText()).toMatch(spoken[language].saved);
    expect(readFileSync(file, 'utf8')).toContain('prefixHit: 0.5');
    await keyboard.press('Control+2');
    await expect.poll(() => page.locator('main').innerText()).toContain('DeepSeek-V3');
    // What was opened by keys is there for keys: Enter opens the run, arrows move in the catalog.
    await expect.poll(() => focused(page)).toContain('history-scroll');
    await keyboard.press('Control+4');
    await expect.poll(() => focused(page)).toContain('data-table');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await page.locator('aside.detail, .detail').first().waitFor();
    for (const [keys, place] of [
      ['Control+6', 'framework'],
      ['Control+7', 'learn'],
      ['F1', 'help'],
    ] as const) {
      await keyboard.press(keys);
      await expect.poll(() => focused(page)).toBe(place);
    }
    await app.close({ keep: true });
    rmSync(data, { recursive: true, force: true });
  },
);
