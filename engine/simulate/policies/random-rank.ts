import type { RoutingPolicy } from './routing';

/** Any, with equal chances. */
export const randomRank: RoutingPolicy = {
  id: 'random',
  title: { en: 'random', zh: '随机' },
  choose: ({ count }, { draw }) => Math.floor(draw * count),
};
