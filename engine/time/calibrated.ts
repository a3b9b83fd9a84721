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
import { peakOf } from './peak';
import type { Rates } from './roofline';
import {
  binding,
  noLaunch,
  secondsOf,
  Timed,
  type Around,
  type Kernel,
  type KernelMaker,
  type Seconds,
  type TimedParts,
} from './timed';

/** A pass and the constants of its kernels. */
interface Place {
  readonly context: PassContext;
  readonly chip: Chip;
  readonly constants: PassConstants;
}

/** Linear layers and elementwise passes, of which a pass has most, are timed in the plain numbers of the formulas below. */
export function calibratedRates(context: PassContext): Rates {
  const { chip } = context.pool;
  const place: Place = { context, chip, constants: constantsOf(context) };
  const maker: KernelMaker = { kernelOf: (op) => kernelOf(op, op.shape, place) };
  const made = (op: Op, around: Around, seconds: Seconds, kernel: TimedParts['kernel']): Timed => {
    const binds = seconds.time === 0 ? undefined : binding(seconds.compute, seconds.memory, seconds.communication);
    return new Timed({ op, around, seconds, kernel, binds });
  };
  const timed: Rates['timed'] = (op, around) => {
    if (op instanceof LinearOperator) return made(op, around, linearSeconds(op, place), maker);
    if (op instanceof PassOperator) return made(op, around, passSeconds(op, place), maker);
    if (op.shape.kind === 'grouped') return made(op, around, groupedSeconds(op, op.shape, place), maker);
    const kernel = kernelOf(op, op.shape, place);
    return made(op, around, secondsOf(kernel), kernel);
  };
  return { chip, isWhole: false, timed };
}

function linearSeconds(op: LinearOperator, { constants }: Place): Seconds {
  const { tokens, inner, outer, format } = op.layer;
  const work = { rows: tokens.value, groups: 1, outer: outer.value, inner: inner.value, tilesOf: evenTiles };
  return matrixSeconds(op, work, constants.gemm(formatOf(op, format)));
}

function groupedSeconds(op: Op, shape: Grouped, place: Place): Seconds {
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

function matrixSeconds(op: Op, work: TileWork, { constants, rates }: Matrix): Seconds {
  const compute = tileSeconds(work, rates);
  const memory = (op.weightSize + op.activationSize) / rates.bandwidth;
  const launch = constants.start.value;
  return { compute, memory, communication: 0, launch, time: launch + together(compute, memory) };
}

function passSeconds({ activationSize }: PassOperator, { constants }: Place): Seconds {
  const { bandwidth, bandwidthShare, cache } = constants.copying;
  const memory =
    activationSize === 0 ? 0 : copySeconds(activationSize, bandwidth.value, bandwidthShare.value, cache.value);
  return { compute: 0, memory, communication: 0, launch: 0, time: memory };
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
