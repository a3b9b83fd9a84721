import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { documentOf, shell } from '../support/command-line';
import { notebook, storyWith } from '../support/notebook';

async function twoRuns(environment: Readonly<Record<string, string>> = {}) {
  const it = shell(environment);
  it.file('a.bench.md', notebook());
  it.file('b.bench.md', storyWith('chat', 'input: 3260\noutput: 1100\nconcurrency: 64 per card'));
  await it.call('run', 'a.bench.md');
  await it.call('run', 'b.bench.md');
  return it;
}

describe('history', () => {
  test('list shows the newest first, --search narrows it', async () => {
    const { call } = await twoRuns();
    const said = await call('history', 'list');
    expect(
      said.out
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(/\s/)[0]),
    ).toEqual(['2', '1']);
    expect(documentOf(await call('history', 'list', '--json', '--search', '64 per'))).toMatchObject([
      { id: 2, tags: [] },
    ]);
    expect((await call('history', 'list', '--limit', '1')).error).toContain('The newest 1 of 2 runs');
  });

  test('show tells the run with its text', async () => {
    const { call } = await twoRuns();
    expect((await call('history', 'show', '#1')).out).toContain('```yaml hardware chip');
    expect(documentOf(await call('history', 'show', '1', '--json'))).toMatchObject({
      id: 1,
      designs: expect.arrayContaining([
        expect.objectContaining({ cell: 'int4', case: expect.objectContaining({ model: expect.anything() }) }),
      ]),
    });
  });

  test('compare names the input that differs and marks the change', async () => {
    const { call } = await twoRuns();
    const said = await call('history', 'compare', '1', '2', '--cell', 'int4');
    expect(said.out).toMatch(/^concurrency +32.a card +64.a card$/m);
    expect(said.out).toMatch(/^TPOT .*\sms \(\+\S+\sms, worse\)$/m);
    expect((await call('history', 'compare', '1', '2', '--cell', 'nowhere')).error).toContain('It has: ');
  });

  test('export and import move the runs to another place, once', async () => {
    const { call, folder } = await twoRuns();
    expect((await call('history', 'export', 'runs.json')).out).toContain('2 runs written');
    expect((await call('history', 'import', 'runs.json', '--db', 'new.db')).out).toBe(
      '2 runs added; 0 were there already',
    );
    expect((await call('history', 'import', 'runs.json', '--db', 'new.db')).out).toBe(
      '0 runs added; 2 were there already',
    );
    writeFileSync(join(folder, 'runs.json'), '{"chokepointHistory": 1, "runs": [');
    const said = await call('history', 'import', 'runs.json', '--db', 'third.db');
    expect(said.code).toBe(3);
    expect(said.error).toContain('Nothing was imported');
  });

  test('an empty one says how to fill it', async () => {
    expect((await shell().call('history', 'list')).out).toContain('run FILE saves one');
  });

  test('a list narrowed to nothing says so', async () => {
    const { file, call } = shell();
    file('a.bench.md', notebook());
    await call('run', 'a.bench.md');
    expect((await call('history', 'list', '--chip', 'H')).out).toContain('No run is like that');
  });

  test('CHOKEPOINT_DB names the file, --db wins over it', async () => {
    const { file, call, folder } = shell();
    file('a.bench.md', notebook());
    const other = shell({ CHOKEPOINT_DB: join(folder, 'env.db') });
    other.file('a.bench.md', notebook());
    await other.call('run', 'a.bench.md');
    expect(documentOf(await call('history', 'list', '--json', '--db', join(folder, 'env.db')))).toHaveLength(1);
    expect(documentOf(await other.call('history', 'list', '--json', '--db', join(folder, 'other.db')))).toHaveLength(0);
  });

  test('a damaged one is named and left alone', async () => {
    const { call, file } = shell();
    const path = file('broken.db', 'not a database, but long enough to look like one to nobody');
    const said = await call('history', 'list', '--db', path);
    expect(said.code).toBe(3);
    expect(said.error).toContain('is damaged');
  });
});
