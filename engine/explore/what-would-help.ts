/** Levers that are not on yet, ranked by what each would bring to one metric, with what it costs elsewhere. */

import type { Diagnostic, Text } from '../diagnostics';
import { optimizations, type Level, type Stage } from '../optimizations';
import type { Evaluation, MetricName } from '../types';
import { answerTo, changeIn, judged, switched, type Change, type Subject } from './bench';

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
  const { design, catalog } = subject;
  const now = answerTo(design, catalog);
  if (!now) return undefined;
  const ranked: Help[] = [];
  const skipped: { id: string; reason: Diagnostic }[] = [];
  const isOn = new Set(now.case.applied.map((each) => each.id));
  for (const lever of optimizations) {
    if (isOn.has(lever.id)) continue;
    const then = answerTo(switched(design, lever.id, { on: true, parameters: {} }), catalog);
    const applied = then?.case.applied.find((each) => each.id === lever.id);
    const change = then && changeIn(metric, now, then);
    if (!then || !applied || !change) {
      const reason = then?.case.skipped.find((each) => each.id === lever.id)?.reason;
      if (reason) skipped.push({ id: lever.id, reason });
      continue;
    }
    const { id, title, level, stage, reported } = lever;
    ranked.push({
      id,
      title,
      level,
      stage,
      whatIf: applied.whatIf,
      quoted: reported?.quoted ?? false,
      change,
      costs: costsOf(metric, now, then),
      fits: !then.diagnostics.some((each) => each.code === 'memory.does-not-fit'),
      line: `${id}: on`,
    });
  }
  ranked.sort((a, b) => (b.change.gain ?? 0) - (a.change.gain ?? 0));
  return { ranked, skipped };
}

const noticeable = 0.001;

function costsOf(metric: MetricName, now: Evaluation, then: Evaluation): Change[] {
  return judged.flatMap((each) => {
    const change = each === metric ? undefined : changeIn(each, now, then);
    return change?.gain !== undefined && change.gain < 1 - noticeable ? [change] : [];
  });
}
