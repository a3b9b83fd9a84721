/** A simulate cell's question → runs → what there is to show. */

import { diagnostic, type Diagnostic } from '../diagnostics';
import { figures, type Q } from '../quantity';
import type { Answer } from '../simulate/answer';
import type { Arrivals, OpenArrivals } from '../simulate/arrivals';
import { setupOf, type Asked } from '../simulate/case-setup';
import { figuresOf } from '../simulate/figures';
import type { Lengths } from '../simulate/lengths';
import { highestRate } from '../simulate/limit';
import { prefillOrders, routingPolicies, type Preemption } from '../simulate/policies';
import { dividedAt, pooled, sharesByNearness } from '../simulate/pools';
import type { Setup, Supply } from '../simulate/setup';
import { simulate } from '../simulate/simulation';
import { readTrace } from '../simulate/trace';
import type { Case, Design, Evaluation, MetricName } from '../types';
import type { Scope, Seen, Source } from './kind';
import type { SaidArrivals, SaidLengths } from './simulate-fields';
import { limitTable, ratioTable, simulationTables, type Compared } from './simulate-shown';

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
  readonly prefixCache: number | undefined;
  readonly batch: number | undefined;
  readonly chunk: number | 'adaptive' | undefined;
  readonly find: 'rate' | 'ratio' | undefined;
}

/** So many requests keep up with typing. */
export const standardInlineRequests = 20_000;

const nothing: ReadonlyMap<MetricName, Q> = new Map();

export function simulated(question: Question, id: string, scope: Scope): Seen {
  const source = scope.read(id);
  if (!source) return said([]);
  if (!source.evaluation) return said([diagnostic('simulate.incomplete', { id, what: incomplete })]);
  const chosen = pooled(source.design, source.evaluation, scope.catalog);
  if (!chosen.ok) return said([chosen.problem]);
  const ready = prepared(question, source, chosen.case, scope);
  if ('code' in ready) return said([...chosen.notes, ready]);
  const many = expectedRequests(question, ready.supply) * (1 + question.compare.length);
  if (many > scope.inlineRequests) {
    const words = { requests: Math.round(many), most: scope.inlineRequests, cell: scope.self };
    return said([...chosen.notes, diagnostic('simulate.large', words, { path: ['simulate', 'requests'] })]);
  }
  const made = setupOf(chosen.case, ready.asked(ready.supply()));
  if (!made.ok) return said([...chosen.notes, made.problem]);
  const answer = simulate(made.setup);
  const problem = ready.problem();
  if (problem) return said([...chosen.notes, problem]);
  const others = question.compare.flatMap((policy) => comparedRun(policy, made.setup, ready.supply()));
  const closed = chosen.evaluation;
  return {
    metrics: figuresOf(answer, closed, question.seed),
    tables: [
      ...simulationTables({ answer, closed, others: [named(made.setup, answer), ...others] }),
      ...limits(question, { source, kase: chosen.case, closed, ready, scope }),
    ],
    diagnostics: [...chosen.notes, ...troubles(answer)],
  };
}

const incomplete = { en: 'a part of the question', zh: '问题的一部分' };

function said(diagnostics: readonly Diagnostic[]): Seen {
  return { tables: [], metrics: nothing, diagnostics };
}

interface Ready {
  /** A fresh supply of the same requests. */
  readonly supply: () => Supply;
  readonly asked: (supply: Supply) => Asked;
  /** What stopped the trace, if anything. */
  readonly problem: () => Diagnostic | undefined;
  readonly arrivals: Arrivals | undefined;
}

function prepared(question: Question, source: Source, kase: Case, scope: Scope): Ready | Diagnostic {
  const asked = askedOf(question, source.design, kase);
  const { trace } = question;
  if (trace) {
    const pieces = piecesOf(trace, scope);
    if (!pieces)
      return diagnostic('trace.unread', { path: trace.path, cell: scope.self }, { path: ['simulate', 'trace'] });
    let reader = readTrace(pieces());
    return {
      supply: () => {
        reader = readTrace(pieces());
        return { kind: 'trace', next: reader.next };
      },
      asked,
      problem: () => {
        const found = reader.problem();
        return found && { ...found, path: ['simulate', 'trace'] };
      },
      arrivals: undefined,
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
  return { supply: () => drawn, asked, problem: () => undefined, arrivals };
}

/** Each call starts again from the first piece. */
function piecesOf(
  { path, text }: NonNullable<Question['trace']>,
  { open }: Scope,
): (() => () => string | undefined) | undefined {
  if (open) {
    let first = open(path);
    if (!first) return undefined;
    return () => {
      const pieces = first ?? open(path) ?? once('');
      first = undefined;
      return pieces;
    };
  }
  return text === undefined ? undefined : () => once(text);
}

function once(text: string): () => string | undefined {
  let isRead = false;
  return () => {
    if (isRead) return undefined;
    isRead = true;
    return text;
  };
}

function lengthsOf(lengths: SaidLengths, mean: number): Lengths {
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

function askedOf(question: Question, design: Design, kase: Case): (supply: Supply) => Asked {
  const { policy, batch, chunk, prefixCache, requests, seconds } = question;
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
      cache: prefixCache === undefined ? [] : [{ tokens: prefixCache }],
      ...(maxBatch === undefined ? {} : { maxBatch }),
      ...(passTokens === undefined ? {} : { passTokens }),
      ...(typeof chunk === 'number' ? { chunk } : {}),
      ...(chunk === 'adaptive' && target !== undefined ? { stepLimit: target } : {}),
    };
  };
}

function policiesOf({ routing, prefill, preemption }: Question['policy']): Setup['policies'] {
  return {
    routing: routingPolicies.find(({ id }) => id === routing) ?? routingPolicies[0],
    prefill: prefillOrders.find(({ id }) => id === prefill) ?? prefillOrders[0],
    preemption: preemption ?? 'recompute',
  };
}

function expectedRequests({ requests, seconds, trace }: Question, supply: () => Supply): number {
  if (requests !== undefined) return requests;
  if (trace?.text !== undefined) return trace.text.split('\n').length;
  const drawn = supply();
  if (seconds === undefined || drawn.kind !== 'drawn') return 0;
  return 'rate' in drawn.arrivals ? seconds * drawn.arrivals.rate : seconds;
}

function named({ policies }: Setup, answer: Answer): Compared {
  return { id: 'this', title: bothTitles(policies), answer };
}

function bothTitles({ routing, prefill }: Setup['policies']) {
  return { en: `${routing.title.en}, ${prefill.title.en}`, zh: `${routing.title.zh}，${prefill.title.zh}` };
}

/** The same requests under another policy. */
function comparedRun(policy: string, setup: Setup, supply: Supply): readonly Compared[] {
  const routing = routingPolicies.find(({ id }) => id === policy) ?? setup.policies.routing;
  const prefill = prefillOrders.find(({ id }) => id === policy) ?? setup.policies.prefill;
  const policies = { ...setup.policies, routing, prefill };
  return [{ id: policy, title: bothTitles(policies), answer: simulate({ ...setup, supply, policies }) }];
}

/** A tenth of all still waiting at the last arrival: the queue grows with the run. */
const manyLeft = 0.1;

function troubles(answer: Answer): readonly Diagnostic[] {
  const share = answer.leftBehind / Math.max(1, answer.arrived);
  return [
    ...(answer.refused > 0 ? [diagnostic('simulate.refused', { requests: answer.refused })] : []),
    ...(share > manyLeft && answer.leftBehind > manyLeft * answer.meanInSystem && answer.inFlight + answer.finished > 50
      ? [diagnostic('simulate.overload', { waiting: answer.leftBehind, share: `${figures(100 * share)} %` })]
      : []),
  ];
}

interface Limiting {
  readonly source: Source;
  readonly kase: Case;
  readonly closed: Evaluation;
  readonly ready: Ready;
  readonly scope: Scope;
}

/** The requests of each run of a search. */
const searchRequests = 2000;

function limits(question: Question, { source, kase, closed, ready, scope }: Limiting): Seen['tables'] {
  if (!question.find) return [];
  const arrivals = openOf(ready.arrivals, kase);
  const supplyAt = (rate: OpenArrivals): Supply => ({
    kind: 'drawn',
    arrivals: rate,
    input: lengthsOf(question.input, kase.workload.input.value),
    output: lengthsOf(question.output, kase.workload.output.value),
  });
  const search = (of: Case, evaluation: Evaluation) => {
    const guess = steadyLimit(evaluation, source) ?? 1;
    const requests = Math.min(question.requests ?? searchRequests, searchRequests);
    const asked = askedOf(question, source.design, of);
    return highestRate({
      arrivals,
      guess,
      requests,
      at: (rate, many) => {
        const made = setupOf(of, { ...asked(supplyAt(rate)), until: { requests: many } });
        if (!made.ok) throw new Error('a design that was simulated can be simulated at another rate');
        return made.setup;
      },
    });
  };
  if (question.find === 'rate') return [limitTable(search(kase, closed), steadyLimit(closed, source))];
  const perNode = kase.decode.chip.cardsPerNode.value;
  const nodes = (kase.prefill.cards.value + (kase.separatePools ? kase.decode.cards.value : 0)) / perNode;
  const rows = sharesByNearness(Math.floor(nodes), closed.metrics.get('serving.pd_ratio')?.value ?? 1).flatMap(
    (prefill) => {
      const decode = Math.floor(nodes) - prefill;
      const divided = dividedAt(source.design, scope.catalog, prefill, decode);
      return divided ? [{ prefill, decode, limit: search(divided.case, divided.evaluation) }] : [];
    },
  );
  return [ratioTable(rows)];
}

/** What the closed form says of it: with its queue where the design is the cell's own, else what the batch yields. */
function steadyLimit(evaluation: Evaluation, source: Source): number | undefined {
  const own = evaluation === source.evaluation ? source.metrics.get('serving.max_rate_at_slo')?.value : undefined;
  const limit = own ?? evaluation.metrics.get('serving.requests_per_second')?.value;
  return limit !== undefined && limit > 0 ? limit : undefined;
}

function openOf(arrivals: Arrivals | undefined, kase: Case): OpenArrivals {
  if (arrivals && arrivals.kind !== 'closed') return arrivals;
  return { kind: 'poisson', rate: kase.workload.arrivals?.value ?? 1 };
}
