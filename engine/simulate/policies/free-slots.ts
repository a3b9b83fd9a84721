import { leastBy, type RoutingPolicy } from './routing';

/** Most room left once all on hand have answered at length: the answer's length is foretold by a sliding mean. */
export const freeSlots: RoutingPolicy = {
  id: 'free-slots',
  title: { en: 'most free slots by the mean answer', zh: '按平均输出长度估计的空闲槽位最多' },
  choose: (ranks, { turn, input }) => {
    const answer = ranks.meanOutput;
    const slot = Math.max(1, input + answer);
    return leastBy(ranks, turn, (rank) => {
      // Those that have answered more than the mean already hold what they hold.
      const foretold = Math.max(ranks.tokens(rank), ranks.prompts(rank) + ranks.requests(rank) * answer);
      return -(ranks.capacity - foretold) / slot;
    });
  },
};
