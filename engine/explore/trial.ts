/** A design at one batch after another, evaluated without derivations: what a search for its operating point looks at. */

import type { Catalog } from '../catalog';
import type { Text } from '../diagnostics';
import { evaluateIfItFits, type PhaseSource, type Unfit } from '../evaluate';
import { withoutDerivations } from '../formula';
import { freshTokens } from '../formulas/shares';
import { isKnown, question, type Q } from '../quantity';
import { resolve, type Resolved } from '../resolve';
import type { Case, Design, Evaluation, Workload } from '../types';

/** What keeps a batch from being larger. */
export type Stop = 'memory' | 'ttft' | 'tpot' | 'unknown';

export interface Trial {
  /** Requests a DP rank. */
  readonly batch: number;
  readonly ttft: number;
  readonly tpot: number;
  readonly fits: boolean;
  /** Only what it holds where it does not fit; then it has no times. */
  readonly evaluation: Evaluation | Unfit;
}

/** A design whose batch can be set; `ranks` are the DP ranks of its decode pool. */
export interface Adjustable {
  readonly kind: 'adjustable';
  readonly case: Case;
  readonly ranks: number;
  /** True where the design leaves open how many prompts a prefill pass packs. */
  readonly packsFreely: boolean;
  /** The whole question at so many requests a DP rank, and so many prompts a prefill pass at most (unsaid: as the design has it). */
  readonly at: (batch: number, prompts?: number) => Resolved;
  /** Its answer in numbers only; asked twice, computed once. */
  readonly try: (batch: number, prompts?: number) => Trial;
}

/** The design at one request a DP rank and above; or why it cannot be a question yet. */
export function adjustable(
  design: Design,
  catalog: Catalog,
  source?: PhaseSource,
): Adjustable | Exclude<Resolved, { kind: 'case' }> {
  const first = resolve(inTotal(design, 1), catalog);
  if (first.kind !== 'case') return first;
  const { dp, replicas } = first.case.decode.layout;
  const ranks = dp * replicas;
  const { input, prefixHit: hit } = first.case.workload;
  const fresh = freshTokens({ input, hit }).value;
  const at = (batch: number, prompts?: number): Resolved => {
    const whole = inTotal(design, batch * ranks);
    return resolve(prompts === undefined ? whole : withPrompts(whole, prompts, fresh), catalog);
  };
  const known = new Map<string, Trial>();
  return {
    kind: 'adjustable',
    case: first.case,
    ranks,
    packsFreely: design.parallelism.prefill?.tokens === undefined,
    at,
    try: (batch, prompts) => {
      const key = `${batch} ${prompts ?? ''}`;
      const before = known.get(key);
      if (before) return before;
      const made = withoutDerivations(() => trialOf(batch, at(batch, prompts), source));
      known.set(key, made);
      return made;
    },
  };
}

const sought: Text = { en: 'concurrent requests in total, found by trying', zh: '并发请求总数，由试算得出' };

function inTotal(design: Design, total: number): Design {
  return withTotal(design, question(total, '1', sought));
}

/** A prefill pass packs so many whole prompts of `fresh` tokens to compute. */
export function withPrompts(design: Design, prompts: number, fresh: number): Design {
  const { parallelism } = design;
  const prefill = { ...parallelism.prefill, tokens: question(Math.ceil(prompts * fresh), 'token', packed) };
  return { ...design, parallelism: { ...parallelism, prefill } };
}

const packed: Text = { en: 'tokens a prefill pass packs so that TTFT is met', zh: '满足 TTFT 的每趟 Prefill token 数' };

export function withTotal(design: Design, n: Q<'1'>): Design {
  return { ...design, workload: { ...design.workload, concurrency: { kind: 'total', n } } };
}

function trialOf(batch: number, resolved: Resolved, source: PhaseSource | undefined): Trial {
  // Only the concurrency differs from a design that resolved.
  if (resolved.kind !== 'case') throw new Error(`a design that resolves at one request resolves at ${batch}`);
  const evaluation = evaluateIfItFits(resolved.case, source);
  const fits = !('fits' in evaluation);
  const value = (name: string): number => (fits ? (evaluation.metrics.get(name)?.value ?? Number.NaN) : Number.NaN);
  return { batch, ttft: value('serving.ttft'), tpot: value('serving.tpot'), fits, evaluation };
}

/** What forbids this batch, if anything. */
export function stopOf(trial: Trial, { sloTtft, sloTpot }: Pick<Workload, 'sloTtft' | 'sloTpot'>): Stop | undefined {
  if (!trial.fits) return 'memory';
  const { prefill, decode } = trial.evaluation.case;
  if (!isKnown(prefill.chip.memory) || !isKnown(decode.chip.memory)) return 'unknown';
  if ((sloTpot && Number.isNaN(trial.tpot)) || (sloTtft && Number.isNaN(trial.ttft))) return 'unknown';
  if (sloTpot && trial.tpot > sloTpot.value) return 'tpot';
  return sloTtft && trial.ttft > sloTtft.value ? 'ttft' : undefined;
}

/** Names what stops, in the middle of a sentence. */
export const stopWords: Readonly<Record<Stop, Text>> = {
  memory: { en: 'it does not fit in memory', zh: '显存放不下' },
  ttft: { en: 'TTFT misses its objective', zh: 'TTFT 未达目标' },
  tpot: { en: 'TPOT misses its objective', zh: 'TPOT 未达目标' },
  unknown: { en: 'a figure is unknown', zh: '有数值未知' },
};
