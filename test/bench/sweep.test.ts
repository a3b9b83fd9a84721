/** A hundred thousand points on two threads, told how far they are and stopped at once; ten million without holding them. Prints; judges. */

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runPool } from '../../app/sweep-pool';
import { prepare } from '../../app/sweep/question';
import { workerThread } from '../../app/sweep/thread';
import { Summary, type Batch } from '../../engine';
import { valueOf } from '../../app/outcome';
import { record } from './support/record';
import { sweepOf } from './support/sweep-notebook';

const file = resolve(import.meta.dirname, '../../out/main/sweep.js');
const threads = 2;
const clock = () => performance.now();

async function swept(points: number, take: (batch: Batch) => void, signal?: AbortSignal) {
  const asked = sweepOf(points);
  const { sweep } = valueOf(prepare(asked));
  const summary = new Summary(sweep);
  const began = clock();
  const end = await runPool({
    question: asked,
    threads: Array.from({ length: threads }, () => workerThread(file)),
    from: 0,
    to: points,
    clock,
    ...(signal ? { signal } : {}),
    take: (batch) => {
      summary.take(batch);
      take(batch);
    },
  });
  return { end, summary, seconds: (clock() - began) / 1000 };
}

describe.runIf(existsSync(file))('a sweep', () => {
  test('of 100 000 points', async () => {
    const at: number[] = [];
    const { summary, seconds } = await swept(100_000, () => at.push(clock()));
    const gaps = at
      .slice(1)
      .map((each, i) => each - (at[i] ?? each))
      .sort((a, b) => a - b);
    const p95 = gaps[Math.floor(0.95 * (gaps.length - 1))] ?? Number.NaN;
    console.log(
      `100 000 points on ${threads} threads: ${seconds.toFixed(1)} s, progress p95 every ${p95.toFixed(0)} ms`,
    );
    record('sweep', { points: 100_000, threads, seconds, progressP95ms: p95 });
    expect(summary.result.done).toBe(100_000);
    expect(seconds).toBeLessThan(8);
    expect(p95).toBeLessThan(100);
  });

  test('stops within 100 ms of being told', async () => {
    const controller = new AbortController();
    let seen = 0;
    let asked = Number.NaN;
    const { end } = await swept(
      4_000_000,
      () => {
        if (++seen !== 20) return;
        asked = clock();
        controller.abort();
      },
      controller.signal,
    );
    const milliseconds = clock() - asked;
    console.log(`cancel: ${milliseconds.toFixed(1)} ms`);
    record('sweep', { cancelMs: milliseconds });
    expect(end).toBe('cancelled');
    expect(milliseconds).toBeLessThan(100);
  });

  test('of millions of points holds none of them', async () => {
    // the first million of ten: memory does not grow with what is past.
    const controller = new AbortController();
    const sizes: number[] = [];
    let done = 0;
    await swept(
      10_000_000,
      (batch) => {
        done += batch.count;
        if (done / 100_000 > sizes.length) sizes.push(process.memoryUsage().rss / 1e6);
        if (done >= 1_000_000) controller.abort();
      },
      controller.signal,
    );
    const growth = (sizes.at(-1) ?? 0) - (sizes[2] ?? 0);
    console.log(`memory at each 100 000 points: ${sizes.map((size) => size.toFixed(0)).join(' ')} MB`);
    record('sweep', { growthMB: growth });
    expect(growth).toBeLessThan(100);
  });
});
