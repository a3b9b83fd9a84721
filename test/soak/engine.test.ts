/** The window survives its engine process, again and again, and neither side grows. */

import { expect, test } from 'vitest';
import type {} from '../../renderer/bridge'; // the type of window.chokepoint
import { launch } from '../e2e/support/app';

const crashes = 30;
const callsBetween = 200;
const growthAllowed = 1.5;

test('thousands of calls across dozens of engine crashes', async () => {
  const { app, page, settled, close } = await launch();
  await settled();
  const memory = () =>
    app.evaluate(({ app: electron }) =>
      electron.getAppMetrics().reduce((sum, { memory: used }) => sum + used.workingSetSize, 0),
    );
  const work = () =>
    page.evaluate(async (count) => {
      for (let index = 0; index < count; index++) await window.chokepoint.rpc('app.info', {});
    }, callsBetween);
  await work();
  const before = await memory();
  for (let index = 0; index < crashes; index++) {
    await app.evaluate(({ app: electron }) => {
      const engine = electron.getAppMetrics().find(({ name }) => name === 'Chokepoint engine');
      if (engine) process.kill(engine.pid, 'SIGKILL');
    });
    await expect
      .poll(() => page.evaluate(async () => JSON.parse(await window.chokepoint.rpc('app.info', {})).ok === true), {
        timeout: 10_000,
      })
      .toBe(true);
    await work();
  }
  expect((await memory()) / before).toBeLessThan(growthAllowed);
  await close();
});
