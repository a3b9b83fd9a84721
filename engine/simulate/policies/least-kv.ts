import { leastBy, type RoutingPolicy } from './routing';

/** Least cache in use. */
export const leastKv: RoutingPolicy = {
  id: 'least-kv',
  title: { en: 'least KV use', zh: 'KV 占用最少' },
  choose: (ranks, { turn }) => leastBy(ranks, turn, (rank) => ranks.tokens(rank)),
};
