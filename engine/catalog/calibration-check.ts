/** What the structure of a calibration cannot say: units, signs, and that no kernel is faster than its chip. */

import type { CalibrationRecord } from '../calibration-schema';
import { diagnostic, type Diagnostic } from '../diagnostics';
import { parse } from '../quantity-text';

/** Seconds, or a bare number; a share is of a datasheet rate, and at most all of it. */
const seconds = new Set(['start', 'step', 'join', 'wave', 'pipeline', 'eager', 'graph']);
const shares = new Set(['bandwidthShare', 'peakShare', 'linkShare']);

export function calibrationProblems(records: readonly CalibrationRecord[]): readonly Diagnostic[] {
  return records.flatMap(({ families }, at) =>
    families.flatMap(({ constants }, place) =>
      Object.entries(constants).flatMap(([name, text]): Diagnostic[] => {
        const path = [at, 'families', place, 'constants', name];
        const read = parse(text, seconds.has(name) ? 's' : '1');
        if (!read.ok) return [{ ...read.problem, path }];
        if (read.value < 0 || !Number.isFinite(read.value))
          return [diagnostic('catalog.below-zero', { value: text }, { path })];
        const isAbove = shares.has(name) && read.value > 1;
        return isAbove || (shares.has(name) && read.value === 0)
          ? [diagnostic('catalog.not-a-share', { value: text }, { path })]
          : [];
      }),
    ),
  );
}
