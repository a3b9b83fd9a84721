import { expect, it } from 'vitest';
import { termsOf, wholeValues } from '../../../renderer/parts/formula';

it.each([
  ['17.0 "GB" / 4.00 "TB/s"', '"17.0\u202fGB" / "4.00\u202fTB/s"'],
  ['1\u2009100 "token" * 3', '"1\u2009100\u202ftoken" * 3'],
  ['1\u2009100 * 0.870', '"1\u2009100" * 0.870'],
  ['t_"HBM" = W_"dense" / 2', 't_"HBM" = W_"dense" / 2'],
  ['−3.20 "ms" + a', '"−3.20\u202fms" + a'],
])('keeps the figures of %s whole', (line, whole) => {
  expect(wholeValues(line)).toBe(whole);
});

it('cuts a sum at its own terms only', () => {
  expect(termsOf('t = a + (b + c) / 2 + "x + y"')).toEqual(['t = a +', '(b + c) / 2 +', '"x + y"']);
});
