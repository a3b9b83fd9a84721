/** What a command of the command line is: a value with its own words, options and action. */

import type { Language, Text } from '../../engine';
import type { Workshop } from '../handlers/workshop';

/** 0 fine; 1 a cell or a case is not; 2 wrong usage; 3 anything unexpected (contract.md). */
export type ExitCode = 0 | 1 | 2 | 3;

export interface OptionSpec {
  /** What stands for the value in help; absent for a switch. */
  readonly value?: string;
  /** The only values there are. */
  readonly choices?: readonly string[];
  /** True where it may be given more than once. */
  readonly repeats?: boolean;
  readonly meaning: Text;
}

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** Where a command writes: each call is one or more whole lines. */
export interface Console {
  out(text: string): void;
  error(text: string): void;
  readonly colours: boolean;
  /** Columns of the terminal; undefined where it is none. */
  readonly width?: number;
}

export interface Call {
  readonly workshop: Workshop;
  readonly console: Console;
  readonly language: Language;
  /** Standard output is one JSON document. */
  readonly json: boolean;
  readonly words: readonly string[];
  /** The values of an option, none if it was not given. */
  readonly values: (name: string) => readonly string[];
  /** The folder that relative paths start from. */
  readonly folder: string;
}

export interface Command {
  readonly name: string;
  /** What follows the name: "FILE CELL METRIC". */
  readonly usage: string;
  readonly summary: Text;
  readonly options: OptionSpecs;
  /** How many words it takes. */
  readonly least: number;
  readonly most: number;
  readonly act: (call: Call) => Promise<ExitCode>;
}
