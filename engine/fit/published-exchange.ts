/** Published collectives and expert exchanges: bytes through a card's bus against the link that binds. */

import { hitChance } from '../formulas/collectives';
import { question } from '../quantity';
import type { Chip } from '../types';
import type { FitRow } from './family-fit';
import type { CollectiveRow } from './models';
import { pointsOf, type Reading, type Series } from './series';

const nccl: Readonly<Record<string, string>> = {
  nccl_all_reduce: 'all-reduce',
  nccl_all_gather: 'all-gather',
  nccl_reduce_scatter: 'reduce-scatter',
  nccl_alltoall: 'all-to-all',
};

export function collectiveSeries(one: Series, chip: Chip): readonly Reading[] | undefined {
  if (one.op === 'custom_all_reduce_cudagraph')
    return [
      ring(one, chip, {
        library: 'custom',
        variant: 'all-reduce',
        conditions: 'SGLang 0.5.10 custom all-reduce, inside a graph',
      }),
    ];
  const variant = nccl[one.op];
  if (variant !== undefined) return [ring(one, chip, { library: 'nccl', variant, conditions: 'NCCL 2.26–2.29' })];
  if (one.op === 'all_reduce') return [{ left: 'eager, and quantised to 1 µs' }];
  if (one.op === 'deepep_low_latency')
    return exchange(one, chip, { library: 'deepep-low-latency', bytesAToken: direct });
  if (one.op === 'deepep_normal') return exchange(one, chip, { library: 'deepep', bytesAToken: shared });
  return undefined;
}

/** Larger than any message of inference (32k tokens of 8k channels in BF16). */
const largestMessage = 512e6;

function ring(
  one: Series,
  chip: Chip,
  named: { readonly library: string; readonly variant: string; readonly conditions: string },
): Reading {
  const { gpus: cards = 2 } = one;
  const passes = named.variant === 'all-reduce' ? 2 : 1;
  const rows: FitRow<CollectiveRow>[] = pointsOf(one.x, one.latency_us)
    .filter(({ x }) => x <= largestMessage)
    .map(({ x: bytes, seconds }) => ({
      id: `${one.id}@${bytes}`,
      layer: `${cards} cards`,
      seconds,
      shape: { bytes: (passes * bytes * (cards - 1)) / cards, bandwidth: chip.scaleUp.value },
    }));
  return { kind: 'collective', rows, chip: chip.id, op: 'collective', dtype: 'any', cards, nodes: 1, ...named };
}

interface Spread {
  readonly hidden: number;
  readonly topk: number;
  readonly experts: number;
  readonly ep: number;
  readonly nodes: number;
}

/** FP8 with an FP32 scale a 128 channels out, BF16 back. */
const dispatchBytes = (hidden: number) => hidden + (hidden / 128) * 4;
const combineBytes = (hidden: number) => 2 * hidden;

/** One copy an expert to another card of the node, or to another node (the link that binds). */
function direct({ topk, ep, nodes }: Spread): number {
  const inside = ep / nodes;
  return nodes === 1 ? (topk * (inside - 1)) / ep : (topk * (ep - inside)) / ep;
}

/** One copy a card that needs the token; between nodes one a node. */
function shared({ topk, experts, ep, nodes }: Spread): number {
  const parts = nodes === 1 ? ep : nodes;
  const count = (value: number) => question(value, '1', { en: 'a count', zh: '计数' });
  return hitChance({ experts: count(experts), topk: count(topk), parts: count(parts) }).value * (parts - 1);
}

function exchange(
  one: Series,
  chip: Chip,
  form: { readonly library: string; readonly bytesAToken: (spread: Spread) => number },
): readonly Reading[] {
  const { hidden = 0, topk = 1, experts = 256, ep = 8, nodes = 1 } = { ...one, experts: Number(one.experts ?? 256) };
  const copies = form.bytesAToken({ hidden, topk, experts, ep, nodes });
  const bandwidth = nodes === 1 ? chip.scaleUp.value : chip.scaleOut.value;
  const read = (us: Series['dispatch_us'], name: 'dispatch' | 'combine', width: number): Reading => {
    const rows: FitRow<CollectiveRow>[] = pointsOf(one.x, us).map(({ x: tokens, seconds }) => ({
      id: `${one.id}.${name}@${tokens}`,
      layer: one.id,
      seconds,
      shape: { bytes: tokens * copies * width, bandwidth },
    }));
    const conditions =
      one.sms === undefined
        ? 'SGLang 0.5.6–0.5.12, low-latency kernels'
        : `SGLang 0.5.6–0.5.12, 20–24 SMs for communication`;
    return {
      kind: 'exchange',
      rows,
      chip: chip.id,
      library: form.library,
      op: 'collective',
      variant: name,
      dtype: 'any',
      cards: ep,
      nodes,
      conditions,
    };
  };
  return [
    read(one.dispatch_us, 'dispatch', dispatchBytes(hidden)),
    read(one.combine_us, 'combine', combineBytes(hidden)),
  ];
}
