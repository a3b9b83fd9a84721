/** Text → answers: split, read, join into a graph, and run each cell on what it starts from. Unchanged cells are recalled. */

import type { Catalog } from '../catalog';
import { diagnostic, type Diagnostic } from '../diagnostics';
import { operate } from '../explore/operating-point';
import type { Q } from '../quantity';
import type { Change, Design, Fidelity, MetricName } from '../types';
import { split } from './format';
import { readHead } from './front';
import { filesOfCell } from './files';
import { gathered, type Run } from './gathered';
import { graphOf, neededFor, type Edges, type Node } from './graph';
import type { FindSimulation, Meaning, OpenPieces, Source } from './kind';
import { knownOf } from './known';
import { createMemo, type Memo } from './memo';
import type { Outcome } from './outcome';
import { placed, readCell, standsInChain, type Reading } from './read-cell';
import type { CellResult } from './result';
import { shownDesign } from './show';
import { standardInlineRequests } from './simulate-run';
import type { NotebookHead, SourceCell } from './source';

export interface RunOptions {
  readonly catalog: Catalog;
  /** Milliseconds; without it no cell says how long it took. */
  readonly clock?: () => number;
  /** Keep one a catalog and pass it again: only what an edit reaches is run. */
  readonly memo?: Memo;
  /** Texts of the files that the notebook names (filesIn), by the path as it is written; a file not read is left out. */
  readonly files?: ReadonlyMap<string, string>;
  /** Of those too large to be read at once: what changes when they do. */
  readonly stamps?: ReadonlyMap<string, string>;
  /** Overrides the front matter and every cell. */
  readonly fidelity?: Fidelity;
  /** Whether the limits under the objectives are searched for (some thirty evaluations a design); true if unsaid. */
  readonly limits?: boolean;
  /** Only this cell and what it needs. */
  readonly only?: string;
  /** A sweep of more points is only laid out; unsaid, as many as keep up with typing. */
  readonly inlinePoints?: number;
  /** A simulation of more requests is not run; unsaid, as many as keep up with typing. */
  readonly inlineRequests?: number;
  /** What came of simulations before, by key; `age` grows with each that is added. */
  readonly simulations?: { readonly find: FindSimulation; readonly age: number };
  /** Opens a trace of any size, which is then read piece by piece. */
  readonly open?: OpenPieces;
  /** The day, "2026-11-24": without it nothing is said of dates to come or past. */
  readonly today?: string;
}

export type { Run } from './gathered';

/** As many points as an edit can wait for. */
const standardInlinePoints = 2000;

/** Runs a notebook. Never throws for what is written in it. */
export function run(text: string, options: RunOptions): Run {
  const memo = options.memo ?? createMemo();
  const cells = split(text);
  const { today } = options;
  const { head, diagnostics } = readHead(cells, today);
  const known = knownOf(options.catalog, head, { files: options.files, today });
  const money = JSON.stringify([head.currency, head.rates, today]);
  const readings = new Map(
    cells.map((cell) => [
      cell.id,
      memo.readings.get([cell.kind, money, textsOf(cell, options), cell.body].join('\n'), () => readCell(cell, known)),
    ]),
  );
  const graph = graphOf(cells.map((cell) => nodeOf(cell, readings.get(cell.id))));
  const runner: Runner = {
    options,
    memo,
    head,
    byId: new Map(cells.map((cell) => [cell.id, cell])),
    results: new Map(),
    outcomes: new Map(),
  };
  const wanted = options.only === undefined ? undefined : neededFor(options.only, graph.edges);
  for (const id of graph.order) {
    if (wanted && !wanted.has(id)) continue;
    const cell = runner.byId.get(id);
    const reading = readings.get(id);
    const edges = graph.edges.get(id);
    if (!cell || !reading || !edges) continue;
    const front = cell.kind === 'front' ? [...diagnostics, ...namedProblems(head, runner.byId)] : cell.problems;
    runner.results.set(
      id,
      runCell(runner, { cell, reading, edges, said: [...front, ...edges.problems, ...reading.problems] }),
    );
  }
  memo.readings.endRun();
  memo.outcomes.endRun();
  return gathered({ ...runner, cells, readings, whole: options.only === undefined });
}

interface Runner {
  readonly options: RunOptions;
  readonly memo: Memo;
  readonly head: NotebookHead;
  readonly byId: ReadonlyMap<string, SourceCell>;
  readonly results: Map<string, CellResult>;
  /** Of the cells that are fine. */
  readonly outcomes: Map<string, Outcome>;
}

interface Running {
  readonly cell: SourceCell;
  readonly reading: Reading;
  readonly edges: Edges;
  /** What is wrong with the text and its names. */
  readonly said: readonly Diagnostic[];
}

function nodeOf(cell: SourceCell, reading: Reading | undefined): Node {
  const meaning = reading?.meaning;
  const fence = cell.before.split('\n').findLast((line) => line.includes('from=')) ?? '';
  const column = fence.indexOf('from=') + 1;
  const length = 'from='.length + (cell.from?.length ?? 0);
  return {
    id: cell.id,
    kind: cell.kind,
    defines: standsInChain(cell.kind),
    reads: meaning?.kind === 'view' ? meaning.reads : [],
    ...(cell.from === undefined
      ? {}
      : { from: cell.from, fromAt: { line: 0, column, endLine: 0, endColumn: column + length } }),
  };
}

/** Cells that the front matter names and the text does not have. */
function namedProblems(head: NotebookHead, byId: ReadonlyMap<string, SourceCell>): Diagnostic[] {
  const { headline, present = [] } = head;
  return [...(headline === undefined ? [] : [headline]), ...present].flatMap((id) =>
    byId.has(id) ? [] : [diagnostic('cell.missing', { id, near: undefined }, { at: { line: 1, column: 1 } })],
  );
}

function runCell(runner: Runner, running: Running): CellResult {
  const { cell, reading, edges, said } = running;
  const base = {
    id: cell.id,
    kind: cell.kind,
    ...(edges.start === undefined ? {} : { from: edges.start }),
    ...(edges.reads.length === 0 ? {} : { reads: edges.reads }),
    milliseconds: 0,
    tables: [],
  };
  if (said.some((problem) => problem.severity === 'error')) return { ...base, status: 'error', diagnostics: said };
  const needs = [...(edges.start === undefined ? [] : [edges.start]), ...edges.reads];
  const blocker = needs.find((id) => runner.results.get(id)?.status !== 'ok');
  if (blocker !== undefined) {
    const waits = diagnostic(
      'cell.blocked',
      { id: blocker, line: failingLine(runner, blocker) },
      { at: { line: 1, column: 1 } },
    );
    return { ...base, status: 'blocked', blockedBy: blocker, diagnostics: [...said, waits] };
  }
  if (!reading.meaning) return { ...base, status: 'ok', diagnostics: said };
  const outcome = outcomeOf(runner, running, reading.meaning);
  if (outcome.status === 'ok') runner.outcomes.set(cell.id, outcome);
  return {
    ...base,
    status: outcome.status,
    milliseconds: outcome.milliseconds,
    diagnostics: [...said, ...outcome.diagnostics],
    ...(outcome.shown ? { design: outcome.shown } : {}),
    tables: outcome.tables,
    ...(outcome.sweep ? { sweep: outcome.sweep.shown } : {}),
    ...(outcome.simulation ? { simulation: outcome.simulation.shown } : {}),
    ...(outcome.roi ? { roi: outcome.roi.shown } : {}),
  };
}

/** The file's line of the first error of a cell; undefined where it only waits itself. */
function failingLine(runner: Runner, id: string): number | undefined {
  const error = runner.results.get(id)?.diagnostics.find((problem) => problem.severity === 'error');
  const cell = runner.byId.get(id);
  return error && cell ? fileLine(cell, error) : undefined;
}

/** The 1-based line of the file a problem of this cell stands on. */
export function fileLine(cell: Pick<SourceCell, 'line'>, problem: Diagnostic): number {
  return Math.max(1, cell.line - 1 + (problem.at?.line ?? 1));
}

/** What the files that a cell names hold: part of what it depends on. */
function textsOf(cell: SourceCell, { files, stamps }: RunOptions): string {
  const paths = filesOfCell(cell);
  return paths.length === 0 ? '' : JSON.stringify(paths.map((path) => files?.get(path) ?? stamps?.get(path) ?? null));
}

/** The outcome is the same whenever the text, the kind and what it starts from or reads are. */
function outcomeOf(runner: Runner, running: Running, meaning: Meaning): Outcome {
  const { cell, edges } = running;
  const { memo, options, head } = runner;
  const inputs =
    meaning.kind === 'change'
      ? startKey(runner, edges)
      : [cell.id, ...edges.reads.map((id) => `${id}:${runner.outcomes.get(id)?.token ?? ''}`)].join(' ');
  const texts = textsOf(cell, options);
  const limits = options.limits === false ? 'unlimited' : '';
  const simulates = meaning.kind === 'view' && meaning.simulates === true;
  const runs = simulates ? `${options.inlineRequests ?? ''} ${options.simulations?.age ?? ''}` : '';
  const key = [cell.kind, inputs, options.fidelity ?? '', limits, runs, head.currency, texts, cell.body].join('\n');
  return memo.outcomes.get(key, () => {
    const began = options.clock?.() ?? 0;
    const made = contained(() =>
      meaning.kind === 'change' ? runChange(runner, running, meaning.change) : runView(runner, running, meaning),
    );
    return { ...made, token: memo.nextToken(), milliseconds: (options.clock?.() ?? 0) - began };
  });
}

function startKey({ head, outcomes }: Runner, edges: Edges): string {
  if (edges.start !== undefined) return String(outcomes.get(edges.start)?.token ?? '');
  return JSON.stringify([head.fidelity, head.runtime, head.currency, head.rates]);
}

type Made = Omit<Outcome, 'token' | 'milliseconds'>;

/** A throw is a fault of ours: it is told where it happened, and the neighbours still run. */
function contained(work: () => Made): Made {
  try {
    return work();
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault);
    return {
      status: 'error',
      diagnostics: [diagnostic('engine.fault', { reason }, { at: { line: 1, column: 1 } })],
      metrics: new Map(),
      tables: [],
    };
  }
}

function runChange(runner: Runner, { cell, reading, edges }: Running, change: Change): Made {
  const { options, head, outcomes } = runner;
  const start = edges.start === undefined ? undefined : outcomes.get(edges.start);
  const changed = change(start?.design ?? emptyDesign(head));
  const design = options.fidelity === undefined ? changed : { ...changed, fidelity: options.fidelity };
  const before = start?.metrics ?? new Map<MetricName, Q>();
  const place = (problems: readonly Diagnostic[]): Diagnostic[] =>
    problems.map((problem) => placed(problem, cell.kind, reading.root));
  const resolved = operate(design, options.catalog, { limits: options.limits ?? true });
  switch (resolved.kind) {
    case 'error':
      return { status: 'error', diagnostics: place(resolved.problems), metrics: new Map(), tables: [] };
    case 'incomplete': {
      const { lacks, metrics, notes } = resolved;
      const missing = lacks.length === 0 ? [] : [diagnostic('design.lacks', { what: listed(lacks) })];
      const shown = shownDesign({ metrics, before, lacks, currency: design.currency });
      return { status: 'ok', diagnostics: place([...notes, ...missing]), metrics, design, shown, tables: [] };
    }
    case 'case': {
      const { evaluation } = resolved;
      const { metrics } = evaluation;
      const shown = shownDesign({ evaluation, metrics, before, lacks: [], currency: design.currency });
      return {
        status: 'ok',
        diagnostics: place([...resolved.notes, ...evaluation.diagnostics]),
        metrics,
        design,
        evaluation,
        shown,
        tables: [],
      };
    }
  }
}

function runView(
  { outcomes, options }: Runner,
  { cell, reading }: Running,
  view: Extract<Meaning, { kind: 'view' }>,
): Made {
  const read = (id: string): Source | undefined => {
    const outcome = outcomes.get(id);
    return (
      outcome?.design && {
        id,
        design: outcome.design,
        metrics: outcome.metrics,
        ...(outcome.evaluation ? { evaluation: outcome.evaluation } : {}),
      }
    );
  };
  const { catalog, clock, inlinePoints = standardInlinePoints, inlineRequests = standardInlineRequests } = options;
  const seen = view.view({
    self: cell.id,
    read,
    catalog,
    clock,
    inlinePoints,
    inlineRequests,
    simulations: options.simulations?.find,
    open: options.open,
    stampOf: (path) => options.stamps?.get(path),
  });
  const diagnostics = seen.diagnostics.map((problem) => placed(problem, cell.kind, reading.root));
  const isWrong = diagnostics.some(({ severity }) => severity === 'error');
  return { status: isWrong ? 'error' : 'ok', ...seen, diagnostics };
}

function listed(texts: readonly { readonly en: string; readonly zh: string }[]): { en: string; zh: string } {
  return { en: texts.map((text) => text.en).join(', '), zh: texts.map((text) => text.zh).join('、') };
}

/** Nothing said yet. */
function emptyDesign(head: NotebookHead): Design {
  const { fidelity, runtime, currency } = head;
  return {
    fidelity,
    runtime,
    currency,
    hardware: { set: {} },
    model: {},
    workload: {},
    parallelism: {},
    levers: {},
    cost: {},
  };
}
