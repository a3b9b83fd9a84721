import { describe, expect, test } from 'vitest';
import { listRuns } from '../../../app/history/list';
import { saveRun, showRun } from '../../../app/history/runs';
import { exportRuns, importRuns } from '../../../app/history/transfer';
import { codeOf, freshHistory, valueIn } from '../support/history';
import { design, record } from '../support/records';

const path = 'runs.json';
const early = record({ title: 'early', designs: [design(), design({ cell: 'int4' })] });
const late = record({ title: 'late', time: '2026-11-25T08:00:00.000Z' });

function exportOf(...records: ReturnType<typeof record>[]): string {
  const history = freshHistory();
  for (const each of records) valueIn(saveRun(history, each));
  return valueIn(exportRuns(history)).text;
}

describe('an exported history', () => {
  test('comes in whole', () => {
    const history = freshHistory();
    expect(valueIn(importRuns(history, { text: exportOf(early, late), path }))).toEqual({ added: 2, known: 0 });
    expect(valueIn(showRun(history, 1))).toEqual({ id: 1, ...early });
    expect(valueIn(showRun(history, 2))).toEqual({ id: 2, ...late });
  });

  test('adds only what is new', () => {
    const history = freshHistory();
    valueIn(saveRun(history, late));
    const text = exportOf(early, late);
    expect(valueIn(importRuns(history, { text, path }))).toEqual({ added: 1, known: 1 });
    expect(valueIn(importRuns(history, { text, path }))).toEqual({ added: 0, known: 2 });
  });

  test.each([
    ['that was cut', (text: string) => text.slice(0, text.length / 2), 'history.import-damaged'],
    ['of something else', () => '{"runs": []}', 'history.import-damaged'],
    ['with a field missing', (text: string) => text.replace('"engine": "0.1.0",', ''), 'history.import-damaged'],
    ['with a figure changed', (text: string) => text.replace('0.0137', '0.0037'), 'history.import-altered'],
  ])('%s changes nothing', (_, spoil, code) => {
    const history = freshHistory();
    expect(codeOf(importRuns(history, { text: spoil(exportOf(late, early)), path }))).toBe(code);
    expect(valueIn(listRuns(history, { limit: 10, offset: 0 })).total).toBe(0);
  });
});
