/** The way to a decision: money, sweeps, an ROI case, the history and a comparison, as a person goes it. */

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {} from '../../renderer/bridge'; // the type of window.chokepoint
import { launch, type App } from './support/app';
import { cell, rewrite, select, toasts, yamlOf } from './support/workbench';

const text = `---
chokepoint: 1
title: Does H20 pay
fidelity: roofline
currency: USD
---
\`\`\`yaml hardware chip
use: h20-96g
nodes: 2
\`\`\`
\`\`\`yaml model v3
use: deepseek-v3
\`\`\`
\`\`\`yaml workload chat
input: 2000
output: 800
concurrency: 16 per card
slo: {tpot: 50 ms}
\`\`\`
\`\`\`yaml parallelism layout
prefill: {tp: 8, ep: 8}
decode: {tp: 1, dp: 16, ep: 16}
\`\`\`
\`\`\`yaml cost money
rent: $1/h
\`\`\`
\`\`\`yaml hardware rival from=layout
use: h200
nodes: 2
\`\`\`
\`\`\`yaml cost rival-money
rent: $3/h
\`\`\`
\`\`\`yaml roi case
design: money
against: [rival-money]
load: 10 req/s
price: {input: $0.28/M, output: $1.1/M}
\`\`\`
\`\`\`yaml sweep cards
design: money
vary: {decode.ep: [8, 16], concurrency: [4 per card, 16 per card, 64 per card], input: [1000, 4000]}
subject: {serving.tpot: 40 ms}
\`\`\`
\`\`\`yaml sweep big
design: money
vary: {decode.ep: [8, 16], concurrency: {from: 1 per card, to: 2000 per card}, input: {from: 1001, to: 2000}}
\`\`\`
`;

const folder = mkdtempSync(join(tmpdir(), 'chokepoint-decide-'));
let app: App;

beforeAll(async () => {
  const file = join(folder, 'pays.bench.md');
  writeFileSync(file, text);
  app = await launch({ file });
  await app.settled();
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The next file that the system is asked for is this one. */
function answerFile(path: string): Promise<void> {
  return app.app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
}

/** Typed until it stands there: what has just been opened may still be taking the focus. */
async function fill(field: Locator, value: string): Promise<void> {
  await expect
    .poll(async () => {
      await field.fill(value);
      return field.inputValue();
    })
    .toBe(value);
}

/** A sweep has every core to itself, where there is no other work. */
const patient = { timeout: 90_000 };

describe('a decision', () => {
  test('has a price, set in a form, that every figure of money follows', async () => {
    const { page } = app;
    await select(app, 'money');
    const money = cell(page, 'money');
    const cost = money.locator('.metric', { hasText: 'output token' }).locator('.figure-value');
    const before = await cost.innerText();
    await money.getByRole('radio', { name: 'Form' }).click();
    const rent = money.locator('.form-row', { hasText: 'Rent' }).first().locator('input');
    await fill(rent, '$2/h');
    await rent.press('Enter');
    await app.settled();
    await expect.poll(() => cost.innerText()).not.toBe(before);
    await money.getByRole('radio', { name: 'YAML' }).click();
    await expect.poll(() => yamlOf(page, 'money')).toContain('rent: $2/h');
    await rewrite(app, 'money', 'rent: $1/h');
  });

  test('takes a price out of the catalog’s lists, with its date and how far it is to be trusted', async () => {
    const { page } = app;
    await select(app, 'rival-money');
    const money = cell(page, 'rival-money');
    await money.getByRole('radio', { name: 'Form' }).click();
    const row = money.locator('.form-row', { hasText: 'Rent' }).first();
    await row.locator('select').selectOption('h200.rented.semianalysis-2026-09');
    await app.settled();
    await expect.poll(() => row.locator('.form-behind').innerText()).toMatch(/USD\/h · 2026-09 · high confidence/);
    await money.getByRole('radio', { name: 'YAML' }).click();
    // The editor wraps it.
    await expect
      .poll(async () => (await yamlOf(page, 'rival-money')).replaceAll('\n', ''))
      .toContain('rent: h200.rented.semianalysis-2026-09');
    await rewrite(app, 'rival-money', 'rent: $3/h');
  });

  test('says in words who is cheaper, how sure that is, and what would change it', async () => {
    const { page } = app;
    await select(app, 'case');
    const roi = cell(page, 'case');
    await expect
      .poll(() => roi.locator('.roi-verdict').innerText())
      .toMatch(/serves 10\sreq\/s for \d+\s% less than|costs \d+\s% more/);
    await expect.poll(() => roi.locator('.roi-detail').innerText()).toMatch(/\d+ of 100 draws/);
    // The sweep over the same design stands beside it.
    for (const chart of ['sure-dots', 'roi-break-even', 'tornado', 'sweep-frontier', 'heat'])
      await roi.locator(`[data-chart="${chart}"] svg`).waitFor();
    expect(await roi.locator('.output-table').first().innerText()).toContain('cost a month');
  });

  test('says without a rival how often the selling price covers the cost, and what turns that', async () => {
    const { page } = app;
    const body = (against: string) =>
      `design: money\n${against}load: 10 req/s\nprice: {input: $0.28/M, output: $1.1/M}`;
    await rewrite(app, 'case', body(''));
    const roi = cell(page, 'case');
    await expect
      .poll(() => roi.locator('.roi-verdict').innerText())
      .toMatch(/a million output tokens, \d+\s% (under|above) the selling price/);
    await expect
      .poll(() => roi.locator('.roi-detail').innerText())
      .toMatch(/under the selling price in \d+ of 100 draws/);
    for (const chart of ['sure-dots', 'tornado']) await roi.locator(`[data-chart="${chart}"] svg`).waitFor();
    await rewrite(app, 'case', body('against: [rival-money]\n'));
  });

  test('sweeps what is small with every edit: frontier, heat map, every point with why it is left out', async () => {
    const { page } = app;
    await select(app, 'cards');
    const sweep = cell(page, 'cards');
    await sweep.locator('[data-chart="sweep-frontier"] svg').waitFor();
    await sweep.getByRole('tab', { name: 'Heat map' }).click();
    await sweep.locator('[data-chart="heat"] svg').waitFor();
    await sweep.getByRole('tab', { name: 'Points' }).click();
    await sweep.getByRole('radio', { name: 'Left out' }).click();
    // The rows of before stay until these are there.
    const first = sweep.locator('.sweep-table tbody tr').first();
    await expect.poll(() => first.innerText()).toMatch(/TPOT above 40|does not fit/);
    await sweep.getByRole('radio', { name: 'All' }).click();
    await expect.poll(() => sweep.locator('.sweep-table tbody tr').count()).toBe(12);
    await sweep.getByRole('button', { name: 'Sort by TPOT' }).click();
    await expect.poll(() => sweep.locator('th[aria-sort="ascending"]').innerText()).toContain('TPOT');
    await sweep.getByRole('tab', { name: 'Frontier' }).click();
  });

  test(
    'says how many points a large sweep has, tells its progress and stops when told',
    { timeout: 300_000 },
    async () => {
      const { page } = app;
      await select(app, 'big');
      const sweep = cell(page, 'big');
      await expect
        .poll(() => sweep.locator('.sweep-start').innerText(), patient)
        .toMatch(/4\s000\s000 points[^]*on one core/);
      await sweep.getByRole('button', { name: 'Run the sweep' }).click();
      // So many that it cannot end before it is cancelled; its threads may be long in starting on a busy machine.
      await expect
        .poll(() => sweep.locator('.progress-said').innerText(), patient)
        .toMatch(/of 4\s000\s000 · \d+ (?:s|min) left/);
      // The window is free meanwhile, and the sweep goes on in another view.
      await page.keyboard.press('Control+2');
      await page.keyboard.press('Control+1');
      await sweep.getByRole('button', { name: 'Cancel' }).click();
      await expect
        .poll(() => sweep.locator('.sweep-start').innerText(), patient)
        .toMatch(/Cancelled after [\d\s]+ of 4\s000\s000 points/);
      expect(await sweep.locator('.progress').count()).toBe(0);
      await rewrite(
        app,
        'big',
        'design: money\nvary: {decode.ep: [8, 16], concurrency: {from: 1 per card, to: 1200 per card}}',
      );
      await sweep.getByRole('button', { name: /^Run/ }).first().click();
      await expect.poll(() => sweep.locator('.sweep-start').innerText(), patient).toMatch(/2\s400 points in/);
      await sweep.locator('[data-chart="sweep-frontier"] svg').waitFor();
    },
  );
});

describe('the history', () => {
  test('finds a two-letter Chinese word, narrows, pins, keeps notes, replays without drift', async () => {
    const { page } = app;
    await page.evaluate(async (notebook) => {
      for (const [title, headline] of [
        ['解码瓶颈', 'money'],
        ['预填充', 'rival-money'],
      ])
        await window.chokepoint.rpc('history.save', {
          text: notebook
            .replace('fidelity:', `headline: ${headline}\nfidelity:`)
            .replace('use: h200', headline === 'money' ? 'use: h200' : 'use: h800'),
          path: null,
          ...(title === undefined ? {} : { title }),
        });
    }, text);
    await page.keyboard.press('Control+2');
    const rows = page.locator('.history-row:not(.history-header)');
    await expect.poll(() => rows.count()).toBe(2);
    await fill(page.getByRole('searchbox'), '瓶颈');
    await expect.poll(() => rows.allInnerTexts()).toEqual([expect.stringContaining('解码瓶颈')]);
    await fill(page.getByRole('searchbox'), '');
    await expect.poll(() => rows.count()).toBe(2);
    await page.getByRole('button', { name: 'Chip' }).click();
    await page
      .getByRole('menuitemradio', { name: /H800/ })
      .or(page.getByRole('menuitem', { name: /H800/ }))
      .first()
      .click();
    await expect.poll(() => rows.allInnerTexts()).toEqual([expect.stringContaining('预填充')]);
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(() => rows.count()).toBe(2);
    await rows.last().click();
    await page.locator('.history-scroll').focus();
    await page.keyboard.press('p');
    await expect.poll(() => rows.first().innerText()).toContain('解码瓶颈');
    await page.keyboard.press('Home');
    await page.keyboard.press('i');
    await fill(page.getByLabel('Notes'), 'for the board');
    await page.getByLabel('Name').click();
    await expect.poll(() => rows.first().innerText()).toContain('for the board');
    await page.getByRole('button', { name: /^Replay/ }).click();
    await expect.poll(() => page.locator('.run-drift').innerText()).toContain('No figure has drifted');
    await page.getByRole('button', { name: 'Close the details' }).click();
  });

  test('goes out as one file and comes in again, known runs recognised', async () => {
    const { page } = app;
    const file = join(folder, 'runs.json');
    await answerFile(file);
    const files = page.getByRole('button', { name: 'Files' });
    await files.click();
    await page.getByText('Export all runs…').click();
    await expect.poll(() => existsSync(file)).toBe(true);
    await files.click();
    await page.getByText('Import runs…').click();
    await expect.poll(() => toasts(page).innerText()).toContain('0 added, 2 were here already');
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 1000));
    await files.click();
    await page.getByText('Import runs…').click();
    const refused = page.locator('.problem[role="alert"]');
    await expect.poll(() => refused.innerText()).toContain('runs.json');
    await refused.getByRole('button').click();
    await expect.poll(() => page.locator('.history-row:not(.history-header)').count()).toBe(2);
  });

  test('is compared with an open cell against a chosen baseline, where the difference comes from, kept and written down', async () => {
    const { page } = app;
    for (const name of ['解码瓶颈', '预填充'])
      await page.locator('.history-row', { hasText: name }).locator('input').check();
    await page.getByRole('button', { name: 'Compare 2' }).click();
    const heads = page.locator('.compare-head');
    await expect.poll(() => heads.count()).toBe(2);
    await page.getByRole('button', { name: 'Add a design' }).click();
    await page.locator('.popover-item', { hasText: 'rival-money' }).click();
    await expect.poll(() => heads.count()).toBe(3);
    await page.locator('[data-chart="difference"] svg').waitFor();
    await expect.poll(() => page.locator('.compare-verdict').innerText()).toMatch(/% less than|% more a card/);
    await page.getByRole('button', { name: 'Baseline' }).click();
    await page.locator('.popover-item').nth(1).click();
    await expect.poll(() => heads.nth(1).innerText()).toContain('baseline');
    const file = join(folder, 'compared.md');
    await answerFile(file);
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByText('As Markdown…').click();
    await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8')).toContain('## Results');
    await page.getByRole('button', { name: 'Save the comparison' }).click();
    await fill(page.getByLabel('Name'), 'three ways');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(() => page.locator('.toolbar-title').innerText()).toBe('three ways');
    await page.locator('.toolbar').getByRole('button', { name: 'Saved', exact: true }).click();
    await page.locator('.popover-item', { hasText: 'three ways' }).click();
    await expect.poll(() => heads.count()).toBe(3);
  });
});
