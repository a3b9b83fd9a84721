/** A simulate cell's question made ready: where requests come from, what is asked of each run, how many there will be. */

import { engineVersion } from '../version';
import { diagnostic, type Diagnostic } from '../diagnostics';
import { cachePerToken } from '../plan/build';
import type { Arrivals, OpenArrivals } from '../simulate/arrivals';
import type { Asked } from '../simulate/case-setup';
import type { Lengths } from '../simulate/lengths';
import { policyIds, preemptions, prefillOrders, routingPolicies, type Preemption } from '../simulate/policies';
import { pooled, sharesByNearness } from '../simulate/pools';
import type { Setup, Supply } from '../simulate/setup';
import { readTrace } from '../simulate/trace';
import type { Case, Design, Evaluation } from '../types';
import type { Scope, Source } from './kind';
import type { SaidTier } from './simulate-fields';
import type { SaidArrivals, SaidLengths } from './simulate-words';

/** All that a simulate cell says; what is unsaid is undefined. */
export interface Question {
  readonly requests: number | undefined;
  readonly seconds: number | undefined;
  readonly seed: number;
  readonly warmup: number;
  readonly policy: { readonly routing?: string; readonly prefill?: string; readonly preemption?: Preemption };
  readonly compare: readonly string[];
  readonly arrivals: SaidArrivals | undefined;
  readonly rate: number | undefined;
  readonly input: SaidLengths;
  readonly output: SaidLengths;
  readonly trace: { readonly path: string; readonly text: string | undefined } | undefined;
  readonly conversations: { readonly mean: number; readonly open: number } | undefined;
  readonly prefixCache: readonly SaidTier[] | undefined;
  readonly batch: number | undefined;
  readonly chunk: number | 'adaptive' | undefined;
  readonly find: 'rate' | 'ratio' | 'policies' | undefined;
}

export interface Ready {
  readonly question: Question;
  readonly source: Source;
  /** The case that is simulated, and its closed form: the design's own, or with its nodes divided. */
  readonly kase: Case;
  readonly closed: Evaluation;
  readonly catalog: Scope['catalog'];
  readonly notes: readonly Diagnostic[];
  /** A fresh supply of the same requests. */
  readonly supply: () => Supply;
  readonly asked: (supply: Supply) => Asked;
  /** What stopped the trace, if anything. */
  readonly problem: () => Diagnostic | undefined;
  readonly arrivals: Arrivals | undefined;
  /** Other policies on the same arrivals. */
  readonly policies: readonly string[];
  /** Of each run; infinite where it cannot be told before. */
  readonly requests: number;
  /** Of all runs, searches with the usual number of theirs. */
  readonly total: number;
  /** The same for the same question under the same engine, and for no other. */
  readonly key: string;
}

export type MadeReady =
  { readonly ok: true; readonly ready: Ready } | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

const incomplete = { en: 'a part of the question', zh: '问题的一部分' };

export function makeReady(question: Question, id: string, scope: Scope): MadeReady {
  const source = scope.read(id);
  if (!source) return { ok: false, diagnostics: [] };
  if (!source.evaluation)
    return { ok: false, diagnostics: [diagnostic('simulate.incomplete', { id, what: incomplete })] };
  const chosen = pooled(source.design, source.evaluation, scope.catalog);
  if (!chosen.ok) return { ok: false, diagnostics: [chosen.problem] };
  const { case: kase, evaluation: closed, notes } = chosen;
  const supplied = supplyOf(question, source, kase, scope);
  if ('code' in supplied) return { ok: false, diagnostics: [...notes, supplied] };
  const policies = policiesOfCell(question);
  const requests = expectedRequests(question, supplied.supply);
  return {
    ok: true,
    ready: {
      question,
      source,
      kase,
      closed,
      catalog: scope.catalog,
      notes,
      ...supplied,
      asked: askedOf(question, source.design, kase),
      policies,
      requests,
      total: requests * (1 + policies.length) + searchRequests(question, kase),
      key: keyOf(question, closed, supplied.head),
    },
  };
}

interface Supplied extends Pick<Ready, 'supply' | 'problem' | 'arrivals'> {
  /** What tells one trace from another. */
  readonly head: string;
}

function supplyOf(question: Question, source: Source, kase: Case, scope: Scope): Supplied | Diagnostic {
  const { trace } = question;
  if (trace) {
    const pieces = piecesOf(trace, scope);
    if (!pieces) return diagnostic('trace.unread', { path: trace.path }, { path: ['simulate', 'trace'] });
    let reader = readTrace(pieces());
    return {
      supply: () => {
        reader = readTrace(pieces());
        return { kind: 'trace', next: reader.next };
      },
      problem: () => {
        const found = reader.problem();
        return found && { ...found, path: ['simulate', 'trace'] };
      },
      arrivals: undefined,
      head: trace.text ?? scope.stampOf(trace.path) ?? '',
    };
  }
  const arrivals = arrivalsOf(question, source.design, kase);
  if ('code' in arrivals) return arrivals;
  const { input, output } = kase.workload;
  const drawn: Supply = {
    kind: 'drawn',
    arrivals,
    input: lengthsOf(question.input, input.value),
    output: lengthsOf(question.output, output.value),
    ...(question.conversations ? { turns: question.conversations } : {}),
  };
  return { supply: () => drawn, problem: () => undefined, arrivals, head: '' };
}

/** Each call starts again from the first piece. A text that is at hand need not be read again. */
function piecesOf(
  { path, text }: NonNullable<Question['trace']>,
  { open }: Scope,
): (() => () => string | undefined) | undefined {
  if (text !== undefined) return () => once(text);
  const first = open?.(path);
  return first && (() => open?.(path) ?? once(''));
}

function once(text: string): () => string | undefined {
  let isRead = false;
  return () => {
    if (isRead) return undefined;
    isRead = true;
    return text;
  };
}

export function lengthsOf(lengths: SaidLengths, mean: number): Lengths {
  switch (lengths.kind) {
    case 'fixed':
      return { kind: 'fixed', tokens: Math.round(mean) };
    case 'exponential':
      return { kind: 'exponential', mean };
    case 'lognormal':
      return { kind: 'lognormal', mean, spread: lengths.spread };
    case 'empirical':
      return lengths;
  }
}

/** The workload's rate is Poisson unless the cell says otherwise; its concurrency is that many users. */
function arrivalsOf({ arrivals, rate }: Question, design: Design, kase: Case): Arrivals | Diagnostic {
  const { concurrency } = design.workload;
  const perSecond = rate ?? (concurrency?.kind === 'rate' ? concurrency.rate.value : undefined);
  const process: SaidArrivals = arrivals ?? { kind: perSecond === undefined ? 'closed' : 'poisson' };
  if (process.kind === 'closed') {
    const users = Math.max(1, Math.round(kase.workload.perCard.value * kase.decode.cards.value));
    return { kind: 'closed', users };
  }
  if (perSecond === undefined)
    return diagnostic('simulate.rate', { arrivals: process.kind }, { path: ['simulate', 'arrivals'] });
  // What is said of bursts is how they come; the rate is always the mean.
  if (process.kind === 'on-off') return { ...process, rate: (perSecond * (process.on + process.off)) / process.on };
  return { ...process, rate: perSecond };
}

export function askedOf(question: Question, design: Design, kase: Case): (supply: Supply) => Asked {
  const { policy, batch, chunk, requests, seconds } = question;
  const passTokens = design.parallelism.prefill?.tokens?.value;
  return (supply) => {
    const isClosed = supply.kind === 'drawn' && supply.arrivals.kind === 'closed';
    const maxBatch = batch ?? (isClosed ? kase.batch.value : undefined);
    const target = kase.workload.sloTpot?.value;
    return {
      seed: question.seed,
      supply,
      until: requests !== undefined ? { requests } : seconds !== undefined ? { seconds } : { end: true },
      warmup: question.warmup,
      policies: policiesOf(policy),
      cache: tiersOf(question, kase),
      ...(maxBatch === undefined ? {} : { maxBatch }),
      ...(passTokens === undefined ? {} : { passTokens }),
      ...(typeof chunk === 'number' ? { chunk } : {}),
      ...(chunk === 'adaptive' && target !== undefined ? { stepLimit: target } : {}),
    };
  };
}

/** What a tier gives back a second follows from what a token takes there. */
function tiersOf({ prefixCache = [] }: Question, kase: Case): Setup['cache'] {
  const perToken = cachePerToken(kase, kase.prefill).value;
  return prefixCache.map(({ tokens, bandwidth }) =>
    bandwidth === undefined ? { tokens } : { tokens, rate: bandwidth / perToken },
  );
}

export function policiesOf({ routing, prefill, preemption }: Question['policy']): Setup['policies'] {
  return {
    routing: routingPolicies.find(({ id }) => id === routing) ?? routingPolicies[0],
    prefill: prefillOrders.find(({ id }) => id === prefill) ?? prefillOrders[0],
    preemption: preemption ?? 'recompute',
  };
}

/** Those it names, and all there are where their effects are asked for; what holds anyway is left out. */
function policiesOfCell({ policy, compare, find }: Question): readonly string[] {
  const own = policiesOf(policy);
  const held = [own.routing.id, own.prefill.id, own.preemption];
  const named = find === 'policies' ? policyIds : compare;
  return [...new Set(named)].filter((id) => !held.includes(id));
}

/** The same policies with one of them replaced: by its name it is known of which kind it is. */
export function policiesWith(policies: Setup['policies'], id: string): Setup['policies'] {
  return {
    routing: routingPolicies.find((each) => each.id === id) ?? policies.routing,
    prefill: prefillOrders.find((each) => each.id === id) ?? policies.prefill,
    preemption: preemptions.find((each) => each === id) ?? policies.preemption,
  };
}

function expectedRequests({ requests, seconds, trace }: Question, supply: () => Supply): number {
  if (requests !== undefined) return requests;
  if (trace) return trace.text === undefined ? Number.POSITIVE_INFINITY : trace.text.split('\n').length;
  const drawn = supply();
  if (seconds === undefined || drawn.kind !== 'drawn') return 0;
  return 'rate' in drawn.arrivals ? seconds * drawn.arrivals.rate : seconds;
}

/** The requests of each run of a search, and how many runs one usually takes. */
export const mostSearched = 2000;
const usualRuns = 12;

/** Nodes of the design, whichever phase they serve. */
export function nodesOf({ prefill, decode, separatePools }: Case): number {
  const cards = prefill.cards.value + (separatePools ? decode.cards.value : 0);
  return Math.floor(cards / decode.chip.cardsPerNode.value);
}

function searchRequests({ find, requests }: Question, kase: Case): number {
  const searches = find === 'rate' ? 1 : find === 'ratio' ? sharesByNearness(nodesOf(kase), 1).length : 0;
  return searches * usualRuns * Math.min(requests ?? mostSearched, mostSearched);
}

/** The closed form's figures stand for the case: another case that has all of them alike is served alike. */
function keyOf(question: Question, closed: Evaluation, trace: string): string {
  const { trace: named, ...said } = question;
  // Limits under the objectives are searched for only where somebody asks for them.
  const figures = [...closed.metrics].flatMap(([name, { value }]) => (name.endsWith('_at_slo') ? [] : [[name, value]]));
  return JSON.stringify([engineVersion, said, named?.path ?? '', figures, trace]);
}

export function openOf(arrivals: Arrivals | undefined, kase: Case): OpenArrivals {
  if (arrivals && arrivals.kind !== 'closed') return arrivals;
  return { kind: 'poisson', rate: kase.workload.arrivals?.value ?? 1 };
}
