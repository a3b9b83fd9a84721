import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configs } from '../support/configs';
import { violationsOn } from './support/axe';
import { launch, type App } from './support/app';

let app: App;
beforeAll(async () => {
  app = await launch();
  await app.settled();
});
afterAll(async () => {
  await app.close();
});

describe('the catalog', () => {
  test('a config.json that is dropped on the window becomes an entry of one’s own', async () => {
    const { page } = app;
    const dropped = await page.evaluateHandle((text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], 'config.json', { type: 'application/json' }));
      return transfer;
    }, JSON.stringify(configs['qwen3-8b']));
    await page.locator('.window').dispatchEvent('drop', { dataTransfer: dropped });
    const dialog = page.getByRole('dialog', { name: 'Import a config.json' });
    await dialog.getByLabel('name').fill('Our eight');
    expect(await violationsOn(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('complementary', { name: 'Our eight' }).getByText('your own entry').waitFor();
    await app.settled();
  });

  test('a chip of one’s own: its dialog is usable by all, a measurement above the peak is refused', async () => {
    const { page } = app;
    await page.keyboard.press('Control+4');
    await page.getByRole('radio', { name: 'Chips' }).click();
    await page.getByRole('searchbox').fill('h800');
    await page.getByRole('grid').locator('.data-body').click();
    await page.getByRole('button', { name: 'Copy as new' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a chip' });
    await dialog.getByLabel('Measured: dense BF16 peak').fill('1200 TFLOPS');
    await dialog.getByText('is above the peak of 989').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(await dialog.getByRole('button', { name: 'Keep it' }).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  test('columns sort, filters narrow, and the roofs of several chips stand in one chart', async () => {
    const { page } = app;
    const rows = page.getByRole('grid').locator('.data-body');
    await page.getByRole('searchbox').fill('');
    await page.getByRole('button', { name: 'Sort by memory', exact: true }).click();
    await expect.poll(() => rows.first().innerText()).not.toContain('a100-80g');
    expect(await page.locator('[aria-sort="descending"]').innerText()).toContain('memory');
    await page.getByRole('searchbox').fill('h20-');
    await expect.poll(() => rows.count()).toBe(2);
    for (const row of await rows.all()) await row.getByRole('checkbox').check();
    await page.getByRole('searchbox').fill('h800');
    await expect.poll(() => rows.count()).toBe(1);
    await rows.first().getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Compare' }).last().click();
    const roofs = page.getByRole('region', { name: /roof/i });
    await roofs.locator('svg').first().waitFor();
    await app.settled();
    const drawn = await roofs.innerText();
    for (const chip of ['H20 96 GB', 'H20 141 GB', 'H800']) expect(drawn).toContain(chip);
    expect(await violationsOn(page)).toEqual([]);
  });
});
