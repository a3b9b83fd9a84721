/** How many prompts wait, kept over time. */

import { series } from './statistics/account';
import type { TimeSeries } from './statistics/time-series';

export class Waiting {
  readonly #series: TimeSeries;
  #count = 0;
  #since = 0;

  constructor(series: TimeSeries) {
    this.#series = series;
  }

  /** The number changes, or is kept up to now: what it was goes into the series. */
  change(by: number, time: number): void {
    this.#series.add(series.queued, this.#count, this.#since, time);
    this.#count += by;
    this.#since = time;
  }
}
