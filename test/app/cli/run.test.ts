import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { documentOf, shell } from '../support/command-line';
import { notebook, storyWith } from '../support/notebook';

describe('run', () => {
  test('prints a verdict, a line a design, and saves the run', async () => {
    const { file, call } = shell();
    file('a.bench.md', notebook());
    const said = await call('run', 'a.bench.md');
    expect(said).toMatchObject({ code: 0, error: '' });
    const line = said.out.split('\n').find((each) => each.startsWith('int4'));
    expect(line).toMatch(/^int4 +optimizations +compute +\S.*\sms +\S.*\sms +\d+ +\d+\s% +−\S+\sms, better$/);
    expect(said.out).toContain('Saved as run #1');
    expect(documentOf(await call('history', 'list', '--json'))).toMatchObject([
      { id: 1, title: 'H20 for decode', headline: 'on-h800' },
    ]);
  });

  test('in another language takes the title of the file beside it, and says where that is', async () => {
    const { file, call } = shell();
    file('a.bench.md', notebook());
    file('a.zh.bench.md', notebook().replace('title: H20 for decode', 'title: H20 做 Decode'));
    const chinese = await call('run', 'a.bench.md', '--no-save', '--lang', 'zh');
    expect(chinese.out.split('\n')[0]).toMatch(/^H20 做 Decode/);
    expect(chinese.error).toMatch(/中文版：\S+a\.zh\.bench\.md/);
    expect(await call('run', 'a.bench.md', '--no-save', '--lang', 'en')).toMatchObject({ error: '' });
  });

  test('--no-save leaves no history behind', async () => {
    const { file, call } = shell();
    file('a.bench.md', notebook());
    expect((await call('run', 'a.bench.md', '--no-save')).out).not.toContain('Saved');
    expect(documentOf(await call('history', 'list', '--json'))).toEqual([]);
  });

  test('--json has the shape that other tools rely on', async () => {
    const { file, call } = shell();
    file('a.bench.md', notebook());
    expect(documentOf(await call('run', 'a.bench.md', '--json', '--cell', 'int4'))).toEqual({
      chokepoint: 1,
      engine: expect.any(String),
      notebook: { title: 'H20 for decode', fidelity: 'roofline' },
      run: 1,
      cells: [
        {
          id: 'int4',
          kind: 'optimizations',
          status: 'ok',
          metrics: expect.objectContaining({
            'serving.tpot': { value: expect.any(Number), unit: 's', origin: 'derived', trust: expect.any(String) },
          }),
          delta: expect.objectContaining({ 'serving.tpot': expect.any(Number) }),
          load: {
            prefill: expect.any(Array),
            decode: expect.arrayContaining([
              {
                resource: 'memory-bandwidth',
                binds: expect.any(Number),
                busy: expect.any(Number),
                measure: 'memory_ratio',
                value: expect.any(Number),
                limit: 0.5,
              },
              {
                resource: 'memory-capacity',
                binds: null,
                busy: null,
                measure: 'memory.fill',
                value: expect.any(Number),
                limit: 0.85,
              },
            ]),
          },
          bottleneck: { prefill: expect.any(String), decode: expect.any(String) },
          next: expect.objectContaining({ decode: { resource: expect.any(String), gain: expect.any(Number) } }),
          applied: expect.arrayContaining(['w4a8']),
          whatIf: expect.any(Array),
          skipped: [],
          diagnostics: [],
        },
      ],
    });
  });

  test('a blocked figure is null and names what is missing', async () => {
    const { file, call } = shell();
    file('a.bench.md', storyWith('chip', 'use: hygon-bw151\nnodes: 2\nset: {cardsPerNode: 8}'));
    const said = await call('run', 'a.bench.md', '--json', '--cell', 'layout');
    expect(documentOf(said)).toMatchObject({
      cells: [
        {
          status: 'ok',
          metrics: {
            'decode.time': {
              value: null,
              missing: expect.arrayContaining([expect.stringContaining('memoryBandwidth')]),
            },
          },
        },
      ],
    });
  });

  test('one broken cell stops its dependants, says where, and exits 1; the neighbours are there', async () => {
    const { file, call } = shell();
    file('a.bench.md', storyWith('int4', 'w4a9: on'));
    const said = await call('run', 'a.bench.md', '--json');
    expect(said.code).toBe(1);
    expect(documentOf(said)).toMatchObject({
      cells: [
        { id: 'chip', status: 'ok' },
        { id: 'r1', status: 'ok' },
        { id: 'chat', status: 'ok' },
        { id: 'layout', status: 'ok' },
        { id: 'int4', status: 'error', diagnostics: [{ severity: 'error', line: 23, column: 1 }] },
        { id: 'on-h800', status: 'ok' },
      ],
    });
  });

  test('--cell asks for one cell, by its nearest name where it is mistyped', async () => {
    const { file, call } = shell();
    file('a.bench.md', notebook());
    const said = await call('run', 'a.bench.md', '--cell', 'int5');
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.error).toContain('The notebook has no cell int5. Did you mean int4?');
  });

  test.each([
    ['int4 serving.tpot < 50 ms', 0],
    ['int4 serving.tpot <= 0.05 s', 0],
    ['int4 serving.tpot < 1 us', 1],
    ['int4 memory.fill > 10 %', 0],
    ['int4 serving.tpot < 50', 2],
    ['int4 serving.tpot', 2],
    ['int4 serving.tpo < 50 ms', 2],
    ['int9 serving.tpot < 50 ms', 2],
  ])('--assert %j exits %i', async (assertion, code) => {
    const { file, call } = shell();
    file('a.bench.md', notebook());
    expect((await call('run', 'a.bench.md', '--no-save', '--assert', assertion)).code).toBe(code);
  });

  test('--assert may be repeated; the JSON tells each', async () => {
    const { file, call } = shell();
    file('a.bench.md', notebook());
    const said = await call(
      'run',
      'a.bench.md',
      '--json',
      '--assert',
      'int4 serving.tpot < 1 s',
      '--assert',
      'int4 serving.tpot > 1 s',
    );
    expect(said.code).toBe(1);
    expect(documentOf(said)).toMatchObject({ assertions: [{ pass: true }, { pass: false }] });
  });

  test('--html writes one file that needs nothing else', async () => {
    const { file, call, folder } = shell();
    file('a.bench.md', notebook());
    expect((await call('run', 'a.bench.md', '--html', 'out/report.html')).code).toBe(0);
    const page = readFileSync(join(folder, 'out/report.html'), 'utf8');
    expect(page).toContain('<h1>H20 for decode</h1>');
    expect(page).toContain('default-src &#39;none&#39;');
    // What its own scripts hold is bound by that policy; the marks around them ask for nothing.
    const marks = page.replace(/(<script[^>]*>)[^]*?<\/script>/g, '$1');
    expect(marks).not.toMatch(/<link|<script[^>]*src=|src="(?!data:)|url\((?!#|data:)/);
  });

  test('a history that cannot be used costs the run nothing but its place there, and exits 3', async () => {
    const { file, call, folder } = shell();
    file('a.bench.md', notebook());
    const other = new Database(join(folder, 'other.db'));
    other.exec('CREATE TABLE photo (name TEXT)');
    other.close();
    const said = await call('run', 'a.bench.md', '--json', '--db', 'other.db');
    expect(said.code).toBe(3);
    expect(said.error).toContain('is the database of another program');
    expect(documentOf(said)).toMatchObject({ run: null, cells: expect.any(Array) });
  });

  test('a file that is no text is refused', async () => {
    const { file, call, folder } = shell();
    file('a.bench.md', '');
    writeFileSync(join(folder, 'b.bench.md'), Buffer.from([0xff, 0xfe, 0x00, 0x41]));
    expect((await call('run', 'b.bench.md')).error).toContain('is not UTF-8 text');
    expect((await call('run', 'a.bench.md')).out).toContain('No cell defines a design');
  });

  test('a person’s own chip can be used from --catalog; a broken entry is left out, with the reason', async () => {
    const { file, call } = shell();
    const own: unknown = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../../engine/catalog/chips/h20-96g.json'), 'utf8'),
    );
    const changed = { ...Object(own), id: 'our-card', title: 'Our card', aliases: [], deviceNames: [] };
    file('own/chips/our-card.json', JSON.stringify(changed));
    file('own/chips/broken.json', '{');
    file('a.bench.md', storyWith('chip', 'use: our-card\nnodes: 2'));
    const said = await call('run', 'a.bench.md', '--catalog', 'own', '--no-save');
    expect(said.code).toBe(0);
    expect(said.error).toContain('broken.json');
    expect((await call('run', 'a.bench.md', '--no-save')).code).toBe(1);
  });
});

describe('check', () => {
  test('says file, line and column of each problem', async () => {
    const { file, call } = shell();
    file('a.bench.md', storyWith('chat', 'input: 3260\noutput: 1100\nconcurency: 32 per card'));
    const said = await call('check', 'a.bench.md');
    expect(said.code).toBe(1);
    expect(said.out).toMatch(/^a\.bench\.md:16:1 error: .*concurrency/m);
    expect(documentOf(await call('check', 'a.bench.md', '--json'))).toMatchObject({
      diagnostics: expect.arrayContaining([
        expect.objectContaining({ cell: 'chat', severity: 'error', line: 16, column: 1 }),
      ]),
    });
  });

  test('finds nothing in a fine notebook', async () => {
    const { file, call } = shell();
    file('a.bench.md', notebook());
    expect((await call('check', 'a.bench.md')).code).toBe(0);
  });
});

describe('explain', () => {
  test('walks down to the sources', async () => {
    const { file, call } = shell();
    file('a.bench.md', notebook());
    const said = await call('explain', 'a.bench.md', 'int4', 'serving.tpot', '--depth', '1');
    expect(said).toMatchObject({ code: 0, error: '' });
    expect(said.out).toMatch(/^TPOT = /);
  });

  test('--json nests the same shape', async () => {
    const { file, call } = shell();
    file('a.bench.md', notebook());
    expect(documentOf(await call('explain', 'a.bench.md', 'int4', 'serving.tpot', '--json'))).toMatchObject({
      metric: 'serving.tpot',
      value: expect.any(Number),
      unit: 's',
      formula: expect.any(String),
      inputs: expect.arrayContaining([
        expect.objectContaining({ value: expect.any(Number), inputs: expect.any(Array) }),
      ]),
      source: null,
    });
  });

  test('names the nearest metric', async () => {
    const { file, call } = shell();
    file('a.bench.md', notebook());
    expect((await call('explain', 'a.bench.md', 'int4', 'serving.tpo')).error).toContain('Did you mean serving.tpot?');
  });
});
