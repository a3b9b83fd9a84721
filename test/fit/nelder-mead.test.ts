import { expect, it } from 'vitest';
import { minimise } from '../../engine/fit/nelder-mead';

it('finds the bottom of a curved valley', () => {
  const rosenbrock = ([x = 0, y = 0]: readonly number[]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
  const { at, value } = minimise(rosenbrock, [-1.2, 1], { steps: 2000, tolerance: 1e-14 });
  expect(at.map((x) => Math.round(x * 1000) / 1000)).toEqual([1, 1]);
  expect(value).toBeLessThan(1e-6);
});

it('finds the corner of a function without derivatives', () => {
  const corner = ([x = 0, y = 0]: readonly number[]) => Math.abs(x - 3) + Math.abs(y + 1);
  expect(minimise(corner, [0, 0], { steps: 1000 }).value).toBeLessThan(1e-3);
});
