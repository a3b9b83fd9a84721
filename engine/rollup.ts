/** Timed operators of one phase → its metrics by the names of contract.md, and its verdict. */

import { sumOf } from './formula';
import { communicationRatio, mbu, memoryRatio, mfu, overlapped, shareOfPass } from './formulas/roofline';
import { passThroughput } from './formulas/serving';
import type { CardMemory } from './memory';
import { overlap } from './overlap';
import { dealtIn } from './plan/build';
import type { PassContext } from './plan/context';
import { launchSum, passSums, sumOver, type AddedUp } from './pass-sums';
import { count } from './plan/op';
import type { Q } from './quantity';
import type { TimedPass } from './time';
import type { Phase, PhaseName, Pool } from './types';
import { judge } from './verdict';

export interface RolledPhase {
  readonly figures: PhaseFigures;
  readonly time: Q<'s'>;
  /** Tokens a second a card: new prompt tokens, or tokens computed in a step. */
  readonly throughput: Q<'token/s'>;
  readonly phase: Phase;
}

export function rollPhase(context: PassContext, { timing, hiding }: TimedPass, memory: CardMemory): RolledPhase {
  const { phase: name, pool } = context;
  const of = passSums[name];
  const pass: AddedUp = { timing, sums: timing.ledger.sums() };
  const overlapping = overlap(sumOver(of.time, pass), hiding);
  const { time, open, waits } = overlapping;
  const left = timing.ledger.open(overlapping);
  const compute = sumOver(of.compute, pass);
  const memoryBusy = sumOver(of.memory, pass);
  const communication = sumOver(of.communication, pass);
  const launch = launchSum(name, timing, { value: left.launch, of: waits });
  const atPeak = sumOver(of.peak, pass);
  const traffic = trafficOf(name, pass);
  const measures = {
    mfu: mfu({ compute: atPeak, time }),
    memoryRatio: memoryRatio({ memory: memoryBusy, compute }),
    communicationRatio: communicationRatio({ communication, compute }),
  };
  const dealt = dealtIn(context);
  const throughput = passThroughput({ tokens: context.tokens, time, cards: cardsPerRank(pool) });
  const figures: PhaseFigures = {
    flops: traffic.flops,
    hbm: traffic.hbm,
    weights: traffic.weights,
    kv: traffic.kv,
    activations: traffic.activations,
    link: traffic.link,
    up: traffic.up,
    out: traffic.out,
    time,
    compute,
    memory: memoryBusy,
    communication,
    launch,
    overlapped: overlapped({ compute, memory: memoryBusy, communication, launch, time }),
    mfu: measures.mfu,
    mbu: mbu({ bytes: traffic.hbm, bandwidth: pool.chip.memoryBandwidth, time }),
    linkUse: shareOfPass({ busy: communication, time }),
    memoryRatio: measures.memoryRatio,
    communicationRatio: measures.communicationRatio,
    distinct: dealt?.distinct,
    imbalance: dealt?.imbalance,
    // Decode's is of accepted tokens: serving.ts.
    throughput: name === 'prefill' ? throughput : undefined,
  };
  const busy = { compute, 'memory-bandwidth': memoryBusy, communication };
  const phase = judge({ name, timing, open, bound: left.bound, time, busy, fill: memory.fill, ...measures });
  return { figures, time, throughput, phase };
}

/** A phase's metrics, before they are named; what a phase does not have is undefined. */
export type PhaseFigures = Readonly<Record<Exclude<Figure, Partly>, Q>> & Readonly<Record<Partly, Q | undefined>>;
type Figure = keyof ReturnType<typeof namesOf>;
type Partly = 'distinct' | 'imbalance' | 'throughput';

/** Puts the figures of a phase among the metrics, by the names of contract.md. */
export function addFigures(metrics: Map<string, Q>, phase: PhaseName, figures: PhaseFigures): void {
  const names = metricNames[phase];
  metrics.set(names.flops, figures.flops);
  metrics.set(names.hbm, figures.hbm);
  metrics.set(names.weights, figures.weights);
  metrics.set(names.kv, figures.kv);
  metrics.set(names.activations, figures.activations);
  metrics.set(names.link, figures.link);
  metrics.set(names.up, figures.up);
  metrics.set(names.out, figures.out);
  metrics.set(names.time, figures.time);
  metrics.set(names.compute, figures.compute);
  metrics.set(names.memory, figures.memory);
  metrics.set(names.communication, figures.communication);
  metrics.set(names.launch, figures.launch);
  metrics.set(names.overlapped, figures.overlapped);
  metrics.set(names.mfu, figures.mfu);
  metrics.set(names.mbu, figures.mbu);
  metrics.set(names.linkUse, figures.linkUse);
  metrics.set(names.memoryRatio, figures.memoryRatio);
  metrics.set(names.communicationRatio, figures.communicationRatio);
  if (figures.distinct) metrics.set(names.distinct, figures.distinct);
  if (figures.imbalance) metrics.set(names.imbalance, figures.imbalance);
  if (figures.throughput) metrics.set(names.throughput, figures.throughput);
}

function namesOf(phase: PhaseName) {
  return {
    flops: `${phase}.flops`,
    hbm: `${phase}.hbm_bytes`,
    weights: `${phase}.hbm_bytes.weights`,
    kv: `${phase}.hbm_bytes.kv`,
    activations: `${phase}.hbm_bytes.activations`,
    link: `${phase}.link_bytes`,
    up: `${phase}.link_bytes.scale_up`,
    out: `${phase}.link_bytes.scale_out`,
    time: `${phase}.time`,
    compute: `${phase}.time.compute`,
    memory: `${phase}.time.memory`,
    communication: `${phase}.time.communication`,
    launch: `${phase}.time.launch`,
    overlapped: `${phase}.time.overlapped`,
    mfu: `${phase}.mfu`,
    mbu: `${phase}.mbu`,
    linkUse: `${phase}.link_utilisation`,
    memoryRatio: `${phase}.memory_ratio`,
    communicationRatio: `${phase}.communication_ratio`,
    distinct: `${phase}.distinct_experts`,
    imbalance: `${phase}.imbalance`,
    throughput: `${phase}.throughput_per_card`,
  };
}

const metricNames: Readonly<Record<PhaseName, ReturnType<typeof namesOf>>> = {
  prefill: namesOf('prefill'),
  decode: namesOf('decode'),
};

/** Cards that hold one DP rank. */
export function cardsPerRank(pool: Pool): Q<'1'> {
  const { tp, pp, cp } = pool.layout;
  return count(tp * pp * cp, 'cards a DP rank', '每 DP rank 卡数');
}

function trafficOf(name: PhaseName, pass: AddedUp) {
  const of = passSums[name];
  const weights = sumOver(of.weights, pass);
  const kv = sumOver(of.kv, pass);
  const activations = sumOver(of.activations, pass);
  const up = sumOver(of.up, pass);
  const out = sumOver(of.out, pass);
  return {
    flops: sumOver(of.flops, pass),
    weights,
    kv,
    activations,
    up,
    out,
    hbm: sumOf(
      {
        id: metricNames[name].hbm,
        title: { en: 'Memory traffic a card', zh: '单卡显存读写量' },
        cite: 'article eq 12',
        symbol: 'B',
        unit: 'B',
      },
      { weights, kv, activations },
    ),
    link: sumOf(
      {
        id: metricNames[name].link,
        title: { en: 'Traffic sent a card', zh: '单卡通信量' },
        cite: 'article eq 26',
        symbol: 'L',
        unit: 'B',
      },
      { up, out },
    ),
  };
}
