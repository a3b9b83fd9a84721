/** Quantities as text: "80 GB" read and written, with the factors of the table of units. */

import { diagnostic, type Diagnostic } from './diagnostics';
import { plain, unitRead, units, type Origin, type Q, type Unit, type UnitInfo } from './quantity';

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Diagnostic };

/** A space groups three digits and no fewer: "1 000 1/s" is a thousand of "1/s". */
const numeral = /^([+\-−]?(?:(?:\d{1,3}(?: \d{3})+(?!\d)|\d[\d_]*)\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(.*)$/i;

/** "80 GB" → 8e10 in unit B. A bare number where a unit is needed, or a wrong unit, is a diagnostic. */
export function parse(text: string | number, unit: Unit): Parsed<number> {
  const wanted = written(unit);
  const match = numeral.exec(String(text).trim());
  if (!match)
    return { ok: false, problem: diagnostic('quantity.not-a-number', { text: String(text), example: example(unit) }) };
  const [, digits = '', suffix = ''] = match;
  const factor = wanted[suffix.trim()];
  const value = Number(digits.replace(/[_ ]/g, '').replace('−', '-'));
  if (factor === undefined || !Number.isFinite(value)) {
    const code = suffix.trim() === '' ? 'quantity.unit-missing' : 'quantity.unit-wrong';
    return {
      ok: false,
      problem: diagnostic(code, { text: String(text), suffix: suffix.trim(), example: example(unit) }),
    };
  }
  return { ok: true, value: value * factor };
}

function written(unit: Unit): Readonly<Record<string, number>> {
  return units[unit].written;
}

/** The suffixes a unit may be written with, for completion and messages. */
export function suffixesOf(unit: Unit): string[] {
  return Object.keys(units[unit].written).filter((suffix) => suffix !== '');
}

const examples: Partial<Record<Unit, string>> = {
  s: '50 ms',
  B: '80 GB',
  'B/s': '4 TB/s',
  'FLOP/s': '296 TFLOPS',
  W: '700 W',
  'per card': '32 per card',
  '1/s': '4 req/s',
};

function example(unit: Unit): string {
  return examples[unit] ?? `1 ${suffixesOf(unit)[0] ?? ''}`.trim();
}

/** What the screen writes: figures and unit apart, so that the unit can be set in a lighter ink. */
export interface Shown {
  readonly text: string;
  readonly unit: string;
}

const thinSpace = '\u2009';
const trueMinus = '\u2212';
export const narrowSpace = '\u202f';

/** Three significant digits, thin-spaced thousands, a true minus (LOOK.md 5 and 7). */
export function figures(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return '—';
  const size = Math.abs(value);
  if (size === 0) return '0';
  const places = size >= 10 ** digits ? 0 : Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  const exact = Number.isInteger(value) && size < 10 ** digits;
  const fixed = exact ? size.toFixed(0) : size.toFixed(Math.min(places, 12));
  const [whole = '', fraction] = fixed.split('.');
  const grouped = whole.length > 3 ? whole.replace(/\B(?=(\d{3})+$)/g, thinSpace) : whole;
  return (value < 0 ? trueMinus : '') + grouped + (fraction === undefined ? '' : `.${fraction}`);
}

/** A value in its own unit, scaled for reading: 0.0137 s → {text: "13.7", unit: "ms"}. */
export function show(value: number, unit: Unit, digits = 3): Shown {
  if (!Number.isFinite(value)) return { text: '—', unit: '' };
  const scales: Scales = units[unit].shown;
  const scale = scaleRead(Math.abs(value), scales, digits);
  const chosen = value === 0 ? (scales.find(([, divisor]) => divisor === 1) ?? scale) : scale;
  return { text: figures(value / chosen[1], digits), unit: chosen[2] };
}

type Scales = UnitInfo['shown'];

/** Rounding may carry into the next scale: 999.96 ms reads 1.00 s. It is slow, and so only done where it could. */
function scaleRead(size: number, scales: Scales, digits: number): Scales[number] {
  const most = 10 ** (1 - digits);
  const scale = scaleOf(size * (1 - most), scales);
  return scaleOf(size * (1 + most), scales) === scale ? scale : scaleOf(Number(size.toPrecision(digits)), scales);
}

function scaleOf(size: number, scales: Scales): Scales[number] {
  for (const scale of scales) if (size >= scale[0]) return scale;
  return scales[scales.length - 1] ?? plain[0];
}

/** One string, for messages and tables: "13.7 ms". */
export function format(q: Pick<Q, 'value' | 'unit'> & { readonly origin?: Origin }, digits = 3): string {
  const shown = show(q.value, unitRead(q), digits);
  return shown.unit === '' ? shown.text : `${shown.text}${narrowSpace}${shown.unit}`;
}
