/**
 * The downhill simplex of Nelder and Mead (Computer Journal 7, 1965), in its standard coefficients: it needs no
 * derivatives, which mean |ln| over tiles in whole waves does not have.
 */

export interface Minimum {
  readonly at: readonly number[];
  readonly value: number;
}

export interface Search {
  readonly steps: number;
  /** Edge of the first simplex. */
  readonly edge: number;
  /** Stops when the values of the simplex lie this close together. */
  readonly tolerance: number;
}

const usual: Search = { steps: 800, edge: 0.4, tolerance: 1e-7 };

export function minimise(
  of: (at: readonly number[]) => number,
  start: readonly number[],
  search: Partial<Search> = {},
): Minimum {
  const { steps, edge, tolerance } = { ...usual, ...search };
  const point = (at: readonly number[]): Minimum => ({ at, value: of(at) });
  const first = point(start);
  const simplex = [first, ...start.map((_, axis) => point(start.map((x, i) => (i === axis ? x + edge : x))))];
  for (let step = 0; step < steps; step++) {
    simplex.sort((a, b) => a.value - b.value);
    const best = simplex[0] ?? first;
    const worst = simplex[simplex.length - 1] ?? first;
    const second = simplex[simplex.length - 2] ?? first;
    if (worst.value - best.value < tolerance) break;
    const centre = start.map(
      (_, i) => simplex.slice(0, -1).reduce((sum, { at }) => sum + (at[i] ?? 0), 0) / start.length,
    );
    const away = (factor: number) => point(centre.map((c, i) => c + factor * (c - (worst.at[i] ?? 0))));
    const replace = (by: Minimum) => simplex.splice(simplex.length - 1, 1, by);
    const reflected = away(1);
    if (reflected.value < best.value) {
      const expanded = away(2);
      replace(expanded.value < reflected.value ? expanded : reflected);
    } else if (reflected.value < second.value) {
      replace(reflected);
    } else {
      const contracted = reflected.value < worst.value ? away(0.5) : away(-0.5);
      if (contracted.value < Math.min(worst.value, reflected.value)) replace(contracted);
      else shrink(simplex, best, point);
    }
  }
  return simplex.reduce((least, each) => (each.value < least.value ? each : least), first);
}

function shrink(simplex: Minimum[], best: Minimum, point: (at: readonly number[]) => Minimum): void {
  for (let i = 1; i < simplex.length; i++) {
    simplex[i] = point((simplex[i]?.at ?? best.at).map((x, axis) => ((best.at[axis] ?? 0) + x) / 2));
  }
}
