/** Where the time of every card went, inside the window that counts. Seconds of cards. */

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
  readonly spent = new Float64Array(spentOn.length);
  /** Busy compute, memory, links: they overlap, and so need not add up. */
  readonly busy = new Float64Array(3);
  /** Output tokens; cache in use × cards. */
  tokens = 0;
  kv = 0;

  /** The part of an interval that counts. */
  share(from: number, to: number): number {
    if (!(to > from)) return 0;
    return Math.max(0, Math.min(to, this.to) - Math.max(from, this.from)) / (to - from);
  }

  add(kind: SpentOn, seconds: number): void {
    const at = place[kind];
    this.spent[at] = (this.spent[at] ?? 0) + seconds;
  }

  /** A rank's own and joint parts, each in a row; `redone` is the share of it that had been done before. */
  work(row: Float64Array, own: number, joint: number, redone: number): void {
    const kept = 1 - redone;
    const take = (at: number, ownAt: number, jointAt: number): void => {
      const seconds = own * (row[ownAt] ?? 0) + joint * (row[jointAt] ?? 0);
      this.spent[at] = (this.spent[at] ?? 0) + kept * seconds;
      if (redone > 0) this.add('preemption', redone * seconds);
    };
    take(place.compute, cost.ownCompute, cost.jointCompute);
    take(place.memory, cost.ownMemory, cost.jointMemory);
    take(place.communication, cost.ownLink, cost.jointLink);
    take(place.host, cost.ownHost, cost.jointHost);
    for (let at = 0; at < 3; at++) this.busy[at] = (this.busy[at] ?? 0) + own * (row[cost.busyCompute + at] ?? 0);
  }
}

/** Quantities kept over time. Rates and shares are of all cards together. */
export const seriesNames = [
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
export const series = {
  waiting: 0,
  running: 1,
  kv: 2,
  compute: 3,
  memory: 4,
  communication: 5,
  imbalance: 6,
  host: 7,
  tokens: 8,
} as const;
