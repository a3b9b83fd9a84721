/** What a lever is: a value with its own answers. No other file mentions its id. */

import type { Diagnostic, Text } from '../diagnostics';
import type { Q, Unit } from '../quantity';
import type { Case, Parameters, Plan } from '../types';

export type Level = 'macro' | 'meso' | 'micro';
export type Stage = 'see' | 'avoid-waste' | 'raise-utilisation' | 'save-resources';

export interface ParameterSpec {
  readonly unit: Unit;
  readonly meaning: Text;
  readonly least: number;
  readonly most: number;
  readonly whole: boolean;
  /** What it is when unsaid, with its source. */
  readonly standard: Q;
}

export interface Reported {
  /** The claim in words, e.g. "throughput +14.03 %", and who reports it under which conditions. */
  readonly claim: Text;
  readonly source: string;
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
  /** True where the checkpoint or runtime has it on before any cell says so. */
  readonly standing?: (kase: Case) => boolean;
  /** Can this chip, layout and checkpoint do it? */
  readonly requires: (kase: Case, parameters: Parameters) => true | Diagnostic;
  /** True where it is computed although the checkpoint was not trained for it. */
  readonly isWhatIf?: (kase: Case) => boolean;
  readonly excludes: readonly string[];
  /** Takes out what is on before any cell says so; for a lever that stands. */
  readonly without?: (kase: Case) => Case;
  /** The fields of Case it may change. */
  readonly affects: readonly (keyof Case)[];
  readonly cite: string;
  readonly reported?: Reported;
  readonly rewrite: {
    readonly case?: (kase: Case, parameters: Parameters) => Case;
    readonly plan?: (plan: Plan, kase: Case, parameters: Parameters) => Plan;
  };
}

/** A parameter without unit. The registry declares it and apply fills it in, so its absence is a bug. */
export function pure(parameters: Parameters, name: string): Q<'1'> {
  const found = parameters[name];
  if (found?.unit !== '1') throw new Error(`parameter ${name} is declared without unit and always filled in`);
  return { ...found, unit: '1' };
}
