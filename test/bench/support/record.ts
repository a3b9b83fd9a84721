/** Where measurements go: one JSON document, a section a bench file (`npm run bench -- --json` prints it). */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const place = resolve(process.env['CHOKEPOINT_BENCH'] ?? 'out/bench.json');

/** Adds what was measured to its section; `evaluate`, `window` … */
export function record(section: string, measured: Readonly<Record<string, unknown>>): void {
  const known: Record<string, object> = existsSync(place) ? JSON.parse(readFileSync(place, 'utf8')) : {};
  known[section] = { ...known[section], ...measured };
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, `${JSON.stringify(known, null, 2)}\n`);
}

export interface Spread {
  readonly p50ms: number;
  readonly p95ms: number;
  readonly mostMs: number;
  readonly n: number;
}

export function spread(milliseconds: readonly number[]): Spread {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(10 * (sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN)) / 10;
  return { p50ms: at(0.5), p95ms: at(0.95), mostMs: at(1), n: sorted.length };
}
