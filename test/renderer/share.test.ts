import { expect, it } from 'vitest';
import { share } from '../../renderer/share';

it('keeps the identity of equal parts and of nothing else', () => {
  const old = { a: { x: [1, { y: null }] }, b: [1, 2], c: undefined };
  expect(share(old, structuredClone(old))).toBe(old);
  const next = share(old, { ...structuredClone(old), b: [1, 3] });
  expect(next).toEqual({ ...old, b: [1, 3] });
  expect(next.a).toBe(old.a);
  expect(share({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 });
  expect(share([1, 2], [1])).toEqual([1]);
  expect(share({ a: 1 }, [1])).toEqual([1]);
});
