/** What an operation that a person can make fail gives back: its value, or the reason in words. */

import type { Diagnostic } from '../engine';

export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Diagnostic };

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function refused(problem: Diagnostic): { readonly ok: false; readonly problem: Diagnostic } {
  return { ok: false, problem };
}

/** Carries a diagnostic out of a handler; the caller's side shows its text. Thrown only at the handlers' edge. */
export class Refusal extends Error {
  constructor(readonly problem: Diagnostic) {
    super(problem.text.en);
    this.name = 'Refusal';
  }
}

/** The value, or a Refusal thrown. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Refusal(outcome.problem);
  return outcome.value;
}
