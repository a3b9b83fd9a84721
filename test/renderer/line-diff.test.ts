import { fc } from '../support/property';
import { describe, expect, it } from 'vitest';
import { diffLines, partsOf, type DiffLine } from '../../renderer/line-diff';

const sides = (lines: readonly DiffLine[]) => ({
  before: lines
    .filter(({ kind }) => kind !== 'come')
    .map(({ text }) => text)
    .join(''),
  after: lines
    .filter(({ kind }) => kind !== 'gone')
    .map(({ text }) => text)
    .join(''),
});
const marks = { same: ' ', gone: '-', come: '+' } as const;
const drawn = (before: string, after: string) =>
  diffLines(before, after).map(({ kind, text }) => marks[kind] + text.trimEnd());

describe('a line diff', () => {
  it.each([
    ['', '', []],
    ['', 'a\n', ['+a']],
    ['a\nb\nc\n', 'a\nc\n', [' a', '-b', ' c']],
    ['a\nb\n', 'a\nx\nb\n', [' a', '+x', ' b']],
    ['use: h20\nnodes: 2\n', 'use: h20\nnodes: 4\n', [' use: h20', '-nodes: 2', '+nodes: 4']],
    ['a', 'a\n', ['-a', '+a']],
  ])('of %j and %j', (before, after, lines) => {
    expect(drawn(before, after)).toEqual(lines);
  });

  it('holds both texts, whatever they are', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 30 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(sides(diffLines(before, after))).toEqual({ before, after });
      }),
    );
  });

  it('is of no more lines than it must be', () => {
    const lines = fc.array(fc.constantFrom('a\n', 'b\n', 'c\n'), { maxLength: 12 });
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        const kept = diffLines(a.join(''), b.join('')).filter(({ kind }) => kind === 'same').length;
        expect(kept).toBe(longestCommon(a, b));
      }),
    );
  });

  it('shows three equal lines around a change and counts the others', () => {
    const before = Array.from({ length: 20 }, (_, n) => `${n}\n`).join('');
    const parts = partsOf(diffLines(before, before.replace('10\n', 'ten\n')));
    expect(parts.map((part) => ('folded' in part ? part.folded : part.lines.length))).toEqual([7, 8, 6]);
  });
});

function longestCommon(a: readonly string[], b: readonly string[]): number {
  const rows = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  a.forEach((x, i) => {
    b.forEach((y, j) => {
      const row = rows[i + 1];
      if (row) row[j + 1] = x === y ? (rows[i]?.[j] ?? 0) + 1 : Math.max(rows[i]?.[j + 1] ?? 0, row[j] ?? 0);
    });
  });
  return rows[a.length]?.[b.length] ?? 0;
}
