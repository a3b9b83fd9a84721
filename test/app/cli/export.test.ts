import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { printOnPaper } from '../../../app/cli/paper';
import { duel } from '../../support/case-notebook';
import { documentOf, shell } from '../support/command-line';

describe('export', () => {
  test('writes the forms that are asked for and names them', async () => {
    const { file, call, folder } = shell();
    const said = await call('export', file('a.bench.md', duel), '--xlsx', 'a.xlsx', '--md', 'out/a.md', '--json');
    expect(said).toMatchObject({ code: 0, error: '' });
    expect(documentOf(said)).toMatchObject({
      chokepoint: 1,
      written: [
        { form: 'md', path: join(folder, 'out', 'a.md') },
        { form: 'xlsx', path: join(folder, 'a.xlsx') },
      ],
    });
    expect(existsSync(join(folder, 'out', 'a-charts', 'tornado.svg'))).toBe(true);
  });

  test('speaks Chinese in the document', async () => {
    const { file, call, folder } = shell();
    expect((await call('export', file('a.bench.md', duel), '--md', 'a.md', '--lang', 'zh')).code).toBe(0);
    expect(readFileSync(join(folder, 'a.md'), 'utf8')).toContain('## 什么会改变结论');
  });

  test('says which form is missing: wrong usage', async () => {
    const { file, call } = shell();
    const said = await call('export', file('a.bench.md', duel));
    expect(said.code).toBe(2);
    expect(said.error).toContain('--pptx');
  });

  test('says where it cannot write, and writes the rest', async () => {
    const { file, call, folder } = shell();
    const path = file('a.bench.md', duel);
    const said = await call('export', path, '--csv', join(path, 'a.csv'), '--md', 'a.md');
    expect(said.code).toBe(3);
    expect(said.error).toContain('cannot be written');
    expect(existsSync(join(folder, 'a.md'))).toBe(true);
  });

  test('exits 1 where a cell is broken, as run does', async () => {
    const { file, call } = shell();
    expect(
      (await call('export', file('a.bench.md', duel.replace('use: h800', 'use: nothing')), '--csv', 'a.csv')).code,
    ).toBe(1);
  });
});

describe('paper from plain Node', () => {
  test('needs an Electron, and says how to get one', async () => {
    expect(await printOnPaper('<p>a</p>', {})).toMatchObject({ ok: false, problem: { code: 'export.no-runtime' } });
  });

  test.runIf(process.platform === 'linux')('needs a display or Xvfb, and says how to get one', async () => {
    expect(await printOnPaper('<p>a</p>', { CHOKEPOINT_ELECTRON: '/bin/true', PATH: '/nowhere' })).toMatchObject({
      ok: false,
      problem: { code: 'export.no-display' },
    });
  });

  test.runIf(process.platform === 'linux')('tells what the printer said', async () => {
    expect(await printOnPaper('<p>a</p>', { CHOKEPOINT_ELECTRON: '/bin/false', DISPLAY: ':1' })).toMatchObject({
      ok: false,
      problem: { code: 'export.not-printed' },
    });
  });
});
