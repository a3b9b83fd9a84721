/** Published runs: one JSON file each, what was run and what came out. */

import type { Unit } from '../../quantity';
import { parse } from '../../quantity-text';
import type { Runtime } from '../../types';
import { z } from '../../zod';
import { peerIds } from '../report';

const whole = z.int().positive();
const layout = z.strictObject({
  tp: whole,
  dp: whole,
  ep: whole.exactOptional(),
  pp: whole.exactOptional(),
  redundantExperts: whole.exactOptional(),
  /** Prompt tokens that a prefill pass packs a DP rank. */
  tokens: whole.exactOptional(),
});
const format = z.enum(['bf16', 'fp8', 'int8', 'int4', 'fp4']);
export const textSchema = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) });

export const setupSchema = z.strictObject({
  chip: z.string(),
  cards: whole,
  model: z.string(),
  weights: format,
  experts: format.exactOptional(),
  kv: z.enum(['bf16', 'fp8']).exactOptional(),
  input: whole,
  output: whole,
  /** Requests a DP rank. */
  batch: whole,
  prefill: layout.exactOptional(),
  decode: layout.exactOptional(),
  levers: z.array(z.enum(['two-batch-overlap', 'single-batch-overlap'])).exactOptional(),
  /** Share of an ideal overlap, where the source says how the engine reaches it. */
  overlap: z.number().min(0).max(1).exactOptional(),
  /** Every expert got equally many rows. */
  balanced: z.boolean().exactOptional(),
  mtp: z.strictObject({ drafts: whole, acceptance: z.number() }).exactOptional(),
  runtime: z.enum(['engine', 'sglang', 'trtllm', 'vllm'] satisfies Runtime[]),
});

const peerSchema = z.enum(peerIds);

const factSchema = z.strictObject({
  id: z.string(),
  setup: setupSchema,
  measures: z.enum(['prefill.throughput_per_card', 'decode.throughput_per_card', 'serving.tpot']),
  /** A step or a pass by itself; a steady rate; or a TPOT with prompts computed in between, by the same cards:
   * of requests that follow one another, or that all arrive at once (a request waits for half of the other prompts). */
  kind: z.enum(['step', 'steady', 'aggregated', 'burst']),
  actual: z.string(),
  engine: z.string().exactOptional(),
  source: z.string(),
  date: z.string().nullable().exactOptional(),
  license: z.string().exactOptional(),
  /** Other names under which the same measurement is published. */
  alsoKnownAs: z.array(z.string()).exactOptional(),
  /** Seconds to the first token, queueing inside. */
  closedLoopTtft: z.number().positive().exactOptional(),
  /** What other tools predict for it, in the unit of `actual`. */
  peers: z.partialRecord(peerSchema, z.number()).exactOptional(),
  /** Why the row is shown but not judged. */
  leftOut: textSchema.exactOptional(),
  /** What of the set-up the source does not record. */
  assumes: textSchema.exactOptional(),
  /** Why a large error is one. */
  note: textSchema.exactOptional(),
});

export type PublishedSetup = z.infer<typeof setupSchema>;
export type PublishedFact = z.infer<typeof factSchema> & { readonly value: number; readonly unit: Unit };

const files = import.meta.glob<unknown>('./facts/*.json', { eager: true, import: 'default' });

const unitOf = {
  'prefill.throughput_per_card': 'token/s',
  'decode.throughput_per_card': 'token/s',
  'serving.tpot': 's',
} as const satisfies Record<string, Unit>;

let read: readonly PublishedFact[] | undefined;

/** In the order of their ids. A file that cannot be read is a bug, and throws. */
export function publishedFacts(): readonly PublishedFact[] {
  read ??= Object.keys(files)
    .sort()
    .map((path) => factOf(files[path]));
  return read;
}

function factOf(file: unknown): PublishedFact {
  const fact = factSchema.parse(file);
  const unit = unitOf[fact.measures];
  const actual = parse(fact.actual, unit);
  if (!actual.ok) throw new Error(`${fact.id}: ${fact.actual} is not in ${unit}`);
  return { ...fact, value: actual.value, unit };
}
