import { describe, expect, test } from 'vitest';
import { chosenFirst, moved, toggled } from '../../../renderer/present/choice';
import { moveFor, slideAfter } from '../../../renderer/present/keys';

describe('keys of a presentation', () => {
  test.each([
    ['PageDown', 'next'],
    ['PageUp', 'back'],
    ['ArrowRight', 'next'],
    ['ArrowUp', 'back'],
    [' ', 'next'],
    ['.', 'black'],
    ['B', 'black'],
    ['Escape', 'leave'],
    ['x', undefined],
    ['F5', undefined],
  ])('%j → %s', (key, move) => {
    expect(moveFor({ key, shiftKey: false })).toBe(move);
  });

  test('shift and space go back', () => {
    expect(moveFor({ key: ' ', shiftKey: true })).toBe('back');
  });

  test('no move leaves the slides there are', () => {
    expect(slideAfter('back', { at: 0, count: 3 })).toBe(0);
    expect(slideAfter('next', { at: 2, count: 3 })).toBe(2);
    expect(slideAfter('last', { at: 0, count: 3 })).toBe(2);
    expect(slideAfter('last', { at: 0, count: 0 })).toBe(0);
  });
});

describe('the choice of what is presented', () => {
  const cells = ['a', 'b', 'c'].map((id) => ({ id, kind: 'compare' }));
  const ids = (choices: readonly { readonly id: string; readonly isTaken: boolean }[]) =>
    choices.map(({ id, isTaken }) => (isTaken ? id.toUpperCase() : id)).join('');

  test('has the chosen first, in their order; one that is gone is left out', () => {
    expect(ids(chosenFirst(cells, ['c', 'gone', 'a']))).toBe('CAb');
  });

  test('is ticked and moved', () => {
    const choices = chosenFirst(cells, []);
    expect(ids(toggled(choices, 'b'))).toBe('aBc');
    expect(ids(moved(choices, 2, 0))).toBe('cab');
    expect(ids(moved(choices, 0, -1))).toBe('abc');
  });
});
