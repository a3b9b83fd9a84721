/** run --json and check --json, exactly as contract.md says. */

import {
  fileLine,
  type CellResult,
  type Diagnostic,
  type Q,
  type ShownLoad,
  type ShownPhase,
  type ShownSweep,
  type ShownSweepRow,
  type SourceCell,
} from '../../engine';
import { storeMetric } from '../handlers/record';

/** `line` is the file's. */
export function diagnosticJson(problem: Diagnostic, cell: Pick<SourceCell, 'line'>) {
  const { code, severity, text, at } = problem;
  return { code, severity, message: text.en, line: fileLine(cell, problem), column: at?.column ?? 1 };
}

export function cellJson(
  result: CellResult,
  cell: SourceCell | undefined,
  figures: ReadonlyMap<string, Q> | undefined,
) {
  const { id, kind, status, blockedBy, design, diagnostics, tables, sweep, roi } = result;
  const phases = [design?.prefill, design?.decode].flatMap((phase) => (phase ? [phase] : []));
  const byPhase = <T>(read: (phase: ShownPhase) => T | undefined) =>
    Object.fromEntries(phases.flatMap((phase) => (read(phase) === undefined ? [] : [[phase.name, read(phase)]])));
  return {
    id,
    kind,
    status,
    ...(blockedBy === undefined ? {} : { blockedBy }),
    metrics: Object.fromEntries([...(figures ?? [])].map(([name, q]) => [name, metricJson(q)])),
    delta: Object.fromEntries(
      Object.entries(design?.delta ?? {}).flatMap(([name, { value }]) => (value === null ? [] : [[name, value]])),
    ),
    load: byPhase(({ load }) => load.map(loadJson)),
    bottleneck: byPhase(({ bottleneck }) => bottleneck),
    next: byPhase(({ next }) => next && { resource: next.resource, gain: next.gain.value }),
    applied: (design?.applied ?? []).map((lever) => lever.id),
    whatIf: (design?.applied ?? []).filter((lever) => lever.whatIf).map((lever) => lever.id),
    skipped: (design?.skipped ?? []).map((lever) => ({ id: lever.id, reason: lever.reason.en })),
    ...(sweep ? { table: sweepJson(sweep) } : {}),
    ...(roi ? { roi } : {}),
    ...(tables.length > 0 ? { tables } : {}),
    diagnostics: diagnostics.map((problem) => diagnosticJson(problem, cell ?? { line: 1 })),
  };
}

/** Rows by column: what was varied as written, a bare number as a number, then figures in SI. */
export function sweepJson(shown: ShownSweep) {
  const { axes, columns, rows, points, done, best } = shown;
  return {
    columns: [...axes, ...columns].map(({ id }) => id),
    rows: rows.filter(({ reason }) => !reason).map((row) => rowJson(shown, row)),
    infeasible: rows.flatMap((row) => (row.reason ? [{ ...rowJson(shown, row), reason: row.reason.en }] : [])),
    points,
    done,
    best: best.row ? rowJson(shown, best.row) : null,
  };
}

export function rowJson({ axes, columns }: ShownSweep, { choices, figures }: ShownSweepRow) {
  return {
    ...Object.fromEntries(axes.map(({ id, values }, i) => [id, written(values[choices[i] ?? 0] ?? '')])),
    ...Object.fromEntries(columns.map(({ id }, i) => [id, figures[i] ?? null])),
  };
}

function written(text: string): string | number {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/** A metric that an unknown figure blocks says which. */
function metricJson(q: Q) {
  const { value, missing, ...rest } = storeMetric(q);
  return value === null ? { value, missing } : { value, ...rest };
}

function loadJson({ resource, binds, busy, measure, value, limit }: ShownLoad) {
  return {
    resource,
    // Null for capacity, which takes no time.
    binds: binds?.value ?? null,
    busy: busy?.value ?? null,
    measure,
    value: value.value,
    limit,
  };
}
