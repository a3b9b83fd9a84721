/**
 * The prefill pool: lines of prompts (one, or one a bucket of lengths with groups of its own), and groups of ranks that each compute a pass
 * of packed prompts, or pieces of a long one.
 */

import { cost, width } from './costs';
import { Heap } from './event-queue';
import type { PrefixCache } from './prefix-cache';
import { PromptWork } from './prompt-work';
import { series } from './statistics/account';
import { Waiting } from './waiting';
import { event, type World } from './world';

export class PrefillPool {
  readonly #world: World;
  readonly #cache: PrefixCache;
  readonly #lines: Heap[] = [];
  readonly #busy: Uint8Array;
  /** When a group last had nothing to do. */
  readonly #idleSince: Float64Array;
  /** By rank: prompts of the pass under way, a prompt that is only begun, what they ask, and what they cost. */
  readonly #taken: number[][] = [];
  readonly #begun: Int32Array;
  readonly #pieces: number[][] = [];
  readonly #work: PromptWork[] = [];
  readonly #row: Float64Array[] = [];
  readonly #group = new Float64Array(width);
  readonly #handOver: (slot: number, time: number, rank: number) => void;
  #underWay = 0;
  readonly #waiting: Waiting;
  /** Passes begun: prompts that come between two of them are one arrival batch. */
  #passes = 0;

  constructor(world: World, cache: PrefixCache, handOver: (slot: number, time: number, rank: number) => void) {
    const { groups, ranks } = world.setup.prefill;
    this.#world = world;
    this.#waiting = new Waiting(world.series);
    this.#cache = cache;
    this.#handOver = handOver;
    this.#busy = new Uint8Array(groups);
    this.#idleSince = new Float64Array(groups);
    this.#begun = new Int32Array(groups * ranks).fill(-1);
    const lines = Math.max(1, Math.min(groups, world.setup.policies.routing.buckets?.count ?? 1));
    for (let line = 0; line < lines; line++) this.#lines.push(new Heap());
    for (let rank = 0; rank < groups * ranks; rank++) {
      this.#taken.push([]);
      this.#pieces.push([]);
      this.#work.push(new PromptWork());
      this.#row.push(new Float64Array(width));
    }
  }

  /** Prompts in a pass. */
  get underWay(): number {
    return this.#underWay;
  }

  add(slot: number, time: number): void {
    const { requests, setup } = this.#world;
    const tokens = requests.wanted[slot] ?? 0;
    const key = setup.policies.prefill.key({ number: requests.number[slot] ?? 0, tokens, batch: this.#passes });
    const line = Math.min(this.#lines.length - 1, setup.policies.routing.buckets?.of(tokens) ?? 0);
    this.#waiting.change(1, time);
    this.#lines[line]?.push(key, slot);
    for (let group = 0; group < this.#busy.length; group++)
      if (!this.#busy[group] && this.#lineOf(group) === this.#lines[line]) {
        this.#begin(group, time);
        return;
      }
  }

  /** The line that a group serves: groups are divided among the lines as evenly as can be. */
  #lineOf(group: number): Heap | undefined {
    return this.#lines[Math.floor((group * this.#lines.length) / this.#busy.length)];
  }

  /** A pass is over: whole prompts move on, the next pass begins. */
  computed(group: number, time: number): void {
    const { requests, setup } = this.#world;
    const { ranks } = setup.prefill;
    this.#busy[group] = 0;
    this.#idleSince[group] = time;
    for (let rank = group * ranks; rank < (group + 1) * ranks; rank++) {
      const pieces = this.#pieces[rank] ?? [];
      const taken = this.#taken[rank] ?? [];
      this.#begun[rank] = -1;
      for (const [at, slot] of taken.entries()) {
        requests.offset[slot] = (requests.offset[slot] ?? 0) + (pieces[at] ?? 0);
        if ((requests.offset[slot] ?? 0) < (requests.wanted[slot] ?? 0)) {
          this.#begun[rank] = slot;
          continue;
        }
        requests.prefilled[slot] = time;
        this.#underWay--;
        this.#cache.keep(requests.prefix[slot]);
        this.#handOver(slot, time, rank);
      }
      taken.length = 0;
      pieces.length = 0;
    }
    if (!this.#busy[group]) this.#begin(group, time);
  }

  settle(time: number): void {
    this.#waiting.change(0, time);
    for (let group = 0; group < this.#busy.length; group++) {
      if (this.#busy[group]) continue;
      this.#settleIdle(group, time);
      this.#idleSince[group] = time;
    }
  }

  #settleIdle(group: number, time: number): void {
    const { account, setup } = this.#world;
    const { ranks, cards } = setup.prefill;
    const since = this.#idleSince[group] ?? 0;
    const seconds = account.share(since, time) * (time - since) * cards;
    for (let rank = group * ranks; rank < (group + 1) * ranks; rank++) account.add(rank, 'idle', seconds);
  }

  #begin(group: number, time: number): void {
    const { ranks } = this.#world.setup.prefill;
    const first = group * ranks;
    for (let rank = first; rank < first + ranks; rank++) {
      this.#work[rank]?.clear();
      const begun = this.#begun[rank] ?? -1;
      if (begun >= 0) this.#take(rank, begun, time);
    }
    const line = this.#lineOf(group);
    while (line && line.size > 0) {
      const rank = this.#roomiest(line, first, ranks);
      if (rank < 0) break;
      const slot = line.pop();
      this.#waiting.change(-1, time);
      this.#underWay++;
      this.#look(slot, rank);
      this.#take(rank, slot, time);
    }
    let most = 0;
    let tokens = 0;
    let heaviest = first;
    for (let rank = first; rank < first + ranks; rank++) {
      const work = this.#work[rank];
      const row = this.#row[rank];
      if (!work || !row || work.tokens === 0) continue;
      this.#price(work, row);
      tokens += work.tokens;
      if ((row[cost.own] ?? 0) > most) {
        most = row[cost.own] ?? 0;
        heaviest = rank;
      }
    }
    if (tokens === 0) return;
    this.#joint(heaviest, tokens / ranks);
    this.#busy[group] = 1;
    this.#passes++;
    const end = time + most + (this.#group[cost.joint] ?? 0);
    this.#account(group, time, end, most);
    this.#world.schedule(end, event.prefilled, group);
  }

  /** What of a prompt is in the prefix cache, when its turn comes. */
  #look(slot: number, rank: number): void {
    const { requests, setup } = this.#world;
    const wanted = requests.wanted[slot] ?? 0;
    const prefix = requests.prefix[slot];
    const hit = this.#cache.look(prefix, wanted);
    const tokens = prefix || setup.hit === 0 ? hit.tokens : Math.min(wanted - 1, Math.round(wanted * setup.hit));
    requests.cached[slot] = tokens;
    requests.offset[slot] = tokens;
    const work = this.#work[rank];
    if (work) work.load = Math.max(work.load, hit.seconds);
  }

  /** The rank of the group with the fewest tokens, if the first of the line fits there. */
  #roomiest(line: Heap, first: number, ranks: number): number {
    const { requests, setup } = this.#world;
    const { passTokens, chunk } = setup.prefill;
    let rank = first;
    for (let each = first + 1; each < first + ranks; each++)
      if ((this.#work[each]?.tokens ?? 0) < (this.#work[rank]?.tokens ?? 0)) rank = each;
    const there = this.#work[rank]?.tokens ?? 0;
    if (there === 0) return rank;
    const next = line.value;
    const tokens = Math.round((requests.wanted[next] ?? 0) * (1 - setup.hit));
    const most = chunk === undefined ? passTokens : Math.min(chunk, passTokens);
    return chunk === undefined ? (there + tokens <= most ? rank : -1) : there < most ? rank : -1;
  }

  #take(rank: number, slot: number, time: number): void {
    const { requests, setup } = this.#world;
    const { chunk } = setup.prefill;
    const work = this.#work[rank];
    const offset = requests.offset[slot] ?? 0;
    const left = (requests.wanted[slot] ?? 0) - offset;
    const tokens = chunk === undefined ? left : Math.min(left, Math.max(1, chunk - (work?.tokens ?? 0)));
    if (Number.isNaN(requests.started[slot] ?? 0)) requests.started[slot] = time;
    this.#taken[rank]?.push(slot);
    this.#pieces[rank]?.push(tokens);
    work?.add(tokens, offset);
    if (work && (requests.preempted[slot] ?? 0) > 0) work.redone += tokens;
  }

  #price(work: PromptWork, row: Float64Array): void {
    const { steps, prefill } = this.#world.setup;
    // A pipeline works on as many packed passes as it has stages.
    steps.prefill(Math.max(1, work.sequences / prefill.stages), work.fresh, work.cached, row);
    work.addLoad(row);
  }

  /** Experts serve all ranks of the group: their part is that of the mean rank's tokens. */
  #joint(heaviest: number, tokens: number): void {
    const work = this.#work[heaviest];
    const row = this.#row[heaviest];
    if (!work || !row) return;
    const { steps, prefill } = this.#world.setup;
    if (tokens === work.tokens) {
      this.#group.set(row);
      return;
    }
    const sequences = tokens / work.fresh / prefill.stages;
    if (sequences >= 1) steps.prefill(sequences, work.fresh, work.cached, this.#group);
    else steps.prefill(1, tokens, work.cached, this.#group);
  }

  #account(group: number, from: number, to: number, most: number): void {
    const { account, series: kept, setup } = this.#world;
    const { ranks, cards } = setup.prefill;
    this.#settleIdle(group, from);
    const share = account.share(from, to) * cards;
    for (let rank = group * ranks; rank < (group + 1) * ranks; rank++) {
      const row = this.#row[rank];
      const work = this.#work[rank];
      if (!row || !work) continue;
      if (work.tokens === 0) {
        account.add(rank, 'idle', share * (to - from));
        continue;
      }
      // The joint part is the group's, whatever the rank's own row says of it.
      for (let at = cost.joint; at < width; at++) row[at] = this.#group[at] ?? 0;
      account.work(rank, row, share, work.redone / work.tokens);
      const waited = most - (row[cost.own] ?? 0);
      account.add(rank, 'imbalance', share * waited);
      for (let at = 0; at < 3; at++)
        kept.add(series.compute + at, (cards * (row[cost.busyCompute + at] ?? 0)) / (to - from), from, to);
      kept.add(series.imbalance, (cards * waited) / (to - from), from, to);
      kept.add(series.host, (cards * ((row[cost.ownHost] ?? 0) + (row[cost.jointHost] ?? 0))) / (to - from), from, to);
    }
  }
}
