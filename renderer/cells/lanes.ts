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
