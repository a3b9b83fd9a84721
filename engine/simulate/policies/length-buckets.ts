import type { RoutingPolicy } from './routing';

/** Prompts of like length share ranks: each power of two its own, as far as there are ranks. */
export const lengthBuckets: RoutingPolicy = {
  id: 'length-buckets',
  title: { en: 'a rank a length', zh: '按长度分桶' },
  choose: (ranks, { input, turn }) => {
    const buckets = Math.max(1, Math.min(4, ranks.count));
    // Up to 1 Ki, 4 Ki, 16 Ki tokens, and longer.
    const bucket = Math.min(buckets - 1, Math.max(0, Math.floor((Math.log2(Math.max(1, input)) - 8) / 2)));
    const from = Math.floor((bucket * ranks.count) / buckets);
    const to = Math.max(from + 1, Math.floor(((bucket + 1) * ranks.count) / buckets));
    let best = from + (turn % (to - from));
    for (let rank = from; rank < to; rank++) if (ranks.requests(rank) < ranks.requests(best)) best = rank;
    return best;
  },
};
