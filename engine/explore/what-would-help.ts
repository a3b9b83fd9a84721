/** Levers that are not on yet, ranked by what each would bring to one metric, with what it costs elsewhere. */

import type { Diagnostic, Text } from '../diagnostics';
import type { Level, Stage } from '../optimizations';
import type { Evaluation, MetricName } from '../types';
import { answerTo, changeIn, judged, type Change, type Subject } from './bench';
import { leverTrials, type Trial } from './lever-trials';

export interface Help {
  readonly id: string;
  readonly title: Text;
  readonly level: Level;
  readonly stage: Stage;
  /** Computed although the checkpoint was not trained for it. */
  readonly whatIf: boolean;
  /** The default of a parameter is a claim: the gain is quoted, not computed. */
  readonly quoted: boolean;
  readonly change: Change;
  /** Judged figures that get worse by more than a thousandth. */
  readonly costs: readonly Change[];
  /** False where the design would no longer fit in memory. */
  readonly fits: boolean;
  /** The line that switches it on. */
  readonly line: string;
}

export interface Helping {
  /** Best first; those that change nothing or make it worse come last. */
  readonly ranked: readonly Help[];
  /** Not applicable, and why. */
  readonly skipped: readonly { readonly id: string; readonly reason: Diagnostic }[];
}

/** Undefined where the design is no whole question yet. */
export function whatWouldHelp(subject: Subject, metric: MetricName): Helping | undefined {
  const now = answerTo(subject.design, subject.catalog);
  if (!now) return undefined;
  const trials = [...leverTrials(subject, now)];
  const ranked = trials.flatMap((trial) => helpOf(trial, metric) ?? []);
  ranked.sort((a, b) => (b.change.gain ?? 0) - (a.change.gain ?? 0));
  const skipped = trials.flatMap((trial) =>
    trial.state === 'skipped' && trial.reason ? [{ id: trial.lever.id, reason: trial.reason }] : [],
  );
  return { ranked, skipped };
}

/** Undefined for a lever that is on or cannot be, or where the metric is unknown. */
function helpOf(trial: Trial, metric: MetricName): Help | undefined {
  if (trial.state !== 'off') return undefined;
  const { withIt, without, whatIf } = trial;
  const change = changeIn(metric, without, withIt);
  if (!change) return undefined;
  const { id, title, level, stage, reported } = trial.lever;
  return {
    id,
    title,
    level,
    stage,
    whatIf,
    quoted: reported?.quoted ?? false,
    change,
    costs: costsOf(metric, without, withIt),
    fits: holds(withIt),
    line: `${id}: on`,
  };
}

/** True where the design with the lever still fits in memory. */
export function holds(evaluation: Evaluation): boolean {
  return !evaluation.diagnostics.some((each) => each.code === 'memory.does-not-fit');
}

/** Less of a change is none. */
export const noticeable = 0.001;

function costsOf(metric: MetricName, now: Evaluation, then: Evaluation): Change[] {
  return judged.flatMap((each) => {
    const change = each === metric ? undefined : changeIn(each, now, then);
    return change?.gain !== undefined && change.gain < 1 - noticeable ? [change] : [];
  });
}
