import type { PrefillOrder } from './prefill-order';

/** First come, first served. */
export const fcfs: PrefillOrder = {
  id: 'fcfs',
  title: { en: 'first come, first served', zh: '先到先服务' },
  key: ({ number }) => number,
};
