/**
 * Without a graph the host launches each kernel: a pass is never faster than all its launches one after another, however much of it
 * overlaps.
 */

import { familyFor } from '../catalog/calibrations';
import { launchesOf, launchGap } from '../formulas/kernels/launch';
import { exposed, type Hiding } from '../overlap';
import type { PassContext } from '../plan/context';
import { count, meaningsOf, operator } from '../plan/op';
import { summed, termsOf } from '../formula';
import type { Q } from '../quantity';
import type { Chip, Op } from '../types';
import { noLaunch, timedWhole, type Timed } from './timed';
import type { Timing } from './timing';

const once = count(1, 'once a pass', '每趟一次');
/** The library whose eager launches were timed. */
const library = 'pytorch';

/** What the launches of a pass take beyond its kernels; nothing where a graph replays them. */
export function eagerOp(timing: Timing, hiding: Hiding | undefined, context: PassContext): Timed[] {
  const { kase, phase, pool } = context;
  if (kase.stack.graphs[phase]) return [];
  const launch = launchOn(pool.chip);
  if (!launch) return [];
  const time = launchGap({
    launches: launches(timing),
    each: launch.constants.eager,
    kernels: exposed(timing.kernels, hiding),
  });
  if (time.value === 0) return [];
  const title = { en: 'gaps between launches', zh: '启动间隙' };
  return [hostTime('launch-gaps', title, time)];
}

const found = new WeakMap<Chip, ReturnType<typeof familyFor<'launch'>>>();

/** The hot path asks for every pass without graphs. */
function launchOn(chip: Chip) {
  if (!found.has(chip)) found.set(chip, familyFor({ chip, op: 'launch', library }));
  return found.get(chip);
}

/** Time that the host alone is busy. */
export function hostTime(id: string, title: { en: string; zh: string }, time: Q<'s'>): Timed {
  const kernel = { compute: noLaunch, memory: noLaunch, communication: noLaunch, launch: time, time };
  return timedWhole(operator({ id, title, group: 'host' }), once, kernel, undefined);
}

/** One a kernel; the small ones of a layer are counted by the operator that stands for them. */
function launches(timing: Timing): Q<'1'> {
  const { count: all, ops, times } = timing.ledger;
  let value = 0;
  for (let n = 0; n < all; n++) {
    const op = ops[n];
    if (op) value += (times[n] ?? 0) * kernelsOf(op).value;
  }
  const those = () => timing.ops.slice(0, all);
  return summed(
    {
      id: 'kernel.launches',
      title: { en: 'Kernels of a pass', zh: '整趟算子数' },
      symbol: 'n',
      unit: '1',
      meanings: () => meaningsOf(those()),
    },
    value,
    () => termsOf(those(), (each) => launchesOf({ times: each.times, kernels: kernelsOf(each.op) })),
  );
}

function kernelsOf(op: Op): Q<'1'> {
  if (op.kind !== 'elementwise') return once;
  return op.shape.kind === 'elementwise' ? op.shape.kernels : once;
}
