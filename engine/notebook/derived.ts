/** Numbers on screen that are a metric seen from another side. They have no metric's name: a door to them says how they follow from one. */

import { userSpeed } from '../formulas/user';
import type { Q } from '../quantity';
import type { MetricName } from '../types';

type Figures = ReadonlyMap<MetricName, Q>;

export const speedDoor = '1/serving.tpot';

const derived: ReadonlyMap<string, (figures: Figures) => Q | undefined> = new Map([[speedDoor, speedOf]]);

/** Tokens a second that one user gets. */
export function speedOf(figures: Figures): Q | undefined {
  const tpot = figures.get('serving.tpot');
  return tpot?.unit === 's' ? userSpeed({ tpot: { ...tpot, unit: 's' } }) : undefined;
}

/** A figure of a cell by its metric's name, or by what stands on a door that has none. */
export function figureNamed(figures: Figures, name: string): Q | undefined {
  return figures.get(name) ?? derived.get(name)?.(figures);
}
