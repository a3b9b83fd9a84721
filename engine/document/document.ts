/** The case for a design as a document: what every exporter and the presentation render. Plain data in one language. */

import type { Language, Text } from '../diagnostics';
import type { ShownChart, ShownNumber, ShownTable } from '../notebook/result';
import type { Fidelity } from '../types';
import type { Trust } from '../quantity';

export const sectionIds = [
  'question',
  'verdict',
  'evidence',
  'cost',
  'change',
  'study',
  'assumptions',
  'appendix',
] as const;
export type SectionId = (typeof sectionIds)[number];

/** One number that the case is judged by, with its origin. */
export interface Figure {
  readonly label: string;
  readonly number: ShownNumber;
  /** What stands beside it: the rival's figure, the objective. */
  readonly note?: string;
  /** Where it is explained. */
  readonly cell: string;
  readonly metric: string;
}

/** A fact that the headline figures rest on. */
export interface Assumption {
  readonly label: string;
  readonly value: string;
  readonly trust: Trust;
  readonly source?: string;
  readonly note?: string;
}

export interface DerivationInput {
  readonly symbol: string;
  readonly meaning: string;
  readonly number: ShownNumber;
}

/** How one number comes about. */
export interface Derivation {
  readonly title: string;
  readonly number: ShownNumber;
  /** AsciiMath, with symbols and with values. */
  readonly symbols?: string;
  readonly values?: string;
  readonly cite?: string;
  readonly erratum?: string;
  readonly inputs: readonly DerivationInput[];
  /** Inputs that are not listed. */
  readonly more: number;
}

export type Block =
  /** A person's Markdown. */
  | { readonly kind: 'prose'; readonly markdown: string }
  | {
      readonly kind: 'statement';
      readonly role: 'verdict' | 'lead' | 'plain' | 'note' | 'warning';
      readonly text: string;
    }
  | { readonly kind: 'heading'; readonly id: string; readonly text: string }
  | { readonly kind: 'figures'; readonly figures: readonly Figure[] }
  | { readonly kind: 'chart'; readonly id: string; readonly chart: ShownChart }
  | { readonly kind: 'table'; readonly id: string; readonly table: ShownTable }
  | { readonly kind: 'assumptions'; readonly facts: readonly Assumption[] }
  | { readonly kind: 'derivation'; readonly derivation: Derivation }
  /** A cell of the notebook as it is written. */
  | { readonly kind: 'cell'; readonly name: string; readonly cellKind: string; readonly body: string };

export interface Section {
  readonly id: SectionId;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export interface Slide {
  readonly section: SectionId;
  readonly title: string;
  readonly lead: readonly string[];
  /** The wide side, then the narrow one; a slide of one side has no other. */
  readonly wide: readonly Block[];
  readonly narrow: readonly Block[];
  /** The weakest facts that the slide rests on. */
  readonly rests: readonly Assumption[];
  /** For the one who presents: the notebook's own words. */
  readonly notes: string;
}

export interface DocumentSource {
  readonly id: string;
  readonly title: string;
  readonly locator: string;
  readonly date: string;
  readonly url?: string;
}

/** A line of the money: a figure that was said or computed elsewhere, or one made of other lines by a known formula. */
export interface LedgerRow {
  readonly id: string;
  readonly label: string;
  readonly symbol: string;
  readonly number: ShownNumber;
  readonly formula?: { readonly id: string; readonly inputs: Readonly<Record<string, string>> };
  readonly source?: string;
  readonly note?: string;
}

/** The money of one design, every line above those that are made of it. */
export interface Ledger {
  readonly title: string;
  readonly rows: readonly LedgerRow[];
}

/** Any figure of any cell. */
export interface CellFigure {
  readonly cell: string;
  readonly kind: string;
  readonly metric: string;
  readonly title: Text;
  readonly number: ShownNumber;
}

export interface CaseDocument {
  readonly title: string;
  readonly language: Language;
  readonly engine: string;
  readonly fidelity: Fidelity;
  readonly currency: string;
  readonly runtime: string;
  /** ISO 8601. */
  readonly time: string;
  /** What each part is called where a line must hold them all. */
  readonly parts: Readonly<Record<SectionId, string>>;
  readonly sections: readonly Section[];
  readonly slides: readonly Slide[];
  readonly sources: readonly DocumentSource[];
  /** Every constant of the kernel curves that the headline rests on; the sections tell them a curve at a time. */
  readonly constants: readonly Assumption[];
  readonly ledgers: readonly Ledger[];
  /** Of every cell that has figures, in the order of the text. */
  readonly figures: readonly CellFigure[];
}

/** A text in the document's language. */
export type Say = (text: Text) => string;
