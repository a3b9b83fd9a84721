import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { launch } from './support/app';
import { cell, select, toasts, twoNodes, yamlOf } from './support/workbench';

const folder = mkdtempSync(join(tmpdir(), 'chokepoint-levers-'));
const file = join(folder, 'levers.bench.md');
writeFileSync(file, twoNodes);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('levers', () => {
  test('what would help adds a cell, the chain tells it, the map shows its state, its page the claim', async () => {
    const app = await launch({ file });
    const { page, settled } = app;
    await settled();

    // What would help at a cell: each row has its gain; one press adds the cell as a branch, and one undo takes it away.
    await select(app, 'int4');
    await cell(page, 'int4').getByRole('tab', { name: 'What helps' }).click();
    const ranking = cell(page, 'int4').getByRole('table', { name: /would help/ });
    await ranking.waitFor();
    const first = ranking.locator('tbody tr').first();
    const lever = (await first.getAttribute('data-lever')) ?? '';
    expect(await first.locator('.change-better').count()).toBeGreaterThan(0);
    await first.getByRole('button', { name: /^Add / }).click();
    await cell(page, lever).locator('article[data-selected="true"]').waitFor();
    await settled();
    expect(await cell(page, lever).locator('.cell-head').innerText()).toMatch(/from\s+int4/);
    await toasts(page).getByRole('button', { name: 'Undo' }).click();
    await cell(page, lever).waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Shift+Z');
    await cell(page, lever).waitFor();
    await select(app, lever);
    await cell(page, lever).getByRole('radio', { name: 'YAML' }).click();
    await expect.poll(() => yamlOf(page, lever)).toContain(`${lever}: on`);

    // The chain of changes, with what each does alone at the end, in any of the judged figures.
    await cell(page, lever).getByRole('tab', { name: 'Chain' }).click();
    const steps = cell(page, lever).getByRole('table', { name: /Chain of changes/ });
    await steps.waitFor();
    expect(await steps.locator('tbody th').allInnerTexts()).toEqual(['chat', 'layout', 'int4', lever]);
    await steps.locator('.figure-door').last().click();
    await page.locator('.explain-figure').waitFor();

    // The map of the article's framework.
    await page.keyboard.press('Control+6');
    const placeOf = (id: string) => page.locator(`.framework-lever[data-lever="${id}"]`);
    await expect.poll(() => placeOf(lever).getAttribute('data-state')).toBe('on');
    expect(await placeOf('w4a8').getAttribute('data-state')).toBe('on');
    expect(await placeOf('fp4').getAttribute('data-state')).toBe('skipped');
    expect(await placeOf('fp4').innerText()).toContain('no FP4 units');
    expect(await placeOf('expert-placement').getAttribute('data-state')).toBe('off');
    expect(await placeOf('expert-placement').locator('.change').count()).toBe(1);

    // A lever's page: what is reported beside what is computed at this design.
    await placeOf('mtp').getByRole('button', { name: 'MTP', exact: true }).click();
    const claim = page.locator('.detail .claim-body');
    await claim.waitFor();
    expect(await claim.innerText()).toMatch(/Reported[\s\S]*%[\s\S]*Computed here[\s\S]*%/);

    // And in the output of the cell that switches one on.
    await page.keyboard.press('Control+1');
    await select(app, 'int4');
    await cell(page, 'int4').locator('.claim[data-lever="w4a8"] .claim-body').waitFor();
    await app.close();
  });
});
