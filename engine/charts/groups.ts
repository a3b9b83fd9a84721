/** Operators gathered into the groups that a chart shows, each with the time it sets and the time it hides. */

import type { Text } from '../diagnostics';
import { opGroups } from '../plan/groups';
import { timeResources, type OpGroup, type Phase, type TimedOp, type TimeResource } from '../types';

export interface Group {
  readonly id: string;
  readonly title: Text;
  /** Seconds of the pass. */
  readonly time: number;
  /** The same seconds by the resource that binds the operator; what binds nothing is launch latency. */
  readonly binds: Readonly<Record<TimeResource | 'latency', number>>;
  /** Seconds a resource is busy in operators that another one binds. */
  readonly hidden: Readonly<Record<TimeResource, number>>;
}

const busyOf: Readonly<Record<TimeResource, (op: TimedOp) => number>> = {
  compute: (op) => op.compute.value,
  'memory-bandwidth': (op) => op.memory.value,
  communication: (op) => op.communication.value,
};

const stacked: readonly OpGroup[] = [
  'attention',
  'projections',
  'experts',
  'dense',
  'exchange',
  'elementwise',
  'draft',
];

/** In one order for every phase and design; the small ones (under `least` of the pass) gathered at the end. */
export function groupsOf(phase: Phase, least = 0.01): readonly Group[] {
  const byId = new Map<OpGroup, TimedOp[]>();
  for (const op of phase.ops) byId.set(op.op.group, [...(byId.get(op.op.group) ?? []), op]);
  const all = stacked.flatMap((id) => gatherIf(id, byId.get(id)));
  const whole = all.reduce((sum, group) => sum + group.time, 0);
  const small = new Set<string>(all.filter((group) => group.time < least * whole).map((group) => group.id));
  if (small.size < 2) return all;
  const rest = phase.ops.filter((op) => small.has(op.op.group));
  const title = { en: `${small.size} small ones`, zh: `其余 ${small.size} 项` };
  return [...all.filter((group) => !small.has(group.id)), gather('rest', title, rest)];
}

function gatherIf(id: OpGroup, ops: readonly TimedOp[] | undefined): Group[] {
  return ops ? [gather(id, opGroups[id], ops)] : [];
}

function gather(id: string, title: Text, ops: readonly TimedOp[]): Group {
  const sum = (pick: (op: TimedOp) => number): number => ops.reduce((total, op) => total + pick(op), 0);
  const where = (binds: TimeResource | undefined) => (op: TimedOp) => (op.binds === binds ? op.time.value : 0);
  const behind = (resource: TimeResource) => sum((op) => (op.binds === resource ? 0 : busyOf[resource](op)));
  return {
    id,
    title,
    time: sum((op) => op.time.value),
    binds: {
      compute: sum(where('compute')),
      'memory-bandwidth': sum(where('memory-bandwidth')),
      communication: sum(where('communication')),
      latency: sum(where(undefined)),
    },
    hidden: {
      compute: behind('compute'),
      'memory-bandwidth': behind('memory-bandwidth'),
      communication: behind('communication'),
    },
  };
}

/** The resource that sets most of a group's time. */
export function bindsMost(group: Group): TimeResource {
  return timeResources.reduce((most, each) => (group.binds[each] > group.binds[most] ? each : most));
}
