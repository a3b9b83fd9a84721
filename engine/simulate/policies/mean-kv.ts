import { leastBy, type RoutingPolicy } from './routing';

/** Shortest mean cache of a request; an empty rank first. */
export const meanKv: RoutingPolicy = {
  id: 'mean-kv',
  title: { en: 'least mean KV length', zh: '平均 KV 长度最小' },
  choose: (ranks, { turn }) =>
    leastBy(ranks, turn, (rank) => (ranks.requests(rank) === 0 ? 0 : ranks.tokens(rank) / ranks.requests(rank))),
};
