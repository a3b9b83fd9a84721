/**
 * The operators of a pass in plain numbers, a row each, and what they add up to: each column summed by the groups of the breakdown, so
 * that the sums that Explain opens are these to the last bit.
 */

import { atPeak } from '../formulas/roofline';
import type { Demand, MathFormat, Op, OpGroup, TimeResource } from '../types';
import type { Peaks } from './peak';
import type { Around, Spent } from './timed';

/** What is added up over operators, all their repetitions. */
export interface Sums extends Demand {
  time: number;
  compute: number;
  memory: number;
  communication: number;
  /** Arithmetic at the datasheet's peak: what MFU counts, at every fidelity. */
  peak: number;
  /** Latency that overlap leaves. */
  launch: number;
}
export type Column = keyof Sums;

/** What overlap leaves of a pass: its latencies, and what each resource keeps it waiting. */
export interface Open {
  readonly launch: number;
  readonly bound: Readonly<Record<TimeResource, number>>;
}

/** Of the operators that it is hidden of, this share stays open. */
export interface Left {
  readonly isHidden: (op: Op) => boolean;
  readonly left: number;
}

/** Written out for speed alone: a look-up by a name that varies is a search. */
function peakIn({ bf16, fp8, int8, fp4 }: Peaks, math: MathFormat): number {
  switch (math) {
    case 'bf16':
      return bf16.value;
    case 'fp8':
      return fp8.value;
    case 'int8':
      return int8.value;
    case 'fp4':
      return fp4.value;
  }
}

function nothing(): Sums {
  return {
    time: 0,
    compute: 0,
    memory: 0,
    communication: 0,
    peak: 0,
    launch: 0,
    flop: 0,
    weights: 0,
    kv: 0,
    activations: 0,
    up: 0,
    out: 0,
  };
}

/** A class because it is filled row by row, and used again for each pass. */
export class Ledger {
  /** Rows that are filled: what stands behind them is of an earlier pass. */
  count = 0;
  readonly ops: Op[] = [];
  readonly binds: (TimeResource | undefined)[] = [];
  /** Repetitions in the pass. */
  readonly times: number[] = [];
  /** Seconds of all of them, here and below. */
  readonly time: number[] = [];
  readonly compute: number[] = [];
  readonly memory: number[] = [];
  readonly communication: number[] = [];
  readonly launch: number[] = [];
  readonly peak: number[] = [];
  /** In the order of the breakdown (plan/groups.ts). */
  readonly #groups: Readonly<Record<OpGroup, Sums>> = {
    attention: nothing(),
    projections: nothing(),
    experts: nothing(),
    dense: nothing(),
    exchange: nothing(),
    elementwise: nothing(),
    draft: nothing(),
    host: nothing(),
  };
  readonly #ordered = Object.values(this.#groups);

  clear(): void {
    this.count = 0;
    for (const each of this.#ordered) {
      each.time = each.compute = each.memory = each.communication = each.peak = each.launch = 0;
      each.flop = each.weights = each.kv = each.activations = each.up = each.out = 0;
    }
  }

  /** One operator; what it spent is of one repetition, of which there are so many around it. */
  add(op: Op, { repeats, times: { value: times }, peaks }: Around, spent: Spent): void {
    const n = this.count++;
    const group = this.#groups[op.group];
    this.ops[n] = op;
    this.binds[n] = spent.binds;
    this.times[n] = times;
    group.time += this.time[n] = repeats * spent.time;
    group.compute += this.compute[n] = repeats * spent.compute;
    group.memory += this.memory[n] = repeats * spent.memory;
    group.communication += this.communication[n] = repeats * spent.communication;
    group.peak += this.peak[n] = peaks ? atPeak(times, op.flopCount, peakIn(peaks, op.math)) : spent.compute;
    this.launch[n] = repeats * spent.launch;
    op.addTo(group, times);
  }

  /** Over all operators, of what has been added up. */
  sums(): Readonly<Sums> {
    const all = nothing();
    for (const each of this.#ordered) {
      all.time += each.time;
      all.compute += each.compute;
      all.memory += each.memory;
      all.communication += each.communication;
      all.peak += each.peak;
      all.launch += each.launch;
      all.flop += each.flop;
      all.weights += each.weights;
      all.kv += each.kv;
      all.activations += each.activations;
      all.up += each.up;
      all.out += each.out;
    }
    return all;
  }

  /** What stays open, once it is known what is hidden. */
  open({ isHidden, left }: Left): Open {
    let [compute, memory, communication] = [0, 0, 0];
    for (const each of this.#ordered) each.launch = 0;
    for (let n = 0; n < this.count; n++) {
      const op = this.ops[n];
      if (!op) break;
      const share = isHidden(op) ? left : 1;
      const launch = this.launch[n] ?? 0;
      this.#groups[op.group].launch += launch * share;
      const open = ((this.time[n] ?? 0) - launch) * share;
      switch (this.binds[n]) {
        case 'compute':
          compute += open;
          break;
        case 'memory-bandwidth':
          memory += open;
          break;
        case 'communication':
          communication += open;
          break;
        case undefined:
      }
    }
    let launch = 0;
    for (const each of this.#ordered) launch += each.launch;
    return { launch, bound: { compute, 'memory-bandwidth': memory, communication } };
  }
}
