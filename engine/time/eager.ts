/** Without a graph the host launches each kernel: a pass is never faster than all its launches one after another. */

import { familyFor } from '../catalog/calibrations';
import { launchesOf, launchGap } from '../formulas/kernels/launch';
import type { PassContext } from '../plan/context';
import { count, operator } from '../plan/op';
import { sumOver } from '../formula';
import type { Q } from '../quantity';
import type { Chip, TimedOp } from '../types';
import { meaningsOf } from '../verdict';
import { noLaunch } from './roofline';

const once = count(1, 'once a pass', '每趟一次');
/** The library whose eager launches were timed. */
const library = 'pytorch';

/** What the launches of a pass take beyond its kernels; nothing where a graph replays them. */
export function eagerOp(ops: readonly TimedOp[], context: PassContext): TimedOp[] {
  const { kase, phase, pool } = context;
  if (kase.stack.graphs[phase]) return [];
  const launch = launchOn(pool.chip);
  if (!launch) return [];
  const time = launchGap({ launches: launches(ops), each: launch.constants.eager, kernels: timeOf(ops) });
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
export function hostTime(id: string, title: { en: string; zh: string }, time: Q<'s'>): TimedOp {
  return {
    id,
    op: operator({ id, title, group: 'host' }),
    times: once,
    peak: noLaunch,
    compute: noLaunch,
    memory: noLaunch,
    communication: noLaunch,
    launch: time,
    time,
    binds: undefined,
  };
}

/** One a kernel; the small ones of a layer are counted by the operator that stands for them. */
function launches(ops: readonly TimedOp[]): Q<'1'> {
  return sumOver(
    {
      id: 'kernel.launches',
      title: { en: 'Kernels of a pass', zh: '整趟算子数' },
      symbol: 'n',
      unit: '1',
      meanings: () => meaningsOf(ops),
    },
    ops,
    ({ op, times }) => launchesOf({ times, kernels: op.shape.kind === 'elementwise' ? op.shape.kernels : once }),
  );
}

function timeOf(ops: readonly TimedOp[]): Q<'s'> {
  return sumOver(
    {
      id: 'kernel.all',
      title: { en: 'Time of all kernels of a pass', zh: '整趟算子时间' },
      symbol: 't',
      unit: 's',
      meanings: () => meaningsOf(ops),
    },
    ops,
    ({ time }) => time,
  );
}
