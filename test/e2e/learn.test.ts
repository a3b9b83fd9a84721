import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch, type App } from './support/app';

let app: App;
beforeAll(async () => {
  app = await launch();
  await app.settled();
});
afterAll(() => app.close());

describe('Learn', () => {
  test('lists the cases and the topics under the stages, and opens one with its verdict computed', async () => {
    const { page } = app;
    await page.keyboard.press('Control+7');
    await page.locator('.learn-card').first().waitFor();
    expect(await page.locator('.learn-card').count()).toBe(4);
    expect(await page.locator('.learn-stage li').count()).toBe(12);
    await page.getByRole('button', { name: 'Prefill, TP against DP' }).click();
    await page.locator('.prose-h1', { hasText: 'Prefill: TP against DP' }).waitFor();
    await app.settled();
    expect(await page.locator('.cell [role="alert"]').count()).toBe(0);
  });

  test('opens from the map of the method, in Chinese, and its words lead to Help', async () => {
    const { page } = app;
    await page.keyboard.press('Control+6');
    await page.locator('.framework-notebooks').first().waitFor();
    await page.getByTitle('Language: English').click();
    await page.keyboard.press('Control+7');
    await page.getByRole('button', { name: 'MTP' }).first().click();
    await page.locator('.prose-h1', { hasText: '作为调节器的 MTP' }).waitFor();
    await app.settled();
    await page.keyboard.press('Control+7');
    await page.getByRole('button', { name: '词汇' }).click();
    await page.getByText('显存带宽').first().waitFor();
    expect(await page.locator('.help').innerText()).toContain('草稿层');
  });
});
