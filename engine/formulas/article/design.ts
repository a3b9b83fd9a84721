/** A whole design at fidelity `article`: the equations unrounded from the model's configuration, nothing overlapped. */

import { diagnostic, type Diagnostic } from '../../diagnostics';
import { sumOf } from '../../formula';
import { fact, question, unknown, type Q } from '../../quantity';
import type { Case, PhaseName, Pool } from '../../types';
import { carriedTime, crossNodeShare, epInside, epOutside, tpInside, tpOutside, tpTrafficUnit } from './communication';
import { totalMemory, weightMemory } from './memory';
import { decodeDemand, prefillDemand, type PassDemand } from './phases';
import { articleShape, width, type ArticleShape } from './shape';
import { communicationRatio, computeTime, memoryRatio, memoryTime, stepTime } from './times';
import { batchBytes, hbmTraffic } from './traffic';

/** A card's demand and times in one pass. */
export interface ArticlePhase {
  readonly flops: Q<'FLOP'>;
  readonly hbmBytes: {
    readonly total: Q<'B'>;
    readonly weights: Q<'B'>;
    readonly kv: Q<'B'>;
    readonly activations: Q<'B'>;
  };
  readonly linkBytes: { readonly total: Q<'B'>; readonly scaleUp: Q<'B'>; readonly scaleOut: Q<'B'> };
  readonly time: {
    readonly total: Q<'s'>;
    readonly compute: Q<'s'>;
    readonly memory: Q<'s'>;
    readonly communication: Q<'s'>;
  };
  readonly memoryRatio: Q<'1'>;
  readonly communicationRatio: Q<'1'>;
}

/** Equation 11 by part. */
export interface ArticleMemory {
  readonly total: Q<'B'>;
  readonly weights: Q<'B'>;
  readonly kv: Q<'B'>;
  readonly activations: Q<'B'>;
  readonly runtime: Q<'B'>;
}

export interface ArticleDesign {
  readonly prefill: ArticlePhase;
  readonly decode: ArticlePhase;
  readonly memory: Readonly<Record<PhaseName, ArticleMemory>>;
  /** What the case asks for and the equations do not know. */
  readonly notes: readonly Diagnostic[];
}

/** Refused, with the reason, for models without MLA and MoE and for layouts that no equation covers. */
export function articleDesign(kase: Case): ArticleDesign | Diagnostic {
  const shape = articleShape(kase.model, kase.formats);
  if ('code' in shape) return shape;
  for (const phase of ['prefill', 'decode'] as const) {
    const { pp, cp } = kase[phase].layout;
    if (pp > 1 || cp > 1) return diagnostic('article.layout', { phase, pp, cp });
  }
  const prefill = phaseOf(kase, shape, 'prefill');
  const decode = phaseOf(kase, shape, 'decode');
  return {
    prefill: prefill.phase,
    decode: decode.phase,
    memory: { prefill: prefill.memory, decode: decode.memory },
    notes: leftOut(kase),
  };
}

/** The same under the metric names of the engine; memory is the decode card's. */
export function articleMetrics(kase: Case): Map<string, Q> | Diagnostic {
  const design = articleDesign(kase);
  if ('code' in design) return design;
  const held = design.memory.decode;
  return new Map<string, Q>([
    ...named('prefill', design.prefill),
    ...named('decode', design.decode),
    ['memory.total', held.total],
    ['memory.weights', held.weights],
    ['memory.kv', held.kv],
    ['memory.activations', held.activations],
    ['memory.runtime', held.runtime],
  ]);
}

function named(name: PhaseName, phase: ArticlePhase): [string, Q][] {
  return [
    [`${name}.flops`, phase.flops],
    [`${name}.hbm_bytes`, phase.hbmBytes.total],
    [`${name}.hbm_bytes.weights`, phase.hbmBytes.weights],
    [`${name}.hbm_bytes.kv`, phase.hbmBytes.kv],
    [`${name}.hbm_bytes.activations`, phase.hbmBytes.activations],
    [`${name}.link_bytes`, phase.linkBytes.total],
    [`${name}.link_bytes.scale_up`, phase.linkBytes.scaleUp],
    [`${name}.link_bytes.scale_out`, phase.linkBytes.scaleOut],
    [`${name}.time`, phase.time.total],
    [`${name}.time.compute`, phase.time.compute],
    [`${name}.time.memory`, phase.time.memory],
    [`${name}.time.communication`, phase.time.communication],
    [`${name}.memory_ratio`, phase.memoryRatio],
    [`${name}.communication_ratio`, phase.communicationRatio],
  ];
}

const demandOf = { prefill: prefillDemand, decode: decodeDemand } as const;

function phaseOf(kase: Case, shape: ArticleShape, name: PhaseName): { phase: ArticlePhase; memory: ArticleMemory } {
  const pool = kase[name];
  const { layout, chip } = pool;
  const tp = question(layout.tp, 'card', { en: 'tensor parallelism', zh: '张量并行度' });
  const ep = question(layout.ep, 'card', { en: 'expert parallelism', zh: '专家并行度' });
  const demand = demandOf[name]({ kase, shape, tp, ep, layout });
  const bytes = hbmTraffic({
    weights: demand.weightTraffic,
    batch: demand.batch,
    kv: demand.kvTraffic,
    activations: demand.activationTraffic,
  });
  const links = linksOf({ demand, shape, pool, tp, ep });
  const compute = computeTime({ flop: demand.flop, peak: peakOf(kase, pool) });
  const memory = memoryTime({ bytes, bandwidth: chip.memoryBandwidth });
  const communication = carriedTime({
    inside: links.scaleUp,
    inNode: chip.scaleUp,
    outside: links.scaleOut,
    outNode: chip.scaleOut,
  });
  return {
    phase: {
      flops: demand.flop,
      hbmBytes: {
        total: bytes,
        weights: demand.weightTraffic,
        kv: batchBytes({ batch: demand.batch, each: demand.kvTraffic }),
        activations: batchBytes({ batch: demand.batch, each: demand.activationTraffic }),
      },
      linkBytes: links,
      time: { total: stepTime({ memory, communication, compute }), compute, memory, communication },
      memoryRatio: memoryRatio({ memory, compute }),
      communicationRatio: communicationRatio({ communication, compute }),
    },
    memory: memoryOf({ demand, shape, tp, ep }),
  };
}

/** Resolve has chosen a format that the chip multiplies; were it not so, the peak would be missing, not zero. */
function peakOf(kase: Case, pool: Pool): Q<'FLOP/s'> {
  const math = pool.math[kase.formats.weights];
  const peak = pool.chip.tflops[math];
  return 'absent' in peak ? unknown('FLOP/s', `tflops.${math}`, { label: peak.absent }) : peak;
}

interface Placed {
  readonly demand: PassDemand;
  readonly shape: ArticleShape;
  readonly tp: Q<'card'>;
  readonly ep: Q<'card'>;
}

const sum = (id: string, en: string, zh: string) =>
  ({ id: `article.${id}`, title: { en, zh }, cite: 'article eq 26', symbol: 'C', unit: 'B' }) as const;

function linksOf({ demand, shape, pool, tp, ep }: Placed & { readonly pool: Pool }): ArticlePhase['linkBytes'] {
  const crossNode = crossNodeShare({ group: ep, domain: pool.chip.scaleUpDomain });
  const traffic = tpTrafficUnit({
    layers: shape.layers,
    batch: demand.batch,
    tokens: demand.tokens,
    hidden: shape.hidden,
    precision: width('bf16'),
  });
  const inGroup = Math.min(tp.value, pool.chip.scaleUpDomain.value);
  const domain = question(inGroup, 'card', {
    en: 'cards of the tensor group inside the node',
    zh: '张量并行组位于本机的卡数',
  });
  const expert = demand.expertTraffic;
  const scaleUp = sumOf(sum('scale-up-bytes', 'traffic inside the node', '机内通信量'), {
    expert: epInside({ traffic: expert, crossNode }),
    tensor: tpInside({ traffic, tp, domain }),
  });
  const scaleOut = sumOf(sum('scale-out-bytes', 'traffic between nodes', '机间通信量'), {
    expert: epOutside({ traffic: expert, crossNode }),
    tensor: tpOutside({ traffic, tp, domain }),
  });
  return {
    scaleUp,
    scaleOut,
    total: sumOf(sum('link-bytes', 'traffic between cards', '卡间通信量'), { scaleUp, scaleOut }),
  };
}

const runtime = fact(10_000_000_000, 'B', 'assumed', {
  label: { en: 'runtime and CUDA graphs', zh: '运行时与 CUDA Graph 预留' },
  source: 'article eq 11',
});

function memoryOf({ demand, shape, tp, ep }: Placed): ArticleMemory {
  const { denseSize, moeSize, packing } = shape;
  const weights = weightMemory({ denseSize, moeSize, packing, tp, ep });
  const { batch, kvHeld: kv, activationsHeld: activations } = demand;
  return {
    total: totalMemory({ weights, batch, kv, activations, runtime }),
    weights,
    kv: batchBytes({ batch, each: kv }),
    activations: batchBytes({ batch, each: activations }),
    runtime,
  };
}

function leftOut(kase: Case): Diagnostic[] {
  const notes: Diagnostic[] = [];
  const note = (en: string, zh: string): number => notes.push(diagnostic('article.leaves-out', { what: { en, zh } }));
  if (kase.speculation) note('draft tokens', '草稿 token');
  if (kase.prefill.layout.redundantExperts + kase.decode.layout.redundantExperts > 0)
    note('redundant experts', '冗余专家');
  if (!kase.mlaAbsorb) note('MLA without absorption', '不做矩阵吸收的 MLA');
  return notes;
}
