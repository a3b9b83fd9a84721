/** Figures of simulations in the cells of tables. */

import { question, show, type Unit } from '../quantity';
import type { TableCell } from './result';
import { shownNumber } from './show';

export function withBest(cell: TableCell, isBest: boolean): TableCell {
  return cell.kind === 'number' && isBest ? { ...cell, best: true } : cell;
}

const label = { en: 'simulated', zh: '仿真' };

export function number(value: number, unit: Unit): TableCell {
  return Number.isFinite(value)
    ? { kind: 'number', number: shownNumber(question(value, unit, label), '') }
    : { kind: 'empty' };
}

export function percent(share: number): TableCell {
  if (!Number.isFinite(share)) return { kind: 'empty' };
  const { text } = show(100 * share, '1');
  return {
    kind: 'number',
    number: { ...shownNumber(question(share, '1', label), ''), text, unit: '%' },
  };
}
