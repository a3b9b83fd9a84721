import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { vllmResult } from '../support/served';
import { launch, type App } from './support/app';
import { twoNodes } from './support/workbench';

const folder = mkdtempSync(join(tmpdir(), 'chokepoint-validation-'));
const result = join(folder, 'vllm.json');
let app: App;
beforeAll(async () => {
  const file = join(folder, 'two-nodes.bench.md');
  writeFileSync(file, twoNodes);
  writeFileSync(result, vllmResult({ model_id: 'deepseek-ai/DeepSeek-R1', mean_tpot_ms: 31, failed: 4 }));
  app = await launch({ file });
  await app.settled();
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test("a person's own serving result stands beside the open notebook's design, and goes again", async () => {
  const { page } = app;
  await page.keyboard.press('Control+5');
  await page.locator('input[type=file]').setInputFiles(result);
  const bar = page.getByRole('region', { name: 'vllm.json against the model' });
  await bar.getByText('4 requests failed').waitFor();
  const row = page.getByText('vllm.deepseek-r1.in1024.out1024.c32.tpot').first();
  await row.waitFor();
  await row.click();
  await page.getByRole('complementary', { name: 'vllm.deepseek-r1.in1024.out1024.c32.tpot' }).waitFor();
  await bar.getByRole('button', { name: 'Served by' }).click();
  await page.getByText('layout', { exact: true }).last().click();
  await bar.getByRole('button', { name: 'Served by' }).getByText('layout').waitFor();
  await app.settled();
  await bar.getByRole('button', { name: 'Back to the published figures' }).click();
  await page.getByRole('group', { name: 'Suite' }).getByText('article').waitFor();
});

test('the bars and one chip from the curves of another stand in place of the cases', async () => {
  const { page } = app;
  const show = page.getByRole('main').getByRole('button', { name: 'Show' });
  await show.click();
  await page.getByText('What must hold').click();
  const bars = page.getByRole('region', { name: 'What must hold' });
  await bars.getByRole('row', { name: "H200 from the H100's curves and its own datasheet" }).waitFor();
  await show.click();
  await page.getByText('One chip from the curves of another').click();
  const pairs = page.getByRole('region', { name: 'One chip from the curves of another' });
  await pairs.getByRole('row', { name: 'NVIDIA H100 SXM → NVIDIA H200 SXM' }).waitFor();
  await pairs.getByText('Another class of tensor core').first().waitFor();
  await show.click();
  await page.getByText('Cases', { exact: true }).click();
  await page.getByRole('group', { name: 'Suite' }).getByText('article').waitFor();
});
