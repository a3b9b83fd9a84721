/** A gated network: gate and up in one multiplication, SiLU · product, down. Split over TP. */

import type { Text } from '../../diagnostics';
import { mathWidth } from '../../formats';
import { profiles } from '../../profiles';
import type { Plan, WeightFormat } from '../../types';
import type { PassContext } from '../context';
import { count, linear, pass } from '../op';

/** Ids and words of the three operators of one kind of gated network; made once, not with every pass. */
export interface GatedNames {
  readonly up: Named;
  readonly silu: Named;
  readonly down: Named;
  /** Needs nothing of the routed experts, nor they of it. */
  readonly runsBeside: boolean;
}

interface Named {
  readonly id: string;
  readonly title: Text;
}

export function gatedNames(id: string, { en, zh }: Text, runsBeside: boolean): GatedNames {
  return {
    up: { id: `${id}-up`, title: { en: `${en}, gate and up`, zh: `${zh} 门控与上投影` } },
    silu: { id: `${id}-silu`, title: { en: `${en}, SiLU and product`, zh: `${zh} SiLU 与乘积` } },
    down: { id: `${id}-down`, title: { en: `${en}, down`, zh: `${zh} 下投影` } },
    runsBeside,
  };
}

export function gatedOps(
  { up, silu, down, runsBeside }: GatedNames,
  inner: number,
  format: WeightFormat,
  context: PassContext,
): Plan[] {
  const { pool, tokens, hidden } = context;
  const local = inner / pool.layout.tp;
  return [
    linear({
      id: up.id,
      title: up.title,
      group: 'dense',
      tokens,
      inner: hidden,
      outer: count(2 * local, 'gate and up dimensions on this card', '本卡门控与上投影维度'),
      format,
      pool: context.pool,
      runsBeside,
    }),
    pass({
      id: silu.id,
      title: silu.title,
      runsBeside,
      tokens,
      elements: count(profiles[context.kase.runtime].siluElements * local, 'elements in and out', '读写元素数'),
      width: mathWidth.bf16,
    }),
    linear({
      id: down.id,
      title: down.title,
      group: 'dense',
      tokens,
      inner: count(local, 'inner dimension on this card', '本卡中间维度'),
      outer: hidden,
      format,
      pool: context.pool,
      runsBeside,
    }),
  ];
}
