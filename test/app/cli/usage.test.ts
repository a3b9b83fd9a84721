import { describe, expect, test } from 'vitest';
import { documentOf, shell } from '../support/command-line';
import { notebook } from '../support/notebook';

describe('wrong usage exits 2 and says what would be right', () => {
  test.each([
    [[], 'Name a command: run, check, explain, levers, sweep, export, catalog, history, validate'],
    [['rum', 'x.md'], 'There is no command rum. Did you mean run?'],
    [['run', 'x.md', '--fidelty', 'roofline'], 'run has no option --fidelty. Did you mean --fidelity?'],
    [['run', 'x.md', '--fidelity', 'rooflin'], '--fidelity cannot be rooflin. Did you mean roofline?'],
    [['run', 'x.md', '--lang', 'fr'], '--lang cannot be fr. It is one of: zh, en'],
    [['run'], 'Write: run FILE'],
    [['run', 'a.md', 'b.md'], 'Write: run FILE'],
    [['run', 'x.md', '--db'], '--db needs a value: --db PATH'],
    [['run', 'x.md', '--db', '--no-save'], '--db needs a value: --db PATH'],
    [['run', 'x.md', '--no-save=yes'], '--no-save takes no value'],
    [['run', 'x.md'], 'There is no file'],
    [['run', '.'], 'is a folder'],
    [['explain', 'x.md', 'chip'], 'Write: explain FILE CELL METRIC'],
    [['catalog', 'chip'], 'catalog cannot be chip. Did you mean chips?'],
    [['catalog', 'chips', 'h20-95g'], 'Did you mean h20-96g?'],
    [['catalog', 'chips', '--catalog', 'nowhere'], 'There is no folder'],
    [['history', 'lst'], 'history cannot be lst. Did you mean list?'],
    [['history', 'show', 'one'], "one is not a run's number"],
    [['history', 'show', '7'], 'The history has no run #7'],
    [['history', 'compare', '7'], 'Write: history compare ID ID …'],
    [['validate', '--suite', 'articles'], '--suite cannot be articles. Did you mean article?'],
  ])('%j', async (argv, message) => {
    const said = await shell().call(...argv);
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.error).toContain(message);
  });

  test('with --json the one document names the code, in English whatever the language', async () => {
    const said = await shell({ LANG: 'zh_CN.UTF-8' }).call('rum', '--json');
    expect(documentOf(said)).toMatchObject({
      chokepoint: 1,
      diagnostics: [{ code: 'usage.unknown-command', severity: 'error' }],
    });
    expect(said.error).toContain('There is no command rum');
  });
});

describe('help and version', () => {
  test('--help lists every command and exits 0', async () => {
    const said = await shell().call('--help');
    expect(said).toMatchObject({ code: 0, error: '' });
    for (const name of [
      'run FILE',
      'check FILE',
      'explain FILE CELL METRIC',
      'catalog chips',
      'history list',
      'validate',
    ]) {
      expect(said.out).toContain(name);
    }
  });

  test('run --help tells its options, in Chinese where asked', async () => {
    const said = await shell().call('run', '--help', '--lang', 'zh');
    expect(said.out).toContain("--assert 'CELL METRIC < 50 ms'");
    expect(said.out).toContain('写出可独立打开的报告');
  });

  test('--version prints the package’s', async () => {
    expect(await shell().call('--version')).toEqual({ code: 0, out: 'Chokepoint 0.1.0', error: '' });
    expect(documentOf(await shell().call('--version', '--json'))).toMatchObject({ version: '0.1.0' });
  });
});

test.each([
  ['run', 'a.bench.md', '--json'],
  ['check', 'a.bench.md', '--json'],
  ['explain', 'a.bench.md', 'int4', 'serving.tpot', '--json'],
  ['catalog', 'chips', '--json'],
  ['catalog', 'models', 'deepseek-v3', '--json'],
  ['catalog', 'optimizations', '--json'],
  ['catalog', 'sources', '--json'],
  ['history', 'list', '--json'],
  ['validate', '--suite', 'article', '--json'],
  ['--help', '--json'],
])('%s %s %s prints exactly one JSON document', async (...argv) => {
  const { file, call } = shell({ LANG: 'zh_CN.UTF-8' });
  file('a.bench.md', notebook());
  const said = await call(...argv);
  expect(said.code).toBe(0);
  documentOf(said);
});
