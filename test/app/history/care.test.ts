import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { facets, listRuns, type ListQuery } from '../../../app/history/list';
import { backupHistory, checkIntegrity, compactHistory, historyState } from '../../../app/history/maintenance';
import { migrate } from '../../../app/history/migrate';
import { runs } from '../../../app/history/migrations/0010-runs';
import { openHistory } from '../../../app/history/open';
import { changeRun, removeRun, restoreRun, saveRun, showRun } from '../../../app/history/runs';
import { listComparisons, removeComparison, saveComparison } from '../../../app/history/saved-comparisons';
import { exportRuns, importRuns } from '../../../app/history/transfer';
import { codeOf, freshHistory, valueIn } from '../support/history';
import { design, record } from '../support/records';
import { temporaryFolder } from '../support/temp';

const wanted = [
  record({ title: 'H20 解码', text: '比较 H20 与 H800 的瓶颈\n', time: '2026-11-01T08:00:00.000Z', tags: ['weekly'] }),
  record({
    title: 'H800 prefill',
    text: 'Prefill with "quotes" and 100 % of the budget_line\n',
    time: '2026-11-02T08:00:00.000Z',
    designs: [design({ chips: ['NVIDIA H800 SXM'], model: 'Qwen3-32B' })],
  }),
  record({ title: 'BW1000', text: 'domestic card\n', time: '2026-11-03T23:59:59.000Z', tags: ['weekly', 'domestic'] }),
];

function filled() {
  const history = freshHistory();
  for (const each of wanted) valueIn(saveRun(history, each));
  return history;
}

describe('a list', () => {
  const history = filled();
  const cases: readonly (readonly [string, Partial<ListQuery>, readonly string[]])[] = [
    ['a word of the text', { search: 'domestic' }, ['BW1000']],
    ['part of a word, in any case', { search: 'PREF' }, ['H800 prefill']],
    ['a Chinese word of two characters', { search: '解码' }, ['H20 解码']],
    ['one character', { search: '瓶' }, ['H20 解码']],
    ['a Chinese word of three', { search: '的瓶颈' }, ['H20 解码']],
    ['words that are not side by side', { search: 'H20 瓶颈' }, ['H20 解码']],
    ['a chip by its title', { search: 'H800 SXM' }, ['H800 prefill']],
    ['signs that a pattern would take for more', { search: '% budget_line' }, ['H800 prefill']],
    ['quotes', { search: '"quotes"' }, ['H800 prefill']],
    ['an underscore that is none', { search: 'budget-line' }, []],
    ['what is nowhere', { search: 'nowhere' }, []],
    ['a chip', { chip: 'NVIDIA H800 SXM' }, ['H800 prefill']],
    ['a model', { model: 'DeepSeek-V3' }, ['BW1000', 'H20 解码']],
    ['a tag', { tag: 'weekly' }, ['BW1000', 'H20 解码']],
    ['a tag whose name is part of another', { tag: 'week' }, []],
    ['days, both counted in', { from: '2026-11-02', to: '2026-11-03' }, ['BW1000', 'H800 prefill']],
    ['all of it at once', { search: 'card', tag: 'domestic', model: 'DeepSeek-V3', from: '2026-11-03' }, ['BW1000']],
  ];
  test.each(cases)('is narrowed by %s', (_, query, titles) => {
    const found = valueIn(listRuns(history, { limit: 10, offset: 0, ...query }));
    expect(found.runs.map(({ title }) => title)).toEqual(titles);
    expect(found.total).toBe(titles.length);
  });

  test('says what it can be narrowed by, most used first', () => {
    expect(valueIn(facets(history))).toEqual({
      chips: ['H20-96G', 'NVIDIA H800 SXM'],
      models: ['DeepSeek-V3', 'Qwen3-32B'],
      tags: ['weekly', 'domestic'],
    });
  });
});

describe('a run', () => {
  test('can be renamed, tagged, noted and pinned; its figures and its content stay what they were', () => {
    const history = filled();
    const before = valueIn(showRun(history, 1));
    const exported = valueIn(exportRuns(history)).text;
    valueIn(
      changeRun(history, 1, { title: 'The one', tags: ['a', ' a ', 'b', ''], notes: 'why\nbecause', pinned: true }),
    );
    const after = valueIn(showRun(history, 1));
    expect(after).toEqual({ ...before, title: 'The one', tags: ['a', 'b'], notes: 'why\nbecause', pinned: true });
    const { runs: listed } = valueIn(listRuns(history, { limit: 10, offset: 0 }));
    expect(listed.map(({ id }) => id)).toEqual([1, 3, 2]);
    expect(listed[0]).toMatchObject({ pinned: true, note: 'why', tags: ['a', 'b'] });
    const search = (text: string) => valueIn(listRuns(history, { limit: 10, offset: 0, search: text })).total;
    expect([search('because'), search('the one'), search('H20 解码')]).toEqual([1, 1, 0]);
    // The same content is still the same run.
    expect(valueIn(importRuns(history, { text: exported, path: 'x' }))).toEqual({ added: 0, known: 3 });
    valueIn(changeRun(history, 1, { pinned: false, tags: [] }));
    expect(valueIn(listRuns(history, { limit: 10, offset: 0, tag: 'a' })).total).toBe(0);
    expect(codeOf(changeRun(history, 99, { title: 'x' }))).toBe('history.no-run');
  });

  test('that is deleted is in no search until it is restored, and gone for good once compacted', () => {
    const history = filled();
    valueIn(removeRun(history, 3, '2026-11-04T00:00:00.000Z'));
    const total = (query: Partial<ListQuery>) => valueIn(listRuns(history, { limit: 10, offset: 0, ...query })).total;
    expect([total({ search: 'domestic' }), total({ tag: 'domestic' }), total({})]).toEqual([0, 0, 2]);
    valueIn(restoreRun(history, 3));
    expect(total({ search: 'domestic' })).toBe(1);
    valueIn(removeRun(history, 3, '2026-11-04T00:00:00.000Z'));
    expect(valueIn(compactHistory(history))).toEqual({ deleted: 1 });
    expect(codeOf(restoreRun(history, 3))).toBe('history.no-run');
    expect(valueIn(checkIntegrity(history))).toEqual([]);
    expect(valueIn(historyState(history))).toMatchObject({ runs: 2, removed: 0, cases: 1 });
  });
});

describe('looking after it', () => {
  test('a backup is a history of its own, and never written over a file', async () => {
    const history = filled();
    const to = join(temporaryFolder(), 'copy.db');
    expect(valueIn(await backupHistory(history, to)).bytes).toBeGreaterThan(0);
    const copy = valueIn(openHistory({ path: to }));
    expect(valueIn(listRuns(copy, { limit: 10, offset: 0, search: '解码' })).total).toBe(1);
    expect(codeOf(await backupHistory(history, to))).toBe('history.backup-exists');
    const nowhere = await backupHistory(history, join(temporaryFolder(), 'no', 'such', 'folder.db'));
    expect(codeOf(nowhere)).toBe('file.unwritable');
  });

  test('a check finds what does not belong', () => {
    const history = filled();
    expect(valueIn(checkIntegrity(history))).toEqual([]);
    history.db.pragma('foreign_keys = OFF');
    history.db.exec(`INSERT INTO run_facet (kind, value, run) VALUES ('tag', 'lost', 99)`);
    expect(valueIn(checkIntegrity(history))).toEqual(['1 rows belong to nothing']);
  });

  test('comparisons are saved, listed, changed and removed', () => {
    const history = filled();
    const picks = [{ run: 1 }, { run: 2, cell: 'layout' }];
    const said = { title: 'H20 or H800', time: '2026-11-05T00:00:00.000Z', picks, baseline: 1 };
    const { id } = valueIn(saveComparison(history, said));
    valueIn(saveComparison(history, { ...said, id, title: 'Renamed' }));
    expect(valueIn(listComparisons(history))).toEqual([{ id, ...said, title: 'Renamed' }]);
    expect(codeOf(saveComparison(history, { ...said, id: 99 }))).toBe('history.no-comparison');
    valueIn(removeComparison(history, id));
    expect(valueIn(listComparisons(history))).toEqual([]);
  });
});

describe('a history from before there was a search', () => {
  test('is brought up to date with all that is in it', () => {
    const path = join(temporaryFolder(), 'old.db');
    const old = new Database(path);
    migrate(old, [runs]);
    old.exec(`INSERT INTO run (hash, time, title, tags, text, text_hash, engine, fidelity, currency, headline)
      VALUES ('h', '2026-10-01T00:00:00.000Z', '旧的运行', '["kept"]', 'an old text about 带宽', 'x', '0.1', 'roofline', 'USD', 'a')`);
    old.exec(
      `INSERT INTO design (run, position, cell, kind, chips, model, metrics) VALUES (1, 0, 'a', 'cost', '["H20"]', 'M', '{}')`,
    );
    old.close();
    const history = valueIn(openHistory({ path }));
    const total = (query: Partial<ListQuery>) => valueIn(listRuns(history, { limit: 10, offset: 0, ...query })).total;
    expect([
      total({ search: '带宽' }),
      total({ search: 'old text' }),
      total({ chip: 'H20' }),
      total({ tag: 'kept' }),
    ]).toEqual([1, 1, 1, 1]);
    expect(valueIn(showRun(history, 1))).toMatchObject({ title: '旧的运行', tags: ['kept'] });
    expect(valueIn(checkIntegrity(history))).toEqual([]);
    expect(existsSync(path)).toBe(true);
  });
});

describe('an import file', () => {
  test.each([
    [
      'of a newer version',
      (text: string) => text.replace('"chokepointHistory": 1', '"chokepointHistory": 2'),
      'history.import-version',
    ],
    ['half read', (text: string) => text.slice(0, 5000), 'history.import-damaged'],
  ])('%s changes nothing', (_, spoil, code) => {
    const { text } = valueIn(exportRuns(filled()));
    const history = freshHistory();
    expect(codeOf(importRuns(history, { text: spoil(text), path: 'x' }))).toBe(code);
    expect(valueIn(historyState(history))).toMatchObject({ runs: 0, cases: 0 });
  });
});
