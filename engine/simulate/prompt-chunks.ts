/** Shared serving: prompts are computed chunk by chunk beside the decode steps of the same ranks. */

import { cost, width } from './costs';
import type { DecodeRanks } from './decode-ranks';
import { Heap } from './event-queue';
import { PromptWork } from './prompt-work';
import type { PrefixCache } from './prefix-cache';
import { Waiting } from './waiting';
import type { World } from './world';

interface Piece {
  readonly slot: number;
  readonly tokens: number;
}

export class PromptChunks {
  readonly #world: World;
  readonly #ranks: DecodeRanks;
  readonly #queues: Heap[] = [];
  /** By rank: prompts begun and not done, the pieces of this step, and what they ask. */
  readonly #open: number[][] = [];
  readonly #pieces: Piece[][] = [];
  readonly #work: PromptWork[] = [];
  readonly #row = new Float64Array(width);
  readonly #cache: PrefixCache;
  /** By rank, chunks filled: prompts that come between two of them are one arrival batch. */
  readonly #fills: Int32Array;
  readonly #waiting: Waiting;

  constructor(world: World, ranks: DecodeRanks, cache: PrefixCache) {
    this.#world = world;
    this.#waiting = new Waiting(world.series);
    this.#ranks = ranks;
    this.#cache = cache;
    this.#fills = new Int32Array(ranks.count);
    for (let rank = 0; rank < ranks.count; rank++) {
      this.#queues.push(new Heap());
      this.#open.push([]);
      this.#pieces.push([]);
      this.#work.push(new PromptWork());
    }
  }

  add(rank: number, slot: number, time: number): void {
    const { requests, setup } = this.#world;
    this.#waiting.change(1, time);
    const key = setup.policies.prefill.key({
      number: requests.number[slot] ?? 0,
      tokens: (requests.wanted[slot] ?? 0) - (requests.cached[slot] ?? 0),
      batch: this.#fills[rank] ?? 0,
    });
    this.#queues[rank]?.push(key, slot);
  }

  settle(time: number): void {
    this.#waiting.change(0, time);
  }

  /** Prompts that a rank has begun. */
  underWay(rank: number): number {
    return this.#open[rank]?.length ?? 0;
  }

  /** Fills the next step's chunks; true if any rank of the group has one. */
  choose(group: number, time: number): boolean {
    const { ranks } = this.#world.setup.decode;
    let found = false;
    for (let rank = group * ranks; rank < (group + 1) * ranks; rank++) found = this.#fill(rank, time) || found;
    return found;
  }

  #fill(rank: number, time: number): boolean {
    const { requests, setup } = this.#world;
    const open = this.#open[rank];
    const pieces = this.#pieces[rank];
    const work = this.#work[rank];
    const queue = this.#queues[rank];
    if (!open || !pieces || !work || !queue || !setup.shared) return false;
    pieces.length = 0;
    work.clear();
    const batch = this.#ranks.batch[rank] ?? 0;
    let room = this.#roomFor(rank, Math.max(1, setup.shared.chunk - batch));
    const give = (slot: number): void => {
      const offset = requests.offset[slot] ?? 0;
      if (Number.isNaN(requests.started[slot] ?? 0)) requests.started[slot] = time;
      const tokens = Math.min(room, (requests.wanted[slot] ?? 0) - offset);
      room -= tokens;
      pieces.push({ slot, tokens });
      work.add(tokens, offset);
      if ((requests.preempted[slot] ?? 0) > 0) work.redone += tokens;
    };
    for (const slot of open) if (room > 0) give(slot);
    while (room > 0 && queue.size > 0 && open.length + batch < setup.decode.maxBatch) {
      if (!this.#ranks.reserve(rank, queue.value)) break;
      const slot = queue.pop();
      this.#waiting.change(-1, time);
      open.push(slot);
      work.load = Math.max(work.load, requests.loading[slot] ?? 0);
      give(slot);
    }
    if (pieces.length > 0) this.#fills[rank] = (this.#fills[rank] ?? 0) + 1;
    return pieces.length > 0;
  }

  /** Where steps have a limit: the largest chunk that stays below it, halved from the whole one down to a sixteenth. */
  #roomFor(rank: number, whole: number): number {
    const { setup } = this.#world;
    const limit = setup.shared?.stepLimit;
    const batch = this.#ranks.batch[rank] ?? 0;
    if (limit === undefined || batch === 0) return whole;
    let room = whole;
    for (let halving = 0; halving < 4; halving++) {
      setup.steps.prefill(1, room + batch, this.#ranks.held(rank) / batch, this.#row);
      if ((this.#row[cost.own] ?? 0) + (this.#row[cost.joint] ?? 0) <= limit) return room;
      room = Math.max(1, Math.floor(room / 2));
    }
    return room;
  }

  /**
   * A rank's row with its chunk: the linear layers take chunk and decoding tokens in one go, so that weights are read once; attention
   * over the cache of those that decode comes on top.
   */
  price(rank: number, row: Float64Array, slope: Float64Array): void {
    const work = this.#work[rank];
    if (!work || work.tokens === 0) return;
    const batch = this.#ranks.batch[rank] ?? 0;
    const attention = row[cost.attention] ?? 0;
    const all = work.tokens + batch;
    // Decoding tokens ride along with the linear layers and attend on their own: pairs stay those of the chunk.
    const share = work.tokens / all;
    this.#world.setup.steps.prefill(work.sequences, work.fresh / share, work.cached * share, row);
    row[cost.own] = (row[cost.own] ?? 0) + attention;
    row[cost.ownMemory] = (row[cost.ownMemory] ?? 0) + attention;
    row[cost.busyMemory] = (row[cost.busyMemory] ?? 0) + attention;
    work.addLoad(row);
    slope.fill(0);
    this.#ranks.redone[rank] = work.redone / work.tokens;
  }

  /** The joint row of a step with chunks: at the mean of the ranks' tokens. */
  joint(group: number, row: Float64Array): void {
    const { decode, steps } = this.#world.setup;
    let tokens = 0;
    for (let rank = group * decode.ranks; rank < (group + 1) * decode.ranks; rank++)
      tokens += Math.max(1, (this.#work[rank]?.tokens ?? 0) + (this.#ranks.batch[rank] ?? 0));
    steps.prefill(1, tokens / decode.ranks, 0, this.#row);
    for (let at = cost.joint; at < width; at++) row[at] = this.#row[at] ?? 0;
  }

  /** The step is over: pieces are computed, whole prompts go on to decode. */
  computed(group: number, time: number, ready: (slot: number, rank: number) => void): void {
    const { requests } = this.#world;
    const { ranks } = this.#world.setup.decode;
    for (let rank = group * ranks; rank < (group + 1) * ranks; rank++) {
      for (const { slot, tokens } of this.#pieces[rank] ?? []) {
        requests.offset[slot] = (requests.offset[slot] ?? 0) + tokens;
        if ((requests.offset[slot] ?? 0) < (requests.wanted[slot] ?? 0)) continue;
        requests.prefilled[slot] = time;
        this.#cache.keep(requests.prefix[slot]);
        const open = this.#open[rank];
        open?.splice(open.indexOf(slot), 1);
        ready(slot, rank);
      }
      const pieces = this.#pieces[rank];
      if (pieces) pieces.length = 0;
    }
  }
}
