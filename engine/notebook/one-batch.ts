/** Different chips side by side at the same batch: said, since each may carry another. */

import { diagnostic, type Diagnostic } from '../diagnostics';
import { figures } from '../quantity-text';

export interface AtBatch {
  /** What it runs on: the title of its chip, or of its chips. */
  readonly chips: string;
  /** Requests a card. */
  readonly perCard: number;
  /** The largest that memory and the SLO allow, where that is known. */
  readonly most?: number | undefined;
}

/** Undefined where each has a batch of its own, or stands at the largest it can carry. */
export function oneBatchNote(designs: readonly AtBatch[]): Diagnostic | undefined {
  const chosen = designs.filter(({ perCard, most }) => most === undefined || !isSame(perCard, most));
  for (const { perCard, chips } of chosen) {
    const others = designs.filter((each) => each.chips !== chips && isSame(each.perCard, perCard));
    if (others.length === 0) continue;
    const all = [...new Set([chips, ...others.map((each) => each.chips)])];
    return diagnostic('compare.one-batch', { chips: all, batch: figures(perCard, 6) });
  }
  return undefined;
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.abs(b);
}
