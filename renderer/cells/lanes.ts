/** The chain as lanes: which design starts from which, laid out so that a branch runs beside what it left. */

import type { CellResult, SourceCell } from '../../app/contract';

export interface Step {
  readonly cell: SourceCell;
  readonly result: CellResult | undefined;
  readonly lane: number;
  /** The cell it starts from; undefined for the first. */
  readonly from: string | undefined;
}

/** More branches than this share the last lane: the gutter has no more room. */
const lanes = 3;

/** The defining cells in their order. One that starts from the end of a lane goes on in it; any other opens a lane of its own. */
export function stepsOf(
  cells: readonly SourceCell[],
  results: readonly CellResult[],
  defines: (kind: string) => boolean,
): readonly Step[] {
  const byId = new Map(results.map((result) => [result.id, result]));
  const steps: Step[] = [];
  const ends: string[] = [];
  for (const cell of cells) {
    if (!defines(cell.kind)) continue;
    const result = byId.get(cell.id);
    const from = cell.from ?? result?.from ?? steps.at(-1)?.cell.id;
    const at = from === undefined ? 0 : ends.indexOf(from);
    const lane = at >= 0 ? at : Math.min(ends.length, lanes - 1);
    ends[lane] = cell.id;
    steps.push({ cell, result, lane, from });
  }
  return steps;
}

/** From one height of the gutter to another, in pixels from its top. */
export interface Stretch {
  readonly top: number;
  readonly bottom: number;
}

/** Two designs, one of which starts from the other, and the heights at which they stand. */
export interface Link extends Stretch {
  readonly start: Step;
  readonly step: Step;
}

/**
 * Those of which the stretch shows something. Of several that leave one design by one lane and pass through it, one: they are drawn
 * upon each other.
 */
export function linksIn(
  steps: readonly Step[],
  place: (id: string) => number | undefined,
  stretch: Stretch,
): readonly Link[] {
  const byId = new Map(steps.map((step) => [step.cell.id, step]));
  const passing = new Set<string>();
  return steps.flatMap((step) => {
    const start = byId.get(step.from ?? '');
    const [top, bottom] = [start && place(start.cell.id), place(step.cell.id)];
    if (!start || top === undefined || bottom === undefined) return [];
    if (bottom < stretch.top || top > stretch.bottom) return [];
    if (bottom > stretch.bottom) {
      const way = `${String(step.lane)} ${start.cell.id} ${String(isBroken(start))}`;
      if (passing.has(way)) return [];
      passing.add(way);
    }
    return [{ start, step, top, bottom }];
  });
}

/** What starts from a design that does not run hangs on a dotted line. */
export function isBroken({ result }: Step): boolean {
  return result !== undefined && result.status !== 'ok';
}
