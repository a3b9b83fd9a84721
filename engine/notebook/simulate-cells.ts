/** Figures of simulations, alone and in the cells of tables. */

import { question, type Unit } from '../quantity';
import { show } from '../quantity-text';
import type { ShownNumber, TableCell } from './result';
import { shownNumber } from './show';

const label = { en: 'simulated', zh: '仿真' };

export function simulatedNumber(value: number, unit: Unit): ShownNumber {
  return shownNumber(question(value, unit, label), '');
}

/** A share in per cent. */
export function simulatedShare(share: number): ShownNumber {
  const whole = simulatedNumber(share, '1');
  return Number.isFinite(share) ? { ...whole, text: show(100 * share, '1').text, unit: '%' } : whole;
}

export function number(value: number, unit: Unit): TableCell {
  return Number.isFinite(value) ? { kind: 'number', number: simulatedNumber(value, unit) } : { kind: 'empty' };
}

export function percent(share: number): TableCell {
  return Number.isFinite(share) ? { kind: 'number', number: simulatedShare(share) } : { kind: 'empty' };
}

export function withBest(cell: TableCell, isBest: boolean): TableCell {
  return cell.kind === 'number' && isBest ? { ...cell, best: true } : cell;
}
