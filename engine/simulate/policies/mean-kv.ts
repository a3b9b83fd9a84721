import { leastBy, type RoutingPolicy } from './routing';

/**
 * Of the ranks with fewest requests, the one whose requests have the shortest mean cache. By the mean alone a rank of short requests
 * would draw all that come: the more it gets, the shorter its mean.
 */
export const meanKv: RoutingPolicy = {
  id: 'mean-kv',
  title: { en: 'least mean KV length', zh: '平均 KV 长度最小' },
  choose: (ranks, { turn }) => {
    let fewest = Number.POSITIVE_INFINITY;
    for (let rank = 0; rank < ranks.count; rank++) fewest = Math.min(fewest, ranks.requests(rank));
    return leastBy(ranks, turn, (rank) => {
      const requests = ranks.requests(rank);
      if (requests > fewest) return Number.POSITIVE_INFINITY;
      return requests === 0 ? 0 : ranks.tokens(rank) / requests;
    });
  },
};
