/** How sure a figure of one long run is: the run is cut into batches, and the spread of the batches' figures tells (Law and Carson, 1979). */

import { binOf, Histogram } from './histogram';

/** When there are so many batches, neighbours are joined: a run of unknown length ends with between half of them and all. */
const most = 40;

/** Student's t at 97.5 % by degrees of freedom, up to 40. */
const quantiles = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042, 2.04, 2.037, 2.035, 2.032,
  2.03, 2.028, 2.026, 2.024, 2.023, 2.021,
];

export interface Estimate {
  readonly value: number;
  /** Half of the 95 % interval; NaN where there are too few batches to tell. */
  readonly half: number;
}

export class BatchMeans {
  readonly all = new Histogram();
  #batches: Histogram[] = [];
  #size: number;
  #current = new Histogram();

  /** `expected` observations, if that is known. */
  constructor(expected?: number) {
    this.#size = Math.max(1, Math.floor((expected ?? 0) / (most / 2)));
  }

  add(value: number, times = 1): void {
    const bin = binOf(value);
    this.all.add(value, times, bin);
    this.#current.add(value, times, bin);
    if (this.#current.count < this.#size) return;
    this.#batches.push(this.#current);
    this.#current = new Histogram();
    if (this.#batches.length === most) this.#join();
  }

  mean(): Estimate {
    return this.#estimate((each) => each.mean);
  }

  percentile(share: number): Estimate {
    return this.#estimate((each) => each.percentile(share));
  }

  #estimate(of: (batch: Histogram) => number): Estimate {
    const value = this.all.count === 0 ? Number.NaN : of(this.all);
    const n = this.#batches.length;
    if (n < 5) return { value, half: Number.NaN };
    return { value, half: halfOf(this.#batches.map(of)) };
  }

  #join(): void {
    const joined: Histogram[] = [];
    for (let at = 0; at + 1 < this.#batches.length; at += 2) {
      const [first, second] = [this.#batches[at], this.#batches[at + 1]];
      if (!first || !second) continue;
      first.merge(second);
      joined.push(first);
    }
    this.#batches = joined;
    this.#size *= 2;
  }
}

/** Half of the 95 % interval of the mean of so many independent figures. */
function halfOf(figures: readonly number[]): number {
  const n = figures.length;
  const middle = figures.reduce((sum, each) => sum + each, 0) / n;
  const variance = figures.reduce((sum, each) => sum + (each - middle) ** 2, 0) / (n - 1);
  return (quantiles[n - 2] ?? 1.96) * Math.sqrt(variance / n);
}

/** The mean of a series that is there as a whole, by half as many batches as a run is cut into at most. */
export function batchesOf(values: readonly number[]): Estimate {
  const batches = most / 2;
  const size = Math.floor(values.length / batches);
  const meanOf = (some: readonly number[]): number => some.reduce((sum, each) => sum + each, 0) / some.length;
  const value = values.length === 0 ? Number.NaN : meanOf(values);
  if (size === 0) return { value, half: Number.NaN };
  const figures = Array.from({ length: batches }, (_, at) => meanOf(values.slice(at * size, (at + 1) * size)));
  return { value, half: halfOf(figures) };
}
