/** Design → answer at the point where it is run: the batch as given, the largest that will do, or the one that an arrival rate keeps busy. */

import type { Catalog } from '../catalog';
import { diagnostic, type Diagnostic } from '../diagnostics';
import { evaluate, evaluateIfItFits, type PhaseSource, type Unfit } from '../evaluate';
import { batchAtRate } from '../formulas/operating';
import { freshTokens } from '../formulas/shares';
import { missingOf, type Q } from '../quantity';
import { figures, format } from '../quantity-text';
import { resolve, type Resolved } from '../resolve';
import type { Case, Design, Evaluation } from '../types';
import { largestThat, smallestThat } from './batch-search';
import { limitMetrics } from './operating-limits';
import { PhaseRecall } from './phase-recall';
import { packedToMeet } from './prefill-packing';
import { adjustable, stopOf, stopWords, withTotal, type Adjustable, type Stop } from './trial';

export type Operated =
  | Exclude<Resolved, { kind: 'case' }>
  | {
      readonly kind: 'case';
      readonly case: Case;
      readonly evaluation: Evaluation;
      readonly notes: readonly Diagnostic[];
    };

export interface Wanted {
  /** Also the largest batch and rate within the SLO, which take some dozen evaluations more. */
  readonly limits: boolean;
  /** Where phases come from, when many designs share them. */
  readonly source?: PhaseSource;
}

/** Resolves and evaluates a design at its operating point. Same design, same answer. */
export function operate(design: Design, catalog: Catalog, wanted: Wanted = { limits: true }): Operated {
  const point = pointOf(design, catalog, wanted);
  if (point.kind !== 'point') return point;
  const { found, trials } = point;
  return answered(found, evaluate(found.case, wanted.source), trials);
}

/** The same for searches: a design that does not fit is told by what it holds alone. */
export function operateIfItFits(
  design: Design,
  catalog: Catalog,
  wanted: Wanted,
): Operated | { readonly kind: 'unfit'; readonly unfit: Unfit } {
  const point = pointOf(design, catalog, wanted);
  if (point.kind !== 'point') return point;
  const { found, trials } = point;
  const evaluation = evaluateIfItFits(found.case, wanted.source);
  return 'fits' in evaluation ? { kind: 'unfit', unfit: evaluation } : answered(found, evaluation, trials);
}

interface Point {
  readonly kind: 'point';
  readonly found: Found;
  /** There where the limits are wanted. */
  readonly trials: Adjustable | undefined;
}

function pointOf(design: Design, catalog: Catalog, wanted: Wanted): Point | Exclude<Resolved, { kind: 'case' }> {
  const { concurrency } = design.workload;
  const isPinned = concurrency?.kind !== 'best' && concurrency?.kind !== 'rate';
  const resolved = isPinned ? resolve(design, catalog) : undefined;
  if (resolved && resolved.kind !== 'case') return resolved;
  if (resolved && !wanted.limits) return { kind: 'point', found: resolved, trials: undefined };
  const adjusting = adjustable(design, catalog, wanted.source ?? new PhaseRecall().source);
  if (adjusting.kind !== 'adjustable') return adjusting;
  const trials = wanted.limits ? adjusting : undefined;
  if (concurrency?.kind === 'best') return { kind: 'point', found: atBest(adjusting, packedToMeet(adjusting)), trials };
  if (concurrency?.kind === 'rate')
    return { kind: 'point', found: atRate(design, catalog, adjusting, concurrency.rate), trials };
  return { kind: 'point', found: resolved ?? caseAt(adjusting, 1), trials };
}

function answered({ case: kase, notes }: Found, evaluation: Evaluation, trials: Adjustable | undefined): Operated {
  if (!trials) return { kind: 'case', case: kase, evaluation, notes };
  const metrics = new Map([...evaluation.metrics, ...limitMetrics(trials)]);
  return { kind: 'case', case: kase, evaluation: { ...evaluation, metrics }, notes };
}

type Found = Extract<Resolved, { kind: 'case' }>;

/** A batch of a design that resolves. */
function caseAt(trials: Adjustable, batch: number): Found {
  const resolved = trials.at(batch);
  if (resolved.kind !== 'case') throw new Error(`a design that resolves at one request resolves at ${batch}`);
  return resolved;
}

function noted(found: Found, ...notes: readonly Diagnostic[]): Found {
  return { ...found, notes: [...found.notes, ...notes] };
}

const at = { path: ['workload', 'concurrency'] };

function atBest(usual: Adjustable, trials: Adjustable): Found {
  const stop = (batch: number): Stop | undefined => stopOf(trials.try(batch), trials.case.workload);
  if (stop(1) === 'unknown') return unknown(trials);
  const batch = largestThat((n) => stop(n) === undefined);
  if (batch === 0) {
    const why = stopWords[stop(1) ?? 'memory'];
    return noted(caseAt(trials, 1), diagnostic('operating.none', { stop: why }, at));
  }
  const found = caseAt(trials, batch);
  const next = stop(batch + 1);
  const words = {
    en: next ? `With one more ${stopWords[next].en}` : 'Nothing stops it there but the limit of the search',
    zh: next ? `再多一个则${stopWords[next].zh}` : '仅受搜索上限限制',
  };
  const perCard = figures(found.case.workload.perCard.value);
  const best = diagnostic('operating.best', { batch, perCard, stop: words }, at);
  return noted(found, best, ...repacked(caseAt(usual, batch).case, found.case));
}

/** Said where passes pack fewer prompts than they would unsaid. */
function repacked({ promptsPerPass: usual }: Case, { promptsPerPass: prompts, workload }: Case): Diagnostic[] {
  if (prompts.value === usual.value) return [];
  const fresh = freshTokens({ input: workload.input, hit: workload.prefixHit }).value;
  const tokens = String(Math.ceil(prompts.value * fresh));
  const words = { prompts: figures(prompts.value), usual: figures(usual.value), tokens };
  return [diagnostic('operating.packing', words, { path: ['workload', 'concurrency'] })];
}

function unknown(trials: Adjustable): Found {
  const found = caseAt(trials, 1);
  const { metrics } = evaluate(found.case);
  const fields = new Set([...metrics.values()].flatMap(missingOf));
  return noted(found, diagnostic('operating.unknown', { fields: [...fields].sort().join(', ') }, at));
}

/** The least whole batch a DP rank whose rate keeps up; B = λ · output · TPOT(B) is then met exactly. */
function atRate(design: Design, catalog: Catalog, trials: Adjustable, rate: Q<'1/s'>): Found {
  const output = trials.case.workload.output.value;
  const { ranks } = trials;
  const first = trials.try(1);
  // Not even one fits: shown with its warning.
  if (!first.fits) return withArrivals(caseAt(trials, 1), rate);
  if (Number.isNaN(first.tpot)) return withArrivals(unknown(trials), rate);
  const yields = (batch: number): number => (batch * ranks) / (output * trials.try(batch).tpot);
  const keepsUp = (batch: number): boolean => yields(batch) >= rate.value;
  const room = Math.max(
    1,
    largestThat((n) => trials.try(n).fits),
  );
  const batch = smallestThat(keepsUp, room) ?? room;
  const tpot = evaluate(caseAt(trials, batch).case).metrics.get('serving.tpot');
  if (tpot?.unit !== 's') throw new Error('every evaluation has a TPOT');
  const { workload } = trials.case;
  const total = keepsUp(batch)
    ? batchAtRate({ rate, output: workload.output, tpot: { ...tpot, unit: 's' } })
    : undefined;
  const resolved = total ? resolve(withTotal(design, total), catalog) : caseAt(trials, batch);
  if (resolved.kind !== 'case') throw new Error('a design that resolves at one concurrency resolves at another');
  const found = withArrivals(resolved, rate);
  return noted(found, ...overloads(found.case, keepsUp(batch) ? undefined : yields(batch), rate));
}

function withArrivals(found: Found, arrivals: Q<'1/s'>): Found {
  return { ...found, case: { ...found.case, workload: { ...found.case.workload, arrivals } } };
}

/** A pool that is asked for more than it can do: which, and by how much. */
function overloads(kase: Case, decodeMost: number | undefined, rate: Q<'1/s'>): Diagnostic[] {
  const { dp, replicas } = kase.prefill.layout;
  const pass = evaluate(kase).metrics.get('prefill.time')?.value ?? Number.NaN;
  const prefillMost = (kase.promptsPerPass.value * dp * replicas) / pass;
  const said = (phase: string, most: number): Diagnostic =>
    diagnostic(
      'rate.overload',
      {
        phase,
        rate: format(rate),
        most: format({ value: most, unit: '1/s' }),
        times: figures(rate.value / most),
      },
      { path: ['workload', 'rate'] },
    );
  return [
    ...(prefillMost <= rate.value ? [said('prefill', prefillMost)] : []),
    ...(decodeMost === undefined ? [] : [said('decode', decodeMost)]),
  ];
}
