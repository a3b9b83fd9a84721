import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { launch } from './support/app';
import { cell, drawing, rewrite, select, toasts } from './support/workbench';

const notebook = `---
chokepoint: 1
title: Queue
---
\`\`\`yaml hardware chip
use: h20-96g
nodes: 2
\`\`\`
\`\`\`yaml model small
use: qwen3-30b-a3b
\`\`\`
\`\`\`yaml workload chat
input: 2000
output: 200
rate: 6 req/s
slo: {ttft: 500 ms, tpot: 40 ms}
\`\`\`
\`\`\`yaml parallelism layout
prefill: {tp: 8, ep: 8}
decode: {tp: 1, ep: 8}
pools: {prefill: {nodes: 1}, decode: {nodes: 1}}
\`\`\`
\`\`\`yaml simulate queue
design: layout
requests: 40000000
seed: 7
\`\`\`
`;
const short = `design: layout
requests: 1500
seed: 7
input: lognormal 0.8
output: lognormal 0.8
compare: [least-kv, shortest-first]
`;

const folder = mkdtempSync(join(tmpdir(), 'chokepoint-simulate-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const queue = (page: Page) => cell(page, 'queue');
const vitals = (page: Page) => queue(page).locator('.simulation-vitals').innerText();

test('a simulation is run, watched, cancelled, compared, saved, and there again when its run is opened', async () => {
  const file = join(folder, 'queue.bench.md');
  writeFileSync(file, notebook);
  const first = await launch({ file });
  const { page } = first;
  await first.settled();
  // A long one waits to be asked for.
  await expect.poll(() => queue(page).innerText()).toContain('requests to simulate');
  await queue(page).getByRole('button', { name: 'Run', exact: true }).click();
  await expect
    .poll(() => queue(page).getByRole('status').innerText())
    .toMatch(/of 40.000.000 requests .* (?:s|min) left/);
  // Its queues are drawn while it runs, and the window goes on answering.
  await queue(page).locator('[data-chart="simulation-timeline"] svg').waitFor();
  await page.keyboard.press('Control+2');
  await page.keyboard.press('Control+1');
  await expect.poll(() => queue(page).getByRole('status').innerText()).toMatch(/simulated/);
  await queue(page).getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(() => queue(page).innerText()).toContain('Cancelled after');

  // A short one runs by itself.
  await rewrite(first, 'queue', short);
  await queue(page).locator('.simulation-vitals').waitFor();
  await first.settled();
  expect(await vitals(page)).toContain('inside the SLO');
  const policies = queue(page).locator('section', { hasText: 'Policies on the same arrivals' }).last();
  expect(await policies.locator('tbody tr').count()).toBe(3);
  expect(await policies.innerText()).toContain('best');

  await queue(page).getByRole('slider').fill('40');
  await expect.poll(() => queue(page).locator('.simulation-state').innerText()).toContain('Decode batch');
  await queue(page).getByRole('button', { name: 'Requests one by one' }).click();
  await expect.poll(() => queue(page).getByRole('grid').locator('.data-body').count()).toBeGreaterThan(5);
  const csv = join(folder, 'requests.csv');
  // Where the system would ask for a place.
  await first.app.evaluate(({ session }, path) => {
    session.defaultSession.on('will-download', (_event, item) => {
      item.setSavePath(path);
    });
  }, csv);
  await queue(page).getByRole('button', { name: 'Save as CSV' }).click();
  const lines = () => (existsSync(csv) ? readFileSync(csv, 'utf8').trim().split('\n').length : 0);
  await expect.poll(lines).toBe(1501);

  const seen = async (at: Page) => {
    const spent = queue(at).locator('[data-chart="simulation-spent"]');
    // Charts above that are drawn on the way may move it.
    await expect
      .poll(async () => {
        await spent.scrollIntoViewIfNeeded();
        return spent.locator('svg').count();
      })
      .toBe(1);
    return { vitals: await vitals(at), spent: await drawing(at, 'queue', 'simulation-spent') };
  };
  const before = await seen(page);
  await page.keyboard.press('Control+s');
  await expect.poll(() => toasts(page).innerText()).toContain('Run #1 is in History');
  await first.close({ keep: true });

  const second = await launch({ data: first.data });
  await second.settled();
  await second.page.keyboard.press('Control+2');
  await second.page.locator('.history-row', { hasText: '#1' }).dblclick();
  await queue(second.page).locator('.simulation-vitals').waitFor();
  await second.settled();
  await select(second, 'queue');
  expect(await seen(second.page)).toEqual(before);
  await second.close();
});
