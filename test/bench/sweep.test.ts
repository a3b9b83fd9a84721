/** A hundred thousand points on two threads, told how far they are and stopped at once; ten million without holding them. Prints; judges. */

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runPool } from '../../app/sweep-pool';
import { prepare, type SweepQuestion } from '../../app/sweep/question';
import { workerThread } from '../../app/sweep/thread';
import { Summary, type Batch } from '../../engine';
import { valueOf } from '../../app/outcome';
import { record } from './support/record';

const file = resolve(import.meta.dirname, '../../out/main/sweep.js');
const threads = 2;
const clock = () => performance.now();

/** `batches` × 20 × 10 points: chips, layouts, batches, lengths and prices, as a person would cross them. */
function question(batches: number): SweepQuestion {
  const text = `---
chokepoint: 1
title: Bench
fidelity: calibrated
---
\`\`\`yaml hardware chip
use: h20-96g
nodes: 2
\`\`\`
\`\`\`yaml model r1
use: deepseek-v3
\`\`\`
\`\`\`yaml workload chat
input: 3260
output: 1100
concurrency: 32 per card
slo: {tpot: 50 ms}
\`\`\`
\`\`\`yaml parallelism layout
prefill: {tp: 8, ep: 8}
decode: {tp: 1, dp: 16, ep: 16}
\`\`\`
\`\`\`yaml cost money
rent: $2/h
\`\`\`
\`\`\`yaml sweep cards
design: money
vary: {hardware: [h20-96g, h200, h20-141g, mi300x], decode.ep: [8, 16], w4a8: [on, off], input: [500, 1000, 2000, 4000, 8000], rent: [$1/h, $2/h, $3/h, $4/h, $5/h], concurrency: {from: 1 per card, to: ${batches} per card}}
\`\`\`
`;
  return { text, cell: 'cards', files: [], ownFiles: [] };
}

async function swept(points: number, take: (batch: Batch) => void, signal?: AbortSignal) {
  const asked = question(points / 400);
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
