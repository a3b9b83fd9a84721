import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {} from '../../renderer/bridge'; // the type of window.chokepoint
import { launch, type App } from './support/app';

describe('the window', () => {
  let app: App;
  beforeAll(async () => {
    app = await launch({ expected: /Content Security Policy|unsafe-eval|ERR_|Not allowed/i });
    await app.settled();
  });
  afterAll(() => app.close());

  test('opens on the sample, with every chart drawn and no complaint from Chromium', async () => {
    const { page, app: electron, problems } = app;
    expect(page.url()).toBe('app://bundle/index.html');
    expect(await page.locator('[data-cell="ep16"] [data-chart="resources"] svg').count()).toBe(1);
    // Monaco keeps two alerts for screen readers, empty while there is nothing to say.
    expect((await page.getByRole('alert').allTextContents()).join('')).toBe('');
    expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    expect(problems).toEqual([]);
  });

  test('gives the page nothing of Node or Electron but four functions', async () => {
    const seen = await app.page.evaluate(() => ({
      node: ['require', 'process', 'Buffer', 'module', 'global'].filter((name) => name in window),
      bridge: Object.keys(window.chokepoint).sort(),
    }));
    expect(seen).toEqual({ node: [], bridge: ['giveBack', 'on', 'pathOf', 'rpc'] });
  });

  test('answers a call that does not exist, or that is malformed, with a reason', async () => {
    // As text, the way an attacker would: past the types.
    const replies = await app.page.evaluate<readonly (readonly [boolean, string])[]>(`
      Promise.all(
        [['no.such', {}], ['toString', {}], ['file.open', { path: 3 }], ['link.open', { url: 'file:///etc/passwd' }]]
          .map(async ([method, params]) => {
            const { ok, problem } = JSON.parse(await window.chokepoint.rpc(method, params));
            return [ok, problem.code];
          }),
      )`);
    expect(replies).toEqual(Array(4).fill([false, 'app.bad-call']));
  });

  test('refuses to run text as code', async () => {
    // From a timer: while an evaluation of the test itself runs, the policy for eval is lifted.
    const outcome = await app.page.evaluate(
      () =>
        new Promise<string>((done) => {
          setTimeout(() => {
            try {
              done(String(new Function('return 1')()));
            } catch (error) {
              done(error instanceof Error ? error.name : 'refused');
            }
          });
        }),
    );
    expect(outcome).toBe('EvalError');
  });

  test('goes on with a new engine process when the old one dies', async () => {
    const { page, app: electron } = app;
    await electron.evaluate(({ app: main }) => {
      const engine = main.getAppMetrics().find(({ name }) => name === 'Chokepoint engine');
      if (engine) process.kill(engine.pid, 'SIGKILL');
    });
    await page.locator('.toast').first().waitFor();
    await expect
      .poll(() => page.evaluate(async () => JSON.parse(await window.chokepoint.rpc('app.info', {})).ok === true))
      .toBe(true);
  });

  test('neither opens another page nor leaves its own', async () => {
    const { page, app: electron } = app;
    expect(await page.evaluate(() => window.open('https://example.org/') === null)).toBe(true);
    // Main says that the page wanted to leave, after it has refused.
    const wanted = electron.evaluate(
      ({ BrowserWindow }) =>
        new Promise<boolean>((done) => {
          BrowserWindow.getAllWindows()[0]?.webContents.once('will-navigate', (event) =>
            setTimeout(() => done(event.defaultPrevented)),
          );
        }),
    );
    await page.evaluate(() => void setTimeout(() => (location.href = 'https://example.org/'), 100));
    expect(await wanted).toBe(true);
    expect(page.url()).toBe('app://bundle/index.html');
    expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });
});
