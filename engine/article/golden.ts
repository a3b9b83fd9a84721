/** The article's figures as facts: what each case is compared with. Predictions are computed elsewhere, never typed. */

import type { Unit } from '../quantity';
import { parse } from '../quantity-text';
import facts from './golden.json';

export interface Golden {
  readonly id: string;
  readonly where: string;
  readonly unit: string;
  /** As the article prints it; null where it gives only the equation. */
  readonly printed: number | null;
  /** The equation with the carried figures; for an erratum the figure it states, rounded as there. */
  readonly exact: number;
  /** Relative. */
  readonly tolerance: number;
}

export const golden: readonly Golden[] = facts.cases;
export const statedErrata: readonly Golden[] = facts.errata;

/** SI value of one of the article's units: GFLOP (10^9), GiB, 10^6 … */
export function sizeOf(unit: string, of: Unit): number {
  const power = /^10\^(\d+)$/.exec(unit);
  if (power) return 10 ** Number(power[1]);
  if (unit === '1') return 1;
  const [word = ''] = unit.split(' ');
  const read = parse(`1 ${word}`, of);
  if (!read.ok) throw new Error(`golden.json: ${unit} is not a unit of ${of}`);
  return read.value;
}
