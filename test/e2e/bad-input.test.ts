import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHistory } from '../../app/history/open';
import { launch, type App } from './support/app';
import { cell, figures, select, stateOf, status, toasts, twoNodes } from './support/workbench';

const folder = mkdtempSync(join(tmpdir(), 'chokepoint-bad-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface BadCell {
  readonly what: string;
  readonly fence: string;
  readonly body: string;
  /** What is said in the cell. */
  readonly says: RegExp;
  /** Where the state marker says it is. */
  readonly where: string;
}

// Each a branch of its own from the same good layout: none may touch another.
const badCells: readonly BadCell[] = [
  {
    what: 'YAML that cannot be read',
    fence: 'workload malformed from=layout',
    body: 'output: 100\nslo: {ttft: 2 s, tpot: 50 ms',
    says: /A bracket \{ or \[ is not closed/,
    where: 'failed, line 2',
  },
  {
    what: 'an unknown key, with the nearest one',
    fence: 'workload unknown-key from=layout',
    body: 'output: 100\nconcurency: 4 per card',
    says: /There is no field "concurency"\. Did you mean concurrency\?/,
    where: 'failed, line 2',
  },
  {
    what: 'an id that the catalog does not have, with the nearest one',
    fence: 'hardware unknown-id from=layout',
    body: 'use: h20-96',
    says: /The catalog has no chip "h20-96"\. Did you mean h20-96g\?/,
    where: 'failed, line 1',
  },
  {
    what: 'a quantity without its unit',
    fence: 'workload no-unit from=layout',
    body: 'slo: {ttft: 2, tpot: 50 ms}',
    says: /"2" needs a unit\. Write for example 2 s/,
    where: 'failed, line 1',
  },
  {
    what: 'a tp that does not divide',
    fence: 'parallelism odd-tp from=layout',
    body: 'decode: {tp: 3, dp: 4, ep: 12}',
    says: /tp 3.*divide/,
    where: 'failed',
  },
  {
    what: 'a start that does not exist, with the nearest one',
    fence: 'optimizations lost from=layuot',
    body: 'w4a8: off',
    says: /There is no cell layuot\. Did you mean layout\?/,
    where: 'failed',
  },
  {
    what: 'a circle, first half',
    fence: 'optimizations round from=about',
    body: 'w4a8: off',
    says: /These cells start from one another: .*round.*about|about.*round/,
    where: 'failed',
  },
  {
    what: 'a circle, second half',
    fence: 'optimizations about from=round',
    body: 'w4a8: off',
    says: /These cells start from one another/,
    where: 'failed',
  },
  {
    what: 'a cell kind that does not exist, with the nearest one',
    fence: 'paralelism kind from=layout',
    body: 'decode: {tp: 1}',
    says: /There is no cell kind "paralelism"\. Did you mean parallelism\?/,
    where: 'failed',
  },
];

const fenced = ({ fence, body }: Pick<BadCell, 'fence' | 'body'>) => `\`\`\`yaml ${fence}\n${body}\n\`\`\`\n`;
const twice = [
  { fence: 'workload twin from=layout', body: 'output: 500' },
  { fence: 'workload twin from=layout', body: 'output: 600' },
];

describe('a notebook with every mistake at once', () => {
  let app: App;
  beforeAll(async () => {
    const file = join(folder, 'mistakes.bench.md');
    writeFileSync(file, twoNodes + [...badCells, ...twice].map(fenced).join(''));
    app = await launch({ file });
    await app.settled();
  });
  afterAll(() => app.close());

  test.each(badCells)('shows $what in the cell where it is', async ({ fence, says, where }) => {
    const [, id = ''] = fence.split(' ');
    const text = await cell(app.page, id).innerText();
    expect(await stateOf(app.page, id)).toBe('failed');
    expect(text).toContain(where);
    expect(await cell(app.page, id).locator('.trouble-fact').first().innerText()).toMatch(says);
  });

  test('shows an id used twice in the second cell that uses it, and runs the first', async () => {
    const { page } = app;
    const second = page.locator('article', { hasText: 'The name twin is taken by the cell on line' });
    expect(await second.getAttribute('data-state')).toBe('failed');
    expect(await second.innerText()).toContain('output: 600');
    expect(await stateOf(page, 'twin')).toBe('fine');
    expect(await figures(page, 'twin')).not.toEqual([]);
  });

  test('keeps the figures of all cells without one', async () => {
    for (const id of ['chat', 'layout', 'int4', 'fewer']) {
      expect(await stateOf(app.page, id)).toBe('fine');
      await select(app, id);
      expect((await figures(app.page, id)).length).toBeGreaterThan(2);
    }
    // One each, two more of the tp that divides nothing, and the name used twice.
    expect(await status(app.page).innerText()).toContain(`${badCells.length + 3} problems`);
  });
});

test('files that cannot be read are named with the reason, and what is open stays open', async () => {
  const good = join(folder, 'good.bench.md');
  writeFileSync(good, twoNodes);
  const app = await launch({ file: good });
  const { page } = app;
  await app.settled();
  const binary = join(folder, 'binary.bench.md');
  writeFileSync(binary, Buffer.from([0x23, 0x00, 0xff, 0xfe]));
  mkdirSync(join(folder, 'folder.bench.md'));
  const trouble = page.locator('.middle > .problem, .middle > [role="alert"]').first();
  for (const path of [binary, join(folder, 'folder.bench.md'), join(folder, 'missing.bench.md')]) {
    await app.open(path);
    await expect.poll(() => trouble.innerText()).toContain(path);
    await trouble.getByRole('button').click();
    await trouble.waitFor({ state: 'detached' });
  }
  expect(await stateOf(page, 'layout')).toBe('fine');
  const opened = page.getByRole('region', { name: 'Open', exact: true }).getByRole('button');
  expect(await opened.allInnerTexts()).toEqual(['good']);
  await app.close();
});

describe('a history that cannot be opened', () => {
  const start = async (name: string, database: Buffer) => {
    const data = mkdtempSync(join(tmpdir(), 'chokepoint-e2e-'));
    writeFileSync(join(data, 'history.db'), database);
    const file = join(folder, `${name}.bench.md`);
    writeFileSync(file, twoNodes);
    return { app: await launch({ data, file }), database: join(data, 'history.db'), file };
  };
  const corrupt = () => {
    const path = join(folder, 'corrupt.db');
    const made = openHistory({ path });
    if (!made.ok) throw new Error(made.problem.code);
    made.value.close();
    // Its header still says SQLite; its pages are noise.
    const bytes = readFileSync(path);
    return Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(bytes.length - 100, 0x5a)]);
  };
  const newer = () => {
    const path = join(folder, 'newer.db');
    const made = openHistory({ path });
    if (!made.ok) throw new Error(made.problem.code);
    made.value.db.pragma('user_version = 9990');
    made.value.db.pragma('wal_checkpoint(TRUNCATE)');
    made.value.close();
    return readFileSync(path);
  };

  test.each([
    { name: 'damaged', make: corrupt, says: /damaged|not a database|malformed/i },
    { name: 'newer', make: newer, says: /newer/i },
  ])('because it is $name: says so, keeps the file as it is and saves the notebook all the same', async (given) => {
    const before = given.make();
    const { app, database, file } = await start(given.name, before);
    const { page } = app;
    await app.settled();
    expect(await stateOf(page, 'layout')).toBe('fine');

    await page.keyboard.press('Control+2');
    await expect.poll(() => page.locator('main.panel').innerText()).toMatch(given.says);
    expect(await page.locator('main.panel').innerText()).toContain(database);

    await page.keyboard.press('Control+1');
    await app.settled();
    await page.keyboard.press('Control+s');
    await expect.poll(() => page.locator('.middle').innerText()).toMatch(given.says);
    expect(await toasts(page).innerText()).not.toContain('is in History');
    expect(readFileSync(file, 'utf8')).toBe(twoNodes);
    await app.close({ keep: true });
    expect(readFileSync(database).equals(before)).toBe(true);
    rmSync(app.data, { recursive: true, force: true });
  });
});
