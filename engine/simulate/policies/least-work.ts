import { leastBy, type RoutingPolicy } from './routing';

/** Fewest requests on hand. */
export const leastWork: RoutingPolicy = {
  id: 'least-work',
  title: { en: 'least work', zh: '最少请求' },
  choose: (ranks, { turn }) => leastBy(ranks, turn, (rank) => ranks.requests(rank)),
};
