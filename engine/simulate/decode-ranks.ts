/** The decode ranks' holdings: who is there, cache by pages, and rows of costs that hold until the holdings change. */

import { width } from './costs';
import { Line } from './event-queue';
import type { Ranks } from './policies/routing';
import type { World } from './world';

/** How fast the mean answer forgets: the last thousand requests. */
const memory = 1e-3;

/** Share of the pages that admission leaves free (the watermark of vLLM's block manager). */
const watermark = 0.01;

export class DecodeRanks implements Ranks {
  readonly count: number;
  readonly capacity: number;
  meanOutput = Number.NaN;
  /** Requests decoding. */
  readonly batch: Int32Array;
  /** The same, by group. */
  readonly decoding: Int32Array;
  /** Cache of these = base + batch × step. */
  readonly base: Float64Array;
  /** A step before which no rank runs out of pages. */
  readonly pagesUntil: Float64Array;
  /** Sent there and not finished; their prompts; cache tokens of those that do not decode yet. */
  readonly sent: Int32Array;
  readonly prompt: Float64Array;
  readonly coming: Float64Array;
  /** Without pages; with pages and their cache there. */
  readonly waiting: Line[] = [];
  readonly ready: Line[] = [];
  readonly members: Int32Array[] = [];
  /** Rows of costs at step `since`, what a step adds to them, and the step until which that holds. */
  readonly row: Float64Array[] = [];
  readonly slope: Float64Array[] = [];
  /** Of these, what the rank does alone: looked at in every run of steps. */
  readonly own: Float64Array;
  readonly ownGain: Float64Array;
  readonly since: Float64Array;
  readonly until: Float64Array;
  readonly changed: Uint8Array;
  /** Share of the row's own work that had been done before. */
  readonly redone: Float64Array;
  readonly step: Float64Array;
  readonly #turning: Int32Array[] = [];
  /** Pages taken, and the step up to which those that grow are counted. */
  readonly #pages: Float64Array;
  readonly #grownTo: Float64Array;
  readonly #perGroup: number;
  readonly #page: number;
  readonly #most: number;
  readonly #grows: boolean;
  /** Tokens that a step may add. */
  readonly #ahead: number;
  /** Where drafts are accepted by chance, pages are counted request by request. */
  readonly #counts: boolean;
  #joins = 0;

  constructor(readonly world: World) {
    const { groups, ranks, pages, page, grows } = world.setup.decode;
    const count = groups * ranks;
    this.count = count;
    this.#perGroup = ranks;
    this.#page = page;
    this.#most = pages;
    this.#grows = grows;
    this.#ahead = 1 + world.setup.drafts.length;
    this.#counts = grows && world.setup.drafts.length === 0;
    this.capacity = pages * page;
    this.batch = new Int32Array(count);
    this.base = new Float64Array(count);
    this.decoding = new Int32Array(groups);
    this.#pages = new Float64Array(count);
    this.#grownTo = new Float64Array(count);
    this.pagesUntil = new Float64Array(count).fill(grows && !this.#counts ? 0 : Number.POSITIVE_INFINITY);
    this.own = new Float64Array(count);
    this.ownGain = new Float64Array(count);
    this.sent = new Int32Array(count);
    this.prompt = new Float64Array(count);
    this.coming = new Float64Array(count);
    this.since = new Float64Array(count);
    this.until = new Float64Array(count);
    this.changed = new Uint8Array(count).fill(1);
    this.redone = new Float64Array(count);
    this.step = new Float64Array(groups);
    for (let rank = 0; rank < count; rank++) {
      this.waiting.push(new Line());
      this.ready.push(new Line());
      this.members.push(new Int32Array(64));
      this.row.push(new Float64Array(width));
      this.slope.push(new Float64Array(width));
      this.#turning.push(new Int32Array(this.#counts ? page : 0));
    }
  }

  requests(rank: number): number {
    return this.sent[rank] ?? 0;
  }
  prompts(rank: number): number {
    return this.prompt[rank] ?? 0;
  }
  tokens(rank: number): number {
    return (this.coming[rank] ?? 0) + this.held(rank);
  }
  /** Cache tokens of those that decode. */
  held(rank: number): number {
    return (this.base[rank] ?? 0) + (this.batch[rank] ?? 0) * this.#stepOf(rank);
  }
  #stepOf(rank: number): number {
    return this.step[Math.floor(rank / this.#perGroup)] ?? 0;
  }

  /** Pages that a request needs to come in: its cache and the next step's tokens, or all it may ever hold. */
  pagesToEnter(slot: number): number {
    const { wanted, output, input } = this.world.requests;
    const tokens = this.#grows ? (wanted[slot] ?? 0) + this.#ahead : (input[slot] ?? 0) + (output[slot] ?? 0);
    return Math.ceil(tokens / this.#page);
  }

  /** Takes the pages if they are there; an empty rank takes any. */
  reserve(rank: number, slot: number): boolean {
    const need = this.pagesToEnter(slot);
    const used = this.pages(rank);
    const most = used === 0 ? this.#most : this.#most * (this.#grows ? 1 - watermark : 1);
    if (used + need > most) return false;
    this.#pages[rank] = used + need;
    this.world.requests.pages[slot] = need;
    this.foresee(rank);
    return true;
  }

  /** Pages that are taken now. */
  pages(rank: number): number {
    const step = this.#stepOf(rank);
    const from = this.#grownTo[rank] ?? 0;
    if (step > from) {
      this.#grow(rank, from, step - from);
      this.#grownTo[rank] = step;
    }
    return this.#pages[rank] ?? 0;
  }

  free(rank: number): number {
    return this.#most - this.pages(rank);
  }

  /** Notes anew until when the pages surely do. */
  foresee(rank: number): void {
    if (this.#counts) this.pagesUntil[rank] = this.pagesLast(rank, this.#stepOf(rank));
  }

  send(rank: number, slot: number): void {
    const { requests } = this.world;
    requests.rank[slot] = rank;
    this.sent[rank] = (this.sent[rank] ?? 0) + 1;
    this.prompt[rank] = (this.prompt[rank] ?? 0) + (requests.input[slot] ?? 0);
    this.coming[rank] = (this.coming[rank] ?? 0) + (requests.wanted[slot] ?? 0);
  }

  /** Begins to decode. */
  join(rank: number, slot: number): void {
    const { requests } = this.world;
    this.pages(rank);
    const at = this.batch[rank] ?? 0;
    let members = this.members[rank] ?? new Int32Array(0);
    if (at === members.length) {
      const larger = new Int32Array(2 * at);
      larger.set(members);
      this.members[rank] = members = larger;
    }
    members[at] = slot;
    requests.place[slot] = at;
    requests.joined[slot] = this.#joins++;
    requests.epoch[slot] = (requests.epoch[slot] ?? 0) + 1;
    const length = requests.wanted[slot] ?? 0;
    const base = length - this.#stepOf(rank);
    requests.base[slot] = base;
    this.base[rank] = (this.base[rank] ?? 0) + base;
    this.batch[rank] = at + 1;
    this.#count(rank, 1);
    this.coming[rank] = (this.coming[rank] ?? 0) - length;
    this.#turn(rank, base, 1);
    this.changed[rank] = 1;
  }

  /** Stops decoding and gives its pages back. */
  leave(rank: number, slot: number): void {
    const { requests } = this.world;
    const pages = this.pages(rank);
    const last = (this.batch[rank] ?? 1) - 1;
    const members = this.members[rank];
    const place = requests.place[slot] ?? 0;
    const moved = members?.[last] ?? 0;
    if (members) members[place] = moved;
    requests.place[moved] = place;
    this.batch[rank] = last;
    this.#count(rank, -1);
    const base = requests.base[slot] ?? 0;
    this.base[rank] = last === 0 ? 0 : (this.base[rank] ?? 0) - base;
    this.#turn(rank, base, -1);
    this.#pages[rank] = pages - this.pagesHeld(rank, slot);
    this.sent[rank] = (this.sent[rank] ?? 0) - 1;
    this.prompt[rank] = (this.prompt[rank] ?? 0) - (requests.input[slot] ?? 0);
    requests.epoch[slot] = (requests.epoch[slot] ?? 0) + 1;
    this.changed[rank] = 1;
  }

  pagesHeld(rank: number, slot: number): number {
    const { requests } = this.world;
    if (!this.#counts) return requests.pages[slot] ?? 0;
    return Math.ceil(((requests.base[slot] ?? 0) + this.#stepOf(rank) + this.#ahead) / this.#page);
  }

  /** One request's cache has grown: where drafts are accepted by chance. */
  lengthen(rank: number, slot: number): void {
    if (!this.#grows) return;
    const { requests } = this.world;
    const need = Math.ceil(((requests.base[slot] ?? 0) + this.#stepOf(rank) + this.#ahead) / this.#page);
    this.#pages[rank] = (this.#pages[rank] ?? 0) + need - (requests.pages[slot] ?? 0);
    requests.pages[slot] = need;
  }

  /**
   * A request holds pages for the step to come, so it takes one before each step that its length, then a multiple of the page, would
   * overflow. Those of a rank are counted by that step modulo the page.
   */
  #turn(rank: number, base: number, by: number): void {
    const turning = this.#turning[rank];
    if (!turning || turning.length === 0) return;
    const at = ((-base % this.#page) + this.#page) % this.#page;
    turning[at] = (turning[at] ?? 0) + by;
  }

  /** Pages that are taken while so many steps pass. */
  #grow(rank: number, from: number, steps: number): void {
    const turning = this.#turning[rank];
    const batch = this.batch[rank] ?? 0;
    if (!turning || turning.length === 0 || batch === 0) return;
    const whole = Math.floor(steps / this.#page);
    let pages = whole * batch;
    for (let step = from + whole * this.#page + 1; step <= from + steps; step++)
      pages += turning[step % this.#page] ?? 0;
    this.#pages[rank] = (this.#pages[rank] ?? 0) + pages;
  }

  #count(rank: number, change: number): void {
    const group = Math.floor(rank / this.#perGroup);
    this.decoding[group] = (this.decoding[group] ?? 0) + change;
  }

  /** The step before which the pages that are left may not do. */
  pagesLast(rank: number, from: number): number {
    const turning = this.#turning[rank];
    const batch = this.batch[rank] ?? 0;
    if (!turning || turning.length === 0 || batch === 0) return Number.POSITIVE_INFINITY;
    let left = this.free(rank);
    const whole = Math.floor(left / batch);
    if (whole >= 1) return from + whole * this.#page;
    for (let step = from + 1; ; step++) {
      left -= turning[step % this.#page] ?? 0;
      if (left < 0) return step;
    }
  }

  /** The one that joined last: it gives way. */
  latest(rank: number): number {
    const { joined } = this.world.requests;
    const members = this.members[rank];
    let found = members?.[0] ?? 0;
    for (let at = 1; at < (this.batch[rank] ?? 0); at++) {
      const slot = members?.[at] ?? 0;
      if ((joined[slot] ?? 0) > (joined[found] ?? 0)) found = slot;
    }
    return found;
  }

  /** Learns from an answer. */
  learn(output: number): void {
    this.meanOutput = Number.isNaN(this.meanOutput) ? output : this.meanOutput + memory * (output - this.meanOutput);
  }
}
