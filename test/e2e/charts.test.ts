/** The charts of a cell, what can be kept of them, and what stands behind a number. */

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch, type App } from './support/app';
import { cell, select, toasts } from './support/workbench';

const folder = mkdtempSync(join(tmpdir(), 'chokepoint-charts-'));
let app: App;
beforeAll(async () => {
  app = await launch();
  await app.settled();
  await select(app, 'ep16');
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What another program would get that pastes now: the search of the palette stands for one. */
async function pasted(page: Page): Promise<unknown> {
  await page.keyboard.press('Control+Shift+P');
  await page.locator('.palette-input').focus();
  const got = page.evaluate(
    () =>
      new Promise((done) => {
        window.addEventListener(
          'paste',
          ({ clipboardData }) => {
            const [file] = clipboardData?.files ?? [];
            done({ type: file?.type, isLarge: (file?.size ?? 0) > 10_000 });
          },
          { once: true, capture: true },
        );
      }),
  );
  await page.keyboard.press('Control+v');
  const seen = await got;
  await page.keyboard.press('Escape');
  return seen;
}

const tab = (name: string) => cell(app.page, 'ep16').getByRole('tab', { name, exact: true });

describe('the charts of a cell', () => {
  test.each([
    ['Memory', 'memory'],
    ['Roofline', 'roofline'],
    ['Chain', 'waterfall'],
    ['Frontier', 'frontier'],
    ['Context', 'context'],
    ['Curve', 'curve'],
    ['Operators', 'breakdown'],
  ])('%s is one click away', async (name, chart) => {
    await tab(name).click();
    await cell(app.page, 'ep16').locator(`[data-chart="${chart}"] svg`).waitFor();
    await app.settled();
    expect(await cell(app.page, 'ep16').locator(`[data-chart="${chart}"] svg path`).count()).toBeGreaterThan(2);
  });

  test('say of a mark how its value came about, and open it in Explain', async () => {
    const { page } = app;
    const bar = cell(page, 'ep16').locator('[data-chart="breakdown"] .mark-rect.role-mark path').first();
    await bar.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await bar.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(x + width / 2, y + height / 2);
    const tip = page.getByRole('tooltip');
    await tip.waitFor();
    expect(await tip.locator('.chart-tip-value').innerText()).toMatch(/ms|µs/);
    expect(await tip.locator('.chart-tip-line').count()).toBeGreaterThan(0);
    await page.mouse.move(0, 0);
  });

  test('are copied as a picture, and saved as picture, drawing, table and spec', async () => {
    const { page } = app;
    const frame = cell(page, 'ep16').locator('.chart-frame', { has: page.locator('[data-chart="breakdown"]') });
    await frame.hover();
    await frame.getByRole('button', { name: /copy/i }).click();
    await expect.poll(() => toasts(page).innerText()).toMatch(/copied/i);
    expect(await pasted(page)).toEqual({ type: 'image/png', isLarge: true });

    await app.app.evaluate(({ session }, to) => {
      session.defaultSession.on('will-download', (_event, item) => item.setSavePath(`${to}/${item.getFilename()}`));
    }, folder);
    for (const [name, file, says] of [
      [/PNG/, 'ep16-breakdown.png', /^\uFFFDPNG/],
      [/SVG/, 'ep16-breakdown.svg', /<svg[^]*<defs[^]*routed experts/],
      [/CSV/, 'ep16-breakdown.csv', /routed experts/],
      [/Vega/, 'ep16-breakdown.vl.json', /"datasets"/],
    ] as const) {
      await frame.hover();
      await frame.getByRole('button', { name: /more|save/i }).click();
      await page.getByRole('menuitem', { name }).click();
      await expect
        .poll(() => existsSync(join(folder, file)) && says.test(readFileSync(join(folder, file), 'utf8')))
        .toBe(true);
    }
  });
});

describe('a number', () => {
  test('leads down to who vouches for it, and is copied as text', async () => {
    const { page } = app;
    await cell(page, 'ep16').locator('.metric .figure-door').first().click();
    const explain = page.locator('.explain');
    // By the key: what is typeset meanwhile may move the line from under a pointer.
    const path = explain.locator('.explain-step');
    const down = async (name: RegExp) => {
      const above = await path.count();
      await explain.locator('.explain-input', { hasText: name }).first().press('Enter');
      await expect.poll(() => path.count()).toBe(above + 1);
    };
    await explain.locator('.explain-figure').waitFor();
    expect(await explain.locator('.explain-fidelities li').count()).toBe(3);
    // The step, its routed experts, one of them, the time its bytes take, the bandwidth they come at: the chip's own figure.
    for (const step of [/decode step/, /routed experts/, /gate and up/, /memory is busy/, /BW|bandwidth/i])
      await down(step);
    await expect.poll(() => explain.innerText()).toMatch(/datasheet[^]*Source[^]*h20/);
    await explain.getByRole('button', { name: /Copy as text/ }).click();
    const text = await app.app.evaluate(({ clipboard }) => clipboard.readText());
    expect(text).not.toBe('');
  });

  test('of the article says its equation and what is wrong with it', async () => {
    const { page } = app;
    await select(app, 'table-9');
    const table = cell(page, 'table-9').getByRole('table').first();
    await table.locator('tbody tr', { hasText: 'memory time' }).first().locator('.figure-door').first().click();
    const explain = page.locator('.explain');
    await expect.poll(() => explain.locator('.explain-equation').innerText()).toMatch(/\d/);
    await explain.locator('.explain-input', { hasText: 'HBM traffic' }).click();
    await expect.poll(() => explain.locator('.explain-erratum').innerText()).toContain('GiB');
    expect(await explain.locator('math').count()).toBeGreaterThan(1);
    // Why print and correction differ stands under the row, not in a column of its own.
    expect(await table.locator('.table-remark').first().innerText()).toContain('reads every expert');
  });
});
