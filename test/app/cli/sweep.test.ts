import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { documentOf, shell } from '../support/command-line';
import { sweepNotebook, sweepPoints } from '../sweep/notebook';

function rowsOf(path: string): string[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('['));
}

describe('chokepoint sweep', () => {
  test('says how many points and how long before it starts, then the best and why others are left out', async () => {
    const here = shell();
    here.file('s.bench.md', sweepNotebook);
    const said = await here.call('sweep', 's.bench.md', 'cards');
    expect(said.code).toBe(0);
    expect(said.error).toMatch(/^720 points, about .* on one core; on \d+ threads?$/m);
    expect(said.out).toMatch(/of 720 points will do/);
    expect(said.out).toMatch(/does not fit in memory/);
    const json = await here.call('sweep', 's.bench.md', 'cards', '--json');
    expect(documentOf(json)).toMatchObject({
      chokepoint: 1,
      cell: 'cards',
      points: sweepPoints,
      done: sweepPoints,
      shard: [1, 1],
      best: { hardware: expect.any(String), 'decode.ep': expect.any(Number) },
    });
  });

  test('and run agree on what is feasible', async () => {
    const here = shell();
    here.file('s.bench.md', sweepNotebook);
    const ran = documentOf(await here.call('run', 's.bench.md', '--cell', 'cards', '--json', '--no-save'));
    const swept = documentOf(await here.call('sweep', 's.bench.md', 'cards', '--json'));
    const { cells } = ran as { cells: { table: { rows: unknown[]; infeasible: unknown[]; columns: string[] } }[] };
    const { table } = swept as { table: { rows: unknown[] } };
    expect(cells[0]?.table.rows).toEqual(table.rows);
    expect((cells[0]?.table.rows.length ?? 0) + (cells[0]?.table.infeasible.length ?? 0)).toBe(sweepPoints);
    expect(cells[0]?.table.columns.slice(0, 3)).toEqual(['hardware', 'decode.ep', 'concurrency']);
  });

  test(
    '8 shards merged equal the unsharded sweep row for row, in whatever order they come',
    { timeout: 60_000 },
    async () => {
      const here = shell();
      here.file('s.bench.md', sweepNotebook);
      await here.call('sweep', 's.bench.md', 'cards', '--out', 'whole.rows');
      const shards = [1, 2, 3, 4, 5, 6, 7, 8];
      for (const shard of shards)
        expect(
          (await here.call('sweep', 's.bench.md', 'cards', '--shard', `${shard}/8`, '--out', `${shard}.rows`)).code,
        ).toBe(0);
      const order = [5, 1, 8, 3, 2, 7, 4, 6];
      const first = await here.call('history', 'import', ...order.slice(0, 7).map((shard) => `${shard}.rows`));
      expect(first.out).toMatch(/the other shards are missing/);
      // Coming twice, a shard counts once.
      await here.call('history', 'import', '5.rows');
      const last = documentOf(await here.call('history', 'import', '6.rows', '--json'));
      expect(last).toMatchObject({ sweeps: [{ here: sweepPoints, points: sweepPoints, run: 1 }] });
      expect((await here.call('history', 'rows', '1', 'merged.rows')).code).toBe(0);
      const whole = rowsOf(join(here.folder, 'whole.rows'));
      expect(whole).toHaveLength(sweepPoints);
      expect(rowsOf(join(here.folder, 'merged.rows'))).toEqual(whole);
      // The merged file is a whole one again.
      const again = shell();
      writeFileSync(join(again.folder, 'merged.rows'), readFileSync(join(here.folder, 'merged.rows')));
      expect(documentOf(await again.call('history', 'import', 'merged.rows', '--json'))).toMatchObject({ added: 1 });
      expect(documentOf(await again.call('history', 'list', '--json'))).toMatchObject([
        { title: 'Cards for decode', headline: 'cards', metrics: { 'cost.per_output_token': { unit: 'money' } } },
      ]);
    },
  );

  test('takes its part from the array of a scheduler', async () => {
    const slurm = shell({ SLURM_ARRAY_TASK_ID: '2', SLURM_ARRAY_TASK_MIN: '0', SLURM_ARRAY_TASK_COUNT: '4' });
    slurm.file('s.bench.md', sweepNotebook);
    expect((await slurm.call('sweep', 's.bench.md', 'cards')).error).toMatch(/180 points, shard 3 of 4/);
    const pod = shell({ JOB_COMPLETION_INDEX: '0' });
    pod.file('s.bench.md', sweepNotebook);
    expect((await pod.call('sweep', 's.bench.md', 'cards', '--shards', '6')).error).toMatch(/120 points, shard 1 of 6/);
    const alone = await pod.call('sweep', 's.bench.md', 'cards');
    expect([alone.code, alone.error]).toEqual([2, expect.stringMatching(/JOB_COMPLETION_INDEX .* --shards N/)]);
  });

  test('writes a spreadsheet where the name says so', async () => {
    const here = shell();
    here.file('s.bench.md', sweepNotebook);
    await here.call('sweep', 's.bench.md', 'cards', '--out', 'rows.csv');
    const lines = readFileSync(join(here.folder, 'rows.csv'), 'utf8').trim().split('\n');
    expect(lines[0]).toMatch(/^point,hardware,decode.ep,concurrency,serving.tpot,.*,left out$/);
    expect(lines).toHaveLength(sweepPoints + 1);
  });

  test.each([
    ['a cell that is none', ['nothing'], 2, /has no cell nothing/],
    ['a cell of another kind', ['money'], 2, /money is a cost cell, not a sweep. Sweeps here: cards/],
    ['a shard that is none', ['cards', '--shard', '9/8'], 2, /"9\/8" is not a shard/],
    ['no threads', ['cards', '--threads', '0'], 2, /--threads cannot be 0/],
  ] as const)('%s is wrong usage', async (_, words, code, message) => {
    const here = shell();
    here.file('s.bench.md', sweepNotebook);
    const said = await here.call('sweep', 's.bench.md', ...words);
    expect([said.code, said.error]).toEqual([code, expect.stringMatching(message)]);
  });

  test('a file that cannot be written is told, and none is left behind', async () => {
    const here = shell();
    here.file('s.bench.md', sweepNotebook);
    here.file('blocked', 'a file where a folder is wanted');
    const said = await here.call('sweep', 's.bench.md', 'cards', '--out', 'blocked/rows');
    expect(said.code).toBe(3);
    expect(existsSync(join(here.folder, 'blocked/rows'))).toBe(false);
  });
});

describe('a damaged file of rows changes nothing', () => {
  const spoilt: readonly (readonly [string, (text: string) => string, RegExp])[] = [
    ['cut in the middle', (text) => text.slice(0, text.length / 2), /row \d+/],
    ['without its last line', (text) => text.trim().split('\n').slice(0, -1).join('\n'), /ends here/],
    ['with a figure changed', (text) => text.replace(/\[7,("[^"]+"),/, '[7,"h999",'), /does not match its hash/],
    [
      'with a row gone',
      (text) =>
        text
          .split('\n')
          .filter((line) => !line.startsWith('[9,'))
          .join('\n'),
      /point 10 where point 9 belongs/,
    ],
    [
      'of a newer format',
      (text) => text.replace('"chokepointSweep":1', '"chokepointSweep":2'),
      /newer Chokepoint \(format 2/,
    ],
    ['with its first line spoilt', (text) => text.replace('"cell":"cards"', '"cell":7'), /cell/],
  ];
  test.each(spoilt)('%s', async (_, spoil, message) => {
    const here = shell();
    here.file('s.bench.md', sweepNotebook.replace('to: 120 per card', 'to: 4 per card'));
    await here.call('sweep', 's.bench.md', 'cards', '--out', 'fine.rows');
    const text = readFileSync(join(here.folder, 'fine.rows'), 'utf8');
    here.file('spoilt.rows', spoil(text));
    const said = await here.call('history', 'import', 'spoilt.rows');
    expect(said.code).not.toBe(0);
    expect(said.error).toMatch(message);
    expect(documentOf(await here.call('history', 'state', '--json'))).toMatchObject({
      runs: 0,
      sweeps: 0,
      partial: [],
    });
  });
});
