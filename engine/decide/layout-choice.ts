/** Each candidate in the layout that serves the load at the least cost: its own, or one of those that may be tried. */

import type { Catalog } from '../catalog';
import { choicesAt, designer, pointsIn, type Axis } from '../explore/space';
import type { Q } from '../quantity';
import type { Design } from '../types';
import { fleetFor } from './fleet';

export interface LayoutQuestion {
  /** Fields of the layout with the values to try; none leaves every design as it is. */
  readonly axes: readonly Axis[];
  readonly load: Q<'1/s'>;
  readonly catalog: Catalog;
}

export interface LaidDesign {
  readonly design: Design;
  /** "decode.ep 32" of the layout taken; absent where its own is the best, or no other serves the load. */
  readonly taken?: string;
}

/** Money a request where it is priced, else cards; a layout that cannot serve the load is never taken. */
export function cheapestLayout(own: Design, { axes, load, catalog }: LayoutQuestion): LaidDesign {
  const space = { base: own, axes };
  const designAt = designer(space);
  let best: LaidDesign = { design: own };
  let least = costOf(own);
  const points = axes.length === 0 ? 0 : pointsIn(space);
  for (let point = 0; point < points; point++) {
    const design = designAt(point);
    const cost = costOf(design);
    if (!(cost < least)) continue;
    least = cost;
    best = { design, taken: textAt(point) };
  }
  return best;

  function costOf(design: Design): number {
    const answer = fleetFor(design, load, catalog);
    if (answer.kind !== 'fleet') return Number.POSITIVE_INFINITY;
    const { money, pools } = answer;
    return money?.request.value ?? pools.prefill.cards.value + pools.decode.cards.value;
  }

  function textAt(point: number): string {
    const choices = choicesAt(space, point);
    return axes.map(({ id, values }, i) => `${id} ${values[choices[i] ?? 0]?.text ?? ''}`).join(', ');
  }
}
