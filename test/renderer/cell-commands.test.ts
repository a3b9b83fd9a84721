import { describe, expect, it } from 'vitest';
import { place, textOf } from '../../renderer/notebook-text';
import { split } from '../../engine/notebook/format';
import { keysOf } from '../../renderer/keys';

const struck = (key: string, held: Partial<Record<'ctrlKey' | 'altKey' | 'shiftKey', boolean>> = {}) =>
  keysOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

describe('keys', () => {
  it('are written as commands write them', () => {
    expect([
      struck('b'),
      struck('B', { shiftKey: true }),
      struck('ArrowUp', { altKey: true }),
      struck('z', { ctrlKey: true, shiftKey: true }),
    ]).toEqual(['B', 'Shift+B', 'Alt+ArrowUp', 'Ctrl+Shift+Z']);
  });
});

describe('a cell dropped elsewhere', () => {
  const text = '---\nx: 1\n---\n```yaml hardware a\n```\n\n```yaml model b\n```\n```yaml workload c\n```';
  const cells = split(text);
  const order = (moved: ReturnType<typeof place>) => split(textOf(moved)).map((cell) => cell.id);

  it('stands before the one it was dropped on, or at the end', () => {
    expect(order(place(cells, 'c', 'a'))).toEqual(['front', 'c', 'a', 'b']);
    expect(order(place(cells, 'a', undefined))).toEqual(['front', 'b', 'c', 'a']);
    expect(order(place(cells, 'a', 'c'))).toEqual(['front', 'b', 'a', 'c']);
  });

  it('keeps every cell whole, also the last that lacks its line break', () => {
    for (const [id, before] of [
      ['c', 'a'],
      ['a', undefined],
      ['b', 'a'],
    ] as const)
      expect(split(textOf(place(cells, id, before))).flatMap((cell) => cell.problems)).toEqual([]);
  });

  it('never goes above the front matter, which never moves', () => {
    expect(place(cells, 'a', 'front')).toBe(cells);
    expect(place(cells, 'front', 'c')).toBe(cells);
    expect(place(cells, 'a', 'a')).toBe(cells);
  });
});
