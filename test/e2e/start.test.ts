import { describe, expect, test } from 'vitest';
import type {} from '../../renderer/bridge'; // the type of window.chokepoint
import { launch } from './support/app';

describe('the window', () => {
  test('opens on the sample, with every chart drawn and no complaint from Chromium', async () => {
    const { page, app, settled, close } = await launch();
    await settled();
    expect(page.url()).toBe('app://bundle/index.html');
    // Monaco keeps two alerts for screen readers, empty while there is nothing to say.
    expect((await page.getByRole('alert').allTextContents()).join('')).toBe('');
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    await close();
  });

  test('gives the page nothing of Node or Electron but two functions', async () => {
    const { page, settled, close } = await launch();
    await settled();
    const seen = await page.evaluate(() => ({
      node: ['require', 'process', 'Buffer', 'module', 'global'].filter((name) => name in window),
      bridge: Object.keys(window.chokepoint).sort(),
    }));
    expect(seen).toEqual({ node: [], bridge: ['on', 'rpc'] });
    await close();
  });

  test('refuses to run text as code', async () => {
    const { page, settled, close } = await launch({ expected: /Content Security Policy|unsafe-eval/i });
    await settled();
    // From a timer: while an evaluation of the test itself runs, the policy for eval is lifted.
    const outcome = await page.evaluate(
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
    await close();
  });

  test('neither opens another page nor leaves its own', async () => {
    const { app, page, settled, close } = await launch({ expected: /Content Security Policy|ERR_|Not allowed/i });
    await settled();
    expect(await page.evaluate(() => window.open('https://example.org/') === null)).toBe(true);
    await page.evaluate(() => void (location.href = 'https://example.org/'));
    await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
    expect(page.url()).toBe('app://bundle/index.html');
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    await close();
  });

  test('answers a call that does not exist, or that is malformed, with a reason', async () => {
    const { page, settled, close } = await launch();
    await settled();
    // As text, the way an attacker would: past the types.
    const replies = await page.evaluate<readonly (readonly [boolean, string])[]>(`
      Promise.all(
        [['no.such', {}], ['toString', {}], ['file.open', { path: 3 }], ['link.open', { url: 'file:///etc/passwd' }]]
          .map(async ([method, params]) => {
            const { ok, problem } = await window.chokepoint.rpc(method, params);
            return [ok, problem.code];
          }),
      )`);
    expect(replies).toEqual(Array(4).fill([false, 'app.bad-call']));
    await close();
  });

  test('says which calls were lost when the engine process dies, and goes on with a new one', async () => {
    const { app, page, settled, close } = await launch();
    await settled();
    const info = () => page.evaluate(async () => (await window.chokepoint.rpc('app.info', {})).ok);
    await app.evaluate(({ app: electron }) => {
      const engine = electron
        .getAppMetrics()
        .find(({ type, name }) => type === 'Utility' && name === 'Chokepoint engine');
      if (engine) process.kill(engine.pid, 'SIGKILL');
    });
    await expect.poll(info, { timeout: 10_000 }).toBe(true);
    await close();
  });
});
