/** Builders of an answer whose numbers agree with one another, for what draws or stores answers. */

import { operator } from '../../engine/plan/op';
import { stacks } from '../../engine/stacks';
import { fact, question, unknown, type Q, type Unit } from '../../engine/quantity';
import { timeResources } from '../../engine/types';
import type {
  Architecture,
  Case,
  Chip,
  Evaluation,
  Load,
  OpGroup,
  Phase,
  PhaseName,
  Pool,
  TimedOp,
  TimeResource,
} from '../../engine/types';

const label = { en: 'a test figure', zh: '测试数值' };

export function q<U extends Unit>(value: number, unit: U): Q<U> {
  return fact(value, unit, 'datasheet', { label });
}

export function aChip(changes: Partial<Chip> = {}): Chip {
  return {
    id: 'h20-96g',
    title: 'H20-96G',
    vendor: 'NVIDIA',
    deviceNames: ['NVIDIA H20'],
    tflops: {
      bf16: q(148e12, 'FLOP/s'),
      fp8: q(296e12, 'FLOP/s'),
      int8: q(296e12, 'FLOP/s'),
      fp4: { absent: { en: 'no FP4 unit', zh: '没有 FP4 单元' } },
    },
    memory: q(96e9, 'B'),
    memoryBandwidth: q(4e12, 'B/s'),
    scaleUp: q(450e9, 'B/s'),
    scaleOut: q(50e9, 'B/s'),
    scaleUpDomain: q(8, 'card'),
    cardsPerNode: q(8, 'card'),
    linkLatency: q(2e-6, 's'),
    sms: q(78, '1'),
    l2: q(60e6, 'B'),
    tdp: q(400, 'W'),
    kernelClass: 'poor',
    ...changes,
  };
}

/** Twice and more the arithmetic of `aChip`, less of all else. */
export function aReferenceChip(): Chip {
  return aChip({
    id: 'h800',
    title: 'H800',
    tflops: {
      bf16: q(989e12, 'FLOP/s'),
      fp8: q(1979e12, 'FLOP/s'),
      int8: q(1979e12, 'FLOP/s'),
      fp4: { absent: { en: 'no FP4 unit', zh: '没有 FP4 单元' } },
    },
    memory: q(80e9, 'B'),
    memoryBandwidth: q(3.35e12, 'B/s'),
    scaleUp: q(200e9, 'B/s'),
  });
}

/** A chip of which nobody has published the memory bandwidth. */
export function aChipWithGaps(): Chip {
  return aChip({ memoryBandwidth: unknown('B/s', 'memoryBandwidth', { label }) });
}

/** The shape of DeepSeek-V3. */
export function anArchitecture(): Architecture {
  const attention = { kind: 'mla', heads: 128, qRank: 1536, kvRank: 512, nope: 128, rope: 64, v: 128 } as const;
  return {
    id: 'deepseek-v3',
    title: 'DeepSeek-V3',
    aliases: [],
    hidden: 7168,
    vocab: 129280,
    tied: false,
    layers: [
      { count: 3, attention, ffn: { kind: 'dense', inner: 18432 } },
      {
        count: 58,
        attention,
        ffn: { kind: 'moe', experts: 256, topk: 8, inner: 2048, shared: 1, sharedInner: 2048 },
      },
    ],
    mtpLayers: 1,
    native: { weights: 'fp8', experts: 'fp8' },
    source: 'test',
  };
}

function aCase(chip: Chip): Case {
  const pool: Pool = {
    chip,
    math: { bf16: 'bf16', fp8: 'fp8', int8: 'int8', int4: 'fp8', fp4: 'bf16' },
    cards: q(8, 'card'),
    layout: { tp: 1, dp: 8, pp: 1, cp: 1, sp: false, ep: 8, redundantExperts: 0, replicas: 1 },
  };
  return {
    fidelity: 'calibrated',
    runtime: 'engine',
    model: anArchitecture(),
    formats: {
      weights: 'fp8',
      experts: 'fp8',
      head: 'bf16',
      kv: 'bf16',
    },
    workload: {
      input: question(3260, 'token', label),
      output: question(1100, 'token', label),
      perCard: question(16, 'per card', label),
      prefixHit: question(0, '1', label),
    },
    prefill: pool,
    decode: pool,
    separatePools: false,
    promptsPerPass: question(1, '1', label),
    batch: question(16, '1', label),
    mlaAbsorb: true,
    stack: stacks.engine,
    applied: [],
    skipped: [],
  };
}

interface Timing {
  readonly id: string;
  readonly group: OpGroup;
  readonly flop: number;
  readonly bytes: number;
  readonly sent: number;
}

/** Times at the chip's own peaks; the longest resource binds. */
export function anOperator(chip: Chip, { id, group, flop, bytes, sent }: Timing): TimedOp {
  const peak = chip.tflops.fp8;
  const seconds: Record<TimeResource, number> = {
    compute: 'absent' in peak ? Number.NaN : flop / peak.value,
    'memory-bandwidth': bytes / chip.memoryBandwidth.value,
    communication: sent / chip.scaleUp.value,
  };
  const time = Math.max(...Object.values(seconds));
  return {
    id,
    op: operator({
      id,
      title: { en: id, zh: `算子 ${id}` },
      group,
      math: 'fp8',
      flop: q(flop, 'FLOP'),
      weights: q(0.8 * bytes, 'B'),
      kv: q(0.1 * bytes, 'B'),
      activations: q(0.1 * bytes, 'B'),
      up: q(sent, 'B'),
    }),
    times: q(1, '1'),
    peak: q(seconds.compute, 's'),
    launch: q(0, 's'),
    compute: q(seconds.compute, 's'),
    memory: q(seconds['memory-bandwidth'], 's'),
    communication: q(seconds.communication, 's'),
    time: q(time, 's'),
    binds: timeResources.find((resource) => seconds[resource] === time),
  };
}

const launch = 0.0004;

function aPhase(name: PhaseName, ops: readonly TimedOp[], fill: number): Phase {
  const sum = (pick: (op: TimedOp) => number): number => ops.reduce((total, op) => total + pick(op), 0);
  const pass = sum((op) => op.time.value) + launch;
  const busy: Record<TimeResource, number> = {
    compute: sum((op) => op.compute.value),
    'memory-bandwidth': sum((op) => op.memory.value),
    communication: sum((op) => op.communication.value),
  };
  const row = (resource: TimeResource, measure: Load['measure'], value: number, limit: number): Load => ({
    resource,
    measure,
    binds: q(
      sum((op) => (op.binds === resource ? op.time.value : 0)),
      's',
    ),
    busy: q(busy[resource], 's'),
    share: q(busy[resource] / pass, '1'),
    value: q(value, '1'),
    limit: q(limit, '1'),
    alarm: measure === 'mfu' ? value < limit : value > limit,
    tick: measure === 'mfu' ? limit : (limit * busy.compute) / pass,
  });
  const load: Load[] = [
    row('compute', 'mfu', busy.compute / pass, 0.6),
    {
      resource: 'memory-capacity',
      share: q(fill, '1'),
      measure: 'memory.fill',
      value: q(fill, '1'),
      limit: q(0.85, '1'),
      alarm: fill > 0.85,
      tick: 0.85,
    },
    row('memory-bandwidth', 'memory_ratio', busy['memory-bandwidth'] / busy.compute, 0.5),
    row('communication', 'communication_ratio', busy.communication / busy.compute, 0.5),
  ];
  const binding = timeResources.reduce((most, each) => (busy[each] > busy[most] ? each : most));
  return { name, ops, load, bottleneck: fill > 1 ? 'memory-capacity' : Number.isNaN(pass) ? undefined : binding };
}

export interface EvaluationOptions {
  readonly chip?: Chip;
  /** Bytes of the weights on a card. */
  readonly weights?: number;
  /** Scales all work of the decode step. */
  readonly work?: number;
}

export function anEvaluation({ chip = aChip(), weights = 60e9, work = 1 }: EvaluationOptions = {}): Evaluation {
  const usable = 0.9 * chip.memory.value;
  const memory = [
    { id: 'weights', title: { en: 'Weights', zh: '权重' }, bytes: q(weights, 'B') },
    { id: 'kv', title: { en: 'KV cache', zh: 'KV cache' }, bytes: q(7e9, 'B') },
    { id: 'activations', title: { en: 'Activations', zh: '激活值' }, bytes: q(1.5e9, 'B') },
    { id: 'runtime', title: { en: 'Runtime reserve', zh: '运行时预留' }, bytes: q(2e9, 'B') },
  ];
  const total = memory.reduce((sum, part) => sum + part.bytes.value, 0);
  const of = (id: string, group: OpGroup, flop: number, bytes: number, sent = 0): TimedOp =>
    anOperator(chip, { id, group, flop, bytes, sent });
  const prefill = aPhase(
    'prefill',
    [
      of('q and kv projections', 'projections', 9e12, 6e9),
      of('attention', 'attention', 6e12, 1e9),
      of('routed experts', 'experts', 22e12, 32e9),
      of('shared expert', 'dense', 4e12, 3e9),
      of('dispatch', 'exchange', 0, 0, 3e9),
      of('combine', 'exchange', 0, 0, 6e9),
      of('norms', 'elementwise', 0, 0.4e9),
    ],
    total / usable,
  );
  const decode = aPhase(
    'decode',
    [
      of('q and kv projections', 'projections', 0.5e12 * work, 6e9),
      of('attention', 'attention', 1.1e12 * work, 2e9 * work),
      of('routed experts', 'experts', 1.2e12 * work, 42e9),
      of('shared expert', 'dense', 0.2e12 * work, 2e9),
      of('dispatch', 'exchange', 0, 0, 0.2e9 * work),
      of('combine', 'exchange', 0, 0, 0.4e9 * work),
      of('norms', 'elementwise', 0, 0.1e9 * work),
      of('sampling', 'elementwise', 0, 0.05e9 * work),
    ],
    total / usable,
  );
  const passes = [prefill, decode].flatMap(({ name, ops }): [string, Q][] => [
    [
      `${name}.time`,
      q(
        ops.reduce((sum, op) => sum + op.time.value, launch),
        's',
      ),
    ],
    [`${name}.time.launch`, q(launch, 's')],
  ]);
  return {
    case: aCase(chip),
    metrics: new Map<string, Q>([
      ...passes,
      ['memory.total', q(total, 'B')],
      ['memory.capacity', q(usable, 'B')],
      ...memory.map((part): [string, Q] => [`memory.${part.id}`, part.bytes]),
    ]),
    prefill,
    decode,
    memory,
    diagnostics: [],
  };
}
