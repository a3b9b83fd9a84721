/** A gated network: gate and up in one multiplication, SiLU · product, down. Split over TP. */

import { mathWidth } from '../../formats';
import { elementwiseBytes } from '../../formulas/operators';
import { profiles } from '../../profiles';
import type { Plan, WeightFormat } from '../../types';
import type { PassContext } from '../context';
import { count, linear, op } from '../op';

interface GatedName {
  readonly id: string;
  readonly title: { readonly en: string; readonly zh: string };
  /** Needs nothing of the routed experts, nor they of it. */
  readonly runsBeside?: boolean;
}

export function gatedOps(
  { id, title: name, runsBeside = false }: GatedName,
  inner: number,
  format: WeightFormat,
  context: PassContext,
): Plan[] {
  const { pool, tokens, hidden } = context;
  const local = inner / pool.layout.tp;
  return [
    linear({
      id: `${id}-up`,
      title: { en: `${name.en}, gate and up`, zh: `${name.zh} 门控与上投影` },
      group: 'dense',
      tokens,
      inner: hidden,
      outer: count(2 * local, 'gate and up dimensions on this card', '本卡门控与上投影维度'),
      format,
      pool: context.pool,
      runsBeside,
    }),
    op({
      id: `${id}-silu`,
      title: { en: `${name.en}, SiLU and product`, zh: `${name.zh} SiLU 与乘积` },
      group: 'elementwise',
      runsBeside,
      activations: elementwiseBytes({
        tokens,
        elements: count(profiles[context.kase.runtime].siluElements * local, 'elements in and out', '读写元素数'),
        width: mathWidth.bf16,
      }),
    }),
    linear({
      id: `${id}-down`,
      title: { en: `${name.en}, down`, zh: `${name.zh} 下投影` },
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
