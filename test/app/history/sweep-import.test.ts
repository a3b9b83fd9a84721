import { describe, expect, test } from 'vitest';
import { listRuns } from '../../../app/history/list';
import { checkIntegrity, compactHistory, historyState } from '../../../app/history/maintenance';
import type { History } from '../../../app/history/open';
import { showRun } from '../../../app/history/runs';
import { importRows, type SweepImported } from '../../../app/history/sweep-import';
import { partialSweeps, sweepFile } from '../../../app/history/sweeps';
import type { Outcome } from '../../../app/outcome';
import { codeOf, freshHistory, valueIn } from '../support/history';
import { linesOfRows } from '../support/rows-file';

const path = 'cards.rows';
const now = new Date('2026-11-24T10:00:00Z');
const points = 9000;

function stepsOf(history: History, lines: readonly string[]) {
  return importRows(history, { lines, path, now });
}

function imported(history: History, lines: readonly string[]): Outcome<SweepImported> {
  const steps = stepsOf(history, lines);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** All that a person can see of it, and whether rows lie about that nobody sees. */
function seen(history: History) {
  const { sweeps, runs } = valueIn(historyState(history));
  const kept = history.db.prepare('SELECT count(*) AS n FROM sweep_rows').get();
  return { sweeps, runs, listed: valueIn(listRuns(history, { limit: 9, offset: 0 })).total, kept };
}

const shard = (from: number, to: number): string[] =>
  linesOfRows({ points, from, to, cost: (i) => Math.abs(i - 5000) });

describe('a file of rows', () => {
  test('comes in by small steps, in no list before the last', () => {
    const history = freshHistory();
    const steps = stepsOf(history, linesOfRows({ points }));
    const shares: number[] = [];
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) {
        expect(valueIn(step.value)).toMatchObject({ added: points, here: points, points, run: 1 });
        break;
      }
      shares.push(step.value);
      expect(seen(history)).toMatchObject({ sweeps: 0, runs: 0, listed: 0 });
      expect(valueIn(partialSweeps(history))).toEqual([]);
    }
    expect(shares.length).toBeGreaterThanOrEqual(8);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
    expect(seen(history)).toMatchObject({ sweeps: 1, runs: 1, listed: 1 });
    expect([...valueIn(sweepFile(history, 1))].slice(1, -1)).toEqual(linesOfRows({ points }).slice(1, -1));
  });

  test.each([0, 2, 6])('stopped after step %i has changed nothing, and comes in when asked again', (after) => {
    const history = freshHistory();
    const before = seen(history);
    const lines = linesOfRows({ points });
    const steps = stepsOf(history, lines);
    for (let i = 0; i <= after; i++) expect(steps.next().done).toBe(false);
    expect(() => steps.throw(new Error('stopped'))).toThrow('stopped');
    expect(seen(history)).toEqual(before);
    expect(valueIn(imported(history, lines))).toMatchObject({ added: points, run: 1 });
  });

  test('whose import was killed stays unseen, comes in when asked again, and is swept away by compacting', () => {
    const history = freshHistory();
    const lines = linesOfRows({ points });
    stepsOf(history, lines).next();
    expect(seen(history)).toMatchObject({ sweeps: 0, runs: 0, kept: { n: 1 } });
    valueIn(compactHistory(history));
    expect(seen(history)).toMatchObject({ sweeps: 0, runs: 0, kept: { n: 0 } });
    stepsOf(history, lines).next();
    expect(valueIn(imported(history, lines))).toMatchObject({ added: points, run: 1 });
    expect(valueIn(checkIntegrity(history))).toEqual([]);
  });

  test.each([
    ['cut before its end', (lines: string[]) => lines.slice(0, -1), 'history.import-damaged'],
    ['cut in a row', (lines: string[]) => [...lines.slice(0, 8000), '[7999,"799'], 'history.import-damaged'],
    ['with a row lost', (lines: string[]) => lines.toSpliced(8000, 1), 'history.import-damaged'],
    ['with a row too many', (lines: string[]) => lines.toSpliced(-1, 0, '[9000,"a",1,null]'), 'history.import-altered'],
    [
      'with a figure changed',
      (lines: string[]) => lines.with(8000, '[7999,"7999 per card",1,null]'),
      'history.import-altered',
    ],
    ['of another version', (lines: string[]) => lines.with(0, '{"chokepointSweep":2}'), 'history.import-version'],
    ['that is empty', () => [], 'history.import-damaged'],
  ])('%s changes nothing', (_, spoil, code) => {
    const history = freshHistory();
    expect(codeOf(imported(history, spoil(linesOfRows({ points }))))).toBe(code);
    expect(seen(history)).toEqual(seen(freshHistory()));
  });
});

describe('shards', () => {
  test('come in at the same time, and make the run of the best point of all', () => {
    const history = freshHistory();
    const first = stepsOf(history, shard(0, 4500));
    const second = stepsOf(history, shard(4500, points));
    let ended = 0;
    for (let turn = 0; ended < 2; turn++) {
      const step = (turn % 2 === 0 ? first : second).next();
      if (step.done && step.value !== undefined) ended += valueIn(step.value).added > 0 ? 1 : 0;
    }
    const { designs } = valueIn(showRun(history, 1));
    expect(designs[0]?.metrics).toEqual({ 'cost.per_token': { value: 0, unit: 'money', origin: 'derived' } });
    expect(valueIn(checkIntegrity(history))).toEqual([]);
  });

  test('are known again, and one that overlaps another is refused', () => {
    const history = freshHistory();
    valueIn(imported(history, shard(0, 4500)));
    expect(valueIn(imported(history, shard(0, 4500)))).toMatchObject({ added: 0, here: 4500 });
    const before = seen(history);
    expect(codeOf(imported(history, shard(4000, points)))).toBe('history.sweep-overlaps');
    expect(codeOf(imported(history, linesOfRows({ points, from: 0, to: 4500 })))).toBe('history.sweep-overlaps');
    expect(seen(history)).toEqual(before);
  });
});
