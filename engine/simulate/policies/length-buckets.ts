import type { RoutingPolicy } from './routing';

const count = 4;

/** Up to 1 Ki, 4 Ki, 16 Ki tokens, and longer. */
const bucketOf = (tokens: number): number =>
  Math.min(count - 1, Math.max(0, Math.ceil((Math.log2(Math.max(1, tokens)) - 10) / 2)));

/** Prompts of like length have a pool of their own, in prefill and in decode, as far as there are ranks; inside, least work. */
export const lengthBuckets: RoutingPolicy = {
  id: 'length-buckets',
  title: { en: 'a pool a length', zh: '按长度分池' },
  buckets: { count, of: bucketOf },
  choose: (ranks, { input, turn }) => {
    const buckets = Math.min(count, ranks.count);
    const bucket = Math.min(buckets - 1, bucketOf(input));
    const from = Math.floor((bucket * ranks.count) / buckets);
    const to = Math.floor(((bucket + 1) * ranks.count) / buckets);
    let best = from + (turn % (to - from));
    for (let rank = from; rank < to; rank++) if (ranks.requests(rank) < ranks.requests(best)) best = rank;
    return best;
  },
};
