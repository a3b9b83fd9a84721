/** Which operators of a roofline are named: as many as can be read, and none over another word. */

import type { Row } from './chart';

/** Labels a phase: more would lie on one another. */
const labelled = 4;

export interface Placed {
  readonly phase: string;
  readonly operator: string;
  readonly intensity: number;
  readonly rate: number;
  readonly seconds: number;
}

/** The longest operators of each phase whose labels lie neither on one another nor on a roof's, at the usual size of the chart. */
export function apart<P extends Placed>(points: readonly P[], roofs: readonly Corner[]): ReadonlySet<P> {
  const all = [...points, ...roofs];
  const across = pixelsOf(
    all.map((each) => each.intensity),
    520,
  );
  const up = pixelsOf(
    all.map((each) => each.rate),
    220,
  );
  // A peak's words end above the right end of its roof, a memory's begin beside the left end of its slope.
  const taken = roofs
    .filter(({ label }) => label !== '')
    .map(({ intensity, rate, label, step }) => {
      const [x, y, width] = [across(intensity), up(rate), widthOf(label)];
      return step > 0 ? { left: x - width, right: x, y: y + 13 } : { left: x + 12, right: x + 12 + width, y: y - 3 };
    });
  const chosen: P[] = [];
  for (const point of [...points].sort((a, b) => b.seconds - a.seconds)) {
    const left = across(point.intensity);
    const here = { left, right: left + 18 + widthOf(point.operator), y: up(point.rate) };
    const clear = taken.every(
      (other) => Math.abs(other.y - here.y) > 14 || other.right < here.left || here.right < other.left,
    );
    if (!clear || chosen.filter((each) => each.phase === point.phase).length >= labelled) continue;
    chosen.push(point);
    taken.push(here);
  }
  return new Set(chosen);
}

/** About as wide as it is written, in pixels: a Chinese letter is as wide as it is high. */
function widthOf(label: string): number {
  return [...label].reduce((sum, letter) => sum + (letter > '\u2e80' ? 11.5 : 6.5), 0);
}

/** An end of a roof. */
export interface Corner extends Row {
  readonly intensity: number;
  readonly rate: number;
  readonly label: string;
  readonly step: number;
}

/** Where a value lies along `length` pixels of a log scale over all values. */
function pixelsOf(values: readonly number[], length: number): (value: number) => number {
  const logs = values.map(Math.log10);
  const least = Math.min(...logs);
  const span = Math.max(...logs) - least;
  return (value) => (span > 0 ? ((Math.log10(value) - least) / span) * length : 0);
}
