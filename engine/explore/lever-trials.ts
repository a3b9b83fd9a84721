/** Every lever against a design, one at a time: with it and without it, or why it cannot be on. */

import type { Diagnostic } from '../diagnostics';
import { optimizations, type Optimization } from '../optimizations';
import type { Evaluation } from '../types';
import { answerTo, switched, type Subject } from './bench';

export type Trial =
  | {
      readonly state: 'on';
      readonly lever: Optimization;
      /** True where no cell said so. */
      readonly stands: boolean;
      readonly whatIf: boolean;
      /** The design as it is. */
      readonly withIt: Evaluation;
      /** All others on. */
      readonly without: Evaluation | undefined;
    }
  | {
      readonly state: 'off';
      readonly lever: Optimization;
      /** Computed although the checkpoint was not trained for it. */
      readonly whatIf: boolean;
      readonly withIt: Evaluation;
      /** The design as it is. */
      readonly without: Evaluation;
    }
  | { readonly state: 'skipped'; readonly lever: Optimization; readonly reason: Diagnostic | undefined };

/** `now` is the answer to the design. In canonical order; one at a time, so that whoever asks can work in between or stop. */
export function* leverTrials(subject: Subject, now: Evaluation): Generator<Trial> {
  for (const lever of optimizations) yield trialOf(lever, subject, now);
}

/** A lever that a cell has set and that cannot be on keeps its parameters in the trial. */
export function trialOf(lever: Optimization, { design, catalog }: Subject, now: Evaluation): Trial {
  const { id } = lever;
  const applied = now.case.applied.find((each) => each.id === id);
  if (applied) {
    const without = answerTo(switched(design, id, { on: false }), catalog);
    return { state: 'on', lever, stands: applied.stands, whatIf: applied.whatIf, withIt: now, without };
  }
  const setting = design.levers[id];
  const parameters = setting?.on ? setting.parameters : {};
  const withIt = answerTo(switched(design, id, { on: true, parameters }), catalog);
  const found = withIt?.case.applied.find((each) => each.id === id);
  if (withIt && found) return { state: 'off', lever, whatIf: found.whatIf, withIt, without: now };
  return { state: 'skipped', lever, reason: (withIt?.case ?? now.case).skipped.find((each) => each.id === id)?.reason };
}
