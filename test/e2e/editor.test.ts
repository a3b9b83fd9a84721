/** The editor of a cell and its form: what they offer, say, mend, and leave alone. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch, type App } from './support/app';
import { cell, enter, rewrite, select, stateOf, status, twoNodes, yamlOf } from './support/workbench';

const notebook = `${twoNodes}\`\`\`yaml optimizations drafts
# of our own traffic
mtp: {drafts: 1, acceptance: 0.8}  # measured
\`\`\`
\`\`\`yaml sweep cards
design: int4
vary: {concurrency: [8 per card, 16 per card]}  # two
\`\`\`
`;

const folder = mkdtempSync(join(tmpdir(), 'chokepoint-editor-'));
const file = join(folder, 'two-nodes.bench.md');
let app: App;
beforeAll(async () => {
  writeFileSync(file, notebook);
  app = await launch({ file });
  await app.settled();
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What completion offers at the caret, a line each. */
async function offered(page: Page): Promise<readonly string[]> {
  await page.keyboard.press('Control+Space');
  const rows = page.locator('.suggest-widget.visible .monaco-list-row');
  await rows.first().waitFor();
  return rows.allInnerTexts();
}

describe('the editor', () => {
  test('is one for the whole window, and completes ids with their figures, and fields with their meaning', async () => {
    const { page } = app;
    await select(app, 'layout');
    await rewrite(app, 'chip', 'use: h20');
    expect(await page.locator('.monaco-editor[data-uri]').count()).toBe(1);
    const chips = (await offered(page)).find((row) => row.includes('h20-96g')) ?? '';
    expect(chips).toMatch(/TFLOPS/);
    expect(chips).toMatch(/GB/);
    expect(chips).toMatch(/TB\/s/);
    await page.keyboard.type('-96');
    await page.locator('.suggest-widget .monaco-list-row.focused', { hasText: 'h20-96g' }).waitFor();
    await expect.poll(() => page.locator('.suggest-widget .monaco-list-row').count()).toBe(1);
    await page.keyboard.press('Enter');
    await expect.poll(() => yamlOf(page, 'chip')).toBe('use: h20-96g');
    await page.keyboard.press('Enter');
    await page.keyboard.type('no');
    expect((await offered(page)).join('\n')).toMatch(/nodes[^]*cards a node/);
    await page.locator('.suggest-widget .monaco-list-row.focused', { hasText: 'nodes' }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => yamlOf(page, 'chip')).toContain('nodes:');
    // A quantity is offered with its unit.
    await rewrite(app, 'chip', 'use: h20-96g\nnodes: 2\nset: {memory: }');
    await page.keyboard.press('ArrowLeft');
    expect((await offered(page)).join('\n')).toMatch(/\d+\s?GB/);
    await rewrite(app, 'chip', 'use: h20-96g  # ours\nnodes: 2');
    await expect.poll(() => stateOf(page, 'chip')).toBe('fine');
  });

  test('says of a field what it means, its unit and what holds when it is unsaid', async () => {
    const { page } = app;
    await enter(app, 'chat');
    await cell(page, 'chat')
      .locator('.view-line span', { hasText: /^concurrency/ })
      .last()
      .hover();
    const hover = page.locator('.monaco-hover:not(.hidden)');
    await expect.poll(() => hover.allInnerTexts()).toEqual([expect.stringMatching(/per card/)]);
    await page.mouse.move(0, 0);
  });

  test('mends what is underlined by a key, and puts YAML in order with its comments', async () => {
    const { page } = app;
    await rewrite(app, 'layout', 'prefill:   {tp: 8,ep: 8}   # one node\ndecoed: {tp: 1, dp: 16, ep: 16}');
    await cell(page, 'layout').locator('.squiggly-error').first().waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('Control+.');
    await page.locator('.action-widget .monaco-list-row.focused', { hasText: 'decode' }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => stateOf(page, 'layout')).toBe('fine');
    await page.keyboard.press('Alt+Shift+F');
    await expect
      .poll(() => yamlOf(page, 'layout'))
      .toBe('prefill: {tp: 8, ep: 8} # one node\ndecode: {tp: 1, dp: 16, ep: 16}');
    await rewrite(app, 'layout', 'prefill: {tp: 8, ep: 8}\ndecode: {tp: 1, dp: 16, ep: 16}');
  });

  test('takes back a word at once, not a letter at a time', async () => {
    const { page } = app;
    await enter(app, 'fewer');
    await page.keyboard.type(' # a word');
    await app.settled();
    await page.keyboard.press('Control+z');
    await expect.poll(() => yamlOf(page, 'fewer')).toBe('concurrency: 8 per card');
  });
});

describe('a form', () => {
  test('writes a slider’s value into the YAML, where everything else stays', async () => {
    const { page } = app;
    await select(app, 'drafts');
    await cell(page, 'drafts')
      .getByRole('slider', { name: /acceptance/i })
      .fill('0.5');
    await expect.poll(() => status(page).innerText()).toContain('unsaved');
    await app.settled();
    await page.keyboard.press('Control+s');
    await expect.poll(() => status(page).innerText()).not.toContain('unsaved');
    expect(readFileSync(file, 'utf8')).toBe(notebook.replace('acceptance: 0.8}', 'acceptance: 0.5}'));
  });

  test('shows what it cannot express', async () => {
    const { page } = app;
    await select(app, 'cards');
    await cell(page, 'cards').getByRole('radio', { name: 'Form' }).click();
    const beyond = cell(page, 'cards').getByRole('region', { name: 'Only in YAML' });
    expect(await beyond.innerText()).toMatch(/vary\s+\{concurrency: \[8 per card, 16 per card\]\}/);
  });
});
