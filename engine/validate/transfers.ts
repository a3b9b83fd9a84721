/** One chip from the curves of another, as `npm run calibrate` found it on every two chips that were measured. */

import type { PairTransfer } from '../fit/transfer-reasons';
import data from './data/transfers.json';

export type { PairTransfer };

export const pairTransfers: readonly PairTransfer[] = data;

interface Move {
  readonly from: string;
  readonly to: string;
  /** Knowing the target's datasheet alone, or also its two measured ceilings. */
  readonly knowing: 'datasheet' | 'ceilings';
  /** The kernels meant, by the name of their family. */
  readonly of: string;
}

/** Mean |ln(predicted ÷ measured)| over the rows of the kernels meant. */
export function movedMean(move: Move): number {
  const kernels = meant(move);
  const rows = kernels.reduce((sum, each) => sum + each.rows, 0);
  return kernels.reduce((sum, each) => sum + each[move.knowing] * each.rows, 0) / rows;
}

/** The family that moves worst. */
export function movedWorst(move: Move): number {
  return Math.max(...meant(move).map((each) => each[move.knowing]));
}

function meant({ from, to, of }: Move): PairTransfer['kernels'] {
  const kernels = pairTransfers.find((each) => each.from === from && each.to === to)?.kernels ?? [];
  return kernels.filter(({ family }) => family.includes(of));
}
