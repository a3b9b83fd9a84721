import { fc } from '../support/property';
import { describe, expect, it } from 'vitest';
import { units, type Unit } from '../../engine/quantity';
import { figures, format, parse } from '../../engine/quantity-text';

const written = keysOf(units).flatMap((unit) => {
  const suffixes: Readonly<Record<string, number>> = units[unit].written;
  return Object.entries(suffixes).map(([suffix, factor]) => ({ unit, suffix, factor }));
});
const unitNames = keysOf(units);

function keysOf<K extends string>(record: Readonly<Record<K, unknown>>): K[] {
  const isKey = (name: string): name is K => name in record;
  return Object.keys(record).filter(isKey);
}

const amount = fc.double({ min: 1e-6, max: 1e9, noNaN: true });

function read(text: string, unit: Unit): number {
  const parsed = parse(text, unit);
  if (!parsed.ok) throw new Error(parsed.problem.text.en);
  return parsed.value;
}

describe('every unit', () => {
  it('written with any of its suffixes is read as that many of it, and so back', () => {
    fc.assert(
      fc.property(fc.constantFrom(...written), amount, ({ unit, suffix, factor }, value) => {
        const held = read(`${value} ${suffix}`, unit);
        expect(held / (value * factor)).toBeCloseTo(1, 14);
        expect(read(`${held / factor} ${suffix}`, unit) / held).toBeCloseTo(1, 14);
      }),
      { numRuns: 2000, seed: 6 },
    );
  });

  it('as the screen shows it, to all digits, is read again as the same', () => {
    // What has no suffix of its own is written with the nearest that has: "a card", a bare count.
    const asWritten: Readonly<Record<string, string>> = { 'a card': 'per card' };
    fc.assert(
      fc.property(fc.constantFrom(...unitNames), amount, (unit, value) => {
        const [number = '', ...rest] = format({ value, unit }, 15).replaceAll('\u2009', '').split('\u202f');
        const label = rest.join(' ');
        const millionth = label === '/M' ? 1e-6 : 1;
        const suffix = millionth === 1 ? (asWritten[label] ?? label) : '';
        const bare = unit === 'token' && suffix === '' ? 'token' : suffix;
        // Twelve places behind the point are as many as are ever written.
        expect(Math.abs(read(`${number} ${bare}`, unit) * millionth - value)).toBeLessThanOrEqual(
          1e-11 * value + 1e-12,
        );
      }),
      { numRuns: 2000, seed: 7 },
    );
  });

  it('keeps its order and sign in the figures that are written', () => {
    fc.assert(
      fc.property(amount, (value) => {
        expect(figures(-value)).toBe(`\u2212${figures(value)}`);
        expect(Math.abs(Number(figures(value).replaceAll('\u2009', '')) / value - 1)).toBeLessThanOrEqual(0.00501);
      }),
      { numRuns: 500, seed: 8 },
    );
  });
});
