/**
 * A trace far larger than memory, through the command line: streamed, simulated, nothing kept. CHOKEPOINT_TRACE_GB: its size; the bar of
 * memory is the same for any.
 */

import { execFile } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { record } from '../bench/support/record';

const gigabytes = Number(process.env['CHOKEPOINT_TRACE_GB'] ?? '3');
const mostMB = 1000;
const folder = mkdtempSync(join(tmpdir(), 'chokepoint-trace-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const notebook = `---
chokepoint: 1
title: A trace larger than memory
---
\`\`\`yaml hardware chip
use: h20-96g
\`\`\`
\`\`\`yaml model r1
use: deepseek-v3
\`\`\`
\`\`\`yaml workload chat
input: 32768
output: 100
concurrency: 8 per card
\`\`\`
\`\`\`yaml parallelism layout
prefill: {tp: 8, ep: 8}
decode: {tp: 1, ep: 64}
pools: {prefill: {nodes: 64}, decode: {nodes: 8}}
\`\`\`
\`\`\`yaml simulate queue
design: layout
trace: ./trace.jsonl
prefixCache: [{tokens: 20 M tokens}, {tokens: 200 M tokens, bandwidth: 40 GB/s}]
\`\`\`
`;

/** Mooncake's layout with one column more, as logs have them: 64 blocks a request, 48 of them shared with every 5000th other. */
function write(path: string): number {
  const file = openSync(path, 'w');
  const lines: string[] = [];
  const note = 'x'.repeat(5000);
  let bytes = 0;
  let count = 0;
  while (bytes < gigabytes * 1e9) {
    const talk = count % 5000;
    const blocks = Array.from({ length: 64 }, (_, at) => (at < 48 ? talk * 1000 + at : count * 64 + at + 1e9));
    lines.push(
      `{"timestamp": ${String(count * 100)}, "input_length": ${String(64 * 512)}, "output_length": ${String(50 + (count % 100))}, "hash_ids": [${blocks.join(', ')}], "note": "${note}"}\n`,
    );
    count++;
    if (lines.length < 2000) continue;
    bytes += writeSync(file, lines.join(''));
    lines.length = 0;
  }
  writeSync(file, lines.join(''));
  closeSync(file);
  return count;
}

const figure = z.object({ value: z.number() });
const printed = z.object({
  cells: z.tuple([
    z.object({ status: z.literal('ok'), metrics: z.object({ 'sim.arrived': figure, 'sim.finished': figure }) }),
  ]),
});

test('a trace of any size passes through a memory of its own size', async () => {
  const count = write(join(folder, 'trace.jsonl'));
  const file = join(folder, 'trace.bench.md');
  writeFileSync(file, notebook);
  const told = pathToFileURL(resolve(import.meta.dirname, 'support/tell-peak.mjs')).href;
  const cli = resolve(import.meta.dirname, '../../out/main/cli.js');
  const began = performance.now();
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--import', told, cli, 'run', file, '--cell', 'queue', '--json', '--db', join(folder, 'history.db')],
    { maxBuffer: 1e8 },
  );
  const seconds = (performance.now() - began) / 1000;
  const { metrics } = printed.parse(JSON.parse(stdout)).cells[0];
  const peakMB = Number(/peak (\d+) MB/.exec(stderr)?.[1]);
  const measured = {
    traceGB: gigabytes,
    traceRequests: count,
    traceSeconds: Math.round(seconds),
    traceMostMB: peakMB,
  };
  record('trace', measured);
  process.stdout.write(`${JSON.stringify(measured)}\n`);
  expect(metrics['sim.arrived'].value).toBe(count);
  expect(metrics['sim.finished'].value).toBe(count);
  expect(peakMB).toBeLessThan(mostMB);
});
