/** Calls about what is known: the catalog, a person's own entries in it, and the model against the figures. */

import { z } from 'zod';
import type {
  CatalogEntry,
  KindInfo,
  MathFormat,
  PhaseName,
  Severity,
  ShownChart,
  ShownTable,
  SuiteId,
  SuiteSummary,
  Text,
  ValidationCase,
} from '../engine';
import { cellId, language, look, ours, path, text } from './call-parts';

const entryId = z.string().min(1).max(200);
/** The kinds that a person may add to. */
const ownKind = z.enum(['chips', 'models']);
export type OwnKind = z.infer<typeof ownKind>;

/** Whose an entry is: the catalog's own (absent), a person's addition, or a person's in place of the catalog's. */
export type Ownership = 'added' | 'replaced';

/** An entry as a file, to start an own one from. */
export interface EntryFile {
  /** JSON, as catalog files are written. */
  readonly text: string;
  readonly own?: Ownership;
  /** Where it is kept, or would be. */
  readonly path: string;
}

/** One thing about a file; `field` is empty where it concerns all of it. */
export interface EntryProblem {
  readonly field: string;
  readonly severity: Severity;
  readonly text: Text;
}

/** A chart of roofs, and who is missing from it. */
export interface Roofs {
  /** Null where no chip has both figures. */
  readonly chart: ShownChart | null;
  readonly math: MathFormat;
  /** Formats that at least one of the chips multiplies. */
  readonly maths: readonly MathFormat[];
  readonly left: readonly { readonly id: string; readonly title: string; readonly reason: Text }[];
}

export interface ImportedModel {
  readonly text: string;
  readonly source: { readonly title: string; readonly locator: string };
  /** What was left aside, key by key, and what was taken for granted. */
  readonly notes: readonly Text[];
}

export interface ValidationRow extends ValidationCase {
  readonly chip?: string;
  readonly phase?: PhaseName;
  /** As the screen writes them. */
  readonly shown: {
    readonly predicted: string;
    readonly actual: string;
    readonly error: string;
    /** What other tools say of the same row. */
    readonly peers: readonly { readonly title: Text; readonly text: string }[];
  };
  /** Off by more than the note must explain, or outside its bar. */
  readonly missed: boolean;
}

export interface ValidationAnswer {
  readonly cases: readonly ValidationRow[];
  /** Of each suite that has cases; `judged` have a bar. */
  readonly summary: readonly (SuiteSummary & {
    readonly suite: SuiteId;
    readonly judged: number;
    readonly shown: { readonly medianAbsError: string };
  })[];
}

export interface ShippedValidation extends ValidationAnswer {
  /** What the suites hold together: their bars, and one chip from the curves of another. */
  readonly tables: readonly ShownTable[];
}

/** A person's own measurements against the model. */
export interface OwnValidation extends ValidationAnswer {
  readonly problems: readonly { readonly severity: Severity; readonly text: Text }[];
  /** The cell of the notebook that served, and those that could have; absent where the file names its card. */
  readonly cell?: string;
  readonly cells?: readonly string[];
}

/** One formula of the engine, as a page lists it; lines are AsciiMath. */
export interface HelpFormula {
  readonly id: string;
  readonly title: Text;
  readonly line: string;
  readonly unit: string;
  readonly cite?: string;
  readonly erratum?: Text;
  readonly inputs: readonly { readonly symbol: string; readonly unit: string; readonly meaning: Text }[];
}

export interface HelpTerm {
  readonly term: Text;
  /** As notebooks and the command line write it. */
  readonly name?: string;
  readonly meaning: Text;
}

/** What the engine says of itself: nothing here is written by hand twice. */
export interface HelpAnswer {
  readonly kinds: readonly Pick<KindInfo, 'id' | 'title' | 'summary' | 'defines' | 'fields' | 'template'>[];
  readonly levers: readonly CatalogEntry[];
  readonly formulas: readonly HelpFormula[];
  readonly glossary: readonly { readonly title: Text; readonly terms: readonly HelpTerm[] }[];
}

/** Where the figures of an own entry stand. */
const source = z.object({
  title: z.string().min(1).max(500),
  locator: z.string().min(1).max(4096).exactOptional(),
  url: z
    .url({ protocol: /^https$/ })
    .max(2048)
    .exactOptional(),
});

export const catalogContract = {
  'catalog.list': {
    in: z.object({ kind: z.enum(['chips', 'models', 'optimizations', 'sources']) }),
    out: ours<readonly CatalogEntry[]>(),
  },
  /** Files of the person's own that are left out, or used with a remark. */
  'catalog.problems': { in: z.object({}), out: ours<readonly { severity: Severity; text: Text }[]>() },
  'catalog.file': { in: z.object({ kind: ownKind, id: entryId }), out: ours<EntryFile>() },
  /** What is wrong with a file before it is kept; nothing is written. */
  'catalog.check': {
    in: z.object({ kind: ownKind, text, source: source.exactOptional() }),
    out: ours<readonly EntryProblem[]>(),
  },
  /** Keeps an own entry; one with a fault is refused with the first reason. */
  'catalog.save': {
    in: z.object({ kind: ownKind, text, source: source.exactOptional() }),
    out: ours<{ id: string; path: string }>(),
  },
  /** Deletes an own entry; gives its text, so that it can be put back. */
  'catalog.remove': { in: z.object({ kind: ownKind, id: entryId }), out: ours<{ text: string }>() },
  /** A Hugging Face config.json as a model entry. `name` is its path as far as it is known. */
  'catalog.import': { in: z.object({ text, name: path }), out: ours<ImportedModel>() },
  'catalog.roofs': {
    in: z.object({
      ids: z.array(entryId).min(1).max(6),
      math: z.enum(['bf16', 'fp8', 'int8', 'fp4']).exactOptional(),
      look,
    }),
    out: ours<Roofs>(),
  },

  'help.get': { in: z.object({}), out: ours<HelpAnswer>() },

  'validation.list': {
    in: z.object({ suite: z.string().max(50).optional(), language: language.exactOptional() }),
    out: ours<ShippedValidation>(),
  },
  /** Own measurements; `notebook` holds the design of a serving result, in its headline unless a cell is named. */
  'validation.file': {
    in: z.object({
      text,
      name: path,
      language: language.exactOptional(),
      notebook: z.object({ text, folder: path.exactOptional(), cell: cellId.exactOptional() }).exactOptional(),
    }),
    out: ours<OwnValidation>(),
  },
  'validation.chart': {
    in: z.object({
      suite: z.string().max(50).exactOptional(),
      chip: z.string().max(200).exactOptional(),
      phase: z.enum(['prefill', 'decode']).exactOptional(),
      unit: z.string().max(50),
      look,
    }),
    out: ours<ShownChart>(),
  },
} as const satisfies Record<string, { in: z.ZodType; out: z.ZodType }>;
