import { describe, expect, test } from 'vitest';
import { formatBody } from '../../engine/notebook/format-body';

describe('a body laid out', () => {
  test.each([
    ['spaces around braces', 'a: { b: 1,c:  2 }', 'a: {b: 1, c: 2}'],
    ['spaces behind the colon', 'a:    1\nb:  2', 'a: 1\nb: 2'],
    ['indentation', 'decode:\n      tp: 1\n      dp: 16', 'decode:\n  tp: 1\n  dp: 16'],
    ['comments stand in one column', 'use: h20-96g # chip\nnodes: 2 # two', 'use: h20-96g # chip\nnodes: 2     # two'],
    ['a comment of its own line', '# why\na:  1', '# why\na: 1'],
    ['numbers as they are written', 'a: 0.50\nb:   1_000', 'a: 0.50\nb: 1_000'],
    ['quotes stay', 'a: \'1\'\nb:  "x"', 'a: \'1\'\nb: "x"'],
    ['nothing', '', ''],
  ])('%s', (_, body, laid) => {
    expect(formatBody(body)).toBe(laid);
    expect(formatBody(laid)).toBe(laid);
  });

  test('a text with a number that would be written otherwise stays as it is', () => {
    expect(formatBody('a:  1e3')).toBe('a:  1e3');
  });

  test('a text that cannot be read stays as it is', () => {
    expect(formatBody('a: {b: 1')).toBe('a: {b: 1');
  });
});
