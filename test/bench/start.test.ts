/** How long the window takes from its start to the last chart, and a call to the engine and back. Prints; judges nothing. */

import { expect, test } from 'vitest';
import type {} from '../../renderer/bridge'; // the type of window.chokepoint
import { launch } from '../e2e/support/app';

const starts = 5;
const calls = 500;

function summary(title: string, milliseconds: readonly number[]): void {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1);
  console.log(`${title}: median ${at(0.5)} ms, p95 ${at(0.95)} ms, n ${sorted.length}`);
}

test('start to the last chart', async () => {
  const times: number[] = [];
  for (let index = 0; index < starts; index++) {
    const began = performance.now();
    const app = await launch();
    await app.settled();
    times.push(performance.now() - began);
    await app.close();
  }
  summary('start to the last chart', times);
  expect(times).toHaveLength(starts);
});

test('a call to the engine and back', async () => {
  const app = await launch();
  await app.settled();
  const times = await app.page.evaluate(async (count) => {
    const spent: number[] = [];
    for (let index = 0; index < count; index++) {
      const began = performance.now();
      await window.chokepoint.rpc('app.info', {});
      spent.push(performance.now() - began);
    }
    return spent;
  }, calls);
  summary('call to the engine and back', times);
  await app.close();
  expect(times).toHaveLength(calls);
});
