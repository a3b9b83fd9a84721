/** Formulas: calling one computes, and the result remembers how. */

import type { Text } from './diagnostics';
import type { Derivation, Q, Unit } from './quantity';

export interface Input<U extends Unit = Unit> {
  readonly symbol: string;
  readonly unit: U;
  readonly meaning: Text;
}

/** One declared input: AsciiMath symbol, unit, and what it means. */
export function input<U extends Unit>(symbol: string, unit: U, en: string, zh: string): Input<U> {
  return { symbol, unit, meaning: { en, zh } };
}

type Inputs = Readonly<Record<string, Input>>;
type Given<I extends Inputs> = { readonly [K in keyof I]: Q<I[K]['unit']> };

export interface FormulaSpec<I extends Inputs, U extends Unit> {
  readonly id: string;
  readonly title: Text;
  /** Equation number or other locator. */
  readonly cite?: string;
  readonly erratum?: Text;
  readonly symbol: string;
  readonly unit: U;
  readonly inputs: I;
  /** Reads `.value`: the hot path calls this some hundred times an evaluation, so no record of plain numbers is built. */
  readonly compute: (given: Given<I>) => number;
  /** The same right-hand side in AsciiMath. */
  readonly write: (names: { readonly [K in keyof I]: string }) => string;
}

export interface Formula<I extends Inputs = Inputs, U extends Unit = Unit> {
  (given: Given<I>): Q<U>;
  readonly spec: FormulaSpec<I, U>;
}

export function formula<const I extends Inputs, const U extends Unit>(spec: FormulaSpec<I, U>): Formula<I, U> {
  const derivation: Derivation = spec;
  const call = (given: Given<I>): Q<U> => ({
    value: spec.compute(given),
    unit: spec.unit,
    origin: { kind: 'derived', formula: derivation, inputs: given },
  });
  return Object.assign(call, { spec });
}

export interface FoldSpec<U extends Unit> {
  readonly id: string;
  readonly title: Text;
  readonly cite?: string;
  readonly symbol: string;
  readonly unit: U;
  readonly of: 'sum' | 'max';
}

/** A sum or a maximum over any number of named terms of one unit; each term is an input to descend into. */
export function fold<const U extends Unit>(spec: FoldSpec<U>): (terms: Readonly<Record<string, Q<U>>>) => Q<U> {
  const sign = spec.of === 'sum' ? ' + ' : ', ';
  return (terms) => {
    let value = spec.of === 'sum' ? 0 : Number.NEGATIVE_INFINITY;
    for (const key in terms) {
      const term = terms[key];
      if (term !== undefined) value = spec.of === 'sum' ? value + term.value : Math.max(value, term.value);
    }
    const formula: Derivation = {
      ...spec,
      get inputs() {
        return Object.fromEntries(Object.keys(terms).map((key) => [key, { symbol: `"${key}"`, unit: spec.unit, meaning: { en: key, zh: key } }]));
      },
      write: (names) => {
        const list = Object.keys(terms).map((key) => names[key] ?? key);
        return spec.of === 'sum' ? list.join(sign) : `max(${list.join(sign)})`;
      },
    };
    return { value, unit: spec.unit, origin: { kind: 'derived', formula, inputs: terms } };
  };
}
