import { describe, expect, test } from 'vitest';
import { listRuns } from '../../../app/history/list';
import { checkIntegrity, historyState } from '../../../app/history/maintenance';
import { removeRun, saveRun, showRun } from '../../../app/history/runs';
import { exportRuns, importInSteps, importRuns } from '../../../app/history/transfer';
import { refused } from '../../../app/outcome';
import { diagnostic } from '../../../engine';
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

  const many = Array.from({ length: 60 }, (_, i) =>
    record({ title: `run ${i}`, time: new Date(Date.UTC(2026, 0, i + 1)).toISOString() }),
  );

  test('comes in little by little, each step telling how far it is, and stands in the list at the end at once', () => {
    const history = freshHistory();
    const total = () => valueIn(listRuns(history, { limit: 100, offset: 0 })).total;
    const steps = importInSteps(history, { text: exportOf(...many), path });
    const shares: number[] = [];
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) {
        expect(valueIn(step.value)).toEqual({ added: 60, known: 0 });
        break;
      }
      shares.push(step.value);
      expect(total()).toBe(0);
    }
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.filter((share) => share > 0.5).length).toBeGreaterThan(3);
    expect(total()).toBe(60);
  });

  test('that is stopped half way, or whose process dies there, has changed nothing and can come again', () => {
    const history = freshHistory();
    valueIn(saveRun(history, early));
    const before = JSON.stringify(valueIn(exportRuns(history)));
    const text = exportOf(...many);
    const half = () => {
      const steps = importInSteps(history, { text, path });
      for (let step = steps.next(); !step.done && step.value < 0.7; step = steps.next());
      return steps;
    };
    half().return(refused(diagnostic('history.no-run', { id: '0' })));
    expect(valueIn(historyState(history))).toMatchObject({ runs: 1, removed: 0 });
    // Nobody ends this one.
    half();
    expect(valueIn(historyState(history))).toMatchObject({ runs: 1 });
    expect(JSON.stringify(valueIn(exportRuns(history)))).toBe(before);
    expect(valueIn(importRuns(history, { text, path }))).toEqual({ added: 60, known: 0 });
    expect(valueIn(historyState(history))).toMatchObject({ runs: 61, removed: 0 });
    expect(valueIn(checkIntegrity(history))).toEqual([]);
  });

  test('brings back a run that was removed here, and what is saved meanwhile stays', () => {
    const history = freshHistory();
    const id = valueIn(saveRun(history, early)).id;
    valueIn(removeRun(history, id, '2026-11-24T00:00:00.000Z'));
    const steps = importInSteps(history, { text: exportOf(early, ...many), path });
    for (let step = steps.next(); !step.done && step.value < 0.7; step = steps.next());
    valueIn(saveRun(history, late));
    for (let step = steps.next(); ; step = steps.next()) {
      if (!step.done) continue;
      expect(valueIn(step.value)).toEqual({ added: 60, known: 1 });
      break;
    }
    expect(valueIn(historyState(history))).toMatchObject({ runs: 62, removed: 0 });
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
