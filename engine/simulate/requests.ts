/** The requests in flight: one slot each, numbers in typed arrays, slots used again. */

/** What arrives. */
export interface Arrival {
  /** Seconds from the start. */
  readonly time: number;
  readonly input: number;
  readonly output: number;
  /** What its prompt shares with others: blocks of a hash chain, or one whole prefix. */
  readonly prefix?: Prefix;
}

export interface Prefix {
  readonly ids: readonly number[];
  /** Tokens an id. */
  readonly tokens: number;
  /** Tokens that its only id stands for once the request is answered, where that is more. */
  readonly grown?: number;
}

export class Requests {
  #room = 0;
  #free = new Int32Array(0);
  #freeCount = 0;
  /** Requests so far. */
  arrived = 0;
  /** Those that came and are not finished. */
  live = 0;

  arrival = new Float64Array(0);
  number = new Float64Array(0);
  input = new Int32Array(0);
  output = new Int32Array(0);
  /** Tokens to prefill: the prompt, after a recomputation the answer so far too. */
  wanted = new Int32Array(0);
  /** Of these in the cache, and computed up to now with them counted in. */
  cached = new Int32Array(0);
  offset = new Int32Array(0);
  /** Seconds to load what a slower tier of the prefix cache held of it. */
  loading = new Float64Array(0);
  /** Tokens answered before this stay on its rank. */
  done = new Int32Array(0);
  started = new Float64Array(0);
  prefilled = new Float64Array(0);
  /** When it reached the decode rank, and when its first and its last token came. */
  ready = new Float64Array(0);
  first = new Float64Array(0);
  last = new Float64Array(0);
  rank = new Int32Array(0);
  /** Prefill rank that computed it; -1 where its cache comes from the host. */
  source = new Int32Array(0);
  /** Cache length less the group's step counter: length = base + step. */
  base = new Float64Array(0);
  pages = new Float64Array(0);
  /** Where in its rank's list it stands, and the how-manieth to join. */
  place = new Int32Array(0);
  joined = new Float64Array(0);
  epoch = new Int32Array(0);
  preempted = new Int32Array(0);
  draws = new Uint32Array(0);
  readonly prefix: (Prefix | undefined)[] = [];

  take(arrival: Arrival): number {
    if (this.#freeCount === 0) this.#grow();
    const slot = this.#free[--this.#freeCount] ?? 0;
    this.arrival[slot] = arrival.time;
    this.number[slot] = this.arrived++;
    this.input[slot] = arrival.input;
    this.output[slot] = arrival.output;
    this.wanted[slot] = arrival.input;
    this.cached[slot] = 0;
    this.offset[slot] = 0;
    this.loading[slot] = 0;
    this.done[slot] = 0;
    this.started[slot] = Number.NaN;
    this.prefilled[slot] = Number.NaN;
    this.ready[slot] = Number.NaN;
    this.first[slot] = Number.NaN;
    this.last[slot] = Number.NaN;
    this.rank[slot] = -1;
    this.source[slot] = -1;
    this.preempted[slot] = 0;
    this.prefix[slot] = arrival.prefix;
    this.live++;
    return slot;
  }

  give(slot: number): void {
    this.#free[this.#freeCount++] = slot;
    this.epoch[slot] = (this.epoch[slot] ?? 0) + 1;
    this.prefix[slot] = undefined;
    this.live--;
  }

  #grow(): void {
    const old = this.#room;
    const room = Math.max(256, 2 * old);
    const floats = (from: Float64Array<ArrayBuffer>) => {
      const to = new Float64Array(room);
      to.set(from);
      return to;
    };
    const ints = (from: Int32Array<ArrayBuffer>) => {
      const to = new Int32Array(room);
      to.set(from);
      return to;
    };
    this.arrival = floats(this.arrival);
    this.number = floats(this.number);
    this.input = ints(this.input);
    this.output = ints(this.output);
    this.wanted = ints(this.wanted);
    this.cached = ints(this.cached);
    this.offset = ints(this.offset);
    this.done = ints(this.done);
    this.loading = floats(this.loading);
    this.started = floats(this.started);
    this.prefilled = floats(this.prefilled);
    this.ready = floats(this.ready);
    this.first = floats(this.first);
    this.last = floats(this.last);
    this.rank = ints(this.rank);
    this.source = ints(this.source);
    this.base = floats(this.base);
    this.pages = floats(this.pages);
    this.place = ints(this.place);
    this.joined = floats(this.joined);
    this.epoch = ints(this.epoch);
    this.preempted = ints(this.preempted);
    const draws = new Uint32Array(room);
    draws.set(this.draws);
    this.draws = draws;
    this.#free = ints(this.#free);
    this.#room = room;
    for (let slot = room - 1; slot >= old; slot--) this.#free[this.#freeCount++] = slot;
  }
}
