/** What a person does in the window and sees in it, by the names they would use. Every step ends when the window has settled. */

import type { Locator, Page } from 'playwright-core';
import type { App } from './app';

/** A small design on its own: two H20 nodes, with comments that must survive every edit. */
export const twoNodes = `---
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
# measured twice
w4a8: on   # experts only
\`\`\`
\`\`\`yaml workload fewer from=layout
concurrency: 8 per card
\`\`\`
`;

export const cell = (page: Page, id: string): Locator => page.locator(`[data-cell="${id}"]`);
export const status = (page: Page): Locator => page.locator('.status');
export const toasts = (page: Page): Locator => page.locator('.toasts');

/** Selects a cell by its header. */
export async function select({ page, settled }: App, id: string): Promise<void> {
  await cell(page, id).locator('.cell-id').click();
  await cell(page, id).locator('article[data-selected="true"]').waitFor();
  await settled();
}

/** The caret into the YAML of a cell, at the end of its last line. */
export async function enter(app: App, id: string): Promise<void> {
  const { page } = app;
  await select(app, id);
  const yaml = cell(page, id).getByRole('radio', { name: 'YAML' });
  if ((await yaml.count()) > 0) await yaml.click();
  await cell(page, id).locator('.monaco-editor .view-line').first().click();
  await cell(page, id).locator('.monaco-editor.focused').waitFor();
  await page.keyboard.press('Control+End');
}

/** Another text in place of a cell's YAML, as a paste over all of it would do. */
export async function rewrite(app: App, id: string, text: string): Promise<void> {
  await enter(app, id);
  await app.page.keyboard.press('Control+A');
  await app.page.keyboard.insertText(text);
  await app.settled();
}

/** The YAML of the selected cell as its editor shows it. */
export async function yamlOf(page: Page, id: string): Promise<string> {
  const lines = await cell(page, id).locator('.view-line, .yaml-text').allInnerTexts();
  return lines.join('\n').replaceAll('\u00a0', ' ');
}

/** All that a chart of a cell draws, as text: its shapes and its words. Equal drawings have equal text. */
export function drawing(page: Page, id: string, chart: string): Promise<string> {
  return cell(page, id)
    .locator(`[data-chart="${chart}"] svg`)
    .first()
    .evaluate((svg) =>
      [...svg.querySelectorAll('path, text')].map((mark) => mark.getAttribute('d') ?? mark.textContent).join('\n'),
    );
}

/** The headline figures of a selected cell, or the one beside the strip of another. */
export async function figures(page: Page, id: string): Promise<readonly string[]> {
  return cell(page, id).locator('.metric .figure-value, .strip-tpot .figure-value').allInnerTexts();
}

/** How a cell stands: fine, failed, blocked. */
export function stateOf(page: Page, id: string): Promise<string | null> {
  return cell(page, id).locator('article').getAttribute('data-state');
}
