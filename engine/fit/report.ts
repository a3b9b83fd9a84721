/** Residuals as text, for the fitting script and for commits: plain English, one line a family. */

import type { Fitted, Residual } from './calibrate';
import type { Transfer } from './transfer';
import type { PairTransfer } from './transfer-reasons';

/** |ln(predicted ÷ measured)|, mean. */
export function meanAbs(residuals: readonly Residual[]): number {
  return residuals.reduce((sum, each) => sum + Math.abs(lnOf(each)), 0) / residuals.length;
}

export function lnOf({ predicted, measured }: Residual): number {
  return Math.log(predicted / measured);
}

const places = 3;

function nameOf({ chip, library, record }: Fitted): string {
  const variant = 'variant' in record ? ` ${record.variant}` : '';
  const size = record.op === 'collective' ? ` ${record.cards}x${record.nodes}` : '';
  return `${chip}.${library} ${record.op}${variant} ${record.dtype}${size}`;
}

/** Family, rows, mean |ln|, leave-one-layer-out, worst row, constants. */
export function familyTable(fitted: readonly Fitted[]): string {
  const lines = fitted.map((one) => {
    const { record, residuals } = one;
    const worst = residuals.reduce((most, each) => Math.max(most, Math.abs(lnOf(each))), 0);
    const constants = Object.entries(record.constants).map(([name, value]) => `${name} ${value}`);
    const fit = record.fit;
    const leave = fit?.leaveOneOut?.toFixed(places) ?? '—';
    return [
      nameOf(one),
      String(fit?.rows ?? '—'),
      fit?.error.toFixed(places) ?? '—',
      leave,
      worst.toFixed(places),
      constants.join(', '),
    ];
  });
  return aligned([['family', 'rows', 'mean', 'left out', 'worst', 'constants'], ...lines]);
}

/** One line a series: its mean |ln|, and the signed ln of every row. */
export function seriesTable(residuals: readonly Residual[]): string {
  const series = new Map<string, Residual[]>();
  for (const each of residuals) {
    const name = each.id.slice(0, each.id.lastIndexOf('@'));
    series.set(name, [...(series.get(name) ?? []), each]);
  }
  return aligned(
    [...series].map(([name, rows]) => [
      name,
      meanAbs(rows).toFixed(places),
      rows.map((row) => signed(lnOf(row))).join(' '),
    ]),
  );
}

function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(2)}`;
}

export function aligned(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Pair, family, mean |ln| with the datasheet, with two ceilings, and of the target's own fit. */
export function transferTable(found: readonly Transfer[]): string {
  const lines = found.map(({ from, to, family, datasheet, ceilings, own, rows }) => [
    `${from} → ${to}`,
    family,
    String(rows),
    ...[datasheet, ceilings, own].map((error) => error.toFixed(places)),
  ]);
  return aligned([['pair', 'family', 'rows', 'datasheet', 'ceilings', 'own fit'], ...lines]);
}

/** Pair, kernels that both have, mean |ln| over them, and why. */
export function pairTable(pairs: readonly PairTransfer[]): string {
  const lines = pairs.map(({ from, to, kernels, errors, why }) => [
    `${from} → ${to}`,
    String(kernels.length),
    ...(errors
      ? [errors.datasheet, errors.ceilings, errors.own].map((error) => error.toFixed(places))
      : ['—', '—', '—']),
    why.en,
  ]);
  return aligned([['pair', 'kernels', 'datasheet', 'ceilings', 'own fit', 'why'], ...lines]);
}
