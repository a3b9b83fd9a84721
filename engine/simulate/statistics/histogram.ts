/** Percentiles of a stream in a bounded space: bins of equal ratio that know the mean of what fell into them. */

/** Bins an e-fold: neighbours differ by 0.5 %; a bin's own mean makes constants exact. */
const perFold = 200;
/** From a tenth of a microsecond to some eleven days. */
const least = 1e-7;
const bins = perFold * 30;

export function binOf(value: number): number {
  return value <= least ? 0 : Math.min(bins - 1, Math.floor(Math.log(value / least) * perFold));
}

export class Histogram {
  /** Only the bins between the first and the last that hold anything are there. */
  #counts = new Float64Array(0);
  #sums = new Float64Array(0);
  #first = 0;
  count = 0;
  sum = 0;

  /** `bin` is the value's own: several histograms take the same value. */
  add(value: number, times: number, bin: number): void {
    this.#put(bin, times, value * times);
  }

  get mean(): number {
    return this.sum / this.count;
  }

  /** The mean of the bin in which this share of all lies below. */
  percentile(share: number): number {
    const wanted = share * this.count;
    let below = 0;
    for (let at = 0; at < this.#counts.length; at++) {
      const here = this.#counts[at] ?? 0;
      below += here;
      if (here > 0 && below >= wanted) return (this.#sums[at] ?? 0) / here;
    }
    return Number.NaN;
  }

  /** Takes the other's in. */
  merge(other: Histogram): void {
    for (let at = 0; at < other.#counts.length; at++) {
      const here = other.#counts[at] ?? 0;
      if (here > 0) this.#put(other.#first + at, here, other.#sums[at] ?? 0);
    }
  }

  /** Steps of the cumulative distribution: [value, share at or below], at most about `most` of them. */
  steps(most: number): readonly (readonly [number, number])[] {
    const found: [number, number][] = [];
    let below = 0;
    let told = 0;
    for (let at = 0; at < this.#counts.length; at++) {
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

  #put(bin: number, times: number, sum: number): void {
    const at = bin - this.#first;
    if (at < 0 || at >= this.#counts.length) this.#widen(bin);
    const place = bin - this.#first;
    this.#counts[place] = (this.#counts[place] ?? 0) + times;
    this.#sums[place] = (this.#sums[place] ?? 0) + sum;
    this.count += times;
    this.sum += sum;
  }

  /** Room for this bin, and for as many again on its side. */
  #widen(bin: number): void {
    const held = this.#counts.length;
    const last = this.#first + held;
    const spare = 8 + held;
    const from = held === 0 ? bin : Math.min(this.#first, Math.max(0, bin < this.#first ? bin - spare : this.#first));
    const to = held === 0 ? bin + 8 : Math.max(last, bin >= last ? bin + spare : last);
    const widened = (old: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> => {
      const wider = new Float64Array(to - from);
      wider.set(old, held === 0 ? 0 : this.#first - from);
      return wider;
    };
    this.#counts = widened(this.#counts);
    this.#sums = widened(this.#sums);
    this.#first = from;
  }
}
