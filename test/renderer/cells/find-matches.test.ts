import { describe, expect, it } from 'vitest';
import { matchesIn, nextMatch } from '../../../renderer/cells/find-matches';

const cells = [
  { id: 'prose-1', body: 'Can an H20 hold it? An h20 can.' },
  { id: 'chip', body: 'use: h20-96g\nnodes: 2' },
  { id: 'other', body: 'use: h800' },
];
const order = cells.map((cell) => cell.id);
const places = (needle: string) => matchesIn(cells, needle).map((match) => `${match.cell}:${match.from}`);

describe('finding', () => {
  it('goes through text and YAML in the order of the notebook', () => {
    expect(places('h20')).toEqual(['prose-1:7', 'prose-1:23', 'chip:5']);
  });

  it('minds letter case only where capitals are typed', () => {
    expect(places('H20')).toEqual(['prose-1:7']);
  });

  it('finds nothing of nothing', () => {
    expect(places('')).toEqual([]);
  });

  it('keeps the places of letters whose small form is longer', () => {
    expect(matchesIn([{ id: 'a', body: 'İx İx' }], 'x').map((match) => match.from)).toEqual([1, 4]);
  });

  it('does not count what overlaps twice', () => {
    expect(matchesIn([{ id: 'a', body: 'aaaa' }], 'aa').map((match) => match.from)).toEqual([0, 2]);
  });

  it('starts at the selected cell, goes on from where it is, and comes round', () => {
    const all = matchesIn(cells, 'use');
    const from = (match: (typeof all)[number] | undefined, selected?: string) => ({ match, selected });
    const first = nextMatch(all, order, from(undefined, 'other'), 1);
    expect(first?.cell).toBe('other');
    expect(nextMatch(all, order, from(first), 1)?.cell).toBe('chip');
    expect(nextMatch(all, order, from(first), -1)?.cell).toBe('chip');
    expect(nextMatch([], order, from(undefined), 1)).toBeUndefined();
  });
});
