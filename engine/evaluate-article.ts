/** Fidelity `article`: the equations as printed, rolled up and judged like any other evaluation. Nothing overlaps. */

import { withoutCached } from './cost';
import { articleDesign, type ArticleDesign, type ArticleMemory, type ArticlePhase } from './formulas/article/design';
import { fill, headroom, usable } from './formulas/memory';
import { mbu, mfu, overlapped, shareOfPass } from './formulas/roofline';
import { passThroughput } from './formulas/serving';
import { decodeContext, prefillContext, type PassContext } from './plan/context';
import { cachePerToken } from './plan/build';
import { count, operator } from './plan/op';
import { question, type Q } from './quantity';
import { cardsPerRank } from './rollup';
import { addModelMetrics, addServingMetrics, busyShares, sloWarnings, wholePool } from './serving';
import { Ledger } from './time/ledger';
import { timedWhole, type Timed } from './time/timed';
import { Timing } from './time/timing';
import type { Case, Evaluation, Op, Phase, PhaseName, TimeResource } from './types';
import { judge } from './verdict';
import { fitWarnings, memoryParts } from './memory';

export function evaluateArticle(kase: Case, design: ArticleDesign): Evaluation {
  const prefill = rolled(prefillContext(kase), design.prefill, design.memory.prefill);
  const decode = rolled(decodeContext(kase), design.decode, design.memory.decode);
  const metrics = new Map<string, Q>([
    ...prefill.metrics,
    ['prefill.throughput_per_card', prefill.throughput],
    ...decode.metrics,
    ...decode.memory.metrics,
  ]);
  addModelMetrics(metrics, kase, cachePerToken(kase, wholePool(kase.decode)));
  addServingMetrics(metrics, kase, {
    prefillTime: design.prefill.time.total,
    prefillThroughput: prefill.throughput,
    prefillUncached: () => prefillThroughput(withoutCached(kase)),
    decodeTime: design.decode.time.total,
    decodeBusy: busyShares(decode.phase),
  });
  return {
    case: kase,
    metrics,
    prefill: prefill.phase,
    decode: decode.phase,
    memory: memoryParts(design.memory.decode),
    diagnostics: [
      ...design.notes,
      ...fitWarnings('prefill', kase.prefill, prefill.memory),
      ...fitWarnings('decode', kase.decode, decode.memory),
      ...sloWarnings(kase, metrics),
    ],
  };
}

function prefillThroughput(kase: Case): Q<'token/s'> {
  const design = articleDesign(kase);
  if ('code' in design) throw new Error('the equations cover a model whatever is cached of its prompts');
  return throughputOf(prefillContext(kase), design.prefill);
}

function throughputOf({ tokens, pool }: PassContext, { time }: ArticlePhase): Q<'token/s'> {
  return passThroughput({ tokens, time: time.total, cards: cardsPerRank(pool) });
}

const noTime = question(0, 's', { en: 'nothing of it in this part', zh: '该部分不含此项' });

function rolled(context: PassContext, phase: ArticlePhase, held: ArticleMemory) {
  const { phase: name, pool } = context;
  const { total: time, compute, memory, communication } = phase.time;
  const measures = {
    mfu: mfu({ compute, time }),
    memoryRatio: phase.memoryRatio,
    communicationRatio: phase.communicationRatio,
  };
  const launch = question(0, 's', { en: 'the article counts no launch or host time', zh: '原文不计启动与主机时间' });
  const metrics = new Map<string, Q>([
    ...demandMetrics(name, phase),
    [`${name}.time`, time],
    [`${name}.time.compute`, compute],
    [`${name}.time.memory`, memory],
    [`${name}.time.communication`, communication],
    [`${name}.time.launch`, launch],
    [`${name}.time.overlapped`, overlapped({ compute, memory, communication, launch, time })],
    [`${name}.mfu`, measures.mfu],
    [`${name}.mbu`, mbu({ bytes: phase.hbmBytes.total, bandwidth: pool.chip.memoryBandwidth, time })],
    [`${name}.link_utilisation`, shareOfPass({ busy: communication, time })],
    [`${name}.memory_ratio`, measures.memoryRatio],
    [`${name}.communication_ratio`, measures.communicationRatio],
  ]);
  const timing = new Timing(new Ledger(), () => []);
  timing.append(serialOps(phase));
  const cardMemory = heldBy(held, pool.chip.memory);
  const verdict: Phase = judge({
    name,
    timing,
    open: ({ time }) => time,
    bound: { compute: compute.value, 'memory-bandwidth': memory.value, communication: communication.value },
    time,
    busy: { compute, 'memory-bandwidth': memory, communication },
    fill: cardMemory.fill,
    ...measures,
  });
  return {
    metrics,
    memory: cardMemory,
    phase: verdict,
    throughput: throughputOf(context, phase),
  };
}

function demandMetrics(name: PhaseName, phase: ArticlePhase): [string, Q][] {
  return [
    [`${name}.flops`, phase.flops],
    [`${name}.hbm_bytes`, phase.hbmBytes.total],
    [`${name}.hbm_bytes.weights`, phase.hbmBytes.weights],
    [`${name}.hbm_bytes.kv`, phase.hbmBytes.kv],
    [`${name}.hbm_bytes.activations`, phase.hbmBytes.activations],
    [`${name}.link_bytes`, phase.linkBytes.total],
    [`${name}.link_bytes.scale_up`, phase.linkBytes.scaleUp],
    [`${name}.link_bytes.scale_out`, phase.linkBytes.scaleOut],
  ];
}

/** The article sees three parts of a pass, one after another. */
function serialOps(phase: ArticlePhase): readonly Timed[] {
  const { compute, memory, communication } = phase.time;
  const once = count(1, 'once', '一次');
  const part = (built: Op, binds: TimeResource, time: Q<'s'>): Timed =>
    timedWhole(
      built,
      once,
      {
        compute: binds === 'compute' ? time : noTime,
        memory: binds === 'memory-bandwidth' ? time : noTime,
        communication: binds === 'communication' ? time : noTime,
        launch: noTime,
        time,
      },
      binds,
    );
  return [
    part(
      operator({ id: 'compute', title: { en: 'arithmetic', zh: '计算' }, group: 'dense', flop: phase.flops }),
      'compute',
      compute,
    ),
    part(
      operator({
        id: 'memory',
        title: { en: 'memory traffic', zh: '显存读写' },
        group: 'elementwise',
        weights: phase.hbmBytes.weights,
        kv: phase.hbmBytes.kv,
        activations: phase.hbmBytes.activations,
      }),
      'memory-bandwidth',
      memory,
    ),
    part(
      operator({
        id: 'communication',
        title: { en: 'communication', zh: '通信' },
        group: 'exchange',
        up: phase.linkBytes.scaleUp,
        out: phase.linkBytes.scaleOut,
      }),
      'communication',
      communication,
    ),
  ];
}

/** The article holds the whole card against what it adds up, 10 GB for the runtime counted in. */
function heldBy(held: ArticleMemory, memory: Q<'B'>) {
  const whole = question(1, '1', { en: 'the whole card: the runtime is counted as a part', zh: '整卡：运行时已单列' });
  const capacity = usable({ memory, fraction: whole });
  const filled = fill({ total: held.total, capacity });
  return {
    total: held.total,
    capacity,
    fill: filled,
    metrics: new Map<string, Q>([
      ['memory.total', held.total],
      ['memory.weights', held.weights],
      ['memory.kv', held.kv],
      ['memory.activations', held.activations],
      ['memory.runtime', held.runtime],
      ['memory.capacity', capacity],
      ['memory.headroom', headroom({ capacity, total: held.total })],
      ['memory.fill', filled],
    ]),
  };
}
