/** What one card of a pool holds, by part, against what it may hold. */

import { diagnostic, type Diagnostic, type Text } from './diagnostics';
import { mathWidth } from './formats';
import { largestOf, summed, sumOf, termsOf } from './formula';
import {
  activationSize,
  cacheSize,
  fill,
  greatestLength,
  headroom,
  largestBatch,
  prefixesSize,
  roundedLength,
  usable,
} from './formulas/memory';
import { repeatedBytes } from './formulas/roofline';
import { cachedTokens, meanLength } from './formulas/shares';
import { requestCache } from './plan/build';
import { residualWidth } from './plan/layers/residual';
import { cardContext, chunkOf, type PassContext } from './plan/context';
import { meaningsOf } from './plan/op';
import { profiles } from './profiles';
import type { Q } from './quantity';
import { format } from './quantity-text';
import { cardsPerRank } from './rollup';
import type { Op, PhaseName, Plan, Pool } from './types';

export interface CardMemory {
  readonly parts: readonly { readonly id: string; readonly title: Text; readonly bytes: Q<'B'> }[];
  readonly total: Q<'B'>;
  readonly capacity: Q<'B'>;
  readonly fill: Q<'1'>;
  readonly metrics: ReadonlyMap<string, Q>;
  /** Puts them among others. */
  readonly addTo: (metrics: Map<string, Q>) => void;
}

export function memoryOf(context: PassContext, plan: Plan): CardMemory {
  const { kase, pool, sequences } = context;
  const profile = profiles[kase.runtime];
  const held = heldIn(plan);
  const weights = weightsHeld(plan, held.weights);
  const length = reservedLength(context);
  const kv = withPrefixes(context, cacheSize({ requests: sequences, request: requestCache(kase, pool, length) }));
  const activations = activationSize({
    widest: widestOf(plan, held.widest),
    tokens: tokensAtOnce(cardContext(context)),
    hidden: residualWidth(context),
    width: mathWidth.bf16,
  });
  const runtime = profile.reserve;
  const parts = { weights, kv, activations, runtime };
  return new HeldMemory(context, parts, usable({ memory: pool.chip.memory, fraction: profile.usable }));
}

type Parts = Readonly<Record<(typeof partTitles)[number]['id'], Q<'B'>>>;

/** A class for speed alone: of one of the two phases nobody asks for the figures. */
class HeldMemory implements CardMemory {
  readonly total: Q<'B'>;
  readonly capacity: Q<'B'>;
  readonly fill: Q<'1'>;
  readonly #bytes: Parts;
  readonly #batch: Q<'1'>;
  readonly #pool: Pool;

  constructor({ sequences, pool }: PassContext, bytes: Parts, capacity: Q<'B'>) {
    this.#bytes = bytes;
    this.#batch = sequences;
    this.#pool = pool;
    this.total = sumOf(totalSpec, bytes);
    this.capacity = capacity;
    this.fill = fill({ total: this.total, capacity });
  }

  get parts(): CardMemory['parts'] {
    return memoryParts(this.#bytes);
  }

  get metrics(): ReadonlyMap<string, Q> {
    const metrics = new Map<string, Q>();
    this.addTo(metrics);
    return metrics;
  }

  addTo(metrics: Map<string, Q>): void {
    const { total, capacity } = this;
    const { weights, kv, activations, runtime } = this.#bytes;
    const batch = this.#batch;
    const cards = cardsPerRank(this.#pool);
    metrics.set('memory.total', total);
    metrics.set('memory.weights', weights);
    metrics.set('memory.kv', kv);
    metrics.set('memory.activations', activations);
    metrics.set('memory.runtime', runtime);
    metrics.set('memory.capacity', capacity);
    metrics.set('memory.headroom', headroom({ capacity, total }));
    metrics.set('memory.fill', this.fill);
    metrics.set('memory.max_concurrency', largestBatch({ capacity, weights, runtime, kv, activations, batch, cards }));
  }
}

const totalSpec = {
  id: 'memory.total',
  title: { en: 'Memory used a card', zh: '单卡显存占用' },
  cite: 'article eq 11',
  symbol: 'M_"total"',
  unit: 'B',
} as const;

const partTitles = [
  { id: 'weights', title: { en: 'weights', zh: '权重' } },
  { id: 'kv', title: { en: 'KV cache', zh: 'KV cache' } },
  { id: 'activations', title: { en: 'activations', zh: '激活值' } },
  { id: 'runtime', title: { en: 'runtime', zh: '运行时' } },
] as const;

export function memoryParts(bytes: Parts): CardMemory['parts'] {
  return partTitles.map(({ id, title }) => ({ id, title, bytes: bytes[id] }));
}

/** Of a pass that is cut, one chunk. */
function tokensAtOnce(context: PassContext): Q<'1'> {
  return (chunkOf(context)?.chunk ?? context).tokens;
}

/** The caches of the requests themselves, and the prefixes kept beside them. */
function withPrefixes(context: PassContext, requests: Q<'B'>): Q<'B'> {
  const prefixes = prefixesOf(context);
  if (!prefixes) return requests;
  return sumOf(
    {
      id: 'memory.kv-and-prefixes',
      title: { en: 'KV cache of a card, kept prefixes with it', zh: '单卡 KV cache（含保留的前缀）' },
      symbol: 'M_"KV"',
      unit: 'B',
    },
    { requests, prefixes },
  );
}

function prefixesOf({ kase, pool, phase }: PassContext): Q<'B'> | undefined {
  const prefixes = kase.prefixesKept?.[phase];
  const { input, prefixHit: hit } = kase.workload;
  return prefixes && prefixesSize({ prefixes, prefix: requestCache(kase, pool, cachedTokens({ input, hit })) });
}

/** Whole pages of what is there; without pages, room for the greatest length a request may reach. */
function reservedLength(context: PassContext): Q<'1'> {
  const { page } = context.kase.stack;
  if (page) return roundedLength({ length: lengthHeld(context), page });
  const { input, output } = context.kase.workload;
  return context.phase === 'decode' ? greatestLength({ input, output }) : context.promptLength;
}

/** Prefill holds the prompts of its pass; decode its requests at their mean length. */
function lengthHeld(context: PassContext): Q<'1'> {
  const { workload } = context.kase;
  return context.phase === 'decode'
    ? meanLength({ input: workload.input, output: workload.output })
    : context.promptLength;
}

/** Every set of weights once, read in this pass or not. */
function weightsHeld(plan: Plan, value: number): Q<'B'> {
  return summed(
    {
      id: 'memory.weights',
      title: { en: 'Weights held by a card', zh: '单卡持有的权重' },
      symbol: 'M_W',
      unit: 'B',
      meanings: () => meaningsOf(placedOps(plan)),
    },
    value,
    () =>
      termsOf(
        placedOps(plan).filter(({ op }) => op.residentBytes.value !== 0),
        ({ op, copies }) => (copies ? repeatedBytes({ times: copies, bytes: op.residentBytes }) : op.residentBytes),
      ),
  );
}

interface Held {
  weights: number;
  widest: number;
}

/** The sum and the largest in plain numbers, in one walk. */
function heldIn(plan: Plan): Readonly<Held> {
  const held: Held = { weights: 0, widest: Number.NEGATIVE_INFINITY };
  hold(plan, 1, held);
  return held;
}

function hold(plan: Plan, copies: number, held: Held): void {
  switch (plan.kind) {
    case 'op':
      held.weights += copies * plan.op.residentSize;
      held.widest = Math.max(held.widest, plan.op.activationSize);
      return;
    case 'seq':
      for (const part of plan.parts) hold(part, copies, held);
      return;
    case 'repeat':
      // Halves inside a pass share one set of weights: the inner count is the one that holds.
      hold(plan.part, plan.copies.value, held);
  }
}

function widestOf(plan: Plan, value: number): Q<'B'> {
  return largestOf(
    {
      id: 'memory.widest',
      title: { en: 'Buffers of the widest operator', zh: '最宽算子的缓冲' },
      symbol: 'A_"max"',
      unit: 'B',
      meanings: () => meaningsOf(placedOps(plan)),
    },
    value,
    () => termsOf(placedOps(plan), ({ op }) => op.activationBytes),
  );
}

/** An operator of the plan under its full name, and how many sets of its weights a card holds. */
interface Placed {
  readonly id: string;
  readonly op: Op;
  readonly copies: Q<'1'> | undefined;
}

/** For who asks: the numbers above are added up on the plan itself. */
function placedOps(plan: Plan): readonly Placed[] {
  const placed: Placed[] = [];
  place(plan, placed, '', undefined);
  return placed;
}

function place(plan: Plan, placed: Placed[], prefix: string, copies: Q<'1'> | undefined): void {
  switch (plan.kind) {
    case 'op':
      placed.push({ id: prefix + plan.op.id, op: plan.op, copies });
      return;
    case 'seq':
      for (const part of plan.parts) place(part, placed, prefix, copies);
      return;
    case 'repeat':
      // Halves inside a pass share one set of weights: the inner count is the one that holds.
      place(plan.part, placed, `${prefix}${plan.id}.`, plan.copies);
      return;
  }
}

/** A design that does not fit is still computed; it says so. */
export function fitWarnings(
  phase: PhaseName,
  pool: Pool,
  memory: Pick<CardMemory, 'fill' | 'total' | 'capacity'>,
): Diagnostic[] {
  if (!(memory.fill.value > 1)) return [];
  return [
    diagnostic('memory.does-not-fit', {
      phase,
      need: format(memory.total),
      have: format(memory.capacity),
      chip: pool.chip.title,
    }),
  ];
}
