/** Why one answer takes longer than another: seconds of the pass by the groups of its breakdown. */

import type { Text } from '../diagnostics';
import { opGroups } from '../plan/groups';
import type { Evaluation, OpGroup, PhaseName } from '../types';

export interface Cause {
  readonly group: OpGroup;
  readonly title: Text;
  readonly before: number;
  readonly after: number;
  /** Part of the whole difference; the parts add up to 1. */
  readonly share: number;
}

const groups: readonly OpGroup[] = [
  'attention',
  'projections',
  'experts',
  'dense',
  'exchange',
  'elementwise',
  'draft',
  'host',
];

/** Largest part first; seconds of one pass, what overlaps counted in full. */
export function causesOf(phase: PhaseName, before: Evaluation, after: Evaluation): readonly Cause[] {
  const [first, second] = [secondsOf(phase, before), secondsOf(phase, after)];
  const sum = (of: Readonly<Record<string, number>>): number =>
    Object.values(of).reduce((total, each) => total + each, 0);
  const whole = sum(second) - sum(first);
  return groups
    .map((group) => {
      const [a, b] = [first[group] ?? 0, second[group] ?? 0];
      return { group, title: opGroups[group], before: a, after: b, share: whole === 0 ? 0 : (b - a) / whole };
    })
    .sort((a, b) => Math.abs(b.share) - Math.abs(a.share));
}

function secondsOf(phase: PhaseName, evaluation: Evaluation): Record<string, number> {
  const seconds: Record<string, number> = {};
  for (const { op, time } of evaluation[phase].ops) seconds[op.group] = (seconds[op.group] ?? 0) + time.value;
  return seconds;
}
