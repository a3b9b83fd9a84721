/** Formulas: calling one computes, and the result remembers how. */

import type { Text } from './diagnostics';
import { question, type Derivation, type Derived, type Q, type Unit } from './quantity';

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
  /** True where the result is a part of a whole, which is read in per cent. */
  readonly isShare?: boolean;
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
  const call = (given: Given<I>): Q<U> =>
    keeping
      ? { value: compute(given), unit, origin: { kind: 'derived', formula: derivation, inputs: given } }
      : { value: compute(given), unit, origin: dropped };
  return Object.assign(call, { spec });
}

type Meanings = Readonly<Record<string, Text>>;
type Named = Readonly<Record<string, Q>>;

interface GatherSpec<U extends Unit> {
  readonly id: string;
  readonly title: Text;
  readonly cite?: string;
  readonly symbol: string;
  readonly unit: U;
  readonly isShare?: boolean;
  readonly value: number;
  /** As a function where only who asks for the derivation needs them. */
  readonly terms: Named | (() => Named);
  /** What each term is; its id where nothing is said. As a function where it takes work that only Explain needs. */
  readonly meanings?: Meanings | (() => Meanings);
  readonly write: (names: readonly string[]) => string;
}

/** A result over any number of named terms; each term is an input to descend into. */
export function gather<const U extends Unit>(spec: GatherSpec<U>): Q<U> {
  return gathered(spec, spec.value, spec.terms, spec.write);
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

/** A plain number of the question (a count, a size) that carries its words only where derivations are kept. */
export function said<U extends Unit>(value: number, unit: U, en: string, zh: string): Q<U> {
  return keeping ? question(value, unit, { en, zh }) : { value, unit, origin: nothingKept };
}

function gathered<U extends Unit>(
  spec: FoldSpec<U>,
  value: number,
  terms: Named | (() => Named),
  write: (names: readonly string[]) => string,
): Q<U> {
  return { value, unit: spec.unit, origin: keeping ? new Gathered(spec, terms, write) : nothingKept };
}

/** The derivation of a gathered number; its terms are worked out when somebody asks for them, and only then. */
class Gathered implements Derived {
  readonly kind = 'derived';
  readonly #spec: FoldSpec<Unit>;
  readonly #write: (names: readonly string[]) => string;
  #terms: Named | (() => Named);
  #formula: Derivation | undefined;

  constructor(spec: FoldSpec<Unit>, terms: Named | (() => Named), write: (names: readonly string[]) => string) {
    this.#spec = spec;
    this.#terms = terms;
    this.#write = write;
  }

  get inputs(): Named {
    const terms = this.#terms;
    if (typeof terms !== 'function') return terms;
    const worked = withDerivations(terms);
    this.#terms = worked;
    return worked;
  }

  get formula(): Derivation {
    return (this.#formula ??= new GatheredFormula(this.#spec, this.inputs, this.#write));
  }
}

/** A class for speed alone: its inputs are built when somebody asks, and a getter written into each object would give each a shape of its own. */
class GatheredFormula implements Derivation {
  readonly id: string;
  readonly title: Text;
  readonly cite?: string;
  readonly symbol: string;
  readonly unit: Unit;
  readonly isShare?: boolean;
  readonly #spec: FoldSpec<Unit>;
  readonly #terms: Named;
  readonly #write: (names: readonly string[]) => string;

  constructor(spec: FoldSpec<Unit>, terms: Named, write: (names: readonly string[]) => string) {
    this.id = spec.id;
    this.title = spec.title;
    if (spec.cite !== undefined) this.cite = spec.cite;
    this.symbol = spec.symbol;
    this.unit = spec.unit;
    if (spec.isShare) this.isShare = true;
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

export type FoldSpec<U extends Unit> = Pick<
  GatherSpec<U>,
  'id' | 'title' | 'cite' | 'symbol' | 'unit' | 'isShare' | 'meanings'
>;
type Terms<U extends Unit> = Readonly<Record<string, Q<U>>>;

const added = (names: readonly string[]): string => (names.length === 0 ? '0' : names.join(' + '));

/** The sum of named terms of one unit. */
export function sumOf<const U extends Unit>(spec: FoldSpec<U>, terms: Terms<U>): Q<U> {
  let value = 0;
  for (const key in terms) value += terms[key]?.value ?? 0;
  return gathered(spec, value, terms, added);
}

interface Thing {
  readonly id: string;
}

/** A sum whose terms were added up as plain numbers already; `terms` names them for who asks. */
export function summed<const U extends Unit>(spec: FoldSpec<U>, value: number, terms: () => Terms<U>): Q<U> {
  return gathered(spec, value, terms, added);
}

/** One term a thing, by its name. */
export function termsOf<U extends Unit, T extends Thing>(things: readonly T[], of: (each: T) => Q<U>): Terms<U> {
  return Object.fromEntries(things.map((each) => [each.id, of(each)]));
}

/** Things that a long sum takes together. */
export interface Part<T> {
  readonly id: string;
  readonly title: Text;
  readonly things: readonly T[];
}

/**
 * The sum over the things of all parts, read by part: each is a term that opens into its own things, and one thing alone stands for its
 * part. Added up part by part, so that who added up as plain numbers (`summedByPart`) has the same number to the last bit.
 */
export function sumByPart<const U extends Unit, T extends Thing>(
  spec: FoldSpec<U>,
  parts: readonly Part<T>[],
  of: (each: T) => Q<U>,
): Q<U> {
  let value = 0;
  for (const { things } of parts) value += sumIn(things, of);
  return summedByPart(spec, value, { from: { parts: () => parts }, of });
}

function sumIn<U extends Unit, T>(things: readonly T[], of: (each: T) => Q<U>): number {
  let sum = 0;
  for (const each of things) sum += of(each).value;
  return sum;
}

/** Who knows the parts of a long sum, and what its things are. */
interface Parted<T> {
  readonly parts: () => readonly Part<T>[];
  readonly meanings?: () => Meanings;
}

/** Such a sum where its value is known already. */
export function summedByPart<const U extends Unit, T extends Thing>(
  spec: FoldSpec<U>,
  value: number,
  { from, of }: { readonly from: Parted<T>; readonly of: (each: T) => Q<U> },
): Q<U> {
  if (!keeping) return { value, unit: spec.unit, origin: nothingKept };
  const meanings = (): Meanings => ({
    ...from.meanings?.(),
    ...Object.fromEntries(from.parts().map((part) => [part.id, part.title])),
  });
  const named = { ...spec, meanings };
  return gathered(named, value, () => termsByPart(named, from.parts(), of), added);
}

function termsByPart<U extends Unit, T extends Thing>(
  spec: FoldSpec<U>,
  parts: readonly Part<T>[],
  of: (each: T) => Q<U>,
): Terms<U> {
  const terms: Record<string, Q<U>> = {};
  for (const { id, title, things } of parts) {
    const own = termsOf(things, of);
    if (things.length === 1) Object.assign(terms, own);
    else terms[id] = summed({ ...spec, id: `${spec.id}.${id}`, title }, sumIn(things, of), () => own);
  }
  return terms;
}

const largest = (names: readonly string[]): string => `max(${names.join(', ')})`;

/** The largest of named terms of one unit, known already; `terms` names them for who asks. */
export function largestOf<const U extends Unit>(spec: FoldSpec<U>, value: number, terms: () => Terms<U>): Q<U> {
  return gathered(spec, value, terms, largest);
}
