import { describe, expect, it } from 'vitest';
import type { SourceCell } from '../../../app/contract';
import { stepsOf } from '../../../renderer/cells/lanes';

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
