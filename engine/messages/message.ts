/** What a message is: a severity and two sentences over the same arguments. */

/** Text that a person reads, in both languages. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

export type Severity = 'error' | 'warning' | 'info';

export interface Message<A> {
  readonly severity: Severity;
  readonly en: (a: A) => string;
  readonly zh: (a: A) => string;
}

export function message<A>(severity: Severity, en: (a: A) => string, zh: (a: A) => string): Message<A> {
  return { severity, en, zh };
}
