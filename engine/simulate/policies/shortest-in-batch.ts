import type { PrefillOrder } from './prefill-order';

/** More tokens than any prompt has: batches stay apart in one number. */
const apart = 2 ** 31;

/** Arrival batches as they came, the shortest first within each: no prompt waits for ones that come after the next pass. */
export const shortestInBatch: PrefillOrder = {
  id: 'shortest-in-batch',
  title: { en: 'shortest first within an arrival batch', zh: '同批到达内最短优先' },
  key: ({ batch, tokens }) => batch * apart + tokens,
};
