/** Every operator at the rates that measured kernels reach: the model of its shape with the constants of its family. */

import { unitsOf, type GemmConstants } from '../catalog/calibrations';
import { prefillAttention } from '../formulas/kernels/attention';
import { gemmKernel, type GemmShape } from '../formulas/kernels/kernel';
import { attentionWidth, exchangeTime, lastQuerySees, rowsAGroup, startedTime } from '../formulas/kernels/pass';
import { evenTiles, expectedTiles, tileSeconds, type TileWork } from '../formulas/kernels/tiles';
import { kernelCompute, kernelMemory, kernelTime, together } from '../formulas/kernels/time';
import { exchangeStart, reachedShare } from '../formulas/levers';
import { addedTime, copySeconds, kernelLatencies, passMemory, slower } from '../formulas/passes';
import type { PassContext } from '../plan/context';
import { count } from '../plan/op';
import { LinearOperator } from '../plan/linear-operator';
import { PassOperator } from '../plan/pass-operator';
import { profiles } from '../profiles';
import type { Q } from '../quantity';
import type { AttentionFamily, Chip, CollectiveFamily, Op, OpShape, WeightFormat } from '../types';
import { constantsOf, type AttentionVariant, type Matrix, type Multiplied, type PassConstants } from './constants';
import { peakOf, peaksOf } from './peak';
import type { Rates } from './roofline';
import { binding, noLaunch, type Kernel, type Spent } from './timed';

/** A pass and the constants of its kernels. */
interface Place {
  readonly context: PassContext;
  readonly chip: Chip;
  readonly constants: PassConstants;
}

/** Operators of which a pass has most are timed in the plain numbers of the formulas below; the others are few. */
export function calibratedRates(context: PassContext): Rates {
  const { chip } = context.pool;
  const place: Place = { context, chip, constants: constantsOf(context) };
  return {
    peaks: peaksOf(chip),
    isWhole: false,
    spent: (op) => spentBy(op, place),
    kernel: (op) => kernelOf(op, op.shape, place),
  };
}

function spentBy(op: Op, place: Place): Spent {
  if (op instanceof LinearOperator) return linearSeconds(op, place);
  if (op instanceof PassOperator) return passSeconds(op, place);
  if (op.shape.kind === 'grouped') return groupedSeconds(op, op.shape, place);
  if (op.shape.kind === 'elementwise') return smallSeconds(op, op.shape, place);
  const { compute, memory, communication, launch, time } = kernelOf(op, op.shape, place);
  return took(compute.value, memory.value, communication.value, launch.value, time.value);
}

/** Used again for each operator. */
const spent: { -readonly [K in keyof Spent]: Spent[K] } = {
  compute: Number.NaN,
  memory: Number.NaN,
  communication: Number.NaN,
  launch: Number.NaN,
  time: Number.NaN,
  binds: undefined,
};

function took(compute: number, memory: number, communication: number, launch: number, time: number): Spent {
  spent.compute = compute;
  spent.memory = memory;
  spent.communication = communication;
  spent.launch = launch;
  spent.time = time;
  spent.binds = time === 0 ? undefined : binding(compute, memory, communication);
  return spent;
}

function linearSeconds(op: LinearOperator, { constants }: Place): Spent {
  const { tokens, inner, outer, format } = op.layer;
  const work = { rows: tokens.value, groups: 1, outer: outer.value, inner: inner.value, tilesOf: evenTiles };
  return matrixSeconds(op, work, constants.gemm(formatOf(op, format)));
}

function groupedSeconds(op: Op, shape: Grouped, place: Place): Spent {
  const { groups, routed } = dealt(shape, place);
  const work = {
    rows: shape.rows.value / groups.value,
    groups: groups.value,
    outer: shape.n.value,
    inner: shape.k.value,
    tilesOf: routed ? expectedTiles : evenTiles,
  };
  return matrixSeconds(op, work, matrixOf(op, shape, place));
}

/** Routed rows are random: their mean is over all experts held, of which those touched are read; skewed, over those touched. */
function dealt(shape: Grouped, { context }: Place): { readonly groups: Q<'1'>; readonly routed: boolean } {
  const { routing } = context.kase.workload;
  const isSkewed = routing !== undefined && routing.kind !== 'uniform';
  return { groups: isSkewed ? shape.groups : (shape.held ?? shape.groups), routed: shape.held !== undefined };
}

/** The batched multiplications of absorbed heads run at the rates of dense ones. */
function matrixOf(op: Op, shape: Grouped, { constants }: Place): Matrix {
  const format = formatOf(op, shape.stored);
  return shape.held === undefined ? constants.gemm(format) : constants.groupedGemm(format);
}

function matrixSeconds(op: Op, work: TileWork, { constants, rates }: Matrix): Spent {
  const compute = tileSeconds(work, rates);
  const memory = (op.weightSize + op.activationSize) / rates.bandwidth;
  const launch = constants.start.value;
  return took(compute, memory, 0, launch, launch + together(compute, memory));
}

function passSeconds({ activationSize }: PassOperator, place: Place): Spent {
  const memory = copied(activationSize, place);
  return took(0, memory, 0, 0, memory);
}

function smallSeconds(op: Op, { kernels, atomics }: Elementwise, place: Place): Spent {
  const { atomicRate } = profiles[place.context.kase.runtime];
  const moved = copied(op.activationSize, place);
  const memory = atomics && atomicRate ? Math.max(moved, atomics.value / atomicRate.value) : moved;
  const launch = kernels.value * place.constants.smallKernel.value;
  return took(0, memory, 0, launch, launch + memory);
}

function copied(bytes: number, { constants }: Place): number {
  const { bandwidth, bandwidthShare, cache } = constants.copying;
  return bytes === 0 ? 0 : copySeconds(bytes, bandwidth.value, bandwidthShare.value, cache.value);
}

function kernelOf(op: Op, shape: OpShape, place: Place): Kernel {
  switch (shape.kind) {
    case 'gemm':
      return multiplication(
        op,
        { rows: shape.m, groups: one, inner: shape.k, outer: shape.n, routed: false },
        place.constants.gemm(formatOf(op, shape.stored)).constants,
        place,
      );
    case 'grouped':
      return groupedMultiplication(op, shape, place);
    case 'attention':
      return shape.phase === 'decode' ? decodeAttention(op, shape, place) : prefillKernel(op, shape, place);
    case 'elementwise':
      return smallKernels(op, shape, place);
    case 'collective':
      return exchange(op, shape, place);
  }
}

const one = count(1, 'one group: dense', '稠密，一组');

function formatOf(op: Op, stored: WeightFormat): Multiplied {
  return op.math === 'bf16' && stored === 'int4' ? stored : op.math;
}

type Grouped = Extract<OpShape, { kind: 'grouped' }>;
type Attention = Extract<OpShape, { kind: 'attention' }>;
type Elementwise = Extract<OpShape, { kind: 'elementwise' }>;
type Collective = Extract<OpShape, { kind: 'collective' }>;

function groupedMultiplication(op: Op, shape: Grouped, place: Place): Kernel {
  const { groups, routed } = dealt(shape, place);
  const rows = rowsAGroup({ rows: shape.rows, groups });
  const { constants } = matrixOf(op, shape, place);
  return multiplication(op, { rows, groups, inner: shape.k, outer: shape.n, routed }, constants, place);
}

function multiplication(op: Op, shape: GemmShape, constants: GemmConstants, { chip }: Place): Kernel {
  const { start, compute, memory, time } = gemmKernel({
    shape,
    weights: op.weightBytes,
    activations: op.activationBytes,
    chip: { sms: unitsOf(chip), peak: peakOf(chip, op.math), bandwidth: chip.memoryBandwidth },
    constants,
  });
  return { compute, memory, communication: noLaunch, launch: start, time };
}

function memoryOf(op: Op, chip: Chip, bandwidthShare: Q<'1'>): Q<'s'> {
  return kernelMemory({
    weights: op.weightBytes,
    kv: op.kvBytes,
    activations: op.activationBytes,
    bandwidth: chip.memoryBandwidth,
    bandwidthShare,
  });
}

const attentionVariant: Readonly<Record<AttentionFamily, AttentionVariant>> = {
  gqa: 'gqa',
  linear: 'gqa',
  'mla-expanded': 'gqa',
  'mla-absorbed': 'mla',
  sparse: 'dsa-sparse',
  index: 'dsa-index',
};

function decodeAttention(op: Op, { family }: Attention, { context, chip, constants }: Place): Kernel {
  const { start, peakShare, bandwidthShare } = constants.decodeAttention(
    attentionVariant[family],
    context.kase.formats.kv,
  );
  const compute = kernelCompute({ flop: op.flop, peak: peakOf(chip, op.math), peakShare });
  const memory = memoryOf(op, chip, bandwidthShare);
  return { compute, memory, communication: noLaunch, launch: start, time: kernelTime({ start, compute, memory }) };
}

function prefillKernel(op: Op, shape: Attention, { chip, constants }: Place): Kernel {
  const { start, peakShare, wave, tail } = constants.prefillAttention(attentionVariant[shape.family], op.math);
  const { sequences, heads, fresh, length: cached } = shape;
  const compute = prefillAttention({
    peakShare,
    wave,
    tail,
    flop: op.flop,
    queries: fresh,
    keys: lastQuerySees({ cached, fresh }),
    sequences,
    heads,
    width: attentionWidth({ flop: op.flop, sequences, fresh, cached, heads }),
    sms: unitsOf(chip),
    peak: peakOf(chip, op.math),
  });
  const memory = memoryOf(op, chip, constants.copying.bandwidthShare);
  return { compute, memory, communication: noLaunch, launch: start, time: kernelTime({ start, compute, memory }) };
}

/** Their bytes at copy bandwidth, and a latency each that the runtime sets. */
function smallKernels(op: Op, { kernels, atomics }: Elementwise, place: Place): Kernel {
  const memory = passTime(op, place);
  const { atomicRate } = profiles[place.context.kase.runtime];
  const work = atomics && atomicRate ? slower({ memory, added: addedTime({ atomics, rate: atomicRate }) }) : memory;
  if (kernels.value === 0) {
    return { compute: noLaunch, memory: work, communication: noLaunch, launch: noLaunch, time: work };
  }
  const launch = kernelLatencies({ kernels, each: place.constants.smallKernel });
  const time = work === noLaunch ? launch : startedTime({ start: launch, work });
  return { compute: noLaunch, memory: work, communication: noLaunch, launch, time };
}

function passTime(op: Op, { constants }: Place): Q<'s'> {
  return op.activationBytes.value === 0 ? noLaunch : passMemory({ bytes: op.activationBytes, ...constants.copying });
}

/** The second word is of expert exchange: dispatch and combine are measured apart. */
const collectiveVariant = {
  'all-reduce': 'all-reduce',
  'all-gather': 'all-gather',
  'exchange-direct': 'dispatch',
  'exchange-shared': 'dispatch',
  send: 'send',
} as const satisfies Record<CollectiveFamily, string>;

function exchange(op: Op, shape: Collective, { context, chip, constants }: Place): Kernel {
  const within = shape.domains.value > 1;
  const variant = op.id === 'combine' ? 'combine' : collectiveVariant[shape.family];
  const inside = constants.collective(variant, shape.cards.value, 1);
  const outside = within ? constants.collective(variant, shape.cards.value, shape.domains.value) : inside;
  const isExpert = shape.family === 'exchange-direct' || shape.family === 'exchange-shared';
  const start = networkStart(outside.start, { within, isExpert }, context);
  const communication = exchangeTime({
    up: op.scaleUpBytes,
    upBandwidth: chip.scaleUp,
    upShare: inside.linkShare,
    out: op.scaleOutBytes,
    outBandwidth: chip.scaleOut,
    outShare: isExpert ? networkShare(outside.linkShare, context) : outside.linkShare,
    pipeline: outside.pipeline,
  });
  return {
    compute: noLaunch,
    memory: noLaunch,
    communication,
    launch: start,
    time: startedTime({ start, work: communication }),
  };
}

/** What the network's software takes out of, or adds to, the start. */
function networkStart(start: Q<'s'>, of: { within: boolean; isExpert: boolean }, { kase }: PassContext): Q<'s'> {
  const { network } = kase.stack;
  const saved = of.isExpert ? network.saved : noLaunch;
  const added = of.within ? network.added : noLaunch;
  return saved.value === 0 && added.value === 0 ? start : exchangeStart({ start, saved, added });
}

function networkShare(share: Q<'1'>, { kase }: PassContext): Q<'1'> {
  const { gain } = kase.stack.network;
  return gain.value === 1 ? share : reachedShare({ share, gain });
}
