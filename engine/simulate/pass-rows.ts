/** What the analytic engine says of one pass or step, in a row of costs. */

import { passTimer } from '../evaluate';
import { withoutDerivations } from '../formula';
import type { OpSeconds, PassSeconds } from '../pass-seconds';
import { question, type Q, type Unit } from '../quantity';
import type { Case, PhaseName, TimeResource } from '../types';
import { cost, width } from './costs';

const label = { en: 'a point of the simulation’s grid', zh: '仿真网格点' };
const at = <const U extends Unit>(value: number, unit: U): Q<U> => question(value, unit, label);

/** Rows of one phase at other questions of the same design. */
export function rowsOf(name: PhaseName): (kase: Case) => Float64Array {
  const time = passTimer(name);
  return (kase) => withoutDerivations(() => rowOf(time(kase), name));
}

/** Tokens; far below what times can tell. */
const hair = 1e-7;

export function prefillCase(kase: Case, sequences: number, fresh: number, cached: number): Case {
  const prompt = fresh + cached;
  // The share is rounded; a hair more of it, lest the last row of a tile becomes the first of another.
  const hit = cached === 0 ? 0 : (cached + hair) / prompt;
  return {
    ...kase,
    promptsPerPass: at(sequences, '1'),
    workload: { ...kase.workload, input: at(prompt, 'token'), prefixHit: at(hit, '1') },
  };
}

export function decodeCase(kase: Case, batch: number, length: number): Case {
  // The engine's mean cache length is the prompt and half of the answer.
  const workload = { ...kase.workload, input: at(length, 'token'), output: at(0, 'token'), prefixHit: at(0, '1') };
  return { ...kase, batch: at(batch, '1'), workload };
}

const kinds: readonly (readonly [TimeResource, number, number, number])[] = [
  ['compute', cost.ownCompute, cost.jointCompute, cost.busyCompute],
  ['memory-bandwidth', cost.ownMemory, cost.jointMemory, cost.busyMemory],
  ['communication', cost.ownLink, cost.jointLink, cost.busyLink],
];

/** One pass in a row: what binds, divided between own and joint as the operators' times are. */
function rowOf({ time, busy, bound, ops }: PassSeconds, name: PhaseName): Float64Array {
  if (Number.isNaN(time)) throw new Error(`${name} time is unknown: such a design is left out before it is simulated`);
  const row = new Float64Array(width);
  let open = time;
  for (const [resource, own, joint, busyPlace] of kinds) {
    const share = ownShare(ops, (op) => (op.binds === resource ? op.time - op.launch : 0));
    open -= bound[resource];
    row[own] = bound[resource] * share;
    row[joint] = bound[resource] * (1 - share);
    row[busyPlace] = busy[resource];
  }
  const host = Math.max(0, open);
  const share = ownShare(ops, (op) => op.launch);
  row[cost.ownHost] = host * share;
  row[cost.jointHost] = host * (1 - share);
  for (let place = cost.ownCompute; place <= cost.ownHost; place++)
    row[cost.own] = (row[cost.own] ?? 0) + (row[place] ?? 0);
  for (let place = cost.jointCompute; place <= cost.jointHost; place++)
    row[cost.joint] = (row[cost.joint] ?? 0) + (row[place] ?? 0);
  let all = 0;
  let attention = 0;
  for (const op of ops) {
    all += op.time;
    if (op.group === 'attention') attention += op.time;
  }
  row[cost.attention] = all === 0 ? 0 : Math.min(row[cost.own] ?? 0, (attention / all) * time);
  return row;
}

/** The share that the rank does alone; the rest waits for the group. */
function ownShare(ops: readonly OpSeconds[], of: (op: OpSeconds) => number): number {
  let own = 0;
  let joint = 0;
  for (const op of ops) {
    if (op.group === 'experts' || op.group === 'exchange') joint += of(op);
    else own += of(op);
  }
  return own + joint === 0 ? 1 : own / (own + joint);
}
