/** Every policy, in the order in which they are offered. */

import { fcfs } from './fcfs';
import { freeSlots } from './free-slots';
import { leastKv } from './least-kv';
import { leastWork } from './least-work';
import { lengthBuckets } from './length-buckets';
import { meanKv } from './mean-kv';
import type { PrefillOrder } from './prefill-order';
import { randomRank } from './random-rank';
import { roundRobin } from './round-robin';
import type { RoutingPolicy } from './routing';
import { shortestFirst } from './shortest-first';
import { shortestInBatch } from './shortest-in-batch';

export type { PrefillOrder } from './prefill-order';
export type { RoutingPolicy } from './routing';

export const routingPolicies: readonly [RoutingPolicy, ...RoutingPolicy[]] = [
  roundRobin,
  randomRank,
  leastWork,
  leastKv,
  freeSlots,
  meanKv,
  lengthBuckets,
];
export const prefillOrders: readonly [PrefillOrder, ...PrefillOrder[]] = [fcfs, shortestInBatch, shortestFirst];

/** What happens to a request when its rank's cache is full: its cache is computed again later, or moved to the host and back. */
export const preemptions = ['recompute', 'swap'] as const;
export type Preemption = (typeof preemptions)[number];

/** All of them by name: a name tells which kind it is. */
export const policyIds: readonly string[] = [
  ...routingPolicies.map(({ id }) => id),
  ...prefillOrders.map(({ id }) => id),
  ...preemptions,
];
