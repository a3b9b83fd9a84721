/**
 * Runs of decode steps, one a group. Between two changes of who decodes where, every step follows from the one before: the k-th takes
 * `time` + k × `gain`, and the run is one event at its end.
 */

import type { DecodeRanks } from './decode-ranks';
import { event, type World } from './world';

/** No run is longer, so that sums stay exact. */
export const longestRun = 1e6;

export class StepRuns {
  readonly #world: World;
  readonly #ranks: DecodeRanks;
  readonly #size: number;
  readonly start: Float64Array;
  readonly steps: Float64Array;
  readonly time: Float64Array;
  readonly gain: Float64Array;
  /** The slowest rank's own part of the first step. */
  readonly most: Float64Array;
  /** NaN while nobody decodes. */
  readonly #end: Float64Array;

  constructor(world: World, ranks: DecodeRanks) {
    const { groups, ranks: size } = world.setup.decode;
    this.#world = world;
    this.#ranks = ranks;
    this.#size = size;
    const perGroup = (): Float64Array => new Float64Array(groups);
    this.start = perGroup();
    this.steps = perGroup();
    this.time = perGroup();
    this.gain = perGroup();
    this.most = perGroup();
    this.#end = perGroup().fill(Number.NaN);
  }

  isIdle(group: number): boolean {
    return Number.isNaN(this.#end[group] ?? 0);
  }

  /** False where the run was cut and this is the end that it had before. */
  endsAt(group: number, time: number): boolean {
    return this.#end[group] === time;
  }

  stop(group: number): void {
    this.#end[group] = Number.NaN;
  }

  /** A rank's own part of a step. */
  #own(rank: number, step: number): number {
    const { own, ownGain, since } = this.#ranks;
    return (own[rank] ?? 0) + (ownGain[rank] ?? 0) * (step - (since[rank] ?? 0));
  }

  /** How many steps go by until something changes, at `until` at the latest, and how long they take; `joint` is the experts' part of each. */
  measure(group: number, from: number, joint: number, until: number): void {
    const ranks = this.#ranks;
    const step = ranks.step[group] ?? 0;
    const first = group * this.#size;
    let last = until;
    let slowest = first;
    let most = -1;
    for (let rank = first; rank < first + this.#size; rank++) {
      const own = this.#own(rank, step);
      if (own > most) {
        most = own;
        slowest = rank;
      }
      last = Math.min(last, ranks.until[rank] ?? last);
    }
    let steps = Math.max(1, last - step);
    const gain = ranks.ownGain[slowest] ?? 0;
    // Two straight lines cross once at most: who is slowest at both ends is so all along.
    for (let rank = first; rank < first + this.#size && steps > 1; rank++) {
      const faster = (ranks.ownGain[rank] ?? 0) - gain;
      if (faster <= 0) continue;
      const ahead = most - this.#own(rank, step);
      if (faster * (steps - 1) > ahead) steps = Math.max(1, Math.floor(ahead / faster) + 1);
    }
    this.start[group] = from;
    this.steps[group] = steps;
    this.most[group] = most;
    this.time[group] = most + joint;
    this.gain[group] = gain;
  }

  /** When the first so many steps of the run are over. */
  #endOf(group: number, steps: number): number {
    const first = this.time[group] ?? 0;
    const gain = this.gain[group] ?? 0;
    return (this.start[group] ?? 0) + steps * first + (gain * steps * (steps - 1)) / 2;
  }

  schedule(group: number): void {
    const end = this.#endOf(group, this.steps[group] ?? 0);
    this.#end[group] = end;
    this.#world.schedule(end, event.stepped, group);
  }

  /** Ends the run at the first step that ends at `time` or later. */
  cut(group: number, time: number): void {
    const most = this.steps[group] ?? 1;
    let low = 0;
    let high = most;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.#endOf(group, middle) >= time) high = middle;
      else low = middle;
    }
    if (high >= most) return;
    this.steps[group] = high;
    this.schedule(group);
  }

  /** Steps of the run that have gone by at a time, a part of a step counted in. */
  gone(group: number, time: number): number {
    const start = this.start[group] ?? 0;
    const all = (this.#end[group] ?? 0) - start;
    return (this.steps[group] ?? 0) * Math.min(1, Math.max(0, (time - start) / all));
  }
}
