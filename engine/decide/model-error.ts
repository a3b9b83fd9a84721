/** How far the model may be off for a chip: from runs of that chip that others published, else from all of them. */

import type { Catalog } from '../catalog';
import { validate } from '../validate';

export interface ModelError {
  /** Median of the natural logarithm of time as run ÷ as modelled: above 0 where runs take longer than the model says. */
  readonly bias: number;
  /** Standard deviation of that logarithm about its median. */
  readonly sigma: number;
  /** Runs it rests on. */
  readonly runs: number;
  /** False where they are of other chips. */
  readonly isOwn: boolean;
}

/** Fewer tell nothing of a chip alone. */
const leastRuns = 4;
/** Of a normal distribution: the standard deviation a median of absolute deviations stands for. */
const perMedian = 1 / 0.6745;

const known = new WeakMap<Catalog, ReadonlyMap<string, readonly number[]>>();

/** By title of the chip. Costs half a second the first time, for the whole catalog. */
export function modelError(chip: string, catalog: Catalog): ModelError {
  const errors = known.get(catalog) ?? errorsByChip(catalog);
  known.set(catalog, errors);
  const own = errors.get(chip) ?? [];
  const isOwn = own.length >= leastRuns;
  const used = isOwn ? own : [...errors.values()].flat();
  const bias = median(used);
  const sigma = median(used.map((error) => Math.abs(error - bias))) * perMedian;
  return { bias, sigma, runs: used.length, isOwn };
}

/** Cases without a bar are not predictions of what was run. */
function errorsByChip(catalog: Catalog): ReadonlyMap<string, readonly number[]> {
  const { report, about } = validate({ suite: 'published', catalog });
  const errors = new Map<string, number[]>();
  report.cases.forEach(({ error, pass, unit }, i) => {
    const chip = about[i]?.chip;
    if (error === null || pass === null || chip === undefined || error <= -1) return;
    // The error is of what was measured: a rate told too high is a time told too short.
    const longer = unit === 's' ? -Math.log1p(error) : Math.log1p(error);
    errors.set(chip, [...(errors.get(chip) ?? []), longer]);
  });
  return errors;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  return (upper + lower) / 2;
}
