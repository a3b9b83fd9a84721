/** Host time of a pass that nothing on the card hides, as an operator of its own at the end. */

import { hostTime } from '../formulas/kernels/pass';
import type { PassContext } from '../plan/context';
import { count, operator } from '../plan/op';
import { profiles } from '../profiles';
import type { TimedOp } from '../types';
import { noLaunch } from './roofline';

const once = count(1, 'once a pass', '每趟一次');

export function hostOp(context: PassContext): TimedOp[] {
  const profile = profiles[context.kase.runtime];
  const decoding = context.phase === 'decode';
  const time = hostTime({
    pass: decoding ? profile.decodeHost : profile.prefillHost,
    requests: context.sequences,
    request: decoding ? noLaunch : profile.requestHost,
  });
  if (time.value === 0) return [];
  const host = operator({ id: 'host', title: { en: 'host', zh: '主机' }, group: 'host' });
  return [
    {
      id: 'host',
      op: host,
      times: once,
      peak: noLaunch,
      compute: noLaunch,
      memory: noLaunch,
      communication: noLaunch,
      launch: time,
      time,
      binds: undefined,
    },
  ];
}
