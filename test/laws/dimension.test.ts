import { fc } from '../support/property';
import { describe, expect, it } from 'vitest';
import { formulas, type AnyFormula } from '../../engine/formulas/index';
import { question, units, type Dimension, type Q, type Unit } from '../../engine/quantity';

const dimensions = ['time', 'data', 'money', 'energy'] as const satisfies readonly (keyof Dimension)[];
const anything = { en: 'a sample', zh: '样本' };

function exponent(unit: Unit, of: keyof Dimension): number {
  const dimension: Dimension = units[unit].dimension;
  return dimension[of] ?? 0;
}

/** Each input takes a number of its own; `scale` multiplies it by its unit's power of the scale. */
function given(formula: AnyFormula, sample: readonly number[], scale: (unit: Unit) => number): Record<string, Q> {
  return Object.fromEntries(
    Object.entries(formula.spec.inputs).map(([name, { unit }], at) => [
      name,
      question((sample[at % sample.length] ?? 1) * scale(unit), unit, anything),
    ]),
  );
}

function inputCount(formula: AnyFormula): number {
  return Math.max(1, Object.keys(formula.spec.inputs).length);
}

function samples(formula: AnyFormula): fc.Arbitrary<number[]> {
  const count = inputCount(formula);
  return fc.array(fc.double({ min: 0.01, max: 1000, noNaN: true }), { minLength: count, maxLength: count });
}

describe('every formula', () => {
  it('has an id of its own', () => {
    const ids = formulas.map((formula) => formula.spec.id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    expect(ids.length).toBeGreaterThan(50);
  });

  // Powers of two scale without rounding, so that even a floor or a ceiling must agree.
  it.each(formulas.map((formula) => [formula.spec.id, formula] as const))('%s keeps its dimension', (_, formula) => {
    fc.assert(
      fc.property(samples(formula), fc.constantFrom(0.25, 2, 1024), fc.constantFrom(...dimensions), (sample, k, of) => {
        const before = formula.spec.compute(given(formula, sample, () => 1));
        const after = formula.spec.compute(given(formula, sample, (unit) => k ** exponent(unit, of)));
        const expected = before * k ** exponent(formula.spec.unit, of);
        if (Number.isFinite(expected))
          expect(Math.abs(after - expected)).toBeLessThanOrEqual(1e-9 * Math.abs(expected));
      }),
      { seed: 20261124, numRuns: 200 },
    );
  });

  it.each(formulas.map((formula) => [formula.spec.id, formula] as const))(
    '%s writes each of its inputs',
    (_, formula) => {
      const names = Object.fromEntries(Object.keys(formula.spec.inputs).map((name, at) => [name, `⟨${String(at)}⟩`]));
      const written = formula.spec.write(names);
      expect(Object.values(names).filter((name) => !written.includes(name))).toEqual([]);
      expect(written).not.toContain('undefined');
    },
  );

  it.each(formulas.map((formula) => [formula.spec.id, formula] as const))(
    '%s has words in both languages',
    (_, formula) => {
      const { title, erratum, inputs } = formula.spec;
      const texts = [title, ...(erratum ? [erratum] : []), ...Object.values(inputs).map((each) => each.meaning)];
      expect(texts.filter((text) => text.en.trim() === '' || text.zh.trim() === '')).toEqual([]);
    },
  );
});
