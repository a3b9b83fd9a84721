/** Quantities: a number, its unit, and where it came from. The only file that knows unit factors. */

import { diagnostic, type Diagnostic, type Text } from './diagnostics';

/** Exponents over the physical dimensions; counts (FLOP, token, request, card) are pure numbers. */
export interface Dimension {
  readonly time?: number;
  readonly data?: number;
  readonly money?: number;
  readonly energy?: number;
}

interface UnitInfo {
  readonly dimension: Dimension;
  /** How text writes it: suffix → factor to the SI value. */
  readonly written: Readonly<Record<string, number>>;
  /** How the screen shows it: [least magnitude, divisor, label], largest first. */
  readonly shown: readonly (readonly [number, number, string])[];
}

const k = 1e3;
const M = 1e6;
const G = 1e9;
const T = 1e12;
const P = 1e15;
const E = 1e18;
const Ki = 1024;
const Mi = Ki * Ki;
const Gi = Mi * Ki;
const Ti = Gi * Ki;

/** Counts are shown as 671 B (10⁹) only where the unit says so. */
const plain = [[0, 1, '']] as const;

const bytes = { B: 1, kB: k, KB: k, MB: M, GB: G, TB: T, PB: P, KiB: Ki, MiB: Mi, GiB: Gi, TiB: Ti };
const bytesShown = [
  [T, T, 'TB'],
  [G, G, 'GB'],
  [M, M, 'MB'],
  [k, k, 'kB'],
  [0, 1, 'B'],
] as const;

function perSecond(written: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(written).map(([suffix, factor]) => [`${suffix}/s`, factor]));
}

const day = 86_400;
const year = 365 * day;

/** Every unit of the product, named as contract.md names them. Values are held in exactly this unit. */
export const units = {
  '1': { dimension: {}, written: { '': 1, '%': 0.01 }, shown: plain },
  /** A part of a whole as it is read; it is held, and named outside, as '1'. */
  '%': { dimension: {}, written: { '': 1, '%': 0.01 }, shown: [[0, 0.01, '%']] },
  s: {
    dimension: { time: 1 },
    written: { s: 1, ms: 1e-3, us: 1e-6, µs: 1e-6, μs: 1e-6, ns: 1e-9, min: 60, h: 3600, d: day, yr: year },
    shown: [
      // A payback is read in days and years; no step comes near.
      [2 * year, year, 'yr'],
      [2 * day, day, 'd'],
      [1, 1, 's'],
      [1e-3, 1e-3, 'ms'],
      [1e-6, 1e-6, 'µs'],
      [0, 1e-9, 'ns'],
    ],
  },
  B: { dimension: { data: 1 }, written: bytes, shown: bytesShown },
  'B/s': {
    dimension: { data: 1, time: -1 },
    written: { ...perSecond(bytes), 'Kb/s': k / 8, 'Mb/s': M / 8, 'Gb/s': G / 8, 'Tb/s': T / 8 },
    shown: [
      [T, T, 'TB/s'],
      [G, G, 'GB/s'],
      [M, M, 'MB/s'],
      [k, k, 'kB/s'],
      [0, 1, 'B/s'],
    ],
  },
  FLOP: {
    dimension: {},
    written: { FLOP: 1, MFLOP: M, GFLOP: G, TFLOP: T, PFLOP: P },
    shown: [
      [P, P, 'PFLOP'],
      [T, T, 'TFLOP'],
      [G, G, 'GFLOP'],
      [M, M, 'MFLOP'],
      [0, 1, 'FLOP'],
    ],
  },
  'FLOP/s': {
    dimension: { time: -1 },
    written: {
      FLOPS: 1,
      GFLOPS: G,
      TFLOPS: T,
      PFLOPS: P,
      EFLOPS: E,
      TOPS: T,
      POPS: P,
      'FLOP/s': 1,
      'GFLOP/s': G,
      'TFLOP/s': T,
      'PFLOP/s': P,
    },
    shown: [
      [T, T, 'TFLOPS'],
      [G, G, 'GFLOPS'],
      [0, 1, 'FLOPS'],
    ],
  },
  'FLOP/B': { dimension: { data: -1 }, written: { 'FLOP/B': 1 }, shown: [[0, 1, 'FLOP/B']] },
  token: { dimension: {}, written: { token: 1, tokens: 1, tok: 1, 'k tokens': k, 'M tokens': M }, shown: plain },
  'token/s': {
    dimension: { time: -1 },
    written: { 'tok/s': 1, 'token/s': 1, 'tokens/s': 1 },
    shown: [[0, 1, 'tok/s']],
  },
  parameter: {
    dimension: {},
    written: { '': 1, M, B: G, T },
    shown: [
      [T, T, 'T'],
      [G, G, 'B'],
      [M, M, 'M'],
      [0, 1, ''],
    ],
  },
  card: { dimension: {}, written: { '': 1, card: 1, cards: 1 }, shown: plain },
  'per card': { dimension: {}, written: { 'per card': 1 }, shown: [[0, 1, 'a card']] },
  '1/s': { dimension: { time: -1 }, written: { 'req/s': 1, 'requests/s': 1, '1/s': 1 }, shown: [[0, 1, 'req/s']] },
  '1/min': { dimension: { time: -1 }, written: { 'req/min': 1, '1/min': 1 }, shown: [[0, 1, 'req/min']] },
  W: {
    dimension: { energy: 1, time: -1 },
    written: { W: 1, kW: k, MW: M },
    shown: [
      [M, M, 'MW'],
      [k, k, 'kW'],
      [0, 1, 'W'],
    ],
  },
  J: {
    dimension: { energy: 1 },
    written: { J: 1, kJ: k, kWh: 3.6 * M },
    shown: [
      [k, k, 'kJ'],
      [0, 1, 'J'],
    ],
  },
  // A token costs millionths: its price is read a million tokens, as price lists write it.
  money: {
    dimension: { money: 1 },
    written: { '': 1 },
    shown: [
      [1e-3, 1, ''],
      [0, 1e-6, '/M'],
    ],
  },
  /** Held a joule: a kilowatt-hour is 3.6 MJ. */
  'money/kWh': {
    dimension: { money: 1, energy: -1 },
    written: { '/kWh': 1 / (3.6 * M) },
    shown: [[0, 1 / (3.6 * M), '/kWh']],
  },
  'money/h': { dimension: { money: 1, time: -1 }, written: { '/h': 1 }, shown: [[0, 1, '/h']] },
} as const satisfies Record<string, UnitInfo>;

export type Unit = keyof typeof units;
export type MoneyUnit = Extract<Unit, `money${string}`>;

/** Where a leaf number came from; the order is the order of trust, strongest first (contract.md). */
export const trusts = ['measured', 'datasheet', 'calibrated', 'given', 'assumed'] as const;
export type Trust = (typeof trusts)[number];

/** One named thing that vouches for a figure. */
export interface Cite {
  /** What the figure is, in words: "memory bandwidth of H20-96G". */
  readonly label: Text;
  /** A catalog source id, or the locator of the article ("article eq 7"). */
  readonly source?: string;
  readonly date?: string;
  readonly confidence?: 'high' | 'medium' | 'low';
  readonly note?: string;
  /** True of a part of a whole, which is read in per cent. */
  readonly isShare?: boolean;
  /** One of the many constants of a fitted curve: told together with the others, by this name. */
  readonly curve?: Text;
}

export interface Derived {
  readonly kind: 'derived';
  readonly formula: Derivation;
  readonly inputs: Readonly<Record<string, Q>>;
}

export type Origin =
  /** The question itself: workload, counts, layout, SLO. Carries no trust. */
  | ({ readonly kind: 'question' } & Cite)
  | ({ readonly kind: Trust } & Cite)
  /** The article's rounded figures; only inside article cells. */
  | ({ readonly kind: 'printed' } & Cite)
  /** A catalog figure that nobody has published: blocks what needs it. */
  | ({ readonly kind: 'unknown'; readonly field: string } & Cite)
  | Derived;

/** A number in `unit`, with its origin. An unknown one holds NaN, which spreads to all that is derived from it. */
export interface Q<U extends Unit = Unit> {
  readonly value: number;
  readonly unit: U;
  readonly origin: Origin;
}

/** What Explain needs of a formula; `formula.ts` makes them. */
export interface Derivation {
  readonly id: string;
  readonly title: Text;
  readonly cite?: string;
  readonly erratum?: Text;
  readonly symbol: string;
  readonly unit: Unit;
  /** True where the result is a part of a whole, which is read in per cent. */
  readonly isShare?: boolean;
  readonly inputs: Readonly<Record<string, { readonly symbol: string; readonly unit: Unit; readonly meaning: Text }>>;
  /** The right-hand side in AsciiMath, with each input's name already replaced (by its symbol, or by its value). */
  readonly write: (names: Readonly<Record<string, string>>) => string;
}

export function question<U extends Unit>(value: number, unit: U, label: Text): Q<U> {
  return { value, unit, origin: { kind: 'question', label } };
}

export function fact<U extends Unit>(value: number, unit: U, kind: Trust | 'printed', cite: Cite): Q<U> {
  return { value, unit, origin: { kind, ...cite } };
}

export function unknown<U extends Unit>(unit: U, field: string, cite: Cite): Q<U> {
  return { value: Number.NaN, unit, origin: { kind: 'unknown', field, ...cite } };
}

/** The unit in which a number is read: 0.7 of a whole as 70 %. */
export function unitRead({ unit, origin }: Pick<Q, 'unit'> & { readonly origin?: Origin }): Unit {
  return (origin?.kind === 'derived' ? origin.formula : origin)?.isShare ? '%' : unit;
}

/** True where a number of this unit is money, and so carries its currency. */
export function isMoney(unit: Unit): unit is MoneyUnit {
  return unit.startsWith('money');
}

/** A figure that is a part of a whole, to be read in per cent. */
export function asShare<U extends Unit>(q: Q<U>): Q<U> {
  return q.origin.kind === 'derived' ? q : { ...q, origin: { ...q.origin, isShare: true } };
}

export function isKnown(q: Q): boolean {
  return !Number.isNaN(q.value);
}

/** The catalog fields whose absence blocks this number, sorted; empty if it is known. */
export function missingOf(q: Q): string[] {
  if (isKnown(q)) return [];
  const fields = new Set<string>();
  walk(q, (node) => {
    if (node.origin.kind === 'unknown') fields.add(node.origin.field);
  });
  return [...fields].sort();
}

/** The weakest fact under a number; undefined where only the question and printed figures stand under it. */
export function trustOf(q: Q): Trust | undefined {
  const weakest = weakestUnder(q);
  return weakest < 0 ? undefined : trusts[weakest];
}

/** Kept a number, since the metrics of a design share most of what stands under them. */
const weakestKnown = new WeakMap<Q, number>();

/** Index into `trusts`; −1 where no fact stands under it. */
function weakestUnder(q: Q): number {
  const known = weakestKnown.get(q);
  if (known !== undefined) return known;
  let weakest = trusts.findIndex((trust) => trust === q.origin.kind);
  if (q.origin.kind === 'derived') {
    for (const input of Object.values(q.origin.inputs)) weakest = Math.max(weakest, weakestUnder(input));
  }
  weakestKnown.set(q, weakest);
  return weakest;
}

/** Visits every number under `q` once. */
export function walk(q: Q, visit: (node: Q) => void, seen = new Set<Q>()): void {
  if (seen.has(q)) return;
  seen.add(q);
  visit(q);
  if (q.origin.kind === 'derived') for (const input of Object.values(q.origin.inputs)) walk(input, visit, seen);
}

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
  const scales: UnitInfo['shown'] = units[unit].shown;
  // Rounding may carry into the next scale: 999.96 ms reads 1.00 s.
  const size = Number(Math.abs(value).toPrecision(digits));
  const scale = scales.find(([least]) => size >= least) ?? scales[scales.length - 1] ?? plain[0];
  const chosen = value === 0 ? (scales.find(([, divisor]) => divisor === 1) ?? scale) : scale;
  return { text: figures(value / chosen[1], digits), unit: chosen[2] };
}

/** One string, for messages and tables: "13.7 ms". */
export function format(q: Pick<Q, 'value' | 'unit'> & { readonly origin?: Origin }, digits = 3): string {
  const shown = show(q.value, unitRead(q), digits);
  return shown.unit === '' ? shown.text : `${shown.text}${narrowSpace}${shown.unit}`;
}
