/** A run as the command line prints it: the one JSON document of `run --json`, always in English. */

import { isKnown, missingOf, trustOf, type Q } from '../quantity';
import type { Evaluation, Phase } from '../types';
import { engineVersion } from '../version';
import type { CellResult } from './result';
import { fileLine, type Run } from './run';
import type { SourceCell } from './source';

export interface JsonRun {
  readonly chokepoint: 1;
  readonly engine: string;
  readonly notebook: { readonly title: string; readonly fidelity: string };
  readonly cells: readonly JsonCell[];
}

export type JsonMetric =
  | { readonly value: number; readonly unit: string; readonly origin: string; readonly trust?: string }
  | { readonly value: null; readonly unit: string; readonly missing: readonly string[] };

export interface JsonLoad {
  readonly resource: string;
  /** Null for capacity, which takes no time. */
  readonly binds: number | null;
  readonly busy: number | null;
  readonly measure: string;
  readonly value: number | null;
  readonly limit: number;
}

type ByPhase<T> = { readonly prefill?: T; readonly decode?: T };

export interface JsonDiagnostic {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  /** Of the file, 1-based. */
  readonly line: number;
  readonly column: number;
}

export interface JsonCell {
  readonly id: string;
  readonly kind: string;
  readonly status: CellResult['status'];
  readonly metrics: Readonly<Record<string, JsonMetric>>;
  readonly delta: Readonly<Record<string, number>>;
  readonly load: ByPhase<readonly JsonLoad[]>;
  readonly bottleneck: ByPhase<string>;
  readonly next: ByPhase<{ readonly resource: string; readonly gain: number | null }>;
  readonly applied: readonly string[];
  readonly whatIf: readonly string[];
  readonly skipped: readonly { readonly id: string; readonly reason: string }[];
  readonly diagnostics: readonly JsonDiagnostic[];
}

/** Every cell but prose and front matter, which appear only with something wrong in them. */
export function runJson(run: Run): JsonRun {
  const byId = new Map(run.cells.map((cell) => [cell.id, cell]));
  return {
    chokepoint: 1,
    engine: engineVersion,
    notebook: { title: run.head.title, fidelity: run.head.fidelity },
    cells: run.results.flatMap((result) => {
      const cell = byId.get(result.id);
      const isText = result.kind === 'prose' || result.kind === 'front';
      return !cell || (isText && result.diagnostics.length === 0) ? [] : [jsonCell(run, cell, result)];
    }),
  };
}

function jsonCell(run: Run, cell: SourceCell, result: CellResult): JsonCell {
  const evaluation = run.evaluations.get(cell.id);
  const figures = [...(run.figures.get(cell.id) ?? [])];
  return {
    id: cell.name ?? cell.id,
    kind: cell.kind,
    status: result.status,
    metrics: Object.fromEntries(figures.map(([name, q]) => [name, jsonMetric(q)])),
    delta: Object.fromEntries(
      Object.entries(result.design?.delta ?? {}).flatMap(([name, change]) =>
        change.value === null ? [] : [[name, change.value]],
      ),
    ),
    ...jsonVerdict(evaluation),
    applied: result.design?.applied.map((lever) => lever.id) ?? [],
    whatIf: result.design?.applied.flatMap((lever) => (lever.whatIf ? [lever.id] : [])) ?? [],
    skipped: result.design?.skipped.map((lever) => ({ id: lever.id, reason: lever.reason.en })) ?? [],
    diagnostics: result.diagnostics.map((problem) => ({
      code: problem.code,
      severity: problem.severity,
      message: problem.text.en,
      line: fileLine(cell, problem),
      column: problem.at?.column ?? 1,
    })),
  };
}

export function jsonMetric(q: Q): JsonMetric {
  if (!isKnown(q)) return { value: null, unit: q.unit, missing: missingOf(q) };
  const trust = trustOf(q);
  return { value: q.value, unit: q.unit, origin: q.origin.kind, ...(trust ? { trust } : {}) };
}

function known(q: Q | undefined): number | null {
  return q && Number.isFinite(q.value) ? q.value : null;
}

function jsonVerdict(evaluation: Evaluation | undefined): Pick<JsonCell, 'load' | 'bottleneck' | 'next'> {
  const of = <T>(pick: (phase: Phase) => T | undefined): ByPhase<T> => {
    const prefill = evaluation && pick(evaluation.prefill);
    const decode = evaluation && pick(evaluation.decode);
    return { ...(prefill === undefined ? {} : { prefill }), ...(decode === undefined ? {} : { decode }) };
  };
  return {
    load: of((phase) =>
      phase.load.map((load) => ({
        resource: load.resource,
        binds: known(load.binds),
        busy: known(load.busy),
        measure: load.measure,
        value: known(load.value),
        limit: load.limit.value,
      })),
    ),
    bottleneck: of((phase) => phase.bottleneck),
    next: of((phase) => phase.next && { resource: phase.next.resource, gain: known(phase.next.gain) }),
  };
}
