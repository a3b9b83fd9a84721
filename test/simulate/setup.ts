/** A small system to start a test from. */

import { knownTimes } from '../../engine/simulate/costs';
import { prefillOrders, routingPolicies } from '../../engine/simulate/policies';
import type { Setup } from '../../engine/simulate/setup';

/** One card each, all known times, Poisson at one request a second. */
export function aSetup(change: Partial<Setup> = {}): Setup {
  return {
    seed: 1,
    supply: {
      kind: 'drawn',
      arrivals: { kind: 'poisson', rate: 1 },
      input: { kind: 'fixed', tokens: 1000 },
      output: { kind: 'fixed', tokens: 100 },
    },
    until: { requests: 1000 },
    warmup: 0,
    prefill: { groups: 1, ranks: 1, cards: 1, passTokens: 8192, stages: 1, tokenBytes: 0, rate: 1 },
    decode: {
      groups: 1,
      ranks: 1,
      cards: 1,
      maxBatch: 1_000_000,
      pages: 1e9,
      page: 64,
      grows: true,
      tokenBytes: 0,
      rate: 1,
    },
    transfer: { layers: 1, layersFrom: 0 },
    policies: { routing: routingPolicies[0], prefill: prefillOrders[0], preemption: 'recompute' },
    cache: [],
    hit: 0,
    drafts: [],
    steps: knownTimes({ prefillToken: 1e-4, step: 0.01 }),
    slo: {},
    ...change,
  };
}

export function routing(id: string) {
  const found = routingPolicies.find((each) => each.id === id);
  if (!found) throw new Error(`no policy ${id}`);
  return found;
}

export function order(id: string) {
  const found = prefillOrders.find((each) => each.id === id);
  if (!found) throw new Error(`no order ${id}`);
  return found;
}
