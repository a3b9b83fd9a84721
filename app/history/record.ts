/** What a saved run holds (house.md, data flow 6), and its checks for what comes back from disk. */

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { trusts } from '../../engine';

/** A metric as the history keeps it: flat, in SI. `value` is null where unknown figures block it. */
export const storedMetric = z.object({
  value: z.number().nullable(),
  unit: z.string(),
  origin: z.string(),
  trust: z.enum(trusts).exactOptional(),
  missing: z.array(z.string()).exactOptional(),
});
export type StoredMetric = z.infer<typeof storedMetric>;

export const storedMetrics = z.record(z.string(), storedMetric);
export type StoredMetrics = z.infer<typeof storedMetrics>;

export const storedDesign = z.object({
  cell: z.string().min(1),
  kind: z.string().min(1),
  /** Titles of the chips of its pools. */
  chips: z.array(z.string()),
  model: z.string().exactOptional(),
  /** The whole Case as plain JSON (stored-case.ts); absent where the design was incomplete or is an article cell. */
  case: z.record(z.string(), z.json()).exactOptional(),
  metrics: storedMetrics,
});
export type StoredDesign = z.infer<typeof storedDesign>;

export const runRecord = z.object({
  time: z.iso.datetime(),
  title: z.string(),
  tags: z.array(z.string()),
  notes: z.string().exactOptional(),
  path: z.string().exactOptional(),
  text: z.string(),
  engine: z.string(),
  fidelity: z.string(),
  currency: z.string(),
  /** The cell whose figures head the run. */
  headline: z.string().exactOptional(),
  designs: z.array(storedDesign),
});
export type RunRecord = z.infer<typeof runRecord>;

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The hash over all that a run says; tags and title can be changed later and do not count. */
export function hashOfRecord(record: RunRecord): string {
  const { time, text, engine, fidelity, currency, headline, designs } = record;
  const said = designs.map(({ cell, kind, case: kase, metrics }) => [cell, kind, kase ?? null, metrics]);
  return hashOf(JSON.stringify(ordered([time, text, engine, fidelity, currency, headline ?? null, said])));
}

/** The same JSON with the keys of every object sorted: equal content, equal text. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, ordered(each)]),
  );
}
