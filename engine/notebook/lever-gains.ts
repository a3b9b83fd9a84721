/** What each lever brings at one cell: the design with it against the same design without it. */

import type { Catalog } from '../catalog';
import type { Text } from '../diagnostics';
import { answerTo, judged, switched } from '../explore/bench';
import { leverTrials, type Trial } from '../explore/lever-trials';
import { holds } from '../explore/what-would-help';
import type { ParameterSpec } from '../optimizations/optimization';
import { isKnown, question } from '../quantity';
import type { Case, Design, Evaluation, MetricName } from '../types';
import type { ShownChange } from './result';
import type { Run } from './run';
import { changeOf } from './show';

export interface LeverGain {
  readonly id: string;
  readonly state: 'on' | 'off' | 'skipped';
  /** Why it cannot be on here. */
  readonly reason?: Text;
  /** Computed although the checkpoint was not trained for it. */
  readonly whatIf: boolean;
  /** Its badge, where the study is of something else than the checkpoint. */
  readonly study?: Text;
  /** The default of a parameter is a claim: the gain is quoted, not computed. */
  readonly quoted: boolean;
  /** False where the design with it does not fit in memory. */
  readonly fits: boolean;
  /** Where it is on: the cell that first switched it on along this chain; absent where it stands before any cell says so. */
  readonly since?: string;
  /** With against without, by metric; one that does not change is left out. */
  readonly gains: Readonly<Record<MetricName, ShownChange>>;
  /** By parameter: the value at which TPOT with it equals TPOT without it, where there is one. */
  readonly turns: Readonly<Record<string, number>>;
}

/** The figures by which a lever may be judged, the first one first. */
export const gainMetrics = judged;

/** One lever at a time, so that whoever asks can do other work in between or stop. Nothing for a cell that has no whole design. */
export function* leverGains(run: Run, cell: string, catalog: Catalog): Generator<LeverGain> {
  const evaluation = run.evaluations.get(cell);
  const design = run.designs.get(cell);
  if (!evaluation || !design) return;
  const bench = { run, cell, catalog, design };
  for (const trial of leverTrials(bench, evaluation)) yield gainOf(trial, bench);
}

interface Bench {
  readonly run: Run;
  readonly cell: string;
  readonly catalog: Catalog;
  readonly design: Design;
}

function gainOf(trial: Trial, bench: Bench): LeverGain {
  const { id, reported, study } = trial.lever;
  const quoted = reported?.quoted ?? false;
  switch (trial.state) {
    case 'on': {
      const { withIt, without, whatIf } = trial;
      const since = sinceOf(bench, id);
      return {
        id,
        state: 'on',
        whatIf,
        ...(study ? { study } : {}),
        quoted,
        fits: holds(withIt),
        ...(since === undefined ? {} : { since }),
        gains: without ? changes(withIt, without, bench.design.currency) : {},
        turns: without && isSaidHere(bench, id) ? turnsOf(trial.lever.parameters, id, bench, without) : {},
      };
    }
    case 'off': {
      const { withIt, without, whatIf } = trial;
      const gains = changes(withIt, without, bench.design.currency);
      return { id, state: 'off', whatIf, ...(study ? { study } : {}), quoted, fits: holds(withIt), gains, turns: {} };
    }
    case 'skipped': {
      const reason = trial.reason?.text;
      return {
        id,
        state: 'skipped',
        whatIf: false,
        quoted,
        fits: true,
        ...(reason ? { reason } : {}),
        gains: {},
        turns: {},
      };
    }
  }
}

function changes(withIt: Evaluation, without: Evaluation, currency: string): Record<MetricName, ShownChange> {
  return Object.fromEntries(
    gainMetrics.flatMap((name) => {
      const now = withIt.metrics.get(name);
      const before = without.metrics.get(name);
      const change = now && before && changeOf(name, { now, before, currency });
      return change && change.value !== 0 ? [[name, change]] : [];
    }),
  );
}

/** Up the chain as long as it is on. */
function sinceOf({ run, cell }: Bench, id: string): string | undefined {
  let since: string | undefined;
  for (let at: string | undefined = cell; at !== undefined; at = startOf(run, at)) {
    if (run.designs.get(at)?.levers[id]?.on !== true) break;
    since = at;
  }
  return since;
}

function startOf(run: Run, cell: string): string | undefined {
  return run.results.find((result) => result.id === cell)?.from;
}

function isSaidHere({ run, cell, design }: Bench, id: string): boolean {
  const start = startOf(run, cell);
  return start === undefined || run.designs.get(start)?.levers[id] !== design.levers[id];
}

// ── where it stops paying ────────────────────────────────────────────────────────────────────────

function turnsOf(
  specs: Readonly<Record<string, ParameterSpec>>,
  id: string,
  { design, catalog }: Bench,
  without: Evaluation,
): Record<string, number> {
  const setting = design.levers[id];
  if (!setting?.on) return {};
  const base = tpotOf(without);
  return Object.fromEntries(
    Object.entries(specs).flatMap(([name, spec]) => {
      const at = (value: number): number => {
        const q = question(value, spec.unit, spec.meaning);
        const parameters = { ...setting.parameters, [name]: q };
        const there = answerTo(switched(design, id, { on: true, parameters }), catalog);
        return there && isApplied(there.case, id) ? tpotOf(there) - base : Number.NaN;
      };
      const turn = turnOf(spec, at);
      return turn === undefined ? [] : [[name, turn]];
    }),
  );
}

function isApplied(kase: Case, id: string): boolean {
  return kase.applied.some((each) => each.id === id);
}

function tpotOf({ metrics }: Evaluation): number {
  const tpot = metrics.get('serving.tpot');
  return tpot && isKnown(tpot) ? tpot.value : Number.NaN;
}

/** Finer than a slider can be set. */
const halvings = 7;

/** Where the gain changes its sign between the ends of a sliding parameter; counts and words have no such place. */
function turnOf({ least, most, whole, choices }: ParameterSpec, gain: (value: number) => number): number | undefined {
  if (whole || choices || !Number.isFinite(least) || !Number.isFinite(most) || most <= least) return undefined;
  let [low, high] = [least, most];
  const sign = Math.sign(gain(low));
  const end = Math.sign(gain(high));
  if (!(sign * end < 0)) return undefined;
  for (let n = 0; n < halvings; n++) {
    const middle = (low + high) / 2;
    if (Math.sign(gain(middle)) === sign) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
