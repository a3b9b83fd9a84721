/** A trace far larger than memory: streamed, simulated, nothing kept. CHOKEPOINT_TRACE_GB: its size; the bar of memory is the same for any. */

import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readPieces } from '../../app/pieces';
import { simulate } from '../../engine/simulate/simulation';
import { readTrace } from '../../engine/simulate/trace';
import { record } from '../bench/support/record';
import { caseOf, setupFor } from '../simulate/design-setup';

const gigabytes = Number(process.env['CHOKEPOINT_TRACE_GB'] ?? '3');
const mostMB = 1000;
const folder = mkdtempSync(join(tmpdir(), 'chokepoint-trace-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

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

test('a trace of any size passes through a memory of its own size', () => {
  const path = join(folder, 'trace.jsonl');
  const count = write(path);
  const pieces = readPieces(path);
  expect(pieces).toBeDefined();
  let mostBytes = 0;
  let read = 0;
  const reader = readTrace(() => {
    if (read++ % 64 === 0) mostBytes = Math.max(mostBytes, process.memoryUsage().rss);
    return pieces?.();
  });
  const { kase } = caseOf({ input: 32_768, output: 100, prefillCards: 512, decodeCards: 64 });
  const began = performance.now();
  const answer = simulate(
    setupFor(kase, {
      supply: { kind: 'trace', next: reader.next },
      until: { end: true },
      cache: [{ tokens: 20_000_000 }, { tokens: 200_000_000, rate: 1e6 }],
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  const told = {
    traceGB: gigabytes,
    traceRequests: count,
    traceSeconds: Math.round(seconds),
    traceMostMB: Math.round(mostBytes / 1e6),
    tracePrefixHit: Number(answer.prefixHit.toFixed(3)),
  };
  record('trace', told);
  process.stdout.write(`${JSON.stringify(told)}\n`);
  expect(reader.problem()).toBeUndefined();
  expect(answer.arrived + answer.refused).toBe(count);
  expect(answer.prefixHit).toBeGreaterThan(0.5);
  expect(mostBytes / 1e6).toBeLessThan(mostMB);
});
