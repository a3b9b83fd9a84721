/** What a chip multiplies a format at. */

import { unknown, type Q } from '../quantity';
import type { Chip, MathFormat } from '../types';

/** Formats are resolved against the chip, so an absent unit is only asked for by an operator without arithmetic. */
export function peakOf(chip: Chip, math: MathFormat): Q<'FLOP/s'> {
  const peak = chip.tflops[math];
  if (!('absent' in peak)) return peak;
  return unknown('FLOP/s', `tflops.${math}`, {
    label: { en: `${math} peak of ${chip.title}`, zh: `${chip.title} 的 ${math} 峰值` },
  });
}
