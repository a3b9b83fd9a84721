/** How fast the engine is by itself: one evaluation, a sweep on two threads, an edit of a notebook. Judges the bars. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { record } from './support/record';

const bars = { microseconds: 65, sweepSeconds: 8 } as const;
const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'chokepoint-bench-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** As a sweep's threads have them (app/sweep-worker.ts, app/sweep/thread.ts). */
const asInASweep = ['--no-allocation-site-pretenuring', '--max-semi-space-size=16'];

const spread = z.object({ p50ms: z.number(), p95ms: z.number(), edits: z.number() });
const measured = z.object({
  evaluate: z.object({
    microseconds: z.number(),
    leastMicroseconds: z.number(),
    withDerivationsMicroseconds: z.number(),
    cases: z.number(),
  }),
  notebookEdit: spread,
});

test('an evaluation of prefill and decode, each of another case; an edit of the sample', async () => {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: join(root, 'test/bench/support/engine-measure.ts'),
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: 'measure.mjs' } },
    },
  });
  const told = execFileSync(process.execPath, [...asInASweep, join(folder, 'measure.mjs')], {
    cwd: root,
    encoding: 'utf8',
  });
  const { evaluate, notebookEdit } = measured.parse(JSON.parse(told));
  record('evaluate', evaluate);
  record('notebookEdit', notebookEdit);
  expect(evaluate.cases).toBe(9000);
  expect(evaluate.microseconds).toBeLessThanOrEqual(bars.microseconds);
});

/** 4 chips × 2 layouts × 25 prompts × 10 answers × 50 batches. */
const points = 100_000;
const notebook = `---
chokepoint: 1
title: A hundred thousand points
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
\`\`\`
\`\`\`yaml parallelism layout
prefill: {tp: 8, ep: 8}
decode: {tp: 1, dp: 16, ep: 16}
\`\`\`
\`\`\`yaml optimizations overlap
two-batch-overlap: on
\`\`\`
\`\`\`yaml cost money
rent: $2/h
\`\`\`
\`\`\`yaml sweep space
design: money
vary:
  hardware: [h20-96g, h800, h200, h20-141g]
  decode.ep: [8, 16]
  input: {from: 1000, to: 5800, step: 200}
  output: {from: 200, to: 2000, step: 200}
  concurrency: {from: 1 per card, to: 50 per card}
subject: {serving.tpot: 50 ms}
best: cost.per_output_token
\`\`\`
`;

const swept = z.object({ points: z.number(), done: z.number(), seconds: z.number() });

test('a sweep of 100 000 points on two threads', () => {
  const file = join(folder, 'sweep.bench.md');
  writeFileSync(file, notebook);
  const cli = join(root, 'out/main/cli.js');
  const told = execFileSync(process.execPath, [cli, 'sweep', file, 'space', '--threads', '2', '--json'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const { done, seconds } = swept.parse(JSON.parse(told));
  record('sweep', { points: done, seconds: Math.round(100 * seconds) / 100, threads: 2 });
  expect(done).toBe(points);
  expect(seconds).toBeLessThanOrEqual(bars.sweepSeconds);
});
