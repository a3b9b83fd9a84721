/** Times of decode steps, evaluated once at each grid point that a run comes near and interpolated in between. */

import type { Case } from '../types';
import { cost, width, type StepModel } from './costs';
import { decodeCase, rowsOf } from './pass-rows';
import { axis, cellOf, countAxis, longest, shareOf, StepTable } from './step-table';

/** By powers of two: in between the time is a straight line, and windows and sparse selections end at one. */
const lengths = axis({ first: 16, ratio: 2, last: longest });
const alone = Float64Array.of(0, 1);

/** A step of so many requests of one mean cache length; the case's own batch is a point. */
export function decodeSteps(base: Case): Pick<StepModel, 'decode' | 'joint'> & { readonly points: () => number } {
  const step = rowsOf('decode');
  const counts = countAxis([base.batch.value]);
  const table = new StepTable(counts, lengths, alone, (batch, length) => step(decodeCase(base, batch, length)));
  const { input, output } = base.workload;
  const usual = cellOf(lengths, input.value + output.value / 2);
  return {
    points: () => table.size,
    decode: (batch, length, row, slope) => {
      const j = cellOf(lengths, length);
      const low = lengths[j] ?? 0;
      const high = lengths[j + 1] ?? low;
      const i = cellOf(counts, batch);
      const u = shareOf(counts, i, batch);
      const ahead = Math.max(0, length - low);
      const near = u < 1 ? i : i + 1;
      const [first, second] = [table.at(near, j, 0), table.at(near, j + 1, 0)];
      const isBetween = u > 0 && u < 1;
      const [third, fourth] = isBetween ? [table.at(i + 1, j, 0), table.at(i + 1, j + 1, 0)] : [first, second];
      for (let place = 0; place < width; place++) {
        const start = (first[place] ?? 0) * (1 - u) + (third[place] ?? 0) * u;
        const end = (second[place] ?? 0) * (1 - u) + (fourth[place] ?? 0) * u;
        const gain = (end - start) / (high - low);
        slope[place] = gain;
        row[place] = start + gain * ahead;
      }
      return high;
    },
    joint: (batch, row) => {
      const i = cellOf(counts, batch);
      const u = shareOf(counts, i, batch);
      const first = table.at(u < 1 ? i : i + 1, usual, 0);
      const second = u > 0 && u < 1 ? table.at(i + 1, usual, 0) : first;
      for (let place = cost.joint; place < width; place++)
        row[place] = (first[place] ?? 0) * (1 - u) + (second[place] ?? 0) * u;
    },
  };
}
