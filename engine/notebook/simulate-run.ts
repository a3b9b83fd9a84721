/** A simulate cell: its question is made ready, its runs are made or found, and what came of them is shown. */

import { diagnostic, type Diagnostic } from '../diagnostics';
import type { Q } from '../quantity';
import { figures } from '../quantity-text';
import type { Answer } from '../simulate/answer';
import { setupOf } from '../simulate/case-setup';
import { figuresOf } from '../simulate/figures';
import { highestRate, type RateLimit } from '../simulate/limit';
import { differences, type Differences } from '../simulate/paired';
import { dividedAt, sharesByNearness } from '../simulate/pools';
import type { Setup, Supply } from '../simulate/setup';
import { finished, running, type Work } from '../simulate/work';
import type { Case, Evaluation, MetricName } from '../types';
import type { Scope, Seen } from './kind';
import {
  askedOf,
  lengthsOf,
  makeReady,
  mostSearched,
  nodesOf,
  openOf,
  policiesWith,
  type Question,
  type Ready,
} from './simulate-ask';
import { shownSimulation, waitingSimulation } from './simulate-headline';
import { limitTable, ratioTable, simulationTables } from './simulate-shown';

/** What a policy made of the same requests. */
export interface PolicyRecord extends Pick<Answer, 'latency' | 'goodput' | 'spent' | 'preempted'> {
  readonly policy: string;
  readonly differences: Differences;
}

/** All that came of a simulate cell, as plain data: it can be kept and shown again. */
export interface SimulationRecord {
  readonly answer: Answer;
  readonly others: readonly PolicyRecord[];
  readonly limit?: RateLimit;
  readonly ratio?: readonly { readonly prefill: number; readonly decode: number; readonly limit: RateLimit }[];
  /** What stopped a trace on its way. */
  readonly problem?: Diagnostic;
}

/** A simulation that can be run. */
export interface SimulationJob {
  readonly key: string;
  /** Of all runs; infinite where that cannot be told. */
  readonly requests: number;
  readonly work: () => Work<SimulationRecord>;
  /** Seconds. */
  readonly slo: Setup['slo'];
}

/** So many requests are simulated at once where nobody waits for an answer while typing. */
export const standardInlineRequests = 20_000;

const nothing: ReadonlyMap<MetricName, Q> = new Map();

export function simulated(question: Question, id: string, scope: Scope): Seen {
  const made = makeReady(question, id, scope);
  if (!made.ok) return said(made.diagnostics);
  const { ready } = made;
  const { notes, key, total } = ready;
  const possible = setupOf(ready.kase, ready.asked(ready.supply()));
  if (!possible.ok) return said([...notes, possible.problem]);
  const known = scope.simulations?.(key);
  const job: SimulationJob = { key, requests: total, work: () => worked(ready), slo: possible.setup.slo };
  if (!known && total > scope.inlineRequests) {
    const words = { requests: figures(Math.round(total), 4), most: scope.inlineRequests, cell: scope.self };
    const large = diagnostic('simulate.large', words, { path: ['simulate', 'requests'] });
    // Where nothing is run inline there is another way to run it, and whoever has it says so.
    const diagnostics = scope.inlineRequests > 0 ? [...notes, large] : notes;
    return { ...said(diagnostics), simulation: { job, shown: waitingSimulation(ready) } };
  }
  const record = known ?? finished(worked(ready));
  if (record.problem) return said([...notes, record.problem]);
  return { ...seenOf(ready, record), simulation: { job, record, shown: shownSimulation(ready, record) } };
}

function said(diagnostics: readonly Diagnostic[]): Seen {
  return { tables: [], metrics: nothing, diagnostics };
}

function seenOf(ready: Ready, record: SimulationRecord): Seen {
  const { closed, question } = ready;
  const { answer, limit, ratio } = record;
  const own = ready.asked(ready.supply()).policies;
  return {
    metrics: figuresOf(answer, closed, question.seed),
    tables: [
      ...simulationTables({ answer, closed, own, others: record.others }),
      ...(limit ? [limitTable(limit)] : []),
      ...(ratio ? [ratioTable(ratio)] : []),
    ],
    diagnostics: [...ready.notes, ...troubles(answer)],
  };
}

/** Every run of the cell, one after another. */
function* worked(ready: Ready): Work<SimulationRecord> {
  const setup = setupFor(ready.kase, ready.asked(ready.supply()));
  const answer = yield* running(setup);
  const problem = ready.problem();
  if (problem) return { answer, others: [], problem };
  const others: PolicyRecord[] = [];
  for (const policy of ready.policies) {
    const other = yield* running({
      ...setup,
      supply: ready.supply(),
      policies: policiesWith(setup.policies, policy),
    });
    const { latency, goodput, spent, preempted } = other;
    others.push({ policy, latency, goodput, spent, preempted, differences: differences(answer, other) });
  }
  const { find } = ready.question;
  return {
    answer,
    others,
    ...(find === 'rate' ? { limit: yield* searched(ready, ready.kase, ready.closed) } : {}),
    ...(find === 'ratio' ? { ratio: yield* divisions(ready) } : {}),
  };
}

/** A design that was found to hold its requests holds them at any rate. */
function setupFor(kase: Case, asked: Parameters<typeof setupOf>[1]): Setup {
  const made = setupOf(kase, asked);
  if (!made.ok) throw new Error('a design that was simulated can be simulated again');
  return made.setup;
}

function* searched(ready: Ready, kase: Case, closed: Evaluation): Work<RateLimit> {
  const { question, source } = ready;
  const asked = askedOf(question, source.design, kase);
  return yield* highestRate({
    arrivals: openOf(ready.arrivals, kase),
    guess: steadyLimit(closed, ready) ?? 1,
    requests: Math.min(question.requests ?? mostSearched, mostSearched),
    at: (rate, many) => {
      const supply: Supply = {
        kind: 'drawn',
        arrivals: rate,
        input: lengthsOf(question.input, kase.workload.input.value),
        output: lengthsOf(question.output, kase.workload.output.value),
      };
      return setupFor(kase, { ...asked(supply), until: { requests: many } });
    },
  });
}

function* divisions(ready: Ready): Work<NonNullable<SimulationRecord['ratio']>> {
  const { kase, closed, source, catalog } = ready;
  const nodes = nodesOf(kase);
  const rows: { prefill: number; decode: number; limit: RateLimit }[] = [];
  for (const prefill of sharesByNearness(nodes, closed.metrics.get('serving.pd_ratio')?.value ?? 1)) {
    const divided = dividedAt(source.design, catalog, prefill, nodes - prefill);
    if (!divided) continue;
    rows.push({ prefill, decode: nodes - prefill, limit: yield* searched(ready, divided.case, divided.evaluation) });
  }
  return rows;
}

/** What the closed form says of it: with its queue where the design is the cell's own, else what the batch yields. */
function steadyLimit(evaluation: Evaluation, { source }: Ready): number | undefined {
  const own = evaluation === source.evaluation ? source.metrics.get('serving.max_rate_at_slo')?.value : undefined;
  const limit = own ?? evaluation.metrics.get('serving.requests_per_second')?.value;
  return limit !== undefined && limit > 0 ? limit : undefined;
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
