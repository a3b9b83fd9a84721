/** Some thousand requests for a table, evenly picked: when there are too many, every second goes. */

import type { RequestRow } from '../answer';
import type { Requests } from '../requests';

const most = 2048;

export class RequestSample {
  #rows: RequestRow[] = [];
  #every = 1;

  add(requests: Requests, slot: number, finished: number): void {
    const number = requests.number[slot] ?? 0;
    if (number % this.#every !== 0) return;
    this.#rows.push({
      number,
      arrival: requests.arrival[slot] ?? 0,
      input: requests.input[slot] ?? 0,
      output: requests.output[slot] ?? 0,
      cached: requests.cached[slot] ?? 0,
      started: requests.started[slot] ?? Number.NaN,
      prefilled: requests.prefilled[slot] ?? Number.NaN,
      joined: requests.ready[slot] ?? Number.NaN,
      first: requests.first[slot] ?? Number.NaN,
      finished,
      rank: requests.rank[slot] ?? -1,
      preempted: requests.preempted[slot] ?? 0,
    });
    if (this.#rows.length < 2 * most) return;
    this.#every *= 2;
    this.#rows = this.#rows.filter((row) => row.number % this.#every === 0);
  }

  rows(): readonly RequestRow[] {
    return this.#rows.toSorted((a, b) => a.number - b.number);
  }
}
