/** How many requests a second of computing the simulation serves. Judges the bars. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { desk } from '../app/support/handlers';
import { record, spread } from './support/record';

const bars = { requestsPerSecond: 20_000, millionSeconds: 120, millionMB: 1000, cancelMs: 100 } as const;

const folder = mkdtempSync(join(tmpdir(), 'chokepoint-bench-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const told = z.object({
  coldRequestsPerSecond: z.number(),
  requestsPerSecond: z.number(),
  points: z.number(),
  millionSeconds: z.number(),
  millionMB: z.number(),
  millionFinished: z.number(),
});

test('requests a second a core, from a cold start too; a million requests', async () => {
  await build({
    configFile: false,
    logLevel: 'silent',
    root: resolve(import.meta.dirname, '../..'),
    build: { ssr: resolve(import.meta.dirname, 'support/simulate-speed.ts'), outDir: folder, target: 'node20.18' },
    ssr: { noExternal: true },
  });
  const { millionFinished, ...measured } = told.parse(
    JSON.parse(execFileSync(process.execPath, [join(folder, 'simulate-speed.js')], { encoding: 'utf8' })),
  );
  record('simulate', measured);
  expect(millionFinished).toBe(1_000_000);
  expect(measured.coldRequestsPerSecond).toBeGreaterThan(bars.requestsPerSecond);
  expect(measured.requestsPerSecond).toBeGreaterThan(bars.requestsPerSecond);
  expect(measured.millionSeconds).toBeLessThan(bars.millionSeconds);
  expect(measured.millionMB).toBeLessThan(bars.millionMB);
});

test('from the command line: what a person waits for, the program’s start counted in', () => {
  const cli = resolve(import.meta.dirname, '../../out/main/cli.js');
  const whole = notebook(10).replace('requests: 10000000', `requests: ${String(asked)}`);
  const seconds = (text: string): number => {
    const file = join(folder, 'asked.bench.md');
    writeFileSync(file, text);
    const began = performance.now();
    const printed = execFileSync(process.execPath, [cli, 'run', file, '--json', '--no-save'], { maxBuffer: 1e8 });
    expect(printed.includes('"sim.finished"')).toBe(text.includes('yaml simulate'));
    return (performance.now() - began) / 1000;
  };
  const best = (text: string): number => Math.min(...Array.from({ length: 3 }, () => seconds(text)));
  const [withIt, without] = [best(whole), best(whole.slice(0, whole.indexOf('```yaml simulate')))];
  const told = (value: number): number => Math.round(100 * value) / 100;
  record('simulate', { commandRequests: asked, commandSeconds: told(withIt), commandWithoutItSeconds: told(without) });
  expect(withIt).toBeGreaterThan(without);
});

const asked = 20_000;

/** Two nodes decode, the others prefill; 1 000 tokens an answer, 32 a card. */
const notebook = (nodes: number): string => `\`\`\`yaml hardware chip
use: h20-96g
nodes: ${String(nodes)}
\`\`\`
\`\`\`yaml model r1
use: deepseek-v3
\`\`\`
\`\`\`yaml workload chat
input: 3260
output: 1000
concurrency: 32 per card
\`\`\`
\`\`\`yaml parallelism layout
prefill: {tp: 8, ep: 8}
decode: {tp: 1, ep: 16}
pools: {prefill: {nodes: ${String(nodes - 2)}}, decode: {nodes: 2}}
\`\`\`
\`\`\`yaml simulate queue
design: layout
requests: 10000000
input: lognormal 0.8
output: lognormal 0.8
\`\`\`
`;

test('cancelling frees the engine process at once, step times being tabulated or not', async () => {
  const { handlers } = desk();
  const milliseconds: number[] = [];
  for (let turn = 0; turn < 20; turn++) {
    // Another design each time: its step times are not known yet.
    const text = notebook(3 + turn);
    const { job } = await handlers['simulation.start']({ text, cell: 'queue' });
    await new Promise((resume) => setTimeout(resume, 20 + 40 * turn));
    const began = performance.now();
    await handlers['job.cancel']({ job });
    while ((await handlers['simulation.look']({ job, look: { theme: 'light', language: 'en' } })) !== null)
      await new Promise((resume) => setTimeout(resume, 1));
    milliseconds.push(performance.now() - began);
  }
  const told = spread(milliseconds);
  record('simulate', { cancel: told });
  expect(told.mostMs).toBeLessThan(bars.cancelMs);
});
