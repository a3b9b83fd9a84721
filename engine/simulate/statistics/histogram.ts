/** Percentiles of a stream in a fixed space: bins of equal ratio that know the mean of what fell into them. */

/** Bins an e-fold: neighbours differ by 0.5 %; a bin's own mean makes constants exact. */
const perFold = 200;
/** From a tenth of a microsecond to some eleven days. */
const least = 1e-7;
const folds = 30;
const bins = perFold * folds;

export class Histogram {
  readonly #counts = new Float64Array(bins);
  readonly #sums = new Float64Array(bins);
  count = 0;
  sum = 0;

  add(value: number, times = 1): void {
    const at = value <= least ? 0 : Math.min(bins - 1, Math.floor(Math.log(value / least) * perFold));
    this.#counts[at] = (this.#counts[at] ?? 0) + times;
    this.#sums[at] = (this.#sums[at] ?? 0) + value * times;
    this.count += times;
    this.sum += value * times;
  }

  get mean(): number {
    return this.sum / this.count;
  }

  /** The mean of the bin in which this share of all lies below. */
  percentile(share: number): number {
    const wanted = share * this.count;
    let below = 0;
    for (let at = 0; at < bins; at++) {
      const here = this.#counts[at] ?? 0;
      below += here;
      if (here > 0 && below >= wanted) return (this.#sums[at] ?? 0) / here;
    }
    return Number.NaN;
  }

  /** Takes the other's in. */
  merge(other: Histogram): void {
    for (let at = 0; at < bins; at++) {
      this.#counts[at] = (this.#counts[at] ?? 0) + (other.#counts[at] ?? 0);
      this.#sums[at] = (this.#sums[at] ?? 0) + (other.#sums[at] ?? 0);
    }
    this.count += other.count;
    this.sum += other.sum;
  }

  clear(): void {
    this.#counts.fill(0);
    this.#sums.fill(0);
    this.count = 0;
    this.sum = 0;
  }

  /** Steps of the cumulative distribution: [value, share at or below], at most `most` of them. */
  steps(most: number): readonly (readonly [number, number])[] {
    const found: [number, number][] = [];
    let below = 0;
    let told = 0;
    for (let at = 0; at < bins; at++) {
      const here = this.#counts[at] ?? 0;
      if (here === 0) continue;
      below += here;
      const share = below / this.count;
      if (share - told < 1 / most && share < 1) continue;
      found.push([(this.#sums[at] ?? 0) / here, share]);
      told = share;
    }
    return found;
  }
}
