/** Quantities over time in a bounded number of buckets: when a run outgrows them, neighbours are joined. */

import type { SeriesRow } from '../answer';
import { series, seriesNames } from './account';

const most = 256;

export class TimeSeries {
  readonly #sums = new Float64Array(seriesNames.length * most);
  /** Seconds a bucket. */
  #width = 1 / 1024;
  #end = 0;

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
  rows(): readonly SeriesRow[] {
    const filled = Math.min(most, Math.ceil(this.#end / this.#width));
    return Array.from({ length: filled }, (_, at) => {
      const from = at * this.#width;
      const long = Math.min(this.#width, this.#end - from);
      const mean = (quantity: number): number => (this.#sums[quantity * most + at] ?? 0) / long;
      return {
        time: from,
        queued: mean(series.queued),
        waiting: mean(series.waiting),
        running: mean(series.running),
        kv: mean(series.kv),
        compute: mean(series.compute),
        memory: mean(series.memory),
        communication: mean(series.communication),
        imbalance: mean(series.imbalance),
        host: mean(series.host),
        tokens: mean(series.tokens),
      };
    });
  }

  #reach(time: number): void {
    if (time > this.#end) this.#end = time;
    while (time > this.#width * most) this.#join();
  }

  #join(): void {
    const sums = this.#sums;
    for (let quantity = 0; quantity < seriesNames.length; quantity++) {
      const base = quantity * most;
      for (let at = 0; at < most; at++) {
        const from = base + 2 * at;
        sums[base + at] = 2 * at < most ? (sums[from] ?? 0) + (sums[from + 1] ?? 0) : 0;
      }
    }
    this.#width *= 2;
  }
}
