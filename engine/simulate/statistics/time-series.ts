/** Quantities over time in a bounded number of buckets: when a run outgrows them, neighbours are joined. */

const most = 256;

export class TimeSeries {
  readonly #names: readonly string[];
  readonly #sums: Float64Array;
  /** Seconds a bucket. */
  #width = 1 / 1024;
  #end = 0;

  constructor(names: readonly string[]) {
    this.#names = names;
    this.#sums = new Float64Array(names.length * most);
  }

  get width(): number {
    return this.#width;
  }

  /** Adds `amount` a second to one quantity from one time to another. */
  add(quantity: number, amount: number, from: number, to: number): void {
    if (!(to > from) || amount === 0) {
      if (to > this.#end) this.#reach(to);
      return;
    }
    this.#reach(to);
    const base = quantity * most;
    const sums = this.#sums;
    const width = this.#width;
    let at = Math.min(most - 1, Math.floor(from / width));
    let start = from;
    while (start < to && at < most) {
      const end = Math.min(to, (at + 1) * width);
      sums[base + at] = (sums[base + at] ?? 0) + amount * (end - start);
      start = end;
      at++;
    }
  }

  /** Mean of each quantity a bucket. */
  rows(): readonly Readonly<Record<string, number>>[] {
    const filled = Math.min(most, Math.ceil(this.#end / this.#width));
    return Array.from({ length: filled }, (_, at) => {
      const from = at * this.#width;
      const long = Math.min(this.#width, this.#end - from);
      return Object.fromEntries([
        ['time', from],
        ...this.#names.map((name, index) => [name, (this.#sums[index * most + at] ?? 0) / long]),
      ]);
    });
  }

  #reach(time: number): void {
    if (time > this.#end) this.#end = time;
    while (time > this.#width * most) this.#join();
  }

  #join(): void {
    const sums = this.#sums;
    for (let quantity = 0; quantity < this.#names.length; quantity++) {
      const base = quantity * most;
      for (let at = 0; at < most; at++) {
        const from = base + 2 * at;
        sums[base + at] = 2 * at < most ? (sums[from] ?? 0) + (sums[from + 1] ?? 0) : 0;
      }
    }
    this.#width *= 2;
  }
}
