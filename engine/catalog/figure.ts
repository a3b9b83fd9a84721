/** A figure of a catalog file → a Q with its origin. */

import type { Diagnostic, Text } from '../diagnostics';
import { fact, unknown, type Q, type Unit } from '../quantity';
import { parse } from '../quantity-text';
import type { FigureRecord } from './schema';

export interface Place {
  /** The catalog's name of the field, as `set:` and `missing` write it: "tflops.fp8". */
  readonly field: string;
  /** What the figure is: "memory bandwidth of NVIDIA H20 96 GB". */
  readonly label: Text;
  readonly report: (problem: Diagnostic) => void;
}

/** The figure in `unit`; one that nobody has published, or that cannot be read (reported), is unknown. */
export function readFigure<U extends Unit>(record: FigureRecord, unit: U, place: Place): Q<U> {
  if ('unknown' in record) return unknown(unit, place.field, { label: place.label, note: record.unknown.en });
  const parsed = parse(record.value, unit);
  if (!parsed.ok) {
    place.report({ ...parsed.problem, path: place.field.split('.') });
    return unknown(unit, place.field, { label: place.label });
  }
  const { origin, source, confidence, note } = record;
  return fact(parsed.value, unit, origin, {
    label: place.label,
    source,
    confidence,
    ...(note !== undefined && { note }),
  });
}
