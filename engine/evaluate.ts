/** Case → Evaluation: plan → time → hold → roll up → serve → judge. The levers are in the case already (resolve). */

import { evaluateArticle } from './evaluate-article';
import { articleDesign } from './formulas/article/design';
import { fitWarnings, memoryOf } from './memory';
import { cachePerToken, passPlan } from './plan/build';
import { decodeContext, prefillContext, type PassContext } from './plan/context';
import type { Q } from './quantity';
import { rollPhase } from './rollup';
import { busyShares, modelMetrics, servingMetrics, sloWarnings, wholePool } from './serving';
import { timeOps } from './time';
import type { Case, Evaluation, PhaseName } from './types';

/** One phase on its own: it reads nothing of the other. `ifItFits`: a phase that does not is told by its memory alone, untimed. */
export type PhaseMaker = (phase: PhaseName, kase: Case, ifItFits?: boolean) => ReturnType<typeof evaluatePhase>;

/** Makes a phase, or knows it already (explore/phase-recall.ts). */
export type PhaseSource = (phase: PhaseName, kase: Case, make: PhaseMaker) => ReturnType<PhaseMaker>;

const contexts = { prefill: prefillContext, decode: decodeContext };
const makePhase: PhaseMaker = (phase, kase, ifItFits = false) => evaluatePhase(contexts[phase](kase), ifItFits);
const made: PhaseSource = (phase, kase, make) => make(phase, kase);

/** Same case, same answer. Unknown catalog figures come out as unknown metrics, never as an exception. */
export function evaluate(kase: Case, source: PhaseSource = made): Evaluation {
  if (kase.fidelity === 'article') {
    const design = articleDesign(kase);
    // resolve refuses what the equations do not cover.
    if (!('code' in design)) return evaluateArticle(kase, design);
  }
  const prefill = source('prefill', kase, makePhase);
  const decode = source('decode', kase, makePhase);
  const metrics = new Map<string, Q>([
    ...prefill.rolled.metrics,
    ...decode.rolled.metrics,
    ...decode.memory.metrics,
    ...modelMetrics(kase, cachePerToken(kase, wholePool(kase.decode))),
    ...servingMetrics(kase, {
      prefillTime: prefill.rolled.time,
      prefillThroughput: prefill.rolled.throughput,
      decodeTime: decode.rolled.time,
      decodeBusy: busyShares(decode.rolled.phase),
    }),
  ]);
  const distinct = metrics.get('decode.distinct_experts');
  if (distinct) metrics.set('moe.distinct_experts', distinct);
  return {
    case: kase,
    metrics,
    prefill: prefill.rolled.phase,
    decode: decode.rolled.phase,
    memory: decode.memory.parts,
    diagnostics: [...prefill.warnings, ...decode.warnings, ...sloWarnings(kase, metrics)],
  };
}

function evaluatePhase(context: PassContext, ifItFits: boolean) {
  const plan = passPlan(context);
  const memory = memoryOf(context, plan);
  const isTimed = !ifItFits || !(memory.fill.value > 1);
  return {
    memory,
    rolled: rollPhase(context, isTimed ? timeOps(plan, context) : [], memory),
    warnings: fitWarnings(context.phase, context.pool, memory),
  };
}
