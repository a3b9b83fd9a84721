/** Every message that a person can cause, with a code, in English and Chinese (messages/). A throw, by contrast, is a bug. */

import type { Severity, Text } from './messages/message';
import { articleMessages } from './messages/article';
import { cellMessages } from './messages/cell';
import { designMessages } from './messages/design';
import { fileMessages } from './messages/file';
import { historyMessages } from './messages/history';
import { importMessages } from './messages/import';
import { leverMessages } from './messages/lever';
import { measuredMessages } from './messages/measured';
import { notebookMessages } from './messages/notebook';
import { operatingMessages } from './messages/operating';
import { priceMessages } from './messages/price';
import { quantityMessages } from './messages/quantity';
import { roiMessages } from './messages/roi';
import { sweepMessages } from './messages/sweep';
import { simulateMessages } from './messages/simulate';
import { usageMessages } from './messages/usage';

export type { Severity, Text } from './messages/message';

export type Language = keyof Text;

/** 1-based position in the cell's own text (the fence's body), end exclusive. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** A replacement that mends the problem, offered as a quick fix. */
export interface Fix {
  readonly title: Text;
  readonly at: Span;
  readonly text: string;
}

export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly text: Text;
  /** Where in the cell; absent for a problem of the whole cell. */
  readonly at?: Span;
  /** Which field it is about, as a path into the cell's YAML; the notebook turns it into `at`. */
  readonly path?: readonly (string | number)[];
  readonly fixes?: readonly Fix[];
}
const messages = {
  ...quantityMessages,
  ...fileMessages,
  ...historyMessages,
  ...notebookMessages,
  ...cellMessages,
  ...designMessages,
  ...leverMessages,
  ...operatingMessages,
  ...sweepMessages,
  ...priceMessages,
  ...roiMessages,
  ...importMessages,
  ...simulateMessages,
  ...usageMessages,
  ...articleMessages,
  ...measuredMessages,
} as const;

export type Code = keyof typeof messages;
type Args<C extends Code> = Parameters<(typeof messages)[C]['en']>[0];

export interface Extra {
  readonly at?: Span;
  readonly path?: readonly (string | number)[];
  readonly fixes?: readonly Fix[];
}

/** Makes a diagnostic of a registered code; the compiler checks the arguments. */
export function diagnostic<C extends Code>(code: C, args: Args<C>, extra: Extra = {}): Diagnostic {
  // Each entry's two functions take exactly Args<C>; the table's union type cannot say so.
  const entry: { severity: Severity; en: (a: never) => string; zh: (a: never) => string } = messages[code];
  return {
    code,
    severity: entry.severity,
    text: { en: entry.en(args as never), zh: entry.zh(args as never) },
    ...extra,
  };
}

export function say(problem: Diagnostic, language: Language): string {
  return problem.text[language];
}

/** The known name nearest to a mistyped one (edit distance at most a third of its length), if any. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  let best: { name: string; distance: number } | undefined;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (!best || distance < best.distance) best = { name: candidate, distance };
  }
  return best && best.distance <= Math.max(1, Math.ceil(name.length / 3)) ? best.name : undefined;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, swap));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
