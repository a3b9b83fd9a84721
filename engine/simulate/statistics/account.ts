/** Where the time of every card went, inside the window that counts. Seconds of cards, by rank. */

import { cost } from '../costs';

export const spentOn = ['compute', 'memory', 'communication', 'imbalance', 'idle', 'host', 'preemption'] as const;
export type SpentOn = (typeof spentOn)[number];

const place: Readonly<Record<SpentOn, number>> = {
  compute: 0,
  memory: 1,
  communication: 2,
  imbalance: 3,
  idle: 4,
  host: 5,
  preemption: 6,
};

export class Account {
  /** The window; open until the run says where it ends. */
  from = Number.POSITIVE_INFINITY;
  to = Number.POSITIVE_INFINITY;
  /** By rank, prefill's before decode's, a number a kind. */
  readonly #spent: Float64Array;
  /** Busy compute, memory, links: they overlap, and so need not add up. */
  readonly busy = new Float64Array(3);
  /** Output tokens; cache in use × cards. */
  tokens = 0;
  kv = 0;

  constructor(ranks: number) {
    this.#spent = new Float64Array(ranks * spentOn.length);
  }

  /** The part of an interval that counts. */
  share(from: number, to: number): number {
    if (!(to > from)) return 0;
    return Math.max(0, Math.min(to, this.to) - Math.max(from, this.from)) / (to - from);
  }

  add(rank: number, kind: SpentOn, seconds: number): void {
    const at = rank * spentOn.length + place[kind];
    this.#spent[at] = (this.#spent[at] ?? 0) + seconds;
  }

  /** A rank's own and joint parts in a row, of so many cards; `redone` is the share of it that had been done before. */
  work(rank: number, row: Float64Array, cards: number, redone: number): void {
    const kept = (1 - redone) * cards;
    const from = rank * spentOn.length;
    const spent = this.#spent;
    let all = 0;
    const take = (at: number, seconds: number): void => {
      spent[from + at] = (spent[from + at] ?? 0) + kept * seconds;
      all += seconds;
    };
    take(place.compute, (row[cost.ownCompute] ?? 0) + (row[cost.jointCompute] ?? 0));
    take(place.memory, (row[cost.ownMemory] ?? 0) + (row[cost.jointMemory] ?? 0));
    take(place.communication, (row[cost.ownLink] ?? 0) + (row[cost.jointLink] ?? 0));
    take(place.host, (row[cost.ownHost] ?? 0) + (row[cost.jointHost] ?? 0));
    if (redone > 0) this.add(rank, 'preemption', redone * cards * all);
    for (let at = 0; at < 3; at++) this.busy[at] = (this.busy[at] ?? 0) + cards * (row[cost.busyCompute + at] ?? 0);
  }

  /** Card seconds of one kind, at one rank or at all of them. */
  spent(kind: SpentOn, rank?: number): number {
    const size = spentOn.length;
    if (rank !== undefined) return this.#spent[rank * size + place[kind]] ?? 0;
    let sum = 0;
    for (let at = place[kind]; at < this.#spent.length; at += size) sum += this.#spent[at] ?? 0;
    return sum;
  }

  /** All that was accounted for, at one rank or at all of them. */
  total(rank?: number): number {
    return spentOn.reduce((sum, kind) => sum + this.spent(kind, rank), 0);
  }
}

/** Quantities kept over time. Rates and shares are of all cards together. */
export const seriesNames = [
  'queued',
  'waiting',
  'running',
  'kv',
  'compute',
  'memory',
  'communication',
  'imbalance',
  'host',
  'tokens',
] as const;
export type SeriesName = (typeof seriesNames)[number];
/** `queued`: prompts before their prefill; `waiting`: all that came and do not decode yet, those counted in. */
export const series = {
  queued: 0,
  waiting: 1,
  running: 2,
  kv: 3,
  compute: 4,
  memory: 5,
  communication: 6,
  imbalance: 7,
  host: 8,
  tokens: 9,
} as const satisfies Readonly<Record<SeriesName, number>>;
