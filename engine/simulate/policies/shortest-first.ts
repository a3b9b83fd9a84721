import type { PrefillOrder } from './prefill-order';

/** The shortest of all that wait. A long prompt may wait for long. */
export const shortestFirst: PrefillOrder = {
  id: 'shortest-first',
  title: { en: 'shortest first', zh: '最短优先' },
  key: ({ tokens }) => tokens,
};
