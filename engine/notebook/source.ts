/** The notebook as text cut into cells; types shared by the format, the runner and the window. */

import type { Diagnostic, Text } from '../diagnostics';
import type { Level, Stage } from '../optimizations';
import type { Fidelity, Runtime } from '../types';

/** What one unit of the base currency buys: {currency: 'CNY', perUnit: 7.1} under base USD. */
export interface ExchangeRate {
  readonly currency: string;
  readonly perUnit: number;
  readonly date?: string;
}

/** Front matter, read. */
export interface NotebookHead {
  readonly title: string;
  readonly fidelity: Fidelity;
  readonly runtime: Runtime;
  readonly currency: string;
  readonly rates: readonly ExchangeRate[];
  /** The cell whose figures head a saved run; the last defining cell if unsaid. */
  readonly headline?: string;
  readonly answer?: SaidAnswer;
  readonly place?: NotebookPlace;
  /** Cells that are presented and exported, in that order; unsaid, those that carry the case. */
  readonly present?: readonly string[];
}

/** What the notebook asks and answers, as written: the verdict names figures as `{cell metric}`. */
export interface SaidAnswer {
  readonly question: Text;
  readonly verdict: Text;
  /** Conditions that must hold for the verdict to stand: `ep16 serving.tpot < 20 ms`. */
  readonly rests: readonly string[];
}

/** Where a notebook stands among the cases that ship, and in the framework. */
export interface NotebookPlace {
  readonly series: Series;
  readonly stage: Stage;
  readonly level: Level;
  /** Ids of the levers it is about. */
  readonly levers: readonly string[];
}

export const series = ['flagship', 'topic'] as const;
export type Series = (typeof series)[number];

/**
 * One piece of the text. `before + body + after` of all cells in order is the text, byte for byte. Blank lines around a piece and the
 * line break that ends the body belong to `before` and `after`, so that a body can be replaced by any text without its line break.
 */
export interface SourceCell {
  /** Unique: the id in the info string; prose and front matter get `prose-1` …, `front`; a name already taken or absent ends in `~2` …. */
  readonly id: string;
  /** The name as written in the info string. */
  readonly name?: string;
  /** front | prose | a cell kind; an unknown word stays as written. */
  readonly kind: string;
  readonly from?: string;
  /** All up to the body: blank lines, and the opening fence line with its line break. */
  readonly before: string;
  /** What the person edits. */
  readonly body: string;
  /** All from the body's last line break on: the closing fence line, and blank lines. */
  readonly after: string;
  /** 1-based line of the file on which the body starts. */
  readonly line: number;
  /** What is wrong with the fence and its info string; positions count from the body, so the fence line is line 0. */
  readonly problems: readonly Diagnostic[];
}

/** One field of a kind, for the form, completion and hover. */
export interface FieldInfo {
  readonly path: readonly string[];
  readonly title: Text;
  readonly meaning: Text;
  readonly unit?: string;
  readonly control: 'number' | 'text' | 'choice' | 'toggle';
  readonly choices?: readonly string[];
  /** What may be written beside what a person types. */
  readonly offers?: readonly Offer[];
  readonly standard?: string;
  readonly least?: number;
  readonly most?: number;
  readonly whole?: boolean;
}

/** A name that may be written, and what stands behind it. */
export interface Offer {
  readonly value: string;
  readonly note: Text;
}

/** What the window needs to know of a cell kind. */
export interface KindInfo {
  readonly id: string;
  readonly title: Text;
  readonly summary: Text;
  readonly defines: boolean;
  /** JSON Schema draft-7 of the body, with descriptions in both languages, for Monaco. */
  readonly schema: Readonly<Record<Language, unknown>>;
  readonly fields: readonly FieldInfo[];
  /** A body to start a new cell from. */
  readonly template: Text;
}

type Language = keyof Text;
