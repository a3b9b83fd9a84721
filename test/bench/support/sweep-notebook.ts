/** A sweep of as many points as are wanted: chips, layouts, levers, lengths, prices and batches, as a person would cross them. */

import type { SweepQuestion } from '../../../app/sweep/question';
import { notebook } from '../../explore/notebook';

/** Points at each batch. */
const pointsABatch = 400;

export function sweepNotebook(points: number): string {
  return notebook(
    `vary: {hardware: [h20-96g, h200, h20-141g, mi300x], decode.ep: [8, 16], w4a8: [on, off], input: [500, 1000, 2000, 4000, 8000], rent: [$1/h, $2/h, $3/h, $4/h, $5/h], concurrency: {from: 1 per card, to: ${points / pointsABatch} per card}}`,
    { title: 'Bench', fidelity: 'calibrated', slo: 'slo: {tpot: 50 ms}' },
  );
}

export function sweepOf(points: number): SweepQuestion {
  return { text: sweepNotebook(points), cell: 'cards', files: [], ownFiles: [] };
}
