/** Stays of requests on decode ranks: who joined since the last step, and when each has its last token, by group. */

import { Heap } from './event-queue';
import type { World } from './world';

/** Slots in flight at most: a slot and which of its stays is meant share one number. */
const slots = 2 ** 24;

export class Stays {
  readonly #world: World;
  readonly #ends: Heap[] = [];
  /** Who joined since the last run of steps, and how many of them got a token in it. */
  readonly #fresh: number[][] = [];
  readonly #freshCount: Float64Array;

  constructor(world: World) {
    const { groups } = world.setup.decode;
    this.#world = world;
    this.#freshCount = new Float64Array(groups);
    for (let group = 0; group < groups; group++) {
      this.#ends.push(new Heap());
      this.#fresh.push([]);
    }
  }

  /** Joins before its group's next step; `last` is the step of its last token, where that is known. */
  begin(group: number, slot: number, last?: number): void {
    const stay = slot + this.#epoch(slot) * slots;
    this.#fresh[group]?.push(stay);
    if (last !== undefined) this.#ends[group]?.push(last, stay);
  }

  #epoch(slot: number): number {
    return this.#world.requests.epoch[slot] ?? 0;
  }

  /** Whose stay it is; -1 where that stay is over. */
  #slotOf(stay: number): number {
    const slot = stay % slots;
    return this.#epoch(slot) === Math.floor(stay / slots) ? slot : -1;
  }

  /** The step of the next last token that is known. */
  nextEnd(group: number): number {
    return this.#ends[group]?.key ?? Number.POSITIVE_INFINITY;
  }

  /** One whose last token came at `step` or before; -1 where there is none left. */
  takeEnded(group: number, step: number): number {
    const ends = this.#ends[group];
    while (ends && ends.key <= step) {
      const slot = this.#slotOf(ends.pop());
      if (slot >= 0) return slot;
    }
    return -1;
  }

  /** Those that joined get their first token at the end of the first step, at `time`; those that came back, their next one. */
  firstStep(group: number, time: number): void {
    const { requests, tokenGaps } = this.#world;
    const fresh = this.#fresh[group];
    let counted = 0;
    for (const stay of fresh ?? []) {
      const slot = this.#slotOf(stay);
      if (slot < 0) continue;
      counted++;
      if (Number.isNaN(requests.first[slot] ?? 0)) requests.first[slot] = time;
      else tokenGaps.add(time - (requests.last[slot] ?? time));
    }
    if (fresh) fresh.length = 0;
    this.#freshCount[group] = counted;
  }

  /** Of the run under way: tokens that have none before them. */
  firstTokens(group: number): number {
    return this.#freshCount[group] ?? 0;
  }
}
