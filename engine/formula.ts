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
  // Explain always names every declared input, so the narrower parameter is safe here.
  const derivation: Derivation = { ...spec, write: spec.write as Derivation['write'] };
  const call = (given: Given<I>): Q<U> => ({
    value: spec.compute(given),
    unit: spec.unit,
    origin: { kind: 'derived', formula: derivation, inputs: given },
  });
  return Object.assign(call, { spec });
}

interface GatherSpec<U extends Unit> {
  readonly id: string;
  readonly title: Text;
  readonly cite?: string;
  readonly symbol: string;
  readonly unit: U;
  readonly value: number;
  readonly terms: Readonly<Record<string, Q>>;
  /** What each term is; its id where nothing is said. */
  readonly meanings?: Readonly<Record<string, Text>>;
  readonly write: (names: readonly string[]) => string;
}

/** A result over any number of named terms; each term is an input to descend into. */
export function gather<const U extends Unit>(spec: GatherSpec<U>): Q<U> {
  const { terms, meanings, value, write, ...head } = spec;
  const formula: Derivation = {
    ...head,
    // Built only when somebody asks to see it.
    get inputs() {
      return Object.fromEntries(
        Object.entries(terms).map(([key, term]) => [
          key,
          { symbol: `"${key}"`, unit: term.unit, meaning: meanings?.[key] ?? { en: key, zh: key } },
        ]),
      );
    },
    write: (names) => write(Object.keys(terms).map((key) => names[key] ?? key)),
  };
  return { value, unit: spec.unit, origin: { kind: 'derived', formula, inputs: terms } };
}

export type FoldSpec<U extends Unit> = Pick<GatherSpec<U>, 'id' | 'title' | 'cite' | 'symbol' | 'unit' | 'meanings'>;
type Terms<U extends Unit> = Readonly<Record<string, Q<U>>>;

/** The sum of named terms of one unit. */
export function sumOf<const U extends Unit>(spec: FoldSpec<U>, terms: Terms<U>): Q<U> {
  let value = 0;
  for (const key in terms) value += terms[key]?.value ?? 0;
  return gather({ ...spec, value, terms, write: (names) => (names.length === 0 ? '0' : names.join(' + ')) });
}

/** The largest of named terms of one unit (at least one). */
export function maxOf<const U extends Unit>(spec: FoldSpec<U>, terms: Terms<U>): Q<U> {
  let value = Number.NEGATIVE_INFINITY;
  for (const key in terms) value = Math.max(value, terms[key]?.value ?? value);
  return gather({ ...spec, value, terms, write: (names) => `max(${names.join(', ')})` });
}
