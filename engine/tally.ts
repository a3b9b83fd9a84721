/**
 * What a pass adds up to, in plain numbers: each column summed by the groups of the breakdown, so that the sums that Explain opens are
 * these to the last bit. One walk over the operators for all of them.
 */

import type { Overlapped } from './overlap';
import { opGroups } from './plan/groups';
import type { Timed } from './time/timed';
import type { OpGroup, TimeResource } from './types';

/** What is added up over the operators of a pass, all repetitions. */
export const columns = [
  'time',
  'compute',
  'memory',
  'communication',
  'peak',
  'flop',
  'weights',
  'kv',
  'activations',
  'up',
  'out',
] as const;
export type Column = (typeof columns)[number];
export type Tally = Readonly<Record<Column, number>>;

const groups = Object.keys(opGroups);
const placeOf: Readonly<Record<OpGroup, number>> = {
  attention: place('attention'),
  projections: place('projections'),
  experts: place('experts'),
  dense: place('dense'),
  exchange: place('exchange'),
  elementwise: place('elementwise'),
  draft: place('draft'),
  host: place('host'),
};

function place(group: OpGroup): number {
  return groups.indexOf(group) * columns.length;
}

/** Used again for each pass. */
const sums = new Float64Array(groups.length * columns.length);

export function tally(ops: readonly Timed[]): Tally {
  sums.fill(0);
  for (const each of ops) {
    const { op, seconds, repeats } = each;
    const times = each.times.value;
    let at = placeOf[op.group];
    add(at++, repeats * seconds.time);
    add(at++, repeats * seconds.compute);
    add(at++, repeats * seconds.memory);
    add(at++, repeats * seconds.communication);
    add(at++, each.peakSeconds);
    add(at++, times * op.flopCount);
    add(at++, times * op.weightSize);
    add(at++, times * op.kvSize);
    add(at++, times * op.activationSize);
    add(at++, times * op.upSize);
    add(at, times * op.outSize);
  }
  return {
    time: total(0),
    compute: total(1),
    memory: total(2),
    communication: total(3),
    peak: total(4),
    flop: total(5),
    weights: total(6),
    kv: total(7),
    activations: total(8),
    up: total(9),
    out: total(10),
  };
}

/** What overlap leaves of a pass: its latencies, and what each resource keeps it waiting. */
export interface OpenTally {
  readonly launch: number;
  readonly bound: Readonly<Record<TimeResource, number>>;
}

export function tallyOpen(ops: readonly Timed[], { isHidden, left }: Pick<Overlapped, 'isHidden' | 'left'>): OpenTally {
  sums.fill(0);
  const bound: Record<TimeResource, number> = { compute: 0, 'memory-bandwidth': 0, communication: 0 };
  for (const each of ops) {
    const { seconds, repeats, binds } = each;
    const share = isHidden(each) ? left : 1;
    const launch = repeats * seconds.launch;
    add(placeOf[each.op.group], launch * share);
    if (binds !== undefined) bound[binds] += (repeats * seconds.time - launch) * share;
  }
  return { launch: total(0), bound };
}

function add(at: number, value: number): void {
  sums[at] = (sums[at] ?? 0) + value;
}

function total(column: number): number {
  let sum = 0;
  for (let at = column; at < sums.length; at += columns.length) sum += sums[at] ?? 0;
  return sum;
}
