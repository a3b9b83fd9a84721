/** A published series as it is written, and what a reading of it is. */

import type { FamilyRecord } from '../catalog/calibrations';
import type { Chip, MathFormat } from '../types';
import { z } from '../zod';
import type { FitRow } from './family-fit';
import type { CollectiveRow, DecodeRow, MatrixShape, PrefillRow, TileChoice } from './models';

const numbers = z.array(z.number().nullable());
export const seriesSchema = z.looseObject({
  id: z.string(),
  source_repo: z.string(),
  source_file: z.string(),
  device: z.string(),
  op: z.string(),
  dtype: z.string().exactOptional(),
  kernel: z.string().exactOptional(),
  note: z.string().exactOptional(),
  distribution: z.string().exactOptional(),
  phase: z.string().exactOptional(),
  moe_dtype: z.string().exactOptional(),
  ep: z.number().exactOptional(),
  moe_tp: z.number().exactOptional(),
  nodes: z.number().exactOptional(),
  gpus: z.number().exactOptional(),
  sms: z.number().exactOptional(),
  n: z.number().exactOptional(),
  k: z.number().exactOptional(),
  num_experts: z.number().exactOptional(),
  local_experts: z.number().exactOptional(),
  topk: z.number().exactOptional(),
  hidden: z.number().exactOptional(),
  inter: z.number().exactOptional(),
  heads: z.number().exactOptional(),
  kv_heads: z.number().exactOptional(),
  head_dim: z.number().exactOptional(),
  batch: z.number().exactOptional(),
  x: numbers.exactOptional(),
  latency_us: numbers.exactOptional(),
  up_us: numbers.exactOptional(),
  down_us: numbers.exactOptional(),
  dispatch_us: numbers.exactOptional(),
  combine_us: numbers.exactOptional(),
  tokens_per_expert: numbers.exactOptional(),
  columns: z.record(z.string(), z.array(z.unknown())).exactOptional(),
});
export type Series = z.infer<typeof seriesSchema>;
export const publishedSchema = z.looseObject({ series: z.array(seriesSchema) });

/** What names a family: everything of a record that is not fitted. */
export interface FamilyKey {
  readonly chip: string;
  readonly library: string;
  readonly op: FamilyRecord['op'];
  readonly dtype: FamilyRecord['dtype'];
  readonly variant?: string;
  readonly cards?: number;
  readonly nodes?: number;
  readonly conditions: string;
}
export type PublishedRows =
  | { readonly kind: 'matrix'; readonly tiles: TileChoice; readonly rows: readonly FitRow<MatrixShape>[] }
  | { readonly kind: 'prefill'; readonly rows: readonly FitRow<PrefillRow>[] }
  | { readonly kind: 'decode'; readonly rows: readonly FitRow<DecodeRow>[] }
  | { readonly kind: 'collective'; readonly rows: readonly FitRow<CollectiveRow>[] }
  | { readonly kind: 'exchange'; readonly rows: readonly FitRow<CollectiveRow>[] };

export type PublishedFamily = FamilyKey & PublishedRows & { readonly source: string };

/** A series read, or why it is left out. */
export type Reading = (FamilyKey & PublishedRows) | { readonly left: string };

/** The measured points of a series: its x and the seconds at it; blanks are left out. */
export function pointsOf(
  x: readonly (number | null)[] | undefined,
  us: readonly (number | null)[] | undefined,
): { x: number; seconds: number }[] {
  return (x ?? []).flatMap((at, i) => {
    const time = us?.[i];
    return at === null || time === null || time === undefined || !(time > 0) ? [] : [{ x: at, seconds: time * 1e-6 }];
  });
}

export function peak(chip: Chip, dtype: MathFormat): number {
  const q = chip.tflops[dtype];
  return 'absent' in q ? Number.NaN : q.value;
}
