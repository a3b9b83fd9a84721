/** Every operator at the rates that measured kernels reach: the model of its shape with the constants of its family. */

import { standardCalibrations, type Ask, type ConstantsOf, type OpFamily } from '../catalog/calibrations';
import { withDerivations } from '../formula';
import { prefillAttention } from '../formulas/kernels/attention';
import { gemmKernel, type GemmShape } from '../formulas/kernels/kernel';
import {
  attentionWidth,
  exchangeTime,
  lastQuerySees,
  repeatedTime,
  rowsAGroup,
  startedTime,
} from '../formulas/kernels/pass';
import { kernelCompute, kernelMemory, kernelTime } from '../formulas/kernels/time';
import { exchangeStart, reachedShare } from '../formulas/levers';
import { addedTime, kernelLatencies, passMemory, slower, startLeft } from '../formulas/passes';
import { goesStraight, rowsTravel, type PassContext } from '../plan/context';
import { count } from '../plan/op';
import { profiles } from '../profiles';
import { isKnown, question, type Q } from '../quantity';
import type {
  AttentionFamily,
  Chip,
  CollectiveFamily,
  Op,
  OpShape,
  PhaseName,
  TimedOp,
  WeightFormat,
  Runtime,
} from '../types';
import { binding, noLaunch, peakOf, peakTime, type Rates } from './roofline';

/** One kernel: what its resources take, its latency, and the whole. */
interface Kernel {
  readonly compute: Q<'s'>;
  readonly memory: Q<'s'>;
  readonly communication: Q<'s'>;
  readonly launch: Q<'s'>;
  readonly time: Q<'s'>;
}

export function calibratedRates(context: PassContext): Rates {
  return (op, id, times) => repeat(kernelOf(op, op.shape, context), op, id, times, context.pool.chip);
}

function repeat(kernel: Kernel, op: Op, id: string, times: Q<'1'>, chip: Chip): TimedOp {
  const all = (time: Q<'s'>): Q<'s'> => (time === noLaunch ? noLaunch : repeatedTime({ times, time }));
  return {
    id,
    op,
    times,
    peak: peakTime(op, times, chip),
    compute: all(kernel.compute),
    memory: all(kernel.memory),
    communication: all(kernel.communication),
    launch: all(kernel.launch),
    time: all(kernel.time),
    binds: kernel.time.value === 0 ? undefined : binding(kernel.compute, kernel.memory, kernel.communication),
  };
}

function kernelOf(op: Op, shape: OpShape, context: PassContext): Kernel {
  switch (shape.kind) {
    case 'gemm':
      return multiplication(
        op,
        { rows: shape.m, groups: one, inner: shape.k, outer: shape.n, routed: false },
        { family: 'gemm', stored: shape.stored },
        context,
      );
    case 'grouped': {
      // Routed rows are random: their mean is over all experts held, of which those touched are read; skewed, over those touched.
      const { routing } = context.kase.workload;
      const groups = routing && routing.kind !== 'uniform' ? shape.groups : (shape.held ?? shape.groups);
      const rows = rowsAGroup({ rows: shape.rows, groups });
      return multiplication(
        op,
        { rows, groups, inner: shape.k, outer: shape.n, routed: shape.held !== undefined },
        { family: shape.held === undefined ? 'gemm' : 'grouped-gemm', stored: shape.stored },
        context,
      );
    }
    case 'attention':
      return shape.phase === 'decode' ? decodeAttention(op, shape, context) : prefillKernel(op, shape, context);
    case 'elementwise':
      return smallKernels(op, shape, context);
    case 'collective':
      return exchange(op, shape, context);
  }
}

const one = count(1, 'one group: dense', '稠密，一组');

interface Multiplied {
  /** The batched multiplications of absorbed heads run at the rates of dense ones. */
  readonly family: 'gemm' | 'grouped-gemm';
  readonly stored: WeightFormat;
}

function multiplication(op: Op, shape: GemmShape, { family, stored }: Multiplied, context: PassContext): Kernel {
  const { chip } = context.pool;
  const dtype = op.math === 'bf16' && stored === 'int4' ? stored : op.math;
  const { start, compute, memory, time } = gemmKernel({
    shape,
    weights: op.weightBytes,
    activations: op.activationBytes,
    chip: { sms: chip.sms, peak: peakOf(chip, op.math), bandwidth: chip.memoryBandwidth },
    constants: constantsOf(context, { chip, op: family, dtype }),
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

type Attention = Extract<OpShape, { kind: 'attention' }>;
type Elementwise = Extract<OpShape, { kind: 'elementwise' }>;

const attentionVariant = {
  gqa: 'gqa',
  linear: 'gqa',
  'mla-expanded': 'gqa',
  'mla-absorbed': 'mla',
  sparse: 'dsa-sparse',
  index: 'dsa-index',
} as const satisfies Record<AttentionFamily, string>;

function decodeAttention(op: Op, shape: Attention, context: PassContext): Kernel {
  const { chip } = context.pool;
  const variant = attentionVariant[shape.family];
  const { peakShare, bandwidthShare, ...measured } = constantsOf(context, {
    chip,
    op: 'decode-attention',
    variant,
    dtype: context.kase.formats.kv,
  });
  const start = chainedStart(inGraph(measured.start, variant, context), context);
  const compute = kernelCompute({ flop: op.flop, peak: peakOf(chip, op.math), peakShare });
  const memory = memoryOf(op, chip, bandwidthShare);
  return { compute, memory, communication: noLaunch, launch: start, time: kernelTime({ start, compute, memory }) };
}

function prefillKernel(op: Op, shape: Attention, context: PassContext): Kernel {
  const { chip } = context.pool;
  const { start, ...constants } = constantsOf(context, {
    chip,
    op: 'prefill-attention',
    variant: attentionVariant[shape.family],
    dtype: op.math,
  });
  const { sequences, heads, fresh, length: cached } = shape;
  const compute = prefillAttention({
    ...constants,
    flop: op.flop,
    queries: fresh,
    keys: lastQuerySees({ cached, fresh }),
    sequences,
    heads,
    width: attentionWidth({ flop: op.flop, sequences, fresh, cached, heads }),
    sms: chip.sms,
    peak: peakOf(chip, op.math),
  });
  const memory = memoryOf(op, chip, copyShare(context));
  return { compute, memory, communication: noLaunch, launch: start, time: kernelTime({ start, compute, memory }) };
}

/** Published series launch attention eagerly; engines replay a graph. */
function inGraph(start: Q<'s'>, variant: string, context: PassContext): Q<'s'> {
  const { attentionStart } = profiles[context.kase.runtime];
  const most = variant === 'gqa' || variant === 'mla' ? attentionStart[variant] : undefined;
  return most && most.value < start.value ? most : start;
}

/** The part of a start that does not hide behind the end of the kernel before. */
function chainedStart(start: Q<'s'>, context: PassContext): Q<'s'> {
  const chained = profiles[context.kase.runtime].chained(context.pool.chip);
  return chained.value === 0 ? start : startLeft({ start, chained });
}

function copyShare(context: PassContext): Q<'1'> {
  return constantsOf(context, { chip: context.pool.chip, op: 'elementwise', dtype: 'bf16' }).bandwidthShare;
}

/** Their bytes at copy bandwidth, and a latency each that the runtime sets. */
function smallKernels(op: Op, { kernels, atomics }: Elementwise, context: PassContext): Kernel {
  const profile = profiles[context.kase.runtime];
  const memory = passTime(op, context);
  const work =
    atomics && profile.atomicRate
      ? slower({ memory, added: addedTime({ atomics, rate: profile.atomicRate }) })
      : memory;
  if (kernels.value === 0) {
    return { compute: noLaunch, memory: work, communication: noLaunch, launch: noLaunch, time: work };
  }
  const launch = kernelLatencies({ kernels, each: chainedStart(profile.smallKernel, context) });
  const time = work === noLaunch ? launch : startedTime({ start: launch, work });
  return { compute: noLaunch, memory: work, communication: noLaunch, launch, time };
}

function passTime(op: Op, context: PassContext): Q<'s'> {
  if (op.activationBytes.value === 0) return noLaunch;
  const { chip } = context.pool;
  return passMemory({
    bytes: op.activationBytes,
    bandwidth: chip.memoryBandwidth,
    bandwidthShare: copyShare(context),
    cache: isKnown(chip.l2) ? chip.l2 : noCache,
  });
}

/** Without a figure nothing is taken to stay in the cache. */
const noCache = question(0, 'B', { en: 'no second-level cache counted', zh: '不计二级缓存' });

type Collective = Extract<OpShape, { kind: 'collective' }>;

/** The second word is of expert exchange: dispatch and combine are measured apart. */
const collectiveVariant = {
  'all-reduce': 'all-reduce',
  'all-gather': 'all-gather',
  'exchange-direct': 'dispatch',
  'exchange-shared': 'dispatch',
  send: 'send',
} as const satisfies Record<CollectiveFamily, string>;

function exchange(op: Op, shape: Collective, context: PassContext): Kernel {
  const { chip } = context.pool;
  const within = shape.domains.value > 1;
  const variant = op.id === 'combine' ? 'combine' : collectiveVariant[shape.family];
  const ask = (nodes: number) =>
    constantsOf(context, { chip, op: 'collective', variant, dtype: 'bf16', cards: shape.cards.value, nodes });
  const inside = ask(1);
  const outside = within ? ask(shape.domains.value) : inside;
  const isExpert = shape.family === 'exchange-direct' || shape.family === 'exchange-shared';
  const start = networkStart(
    chainedStart(within ? outside.start : inside.start, context),
    { within, isExpert },
    context,
  );
  const communication = exchangeTime({
    up: op.scaleUpBytes,
    upBandwidth: chip.scaleUp,
    upShare: inside.linkShare,
    out: op.scaleOutBytes,
    outBandwidth: chip.scaleOut,
    outShare: isExpert ? networkShare(outside.linkShare, context) : outside.linkShare,
    pipeline: within ? outside.pipeline : inside.pipeline,
  });
  return {
    compute: noLaunch,
    memory: noLaunch,
    communication,
    launch: start,
    time: startedTime({ start, work: communication }),
  };
}

/** Exchange that lays rows out by expert, and the experts on that layout, are the kernels of decode; the others of prefill. */
function libraryPhase(ask: Ask, context: PassContext): PhaseName {
  const follows = ask.op === 'grouped-gemm' || ask.variant === 'dispatch' || ask.variant === 'combine';
  if (!follows || !rowsTravel(context.pool)) return context.phase;
  return goesStraight(context) ? 'decode' : 'prefill';
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

/** The hot path asks for the same few families over and over: kept a chip, under one number for all that is asked. */
const found = new WeakMap<Chip, Map<number, unknown>>();

function constantsOf<O extends OpFamily>(context: PassContext, ask: Ask<O>): ConstantsOf[O] {
  const { kase, pool } = context;
  const phase = libraryPhase(ask, context);
  const travels = rowsTravel(pool);
  const key = keyOf(ask, { runtime: kase.runtime, phase, travels });
  let known = found.get(ask.chip);
  if (!known) found.set(ask.chip, (known = new Map<number, unknown>()));
  const kept = known.get(key);
  if (kept !== undefined) return kept as ConstantsOf[O];
  const library = profiles[kase.runtime].kernels({
    chip: ask.chip,
    op: ask.op,
    phase,
    dtype: ask.dtype ?? 'bf16',
    exchanges: travels,
    ...(ask.variant === undefined ? {} : { variant: ask.variant }),
  });
  const family = standardCalibrations().familyFor({ ...ask, ...(library === undefined ? {} : { library }) });
  if (!family)
    throw new Error(
      `no kernel family at all for ${ask.op} ${ask.variant ?? ''}: the shipped calibrations must hold one`,
    );
  // The start of a multiplication is shortened here, once: it is the same wherever the runtime calls it on this chip.
  const constants = family.constants;
  const isMatrix = ask.op === 'gemm' || ask.op === 'grouped-gemm';
  const shortened =
    isMatrix && 'start' in constants
      ? { ...constants, start: withDerivations(() => chainedStart(constants.start, context)) }
      : constants;
  known.set(key, shortened);
  return shortened;
}

interface Asked {
  readonly runtime: Runtime;
  readonly phase: PhaseName;
  readonly travels: boolean;
}

/** Room for each part of the key; cards and nodes come last. */
const room = { word: 64, cards: 1 << 13 } as const;
const words = new Map<string, number>();

function numberOf(word: string): number {
  let known = words.get(word);
  if (known === undefined) words.set(word, (known = words.size + 1));
  return known;
}

function keyOf(ask: Ask, { runtime, phase, travels }: Asked): number {
  let key = numberOf(ask.op) * room.word + (ask.variant === undefined ? 0 : numberOf(ask.variant));
  key = key * room.word + (ask.dtype === undefined ? 0 : numberOf(ask.dtype));
  key = key * room.word + numberOf(runtime);
  key = (key * 2 + (phase === 'decode' ? 1 : 0)) * 2 + (travels ? 1 : 0);
  return (key * room.cards + (ask.cards ?? 0)) * room.word + (ask.nodes ?? 0);
}
