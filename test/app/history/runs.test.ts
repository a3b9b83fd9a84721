import { describe, expect, test } from 'vitest';
import { listRuns } from '../../../app/history/list';
import { removeRun, restoreRun, saveRun, showRun } from '../../../app/history/runs';
import { codeOf, freshHistory, valueIn } from '../support/history';
import { design, record } from '../support/records';

const all = { limit: 100, offset: 0 };

describe('saved runs', () => {
  test('come back whole', () => {
    const history = freshHistory();
    const saved = record({
      path: '/tmp/h20.bench.md',
      tags: ['decode'],
      designs: [design(), design({ cell: 'int4', kind: 'optimizations' })],
    });
    const { id } = valueIn(saveRun(history, saved));
    expect(valueIn(showRun(history, id))).toEqual({ id, ...saved });
  });

  test('keep designs without a case, and metrics that are blocked', () => {
    const history = freshHistory();
    const { case: _, ...bare } = design({
      cell: 'tables',
      kind: 'article',
      metrics: {
        't8.ep16.io': { value: null, unit: 's', origin: 'derived', missing: ['chips.bw1000.memoryBandwidth'] },
      },
    });
    const saved = record({ designs: [bare] });
    const { id } = valueIn(saveRun(history, saved));
    expect(valueIn(showRun(history, id)).designs).toEqual([bare]);
  });

  test('are kept once, however often they are saved', () => {
    const history = freshHistory();
    const first = valueIn(saveRun(history, record()));
    expect(valueIn(saveRun(history, record()))).toEqual({ id: first.id, isNew: false });
    expect(valueIn(listRuns(history, all)).total).toBe(1);
  });

  test('share the cases they have in common', () => {
    const history = freshHistory();
    for (let day = 10; day < 30; day++) saveRun(history, record({ time: `2026-11-${day}T00:00:00.000Z` }));
    expect(history.db.prepare('SELECT count(*) AS n FROM stored_case').get()).toEqual({ n: 1 });
  });

  test('are listed newest first, in pages, with the headline cell’s figures', () => {
    const history = freshHistory();
    for (const hour of ['01', '03', '02'])
      saveRun(history, record({ title: hour, time: `2026-11-24T${hour}:00:00.000Z` }));
    const page = valueIn(listRuns(history, { limit: 2, offset: 1 }));
    expect({ titles: page.runs.map((run) => run.title), total: page.total }).toEqual({
      titles: ['02', '01'],
      total: 3,
    });
    expect(page.runs[0]).toMatchObject({
      chips: ['H20-96G'],
      model: 'DeepSeek-V3',
      headline: 'layout',
      metrics: design().metrics,
    });
  });

  test.each([
    ['h20', ['one', 'two']],
    ['ONE', ['one']],
    ['deepseek decode', ['one', 'two']],
    ['two nothing', []],
    ['100%', ['two']],
    ['1_0', []],
    ['显存', ['two']],
  ])('are found by %j', (search, titles) => {
    const history = freshHistory();
    saveRun(history, record({ title: 'one', tags: ['decode'], time: '2026-11-24T02:00:00.000Z' }));
    saveRun(history, record({ title: 'two', text: '显存 decode at 100% load', time: '2026-11-24T01:00:00.000Z' }));
    expect(valueIn(listRuns(history, { ...all, search })).runs.map((run) => run.title)).toEqual(titles);
  });

  test('leave the list when removed and return when restored', () => {
    const history = freshHistory();
    const { id } = valueIn(saveRun(history, record()));
    valueIn(removeRun(history, id, '2026-11-24T09:00:00.000Z'));
    expect(valueIn(listRuns(history, all)).total).toBe(0);
    valueIn(restoreRun(history, id));
    expect(valueIn(listRuns(history, all)).total).toBe(1);
  });

  test('that do not exist are named', () => {
    const history = freshHistory();
    expect([showRun(history, 7), removeRun(history, 7, ''), restoreRun(history, 7)].map(codeOf)).toEqual(
      Array(3).fill('history.no-run'),
    );
  });

  test('ten thousand are listed and searched', { timeout: 120_000 }, () => {
    const history = freshHistory();
    history.db.transaction(() => {
      for (let i = 0; i < 10_000; i++)
        saveRun(history, record({ title: `run ${i}`, time: new Date(1.7e12 + i * 1e6).toISOString() }));
    })();
    const page = valueIn(listRuns(history, { limit: 100, offset: 5000 }));
    expect([page.total, page.runs.length, page.runs[0]?.title]).toEqual([10_000, 100, 'run 4999']);
    const found = valueIn(listRuns(history, { search: 'run 77', limit: 100, offset: 0 }));
    expect(found.total).toBeGreaterThan(100);
  });
});
