/** What a chart is: a pure function from an answer to a Vega-Lite spec and its data. */

import type { Language, Text } from '../diagnostics';
import type { Evaluation } from '../types';
import type { Theme } from './palette';

/** Colours are resolved for the theme and words for the language, so that a spec stands alone in an export. */
export interface Look {
  readonly theme: Theme;
  readonly language: Language;
}

export type Row = Readonly<Record<string, unknown>>;

export interface Drawing {
  /** Vega-Lite. Depends only on the look and on which rows there are. */
  readonly spec: Readonly<Record<string, unknown>>;
  /** The named data sets that the spec reads; an edit changes these alone. */
  readonly data: Readonly<Record<string, readonly Row[]>>;
}

/** `start` is what the subject is compared with: the cell it starts from, or the reference chip. */
export interface Chart<Subject = Evaluation> {
  readonly id: string;
  readonly title: Text;
  /** One phrase on how to read it. */
  readonly hint: Text;
  readonly draw: (subject: Subject, look: Look, start?: Subject) => Drawing;
}

export interface Drawn extends Drawing {
  readonly id: string;
  readonly title: Text;
  readonly hint: Text;
}

/** A chart as the window receives it. */
export function drawn<Subject>(chart: Chart<Subject>, subject: Subject, look: Look, start?: Subject): Drawn {
  return { id: chart.id, title: chart.title, hint: chart.hint, ...chart.draw(subject, look, start) };
}

/** What hovering a mark says; the window draws it, an export leaves it out. */
export interface Tip {
  readonly title: string;
  readonly value: string;
  readonly lines: readonly string[];
}
