/** How long a sweep will take, told from a few of its points before it starts. */

import type { Catalog } from '../catalog';
import { sizeOf, sweeper, type Sweep } from './sweep';

/** Enough to meet most kinds of points; the first ones, slower than the rest, are not timed. */
const warmUp = 8;
const timed = 24;

export interface Estimate {
  readonly points: number;
  /** On one core. */
  readonly seconds: number;
}

export function estimate(sweep: Sweep, catalog: Catalog, clock: () => number): Estimate {
  const points = sizeOf(sweep);
  const { run } = sweeper(sweep, catalog);
  const spread = (count: number, visit: (point: number) => void): void => {
    for (let i = 0; i < count; i++) visit(Math.floor((i * points) / count));
  };
  spread(warmUp, (point) => run(point, 1));
  const began = clock();
  spread(timed, (point) => run(point, 1));
  return { points, seconds: ((clock() - began) / 1000 / timed) * points };
}
