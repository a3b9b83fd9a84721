/** One unit for a row or a column of numbers: that in which the largest reads well. */

import { isMoney, units, type ShownNumber } from '../../../engine';

export interface UnitScale {
  /** "ms", "USD/M"; empty for a pure number. */
  readonly unit: string;
  readonly divisor: number;
}

type Step = readonly [least: number, divisor: number, label: string];

/** Undefined where they are not of one unit. */
export function commonScale(numbers: readonly ShownNumber[]): UnitScale | undefined {
  const known = numbers.filter(({ value }) => value !== null);
  const [first] = known;
  if (!first || known.some(({ unitName }) => unitName !== first.unitName)) return undefined;
  const largest = known.reduce((most, each) => (size(each) > size(most) ? each : most));
  const unit = first.unit === '%' ? '%' : first.unitName;
  const steps: readonly Step[] = units[unit].shown;
  const step = steps.find(([least]) => Number(size(largest).toPrecision(3)) >= least) ?? steps.at(-1);
  if (!step) return undefined;
  const [, divisor, label] = step;
  // Money carries its currency before what the unit adds.
  const currency = isMoney(unit) ? (/^[A-Z]{3}/.exec(largest.unit)?.[0] ?? '') : '';
  return { unit: `${currency}${label}`, divisor };
}

function size({ value }: ShownNumber): number {
  return Math.abs(value ?? 0);
}

/** The unit in which values are held, for a ledger whose formulas know no other. */
export function heldUnit({ unitName }: ShownNumber, currency: string): string {
  switch (unitName) {
    case '1':
      return '';
    case 'money':
      return currency;
    case 'money/h':
      return `${currency}/h`;
    case 'money/kWh':
      return `${currency}/J`;
    case '1/s':
      return 'req/s';
    default:
      return unitName;
  }
}
