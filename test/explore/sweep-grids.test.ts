import { fc } from '../support/property';
import { describe, expect, it } from 'vitest';
import { Grids } from '../../engine/explore/sweep-grids';
import { choicesAt, pointsIn, type Space } from '../../engine/explore/space';
import type { Reason } from '../../engine/explore/sweep';
import { aDesign } from '../support/design';

function spaceOf(sizes: readonly number[]): Space {
  return {
    base: aDesign(),
    axes: sizes.map((size, i) => ({
      id: `axis${i}`,
      title: { en: `axis ${i}`, zh: `轴 ${i}` },
      values: Array.from({ length: size }, (_, k) => ({ text: String(k), change: (design) => design })),
      replaces: false,
    })),
  };
}

const kinds = [undefined, 'misses', 'unknown', 'does-not-fit', 'cannot-be'] as const;
const reasonOf = (kind: (typeof kinds)[number]): Reason | undefined => kind && { kind, text: { en: kind, zh: kind } };

describe('grids of a sweep', () => {
  it('hold the best point at each pair of values, whatever the order of the points', () => {
    const sized = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(
        sized,
        fc.infiniteStream(fc.tuple(fc.constantFrom(...kinds), fc.integer({ min: 0, max: 5 }))),
        fc.nat(),
        (sizes, drawn, turn) => {
          const space = spaceOf(sizes);
          const size = pointsIn(space);
          const points = [...drawn.take(size)].map(([kind, value], point) => ({ point, kind, value }));
          const grids = new Grids<number>(space);
          const order = points.toSorted((a, b) => ((a.point * 31 + turn) % 17) - ((b.point * 31 + turn) % 17));
          for (const { point, kind, value } of order)
            grids.take({ point, reason: reasonOf(kind), value, made: () => point });
          const [across, down] = [sizes.length - 1, 0];
          const grid = grids.grid(across, down);
          grid?.places.forEach((row, y) =>
            row.forEach((place, x) => {
              const here = points.filter(({ point }) => {
                const choices = choicesAt(space, point);
                return choices[across] === x && choices[down] === y;
              });
              const [best] = here.toSorted(
                (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.value - b.value || a.point - b.point,
              );
              expect(place).toEqual({ state: best?.kind ?? 'fine', row: best?.point });
            }),
          );
          expect(grids.grid(down, across)?.places.map((row) => row.length)).toEqual(Array(sizes.at(-1)).fill(sizes[0]));
        },
      ),
      { seed: 11, numRuns: 200 },
    );
  });

  it('put neighbours together where an axis has more values than can be read', () => {
    const space = spaceOf([100, 2]);
    const grids = new Grids<number>(space);
    for (let point = 0; point < 200; point++) grids.take({ point, reason: undefined, value: point, made: () => point });
    const grid = grids.grid(0, 1);
    expect(grid?.across.starts).toHaveLength(24);
    expect(grid?.across.starts.slice(0, 3)).toEqual([0, 5, 9]);
    // The best of a group is its first value here: less is better.
    expect(grid?.places[0]?.map((place) => place?.row)).toEqual(grid?.across.starts.map((start) => 2 * start));
  });

  it('of a single axis are one row; there is none of an axis with itself', () => {
    const grids = new Grids<number>(spaceOf([3]));
    grids.take({ point: 1, reason: undefined, value: 1, made: () => 1 });
    expect(grids.grid(0, -1)?.places).toEqual([[undefined, { state: 'fine', row: 1 }, undefined]]);
    expect(grids.grid(0, 0)).toBeUndefined();
  });
});
