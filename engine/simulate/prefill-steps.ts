/** Times of prefill passes, evaluated once at each grid point that a run comes near and interpolated in between. */

import type { Case } from '../types';
import { width, type StepModel } from './costs';
import { prefillCase, rowsOf } from './pass-rows';
import { axis, countAxis, longest, StepTable, tile, tileEdges } from './step-table';

const alone = Float64Array.of(0, 1);

/**
 * Tokens of a pass: every one up to eight tiles, both sides of each tile up to 64 of them; then the middles of tiles, sixteen an octave:
 * a single jump is less than half a per cent there, and a middle is neither before it nor after it.
 */
function tokenAxis(exact: readonly number[]): Float64Array {
  const middles: number[] = [];
  for (let octave = 64 * tile; octave < longest; octave *= 2)
    for (let part = 0; part < 16; part++) middles.push(octave + (octave / 16) * part + tile / 2);
  const every = Array.from({ length: 8 * tile }, (_, at) => at + 1);
  return Float64Array.from([...new Set([...every, ...tileEdges(64), ...middles, ...exact])].sort((a, b) => a - b));
}

/**
 * One prompt of so many tokens; and what several prompts or cached tokens change of that, which is smooth: new tokens in steps of a
 * quarter, along their squares as attention goes, cached ones by powers of two. The case's own pass is a point.
 */
export function prefillSteps(base: Case): { readonly prefill: StepModel['prefill']; readonly points: () => number } {
  const pass = rowsOf('prefill');
  const { input, prefixHit } = base.workload;
  const cached = Math.round(input.value * prefixHit.value);
  const fresh = Math.round(input.value) - cached;
  const prompts = base.promptsPerPass.value;
  let points = 0;
  const rowOf = (sequences: number, tokens: number, before: number): Float64Array => {
    points++;
    return pass(prefillCase(base, sequences, tokens, before));
  };
  const single = new StepTable(tokenAxis([fresh, prompts * fresh]), alone, alone, (tokens) => rowOf(1, tokens, 0));
  const change = new StepTable(
    countAxis([prompts]),
    axis({ first: 1, ratio: 1.25, last: longest, exact: [fresh] }),
    Float64Array.from([0, ...axis({ first: 128, ratio: 2, last: longest, exact: [cached] })]),
    (sequences, tokens, before) => {
      const one = rowOf(1, sequences * tokens, 0);
      return rowOf(sequences, tokens, before).map((each, place) => each - (one[place] ?? 0));
    },
  );
  const changed = new Float64Array(width);
  return {
    points: () => points,
    prefill: (sequences, tokens, before, row) => {
      const many = Math.max(1, sequences);
      single.read(many * tokens, 0, 0, row);
      if (many === 1 && before === 0) return;
      change.read(many, tokens, before, changed);
      for (let place = 0; place < width; place++) row[place] = Math.max(0, (row[place] ?? 0) + (changed[place] ?? 0));
    },
  };
}
