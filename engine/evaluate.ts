/** Case → Evaluation: plan → time → hold → roll up → serve → judge. The levers are in the case already (resolve). */

import { withoutCached } from './cost';
import type { Diagnostic } from './diagnostics';
import { evaluateArticle } from './evaluate-article';
import { articleDesign } from './formulas/article/design';
import { fitWarnings, memoryOf, type CardMemory } from './memory';
import { passSeconds, secondsOfPhase, type PassSeconds } from './pass-seconds';
import { cachePerToken, passPlan } from './plan/build';
import { decodeContext, prefillContext } from './plan/context';
import type { Q } from './quantity';
import { addFigures, rollPhase, type RolledPhase } from './rollup';
import { addModelMetrics, addServingMetrics, busyShares, sloWarnings, wholePool } from './serving';
import { timeOps } from './time';
import type { Case, Evaluation, MetricName, PhaseName } from './types';

/** A phase before it is timed, and what timing it will give. */
export interface HeldPhase {
  readonly memory: CardMemory;
  /** That it does not fit, if so. */
  readonly warnings: readonly Diagnostic[];
  /** Worked out when it is first asked for. */
  readonly rolled: () => RolledPhase;
}

/** One phase on its own: it reads nothing of the other. */
export type PhaseMaker = (phase: PhaseName, kase: Case) => HeldPhase;

/** Makes a phase, or knows it already (explore/phase-recall.ts). */
export type PhaseSource = (phase: PhaseName, kase: Case, make: PhaseMaker) => HeldPhase;

const contexts = { prefill: prefillContext, decode: decodeContext };
const made: PhaseSource = (phase, kase, make) => make(phase, kase);

const makePhase: PhaseMaker = (phase, kase) => {
  const context = contexts[phase](kase);
  const plan = passPlan(context);
  const memory = memoryOf(context, plan);
  let rolled: RolledPhase | undefined;
  return {
    memory,
    warnings: fitWarnings(context.phase, context.pool, memory),
    rolled: () => (rolled ??= rollPhase(context, timeOps(plan, context), memory)),
  };
};

/** Same case, same answer. Unknown catalog figures come out as unknown metrics, never as an exception. */
export function evaluate(kase: Case, source: PhaseSource = made): Evaluation {
  if (kase.fidelity === 'article') {
    const design = articleDesign(kase);
    // resolve refuses what the equations do not cover.
    if (!('code' in design)) return evaluateArticle(kase, design);
  }
  return together(
    kase,
    { prefill: source('prefill', kase, makePhase), decode: source('decode', kase, makePhase) },
    source,
  );
}

/** One phase alone, at other questions of the same design, in plain seconds. */
export function passTimer(phase: PhaseName): (kase: Case) => PassSeconds {
  return (kase) => {
    if (kase.fidelity === 'article') {
      const evaluation = evaluate(kase);
      return secondsOfPhase(evaluation[phase], evaluation.metrics.get(`${phase}.time`)?.value ?? Number.NaN);
    }
    const context = contexts[phase](kase);
    return passSeconds(timeOps(passPlan(context), context));
  };
}

/** The answer, or, where the design does not fit, only what it holds: for searches, which have no use for its times. */
export function evaluateIfItFits(kase: Case, source: PhaseSource = made): Evaluation | Unfit {
  if (kase.fidelity === 'article') return evaluate(kase, source);
  const decode = source('decode', kase, makePhase);
  if (decode.warnings.length > 0) return { case: kase, fits: false, metrics: decode.memory.metrics };
  const prefill = source('prefill', kase, makePhase);
  if (prefill.warnings.length > 0) return { case: kase, fits: false, metrics: decode.memory.metrics };
  return together(kase, { prefill, decode }, source);
}

export interface Unfit {
  readonly case: Case;
  readonly fits: false;
  /** Of a decode card's memory. */
  readonly metrics: ReadonlyMap<MetricName, Q>;
}

function together(kase: Case, phases: Readonly<Record<PhaseName, HeldPhase>>, source: PhaseSource): Evaluation {
  const { memory } = phases.decode;
  const prefill = phases.prefill.rolled();
  const decode = phases.decode.rolled();
  const metrics = new Map<string, Q>();
  addFigures(metrics, 'prefill', prefill.figures);
  addFigures(metrics, 'decode', decode.figures);
  memory.addTo(metrics);
  addModelMetrics(metrics, kase, cachePerToken(kase, wholePool(kase.decode)));
  addServingMetrics(metrics, kase, {
    prefillTime: prefill.time,
    prefillThroughput: prefill.throughput,
    prefillUncached: () => source('prefill', withoutCached(kase), makePhase).rolled().throughput,
    decodeTime: decode.time,
    decodeBusy: busyShares(decode.phase),
  });
  const { distinct } = decode.figures;
  if (distinct) metrics.set('moe.distinct_experts', distinct);
  return {
    case: kase,
    metrics,
    prefill: prefill.phase,
    decode: decode.phase,
    memory: memory.parts,
    diagnostics: [...phases.prefill.warnings, ...phases.decode.warnings, ...sloWarnings(kase, metrics)],
  };
}
