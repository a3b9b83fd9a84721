/** Timed operators of one phase → its metrics by the names of contract.md, and its verdict. */

import type { Text } from './diagnostics';
import { sumOf, summedByPart, type Part } from './formula';
import {
  communicationRatio,
  mbu,
  memoryRatio,
  mfu,
  overlapped,
  repeatedBytes,
  repeatedFlop,
  shareOfPass,
} from './formulas/roofline';
import { passThroughput } from './formulas/serving';
import type { CardMemory } from './memory';
import { overlap } from './overlap';
import { dealtIn } from './plan/build';
import type { PassContext } from './plan/context';
import { opGroups } from './plan/groups';
import { count, meaningsOf } from './plan/op';
import type { Q } from './quantity';
import { tally, tallyOpen, type Tally } from './tally';
import type { TimedPass } from './time';
import type { Timed } from './time/timed';
import type { Op, Phase, PhaseName, Pool } from './types';
import { judge } from './verdict';

export interface RolledPhase {
  readonly figures: PhaseFigures;
  readonly time: Q<'s'>;
  /** Tokens a second a card: new prompt tokens, or tokens computed in a step. */
  readonly throughput: Q<'token/s'>;
  readonly phase: Phase;
}

export function rollPhase(context: PassContext, { ops, hiding }: TimedPass, memory: CardMemory): RolledPhase {
  const { phase: name, pool } = context;
  const sums = tally(ops);
  const seconds = (spec: SumSpec<'s'>, value: number, of: (each: Timed) => Q<'s'>): Q<'s'> =>
    total(name, spec, { value, ops, of });
  const serial = seconds(spec.time, sums.time, (each) => each.time);
  const overlapping = overlap(serial, hiding);
  const { time, open, waits } = overlapping;
  const left = tallyOpen(ops, overlapping);
  const compute = seconds(spec.compute, sums.compute, (each) => each.compute);
  const memoryBusy = seconds(spec.memory, sums.memory, (each) => each.memory);
  const communication = seconds(spec.communication, sums.communication, (each) => each.communication);
  const launch = seconds(spec.launch, left.launch, waits);
  const atPeak = seconds(spec.peak, sums.peak, (each) => each.peak);
  const traffic = trafficOf(name, sums, ops);
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
  const phase = judge({ name, ops, open, bound: left.bound, time, busy, fill: memory.fill, ...measures });
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

interface SumSpec<U extends 's' | 'B' | 'FLOP'> {
  /** Behind the phase: time.compute. */
  readonly suffix: string;
  readonly title: Text;
  readonly symbol: string;
  readonly unit: U;
}

function sum<const U extends 's' | 'B' | 'FLOP'>(
  unit: U,
  suffix: string,
  symbol: string,
  en: string,
  zh: string,
): SumSpec<U> {
  return { suffix, title: { en, zh }, symbol, unit };
}

const spec = {
  time: sum('s', 'time', 't', 'Time of the pass: its operators one after another', '整趟时间：算子依次执行'),
  compute: sum('s', 'time.compute', 't_"compute"', 'Time the tensor cores are busy', '算力占用时间'),
  memory: sum('s', 'time.memory', 't_"HBM"', 'Time the memory is busy', '显存带宽占用时间'),
  communication: sum('s', 'time.communication', 't_"link"', 'Time the links are busy', '通信占用时间'),
  launch: sum(
    's',
    'time.launch',
    't_"launch"',
    'Launch, latency and host time that nothing hides',
    '未被隐藏的启动、延迟与主机时间',
  ),
  peak: sum('s', 'time.peak', 't_"peak"', 'Arithmetic at the datasheet peak', '按规格书峰值计的计算时间'),
  flops: sum('FLOP', 'flops', 'F', 'Arithmetic a card', '单卡计算量'),
  weights: sum('B', 'hbm_bytes.weights', 'B', 'Weights read a card', '单卡读取的权重'),
  kv: sum('B', 'hbm_bytes.kv', 'B', 'KV cache read and written a card', '单卡读写的 KV cache'),
  activations: sum('B', 'hbm_bytes.activations', 'B', 'Activations read and written a card', '单卡读写的激活值'),
  up: sum('B', 'link_bytes.scale_up', 'B', 'Sent over scale-up a card', '单卡机内通信量'),
  out: sum('B', 'link_bytes.scale_out', 'B', 'Sent over scale-out a card', '单卡机间通信量'),
} as const;

interface Added<U extends 's' | 'B' | 'FLOP'> {
  readonly value: number;
  readonly ops: readonly Timed[];
  readonly of: (each: Timed) => Q<U>;
}

function total<U extends 's' | 'B' | 'FLOP'>(
  phase: PhaseName,
  { suffix, title, symbol, unit }: SumSpec<U>,
  { value, ops, of }: Added<U>,
): Q<U> {
  return summedByPart({ id: `${phase}.${suffix}`, title, symbol, unit, meanings: () => meaningsOf(ops) }, value, {
    parts: () => partsOf(ops),
    of,
  });
}

const partTitles = Object.entries(opGroups).map(([id, title]) => ({ id, title }));

/** Sums over some forty operators are read by the groups of the breakdown, in their order. */
function partsOf(ops: readonly Timed[]): readonly Part<Timed>[] {
  return partTitles.flatMap(({ id, title }) => {
    const things = ops.filter((each) => each.op.group === id);
    return things.length > 0 ? [{ id, title, things }] : [];
  });
}

function trafficOf(name: PhaseName, sums: Tally, ops: readonly Timed[]) {
  const bytes = (of: SumSpec<'B'>, value: number, each: (op: Op) => Q<'B'>): Q<'B'> =>
    total(name, of, { value, ops, of: ({ times, op }) => repeatedBytes({ times, bytes: each(op) }) });
  const weights = bytes(spec.weights, sums.weights, (op) => op.weightBytes);
  const kv = bytes(spec.kv, sums.kv, (op) => op.kvBytes);
  const activations = bytes(spec.activations, sums.activations, (op) => op.activationBytes);
  const up = bytes(spec.up, sums.up, (op) => op.scaleUpBytes);
  const out = bytes(spec.out, sums.out, (op) => op.scaleOutBytes);
  return {
    flops: total(name, spec.flops, {
      value: sums.flop,
      ops,
      of: ({ times, op }) => repeatedFlop({ times, flop: op.flop }),
    }),
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
