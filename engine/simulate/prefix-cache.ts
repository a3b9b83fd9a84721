/** Prefixes that were computed before: tiers of limited size, each giving up what was used least recently to the next. */

import type { Prefix } from './requests';

export interface Tier {
  /** Tokens it holds. */
  readonly tokens: number;
  /** Tokens a second that it gives back; absent: it is in the cards' memory already. */
  readonly rate?: number;
}

export interface Hit {
  readonly tokens: number;
  /** Seconds to load what was not in memory. */
  readonly seconds: number;
}

const nothing: Hit = { tokens: 0, seconds: 0 };

interface HeldTier {
  /** A map remembers the order of insertion: the first key was used least recently. */
  readonly held: Map<number, number>;
  /** Goes along with the map: what it has passed is gone or was put at the end again. From the start it would pass over all that is gone each time. */
  oldest: MapIterator<[number, number]>;
  readonly most: number;
  readonly rate: number | undefined;
  tokens: number;
}

/** Of a tier that holds something. */
function oldestOf(tier: HeldTier): readonly [id: number, tokens: number] {
  let next = tier.oldest.next();
  if (next.done) {
    tier.oldest = tier.held.entries();
    next = tier.oldest.next();
  }
  if (next.done) throw new Error('a tier that holds too much holds something');
  return next.value;
}

export class PrefixCache {
  readonly #tiers: HeldTier[];
  asked = 0;
  found = 0;

  constructor(tiers: readonly Tier[]) {
    this.#tiers = tiers.map(({ tokens, rate }) => {
      const held = new Map<number, number>();
      return { held, oldest: held.entries(), most: tokens, rate, tokens: 0 };
    });
  }

  /** The leading part of a prompt that is there; at least one token of the prompt is always computed. */
  look(prefix: Prefix | undefined, prompt: number): Hit {
    this.asked += prompt;
    if (!prefix) return nothing;
    let tokens = 0;
    let seconds = 0;
    for (const id of prefix.ids) {
      const tier = this.#tiers.find(({ held }) => held.has(id));
      if (!tier) break;
      const here = tier.held.get(id) ?? 0;
      tokens += here;
      if (tier.rate !== undefined) seconds += here / tier.rate;
      this.#put(id, here);
    }
    const used = Math.min(tokens, prefix.ids.length * prefix.tokens, prompt - 1);
    this.found += used;
    return { tokens: used, seconds: tokens === 0 ? 0 : (seconds * used) / tokens };
  }

  /** Keeps a prompt's shared part for those that come. */
  keep(prefix: Prefix | undefined): void {
    if (!prefix) return;
    for (const id of prefix.ids) this.#put(id, prefix.grown ?? prefix.tokens);
  }

  #put(id: number, tokens: number): void {
    let known = 0;
    for (const tier of this.#tiers) {
      const here = tier.held.get(id);
      if (here === undefined) continue;
      tier.held.delete(id);
      tier.tokens -= here;
      known = here;
    }
    this.#insert(0, id, Math.max(known, tokens));
  }

  #insert(level: number, id: number, tokens: number): void {
    const tier = this.#tiers[level];
    if (!tier) return;
    if (tokens > tier.most) return this.#insert(level + 1, id, tokens);
    tier.held.set(id, tokens);
    tier.tokens += tokens;
    while (tier.tokens > tier.most) {
      const [leaving, size] = oldestOf(tier);
      tier.held.delete(leaving);
      tier.tokens -= size;
      this.#insert(level + 1, leaving, size);
    }
  }
}
