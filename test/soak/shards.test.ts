/** Eight shards of a hundred thousand points, merged, are the sweep that was never cut: every row, to the last digit. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { documentOf, shell } from '../app/support/command-line';
import { sweepNotebook } from '../bench/support/sweep-notebook';

const points = 100_000;
const shards = [5, 1, 8, 3, 2, 7, 4, 6];

function rowsOf(path: string): { readonly count: number; readonly hash: string } {
  const rows = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('['));
  return { count: rows.length, hash: createHash('sha256').update(rows.join('\n')).digest('hex') };
}

test('8 shards of 100 000 points merged equal the unsharded sweep row for row', async () => {
  const here = shell();
  here.file('s.bench.md', sweepNotebook(points));
  const sweep = async (...words: readonly string[]): Promise<void> => {
    expect((await here.call('sweep', 's.bench.md', 'cards', ...words)).code).toBe(0);
  };
  await sweep('--out', 'whole.rows');
  for (const shard of shards) await sweep('--shard', `${shard}/8`, '--out', `${shard}.rows`);
  const files = shards.map((shard) => `${shard}.rows`);
  const imported = documentOf(await here.call('history', 'import', ...files, '--json'));
  expect(imported).toMatchObject({
    sweeps: expect.arrayContaining([expect.objectContaining({ here: points, run: 1 })]),
  });
  expect((await here.call('history', 'rows', '1', 'merged.rows')).code).toBe(0);
  const whole = rowsOf(join(here.folder, 'whole.rows'));
  expect(whole.count).toBe(points);
  expect(rowsOf(join(here.folder, 'merged.rows'))).toEqual(whole);
});
