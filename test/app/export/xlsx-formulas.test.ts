import { describe, expect, test } from 'vitest';
import { formulas, moneyFormulas } from '../../../engine';
import { spreadsheetFormulas } from '../../../app/export/xlsx/formulas';
import { question, type Unit } from '../../../engine/quantity';

/** The few functions that the translations use, in JavaScript. */
const functions = {
  MAX: Math.max,
  ROUNDUP: (value: number) => Math.sign(value) * Math.ceil(Math.abs(value)),
  ROUNDDOWN: (value: number) => Math.trunc(value),
  IF: (test: boolean, then: number, otherwise: number) => (test ? then : otherwise),
};

function computed(expression: string, values: Readonly<Record<string, number>>): number {
  const written = expression
    .replace(/\^/g, '**')
    // A spreadsheet negates before it raises; JavaScript wants that said.
    .replace(/\*\*\(-(\w+)\)/g, '**(-1*$1)')
    .replace(/(?<![<>=])=(?!=)/g, '===')
    .replace(/<===/g, '<=');
  const names = [...Object.keys(functions), ...Object.keys(values)];
  const body = new Function(...names, `return ${written};`);
  return Number(body(...Object.values(functions), ...Object.values(values)));
}

const spec = (id: string) => formulas.find((each) => each.spec.id === id)?.spec;
/** Values of the sizes that occur; a share stays below one, counts are whole. */
const usual: Readonly<Record<string, number>> = {
  discount: 0.08,
  residual: 0.1,
  spare: 0.03,
  failure: 0.01,
  hit: 0.3,
  busy: 0.7,
  own: 0.7,
  other: 0.6,
  years: 4,
  year: 31_536_000,
  cards: 16,
  node: 8,
  instances: 3,
  load: 100,
  tokens: 1100,
  rate: 250,
  tariff: 0.08 / 3.6e6,
};

describe('the money’s formulas in a spreadsheet', () => {
  test('are there for every formula that a ledger opens, and for no other', () => {
    expect(Object.keys(spreadsheetFormulas).sort()).toEqual([...moneyFormulas].sort());
  });

  const declared = Object.keys(spreadsheetFormulas).filter((id) => spec(id) !== undefined);

  test.each(declared)('%s gives what the engine computes', (id) => {
    const formula = spec(id);
    const write = spreadsheetFormulas[id];
    if (!formula || !write) throw new Error(`no ${id}`);
    const keys = Object.keys(formula.inputs);
    const changes: readonly Readonly<Record<string, number>>[] = [{}, { discount: 0 }, { cards: 4 }];
    for (const change of changes) {
      const values = Object.fromEntries(keys.map((key, i) => [key, { ...usual, ...change }[key] ?? 2.5 + i]));
      const given = Object.fromEntries(
        keys.map((key) => {
          const unit: Unit = formula.inputs[key]?.unit ?? '1';
          return [key, question(values[key] ?? 0, unit, { en: key, zh: key })];
        }),
      );
      const expected = formula.compute(given);
      expect(computed(write(Object.fromEntries(keys.map((key) => [key, key]))), values)).toBeCloseTo(expected, 9);
    }
  });

  test('cards of both pools, which are a sum of the fleet’s own, add up', () => {
    expect(declared).not.toContain('fleet.cards.all');
    expect(
      computed(spreadsheetFormulas['fleet.cards.all']?.({ prefill: 'prefill', decode: 'decode' }) ?? '', {
        prefill: 24,
        decode: 8,
      }),
    ).toBe(32);
  });
});
