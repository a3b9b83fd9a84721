/** The notebook as text cut into cells; types shared by the format, the runner and the window. */

import type { Text } from '../diagnostics';
import type { Fidelity, Runtime } from '../types';

/** Front matter, read. */
export interface NotebookHead {
  readonly title: string;
  readonly fidelity: Fidelity;
  readonly runtime: Runtime;
  readonly currency: string;
  /** The cell whose figures head a saved run; the last defining cell if unsaid. */
  readonly headline?: string;
}

/** One piece of the text. `before + body + after` of all cells in order is the text, byte for byte. */
export interface SourceCell {
  /** Unique: the id in the info string; prose and front matter get `prose-1` …, `front`. */
  readonly id: string;
  /** front | prose | a cell kind; an unknown word stays as written. */
  readonly kind: string;
  readonly from?: string;
  /** Opening fence line with its newline; empty for prose. */
  readonly before: string;
  /** What the person edits. */
  readonly body: string;
  /** Closing fence line with its newline; empty for prose. */
  readonly after: string;
  /** 1-based line of the file on which the body starts. */
  readonly line: number;
}

/** One field of a kind, for the form, completion and hover. */
export interface FieldInfo {
  readonly path: readonly string[];
  readonly title: Text;
  readonly meaning: Text;
  readonly unit?: string;
  readonly control: 'number' | 'text' | 'choice' | 'toggle';
  readonly choices?: readonly string[];
  readonly standard?: string;
  readonly least?: number;
  readonly most?: number;
  readonly whole?: boolean;
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
  readonly template: string;
}

type Language = keyof Text;
