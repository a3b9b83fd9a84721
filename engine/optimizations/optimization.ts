/** What a lever is: a value with its own answers. No other file mentions its id. */

import type { Diagnostic, Text } from '../diagnostics';
import type { Q, Unit } from '../quantity';
import type { Case, MetricName, Parameters } from '../types';

export type Level = 'macro' | 'meso' | 'micro';
export const stages = ['see', 'avoid-waste', 'raise-utilisation', 'save-resources'] as const;
export type Stage = (typeof stages)[number];

/** A word for a value of a parameter; the value is its place in the list. */
export interface Choice {
  readonly word: string;
  readonly title: Text;
}

export interface ParameterSpec {
  readonly unit: Unit;
  readonly meaning: Text;
  readonly least: number;
  readonly most: number;
  readonly whole: boolean;
  /** What it is when unsaid, with its source. */
  readonly standard: Q;
  readonly choices?: readonly Choice[];
  /** What it is already, in a case that has the lever on. */
  readonly stands?: (kase: Case) => Q | undefined;
}

export interface Reported {
  /** The claim in words, e.g. "throughput +14.03 %". */
  readonly claim: Text;
  /** Where and how it was seen, as far as its source says. */
  readonly conditions: Text;
  readonly source: string;
  /** What to compute beside it, and by what it changes: 1.1403. Absent where the claim has no figure of a metric. */
  readonly metric?: MetricName;
  readonly ratio?: number;
  /** The claim set a default parameter: its figure is quoted again, not computed. */
  readonly quoted?: boolean;
}

export interface Optimization {
  readonly id: string;
  readonly title: Text;
  /** What it does and when it hurts; the hover. */
  readonly summary: Text;
  readonly level: Level;
  readonly stage: Stage;
  readonly parameters: Readonly<Record<string, ParameterSpec>>;
  /** Parameters under which it changes nothing; absent where only `off` is. */
  readonly neutral?: Parameters;
  /** True where the checkpoint, the runtime or the design has it on before any cell says so. */
  readonly standing?: (kase: Case) => boolean;
  /** Can this chip, layout and checkpoint do it? */
  readonly requires: (kase: Case, parameters: Parameters) => true | Diagnostic;
  /** True where it is computed although the checkpoint was not trained for it. */
  readonly isWhatIf?: (kase: Case) => boolean;
  /** The badge of a study of something other than the checkpoint. */
  readonly study?: Text;
  readonly excludes: readonly string[];
  /** Takes out what is on before any cell says so; for a lever that stands. */
  readonly without?: (kase: Case) => Case;
  /** The fields of Case it may change. */
  readonly affects: readonly (keyof Case)[];
  readonly cite: string;
  readonly reported?: Reported;
  /** Published effect on answers. */
  readonly accuracy?: { readonly effect: Text; readonly source: string };
  readonly rewrite: (kase: Case, parameters: Parameters) => Case;
}
