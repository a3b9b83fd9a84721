import { describe, expect, it } from 'vitest';
import type { SourceCell } from '../../../app/contract';
import { linksIn, stepsOf } from '../../../renderer/cells/lanes';

function cell(id: string, from?: string, kind = 'hardware'): SourceCell {
  return { id, kind, before: '', body: '', after: '', line: 1, problems: [], ...(from === undefined ? {} : { from }) };
}

const lanes = (...cells: SourceCell[]) =>
  stepsOf(cells, [], (kind) => kind !== 'prose' && kind !== 'compare').map(
    ({ cell: { id }, lane, from }) => `${id} ${lane}${from === undefined ? '' : ` < ${from}`}`,
  );

describe('the chain of changes', () => {
  it('runs down one lane where each cell starts from the one above', () => {
    expect(lanes(cell('a'), cell('b'), cell('c'))).toEqual(['a 0', 'b 0 < a', 'c 0 < b']);
  });

  it('puts a branch beside what it left, and what follows it under it', () => {
    expect(lanes(cell('a'), cell('b'), cell('c'), cell('d', 'a'), cell('e'))).toEqual([
      'a 0',
      'b 0 < a',
      'c 0 < b',
      'd 1 < a',
      'e 1 < d',
    ]);
  });

  it('has no node for text and readers', () => {
    expect(lanes(cell('a'), cell('t', undefined, 'prose'), cell('v', undefined, 'compare'), cell('b'))).toEqual([
      'a 0',
      'b 0 < a',
    ]);
  });

  it('never leaves the gutter, however many branches there are', () => {
    const all = lanes(cell('a'), cell('b'), ...['c', 'd', 'e', 'f'].map((id) => cell(id, 'a')));
    expect(all.map((each) => Number(each.split(' ')[1]))).toEqual([0, 0, 1, 2, 2, 2]);
  });
});

describe('the lines of a stretch', () => {
  const heights: Readonly<Record<string, number>> = { a: 0, b: 100, c: 200, d: 300, e: 400 };
  const lines = (stretch: { top: number; bottom: number }, ...cells: SourceCell[]) =>
    linksIn(
      stepsOf(cells, [], () => true),
      (id) => heights[id],
      stretch,
    ).map(({ start, step, top, bottom }) => `${start.cell.id} ${top} > ${step.cell.id} ${bottom}`);
  const all = { top: Number.NEGATIVE_INFINITY, bottom: Number.POSITIVE_INFINITY };

  it('are all of them where all is seen', () => {
    expect(lines(all, cell('a'), cell('b'), cell('c', 'a'))).toEqual(['a 0 > b 100', 'a 0 > c 200']);
  });

  it('are those that end in it, begin in it or pass through it', () => {
    const chain = [cell('a'), cell('b'), cell('c'), cell('d'), cell('e')];
    expect(lines({ top: 150, bottom: 250 }, ...chain)).toEqual(['b 100 > c 200', 'c 200 > d 300']);
    expect(lines({ top: 110, bottom: 190 }, ...chain)).toEqual(['b 100 > c 200']);
  });

  it('of many branches that pass through it in one lane, one', () => {
    const branches = ['b', 'c', 'd', 'e'].map((id) => cell(id, 'a'));
    expect(lines({ top: 0, bottom: 50 }, cell('a'), ...branches)).toEqual([
      'a 0 > b 100',
      'a 0 > c 200',
      'a 0 > d 300',
    ]);
    expect(lines(all, cell('a'), ...branches)).toHaveLength(4);
  });

  it('wait for cells that have no place yet', () => {
    expect(lines(all, cell('a'), cell('unplaced'))).toEqual([]);
  });
});
