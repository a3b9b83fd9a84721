import type { RoutingPolicy } from './routing';

/** One after another. */
export const roundRobin: RoutingPolicy = {
  id: 'round-robin',
  title: { en: 'round robin', zh: '轮询' },
  choose: ({ count }, { turn }) => turn % count,
};
