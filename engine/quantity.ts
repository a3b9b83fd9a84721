/** Quantities: a number, its unit, and where it came from. The only file that knows unit factors; quantity-text reads and writes them. */

import type { Text } from './diagnostics';

/** Exponents over the physical dimensions; counts (FLOP, token, request, card) are pure numbers. */
export interface Dimension {
  readonly time?: number;
  readonly data?: number;
  readonly money?: number;
  readonly energy?: number;
}

export interface UnitInfo {
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
export const plain = [[0, 1, '']] as const;

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

/** Prices are said a million tokens. */
export const million = M;

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
  // A token costs millionths: its price is read a million tokens, as price lists write it. A request costs more, and is counted alone.
  money: {
    dimension: { money: 1 },
    written: { '': 1 },
    shown: [
      [3e-4, 1, ''],
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
