/** Formulas: calling one computes, and the result remembers how. */

import type { Text } from './diagnostics';
import type { Derivation, Derived, Q, Unit } from './quantity';

/** Off only inside `withoutDerivations`. */
let keeping = true;

/**
 * Runs `work` on the same formulas without keeping how each result came about: what sweeps and searches do thousands of times. The
 * numbers are the same; their origins tell nothing, so that whoever shows one evaluates its case again.
 */
export function withoutDerivations<T>(work: () => T): T {
  return keepingIs(false, work);
}

/** Runs `work` with derivations, whoever asks: for what is computed once and remembered. */
export function withDerivations<T>(work: () => T): T {
  return keepingIs(true, work);
}

function keepingIs<T>(state: boolean, work: () => T): T {
  const before = keeping;
  keeping = state;
  try {
    return work();
  } finally {
    keeping = before;
  }
}

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
  const { compute, unit } = spec;
  const dropped: Derived = { kind: 'derived', formula: derivation, inputs: {} };
  const call = (given: Given<I>): Q<U> => ({
    value: compute(given),
    unit,
    origin: keeping ? { kind: 'derived', formula: derivation, inputs: given } : dropped,
  });
  return Object.assign(call, { spec });
}

type Meanings = Readonly<Record<string, Text>>;

interface GatherSpec<U extends Unit> {
  readonly id: string;
  readonly title: Text;
  readonly cite?: string;
  readonly symbol: string;
  readonly unit: U;
  readonly value: number;
  /** As a function where only a kept derivation needs them. */
  readonly terms: Readonly<Record<string, Q>> | (() => Readonly<Record<string, Q>>);
  /** What each term is; its id where nothing is said. As a function where it takes work that only Explain needs. */
  readonly meanings?: Meanings | (() => Meanings);
  readonly write: (names: readonly string[]) => string;
}

/** A result over any number of named terms; each term is an input to descend into. */
export function gather<const U extends Unit>(spec: GatherSpec<U>): Q<U> {
  const { terms } = spec;
  return gathered(spec, spec.value, typeof terms === 'function' ? (keeping ? terms() : {}) : terms, spec.write);
}

const nothingKept: Derived = {
  kind: 'derived',
  formula: {
    id: 'not-kept',
    title: { en: 'Computed without its derivation', zh: '计算时未保留推导' },
    symbol: 'x',
    unit: '1',
    inputs: {},
    write: () => '',
  },
  inputs: {},
};

function gathered<U extends Unit>(
  spec: FoldSpec<U>,
  value: number,
  terms: Readonly<Record<string, Q>>,
  write: (names: readonly string[]) => string,
): Q<U> {
  if (!keeping) return { value, unit: spec.unit, origin: nothingKept };
  const formula = new Gathered(spec, terms, write);
  return { value, unit: spec.unit, origin: { kind: 'derived', formula, inputs: terms } };
}

/** A class for speed alone: its inputs are built when somebody asks, and a getter written into each object would give each a shape of its own. */
class Gathered implements Derivation {
  readonly id: string;
  readonly title: Text;
  readonly cite?: string;
  readonly symbol: string;
  readonly unit: Unit;
  readonly #spec: FoldSpec<Unit>;
  readonly #terms: Readonly<Record<string, Q>>;
  readonly #write: (names: readonly string[]) => string;

  constructor(spec: FoldSpec<Unit>, terms: Readonly<Record<string, Q>>, write: (names: readonly string[]) => string) {
    this.id = spec.id;
    this.title = spec.title;
    if (spec.cite !== undefined) this.cite = spec.cite;
    this.symbol = spec.symbol;
    this.unit = spec.unit;
    this.#spec = spec;
    this.#terms = terms;
    this.#write = write;
  }

  get inputs(): Derivation['inputs'] {
    const said = this.#spec.meanings;
    const meanings = typeof said === 'function' ? said() : said;
    return Object.fromEntries(
      Object.entries(this.#terms).map(([key, term]) => [
        key,
        { symbol: `"${key}"`, unit: term.unit, meaning: meanings?.[key] ?? { en: key, zh: key } },
      ]),
    );
  }

  write(names: Readonly<Record<string, string>>): string {
    return this.#write(Object.keys(this.#terms).map((key) => names[key] ?? key));
  }
}

export type FoldSpec<U extends Unit> = Pick<GatherSpec<U>, 'id' | 'title' | 'cite' | 'symbol' | 'unit' | 'meanings'>;
type Terms<U extends Unit> = Readonly<Record<string, Q<U>>>;

const added = (names: readonly string[]): string => (names.length === 0 ? '0' : names.join(' + '));

/** The sum of named terms of one unit. */
export function sumOf<const U extends Unit>(spec: FoldSpec<U>, terms: Terms<U>): Q<U> {
  let value = 0;
  for (const key in terms) value += terms[key]?.value ?? 0;
  return gathered(spec, value, terms, added);
}

/** The same sum over things that each have a name and a term: no record is built where no derivation is kept. */
export function sumOver<const U extends Unit, T extends { readonly id: string }>(
  spec: FoldSpec<U>,
  things: readonly T[],
  of: (each: T) => Q<U>,
): Q<U> {
  if (keeping) return sumOf(spec, Object.fromEntries(things.map((each) => [each.id, of(each)])));
  let value = 0;
  for (const each of things) value += of(each).value;
  return gathered(spec, value, {}, added);
}

/** Things that a long sum takes together. */
export interface Part<T> {
  readonly id: string;
  readonly title: Text;
  readonly things: readonly T[];
}

/**
 * The sum over the things of all parts, read by part: each is a term that opens into its own things, and one thing alone stands for its
 * part. Added up part by part whether derivations are kept or not, so that both give the same number to the last bit.
 */
export function sumByPart<const U extends Unit, T extends { readonly id: string }>(
  spec: FoldSpec<U>,
  parts: readonly Part<T>[],
  of: (each: T) => Q<U>,
): Q<U> {
  let value = 0;
  if (!keeping) {
    for (const { things } of parts) {
      let sum = 0;
      for (const each of things) sum += of(each).value;
      value += sum;
    }
    return gathered(spec, value, {}, added);
  }
  const terms: Record<string, Q<U>> = {};
  for (const { id, title, things } of parts) {
    let sum = 0;
    const own: Record<string, Q<U>> = {};
    for (const each of things) {
      const term = of(each);
      sum += term.value;
      own[each.id] = term;
    }
    value += sum;
    if (things.length === 1) Object.assign(terms, own);
    else terms[id] = gathered({ ...spec, id: `${spec.id}.${id}`, title }, sum, own, added);
  }
  const said = spec.meanings;
  const meanings = (): Meanings => ({
    ...(typeof said === 'function' ? said() : said),
    ...Object.fromEntries(parts.map((part) => [part.id, part.title])),
  });
  return gathered({ ...spec, meanings }, value, terms, added);
}

const largest = (names: readonly string[]): string => `max(${names.join(', ')})`;

/** The largest over things that each have a name and a term. */
export function maxOver<const U extends Unit, T extends { readonly id: string }>(
  spec: FoldSpec<U>,
  things: readonly T[],
  of: (each: T) => Q<U>,
): Q<U> {
  if (keeping) return maxOf(spec, Object.fromEntries(things.map((each) => [each.id, of(each)])));
  let value = Number.NEGATIVE_INFINITY;
  for (const each of things) value = Math.max(value, of(each).value);
  return gathered(spec, value, {}, largest);
}

/** The largest of named terms of one unit (at least one). */
export function maxOf<const U extends Unit>(spec: FoldSpec<U>, terms: Terms<U>): Q<U> {
  let value = Number.NEGATIVE_INFINITY;
  for (const key in terms) value = Math.max(value, terms[key]?.value ?? value);
  return gathered(spec, value, terms, largest);
}
