/** What a chip multiplies each format at. */

import { unknown, type Q } from '../quantity';
import type { Chip, MathFormat } from '../types';

export type Peaks = Readonly<Record<MathFormat, Q<'FLOP/s'>>>;

const known = new WeakMap<Chip, Peaks>();

/** Formats are resolved against the chip, so an absent unit is only asked for by an operator without arithmetic. */
export function peaksOf(chip: Chip): Peaks {
  const before = known.get(chip);
  if (before) return before;
  const peaks = {
    bf16: peakOf(chip, 'bf16'),
    fp8: peakOf(chip, 'fp8'),
    int8: peakOf(chip, 'int8'),
    fp4: peakOf(chip, 'fp4'),
  };
  known.set(chip, peaks);
  return peaks;
}

export function peakOf(chip: Chip, math: MathFormat): Q<'FLOP/s'> {
  const peak = chip.tflops[math];
  if (!('absent' in peak)) return peak;
  return unknown('FLOP/s', `tflops.${math}`, {
    label: { en: `${math} peak of ${chip.title}`, zh: `${chip.title} 的 ${math} 峰值` },
  });
}
