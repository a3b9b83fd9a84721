/** Rows of costs on a grid that is filled where it is asked, and interpolated linearly in between. */

import { width } from './costs';

/** More tokens than any context has. */
export const longest = 2 ** 24;
/** The last row of a matrix tile and the first of the next: there a step's time jumps. */
export const tile = 64;

/** Both sides of the first so many tiles. */
export function tileEdges(tiles: number): readonly number[] {
  return Array.from({ length: tiles }, (_, at) => [tile * (at + 1), tile * (at + 1) + 1]).flat();
}

/** Requests or prompts: every whole number up to some thirty, then steps of 5 % and both sides of every tile. */
export function countAxis(exact: readonly number[]): Float64Array {
  return axis({ first: 1, ratio: 1.05, last: 65_536, exact: [...exact, ...tileEdges(32)] });
}

/** Points from `first`, whole numbers one by one up to where `ratio` is a larger step, then in that ratio; `exact` ones are put in between. */
export function axis(options: {
  readonly first: number;
  readonly ratio: number;
  readonly last: number;
  readonly exact?: readonly number[];
}): Float64Array {
  const { first, ratio, last, exact = [] } = options;
  const points = new Set(exact.filter((each) => each >= first && each <= last));
  for (let point = first; point < last; point = Math.max(point + 1, Math.round(point * ratio))) points.add(point);
  points.add(last);
  return Float64Array.from([...points].sort((a, b) => a - b));
}

/** The index of the last point at or below `value`, but never the last of all. */
export function cellOf(points: Float64Array, value: number): number {
  let low = 0;
  let high = points.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((points[middle] ?? 0) <= value) low = middle;
    else high = middle;
  }
  return low;
}

/** How far along its cell a value is, from 0 to 1. Beyond the ends the nearest point answers. */
export function shareOf(points: Float64Array, cell: number, value: number): number {
  const from = points[cell] ?? 0;
  const to = points[cell + 1] ?? from;
  return Math.min(1, Math.max(0, (value - from) / (to - from)));
}

/** The same along the squares: what grows with the square of a value lies on a straight line there. */
function shareOfSquares(points: Float64Array, cell: number, value: number): number {
  const from = points[cell] ?? 0;
  const to = points[cell + 1] ?? from;
  return Math.min(1, Math.max(0, (value * value - from * from) / (to * to - from * from)));
}

/** A grid of up to three axes, the second by its squares; `make` answers at a point and is asked once for each. */
export class StepTable {
  readonly #rows = new Map<number, Float64Array>();
  readonly #make: (a: number, b: number, c: number) => Float64Array;

  constructor(
    readonly a: Float64Array,
    readonly b: Float64Array,
    readonly c: Float64Array,
    make: (a: number, b: number, c: number) => Float64Array,
  ) {
    this.#make = make;
  }

  /** Points asked so far. */
  get size(): number {
    return this.#rows.size;
  }

  at(i: number, j: number, k: number): Float64Array {
    const key = (i * this.b.length + j) * this.c.length + k;
    const known = this.#rows.get(key);
    if (known) return known;
    const row = this.#make(this.a[i] ?? 0, this.b[j] ?? 0, this.c[k] ?? 0);
    this.#rows.set(key, row);
    return row;
  }

  /** Writes the row in between; only the corners that weigh anything are asked. */
  read(a: number, b: number, c: number, row: Float64Array): void {
    const i = cellOf(this.a, a);
    const j = cellOf(this.b, b);
    const k = cellOf(this.c, c);
    const u = shareOf(this.a, i, a);
    const v = shareOfSquares(this.b, j, b);
    const w = shareOf(this.c, k, c);
    row.fill(0);
    for (let corner = 0; corner < 8; corner++) {
      const [di, dj, dk] = [corner & 1, (corner >> 1) & 1, corner >> 2];
      const weight = (di ? u : 1 - u) * (dj ? v : 1 - v) * (dk ? w : 1 - w);
      if (weight === 0) continue;
      const from = this.at(i + di, j + dj, k + dk);
      for (let at = 0; at < width; at++) row[at] = (row[at] ?? 0) + weight * (from[at] ?? 0);
    }
  }
}
