/** For every two axes of a sweep, the best point at each pair of their values: what a heat map shows, whatever the size of the sweep. */

import { choicesAt, type Space } from './space';
import type { Reason } from './sweep';

/** Best first: a point that will do, one that misses what is asked, one that does not fit, one that cannot be. */
export type PlaceState = 'fine' | 'misses' | 'unknown' | 'does-not-fit' | 'cannot-be';

export interface Place<Row> {
  readonly state: PlaceState;
  readonly row: Row;
}

/** Values of an axis that stand together where it has many. */
export interface GridAxis {
  /** Of the axis in its space. */
  readonly axis: number;
  /** First value of each group. */
  readonly starts: readonly number[];
}

export interface Grid<Row> {
  readonly across: GridAxis;
  /** Absent where only one thing is varied. */
  readonly down?: GridAxis;
  /** By row, then by column; undefined before a point of it was looked at. */
  readonly places: readonly (readonly (Place<Row> | undefined)[])[];
}

/** More cannot be read side by side. */
const mostGroups = 24;

const ranks: Readonly<Record<PlaceState, number>> = {
  fine: 4,
  misses: 3,
  unknown: 2,
  'does-not-fit': 1,
  'cannot-be': 0,
};

interface Held<Row> {
  readonly rank: number;
  readonly value: number;
  readonly point: number;
  readonly place: Place<Row>;
}

interface Pair<Row> {
  readonly across: number;
  readonly down: number;
  readonly held: (Held<Row> | undefined)[];
}

export interface Taken<Row> {
  readonly point: number;
  readonly reason: Reason | undefined;
  /** Of the metric that is best at: less is better. NaN where there is none. */
  readonly value: number;
  readonly made: () => Row;
}

/** Takes points in any order; what it holds does not depend on the order. A class because it lives through a sweep. */
export class Grids<Row> {
  readonly #space: Space;
  readonly #groups: readonly number[];
  readonly #pairs: readonly Pair<Row>[];

  constructor(space: Space) {
    this.#space = space;
    this.#groups = space.axes.map(({ values }) => Math.min(mostGroups, values.length));
    this.#pairs = pairsOf(space.axes.length).map(([across, down]) => ({
      across,
      down,
      held: new Array<Held<Row> | undefined>(this.#groupsOf(across) * this.#groupsOf(down)),
    }));
  }

  take({ point, reason, value, made }: Taken<Row>): void {
    if (this.#pairs.length === 0) return;
    const choices = choicesAt(this.#space, point);
    const state: PlaceState = reason ? reason.kind : 'fine';
    const rank = ranks[state];
    for (const { across, down, held } of this.#pairs) {
      const at = this.#groupOf(down, choices) * this.#groupsOf(across) + this.#groupOf(across, choices);
      const before = held[at];
      if (before && !isBetter({ rank, value, point }, before)) continue;
      held[at] = { rank, value, point, place: { state, row: made() } };
    }
  }

  /** Undefined where the space has no such axis, or both are the same. */
  grid(across: number, down: number): Grid<Row> | undefined {
    const pair = this.#pairs.find((each) => each.across === across && each.down === down);
    const turned = pair ?? this.#pairs.find((each) => each.across === down && each.down === across);
    if (!turned) return undefined;
    const isTurned = !pair;
    const columns = this.#groupsOf(turned.across);
    return {
      across: this.#axis(across),
      ...(down < 0 ? {} : { down: this.#axis(down) }),
      places: range(this.#groupsOf(down)).map((row) =>
        range(this.#groupsOf(across)).map(
          (column) => turned.held[isTurned ? column * columns + row : row * columns + column]?.place,
        ),
      ),
    };
  }

  #axis(axis: number): GridAxis {
    const groups = this.#groupsOf(axis);
    const values = this.#space.axes[axis]?.values.length ?? 1;
    return { axis, starts: range(groups).map((group) => Math.ceil((group * values) / groups)) };
  }

  #groupsOf(axis: number): number {
    return this.#groups[axis] ?? 1;
  }

  #groupOf(axis: number, choices: readonly number[]): number {
    const values = this.#space.axes[axis]?.values.length ?? 1;
    return Math.floor(((choices[axis] ?? 0) * this.#groupsOf(axis)) / values);
  }
}

type Standing = Pick<Held<unknown>, 'rank' | 'value' | 'point'>;

function isBetter(one: Standing, other: Standing): boolean {
  if (one.rank !== other.rank) return one.rank > other.rank;
  const [a, b] = [one.value, other.value].map((value) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : value));
  return a === b ? one.point < other.point : (a ?? 0) < (b ?? 0);
}

/** Every two axes; of a single one, it alone. */
function pairsOf(axes: number): (readonly [across: number, down: number])[] {
  if (axes === 1) return [[0, -1]];
  return range(axes).flatMap((down) =>
    range(axes).flatMap((across) => (across > down ? [[across, down] as const] : [])),
  );
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
