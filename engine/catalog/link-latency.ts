/** An exchange measured on one chip's links, on another's: what the link itself takes longer comes on top of its start. */

import { linkedStart } from '../formulas/kernels/link';
import { isKnown } from '../quantity';
import type { Chip } from '../types';
import type { ConstantsOf, Family } from './calibrations';

export interface OnLink {
  readonly chip: Chip;
  /** Nodes that the exchange spans: the latency known is that of the fabric inside one. */
  readonly nodes: number;
  /** The chips that families were measured on. */
  readonly chips: ReadonlyMap<string, Chip>;
}

export function onLink(family: Family<'collective'>, { chip, nodes, chips }: OnLink): ConstantsOf['collective'] {
  const measured = chips.get(family.chip)?.linkLatency;
  const own = chip.linkLatency;
  if (nodes > 1 || !measured || !isKnown(measured) || !isKnown(own) || own.value === measured.value)
    return family.constants;
  // Another chip's shorter latency may be of fewer cards: it promises nothing. A person's own figure of this chip does.
  if (own.value < measured.value && family.chip !== chip.id) return family.constants;
  return { ...family.constants, start: linkedStart({ start: family.constants.start, own, measured }) };
}
