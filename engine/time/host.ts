/** Host time of a pass that nothing on the card hides, as an operator of its own at the end. */

import { hostTime as passHost } from '../formulas/kernels/pass';
import { hostLeft } from '../formulas/kernels/launch';
import { exposed, type Hiding } from '../overlap';
import type { PassContext } from '../plan/context';
import { profiles } from '../profiles';
import { hostTime } from './eager';
import { noLaunch, type Timed } from './timed';
import type { Timing } from './timing';

export function hostOp(timing: Timing, hiding: Hiding | undefined, context: PassContext): Timed[] {
  const { runtime, stack } = context.kase;
  const profile = profiles[runtime];
  const decoding = context.phase === 'decode';
  const host = passHost({
    pass: decoding ? profile.decodeHost : profile.prefillHost,
    requests: context.sequences,
    request: decoding ? noLaunch : profile.requestHost,
  });
  const gap = decoding ? stack.hostGap : noLaunch;
  const whole = gap.value === 0 && stack.saved.value === 0;
  const time = whole ? host : hostLeft({ host, gap, kernels: exposed(timing.kernels, hiding), saved: stack.saved });
  return time.value === 0 ? [] : [hostTime('host', { en: 'host', zh: '主机' }, time)];
}
