/** Every call between the window and the engine: name → what goes in (checked), what comes out. Types only derive from here. */

import { z } from 'zod';
import { cellId, language, look, ours, path, text } from './call-parts';
import { catalogContract } from './catalog-contract';
import { compareAsk, historyContract, listFilters, type ComparePick } from './history-contract';
import { jobContract } from './job-contract';
import { simulationContract } from './simulation-contract';
import { sweepContract } from './sweep-contract';
import { exportContract } from './export-contract';
import { filesContract } from './files-contract';
import { notebookContract } from './notebook-contract';
import { shellContract } from './shell-contract';
import type {
  Answer,
  CatalogEntry,
  CatalogKind,
  CellResult,
  Explanation,
  KindInfo,
  Language,
  NotebookHead,
  ShownChart,
  ShownNumber,
  ShownTable,
  SourceCell,
  Text,
} from '../engine';

export { look, type Look } from './call-parts';
export type * from './catalog-contract';
export type * from './history-contract';
export type * from './simulation-contract';
export type * from './sweep-contract';
export type { JobProgress, JobState } from './jobs';
export type * from './export-contract';
export type * from './files-contract';

/** A notebook split, run and drawn. `revision` is the caller's; an answer to an older one is dropped by the caller. */
export interface NotebookAnswer {
  readonly revision: number;
  /** Where it is said: `results` and `charts` hold only what differs from the answer to that revision. */
  readonly onto?: number;
  readonly head: NotebookHead;
  /** The text cut at its cells; joined, the pieces are the text again. */
  readonly cells: readonly SourceCell[];
  readonly results: readonly CellResult[];
  /** Where the front matter asks a question and says a verdict: what it comes to now. */
  readonly answer?: Answer;
  /** By cell id: the strip of every defining cell, and all charts of the selected one. */
  readonly charts: Readonly<Record<string, readonly ShownChart[]>>;
}

export interface RunSummary {
  readonly id: number;
  readonly time: string;
  readonly title: string;
  readonly tags: readonly string[];
  /** Stands at the head of the list. */
  readonly pinned?: boolean;
  /** The first line of its notes. */
  readonly note?: string;
  readonly engine: string;
  readonly fidelity: string;
  readonly path?: string;
  /** The cell whose figures head the row. */
  readonly headline?: string;
  /** Flat metrics of the headline cell. */
  readonly metrics: Readonly<
    Record<string, { readonly value: number | null; readonly unit: string; readonly trust?: string }>
  >;
  /** The few of them that the list shows, as the screen writes them. */
  readonly shown: Readonly<Record<string, ShownNumber>>;
  /** Chip and model of the headline cell. */
  readonly chips: readonly string[];
  readonly model?: string;
}

export interface RunDetail extends RunSummary {
  readonly text: string;
  readonly notes: string;
  readonly cells: readonly { readonly id: string; readonly kind: string; readonly metrics: RunSummary['metrics'] }[];
}

export interface Comparison {
  /** In one sentence; absent where nothing can be said. */
  readonly verdict?: Text;
  /** What a reader of it must know: that different chips stand at one batch. */
  readonly note?: Text;
  readonly columns: readonly {
    readonly pick: ComparePick;
    /** Absent for a notebook as it stands. */
    readonly run?: number;
    readonly title: string;
    /** "16 × NVIDIA H20 96 GB" */
    readonly cards: string;
    readonly cell: string;
    /** Those that could stand here instead. */
    readonly cells: readonly string[];
    readonly time: string;
    readonly engine: string;
  }[];
  /** Inputs that differ, then those that are equal (`differs` false), and how many these are. */
  readonly inputs: ShownTable;
  readonly equalInputs: number;
  readonly results: ShownTable;
  readonly charts: readonly (readonly ShownChart[])[];
}

export interface AppInfo {
  readonly version: string;
  readonly engine: string;
  readonly electron: string;
  /** True on the registry fallback runtime: shown in the status bar and About. */
  readonly fallback: boolean;
  readonly node: string;
  readonly platform: string;
  readonly database: string;
}

export const contract = {
  ...shellContract,
  ...catalogContract,
  ...historyContract,
  ...jobContract,
  ...sweepContract,
  ...simulationContract,
  ...notebookContract,
  ...filesContract,

  'app.info': { in: z.object({}), out: ours<AppInfo>() },

  'notebook.run': {
    in: z.object({
      revision: z.number().int(),
      text,
      look,
      selected: cellId.optional(),
      folder: path.optional(),
      /** Who asks, and the revision of the last answer that it has: then only what changed since is sent. */
      since: z.object({ asker: z.string().max(100), revision: z.number().int().nullable() }).optional(),
    }),
    out: ours<NotebookAnswer>(),
  },
  /** Puts `value` (YAML scalar or flow text; null removes) at `path` in a cell's body, keeping comments and order. */
  'notebook.edit': {
    in: z.object({
      body: text,
      path: z.array(z.string().max(100)).min(1).max(8),
      value: z.union([z.string().max(10_000), z.null()]),
    }),
    out: ours<{ body: string }>(),
  },
  'notebook.kinds': { in: z.object({}), out: ours<readonly KindInfo[]>() },
  /** `path` descends by input keys from a metric of the last run. */
  'notebook.explain': {
    in: z.object({
      text,
      cell: cellId,
      metric: z.string().max(200),
      path: z.array(z.string().max(200)).max(40),
      language: language.exactOptional(),
      folder: path.optional(),
    }),
    out: ours<{
      node: Explanation;
      /** Titles along the way, the metric first, for the path of descent. */
      trail: readonly { readonly key: string; readonly title: Text }[];
      fidelities: readonly {
        readonly fidelity: string;
        readonly value: number | null;
        readonly text: string;
        readonly unit: string;
        readonly current: boolean;
      }[];
      /** Metrics of the cell that rest on this number, the nearest first. */
      feeds: readonly { readonly metric: string; readonly title: Text }[];
      /** The cell that says it, and the line of its body where one does. */
      place: { readonly cell: string; readonly line?: number };
      /** In `language`, else English. */
      asText: string;
    }>(),
  },

  'history.save': {
    in: z.object({ text, path: path.nullable(), title: z.string().max(500).optional() }),
    out: ours<{ id: number }>(),
  },
  'history.list': {
    in: z.object({
      search: z.string().max(500).optional(),
      ...listFilters,
      limit: z.number().int().min(1).max(1000),
      offset: z.number().int().min(0),
    }),
    out: ours<{ runs: readonly RunSummary[]; total: number }>(),
  },
  'history.show': { in: z.object({ id: z.number().int() }), out: ours<RunDetail>() },
  'history.remove': { in: z.object({ id: z.number().int() }), out: ours<null>() },
  'history.restore': { in: z.object({ id: z.number().int() }), out: ours<null>() },
  'history.compare': { in: z.object(compareAsk), out: ours<Comparison>() },

  ...exportContract,
} as const satisfies Record<string, { in: z.ZodType; out: z.ZodType }>;

export type Method = keyof typeof contract;
export type In<M extends Method> = z.input<(typeof contract)[M]['in']>;
export type Out<M extends Method> = z.output<(typeof contract)[M]['out']>;

/** Methods that only the main process can serve: native dialogs and windows. */
export const mainOnly = [
  'file.pickOpen',
  'file.pickSave',
  'file.pickFolder',
  'file.watch',
  'window.file',
  'window.describe',
  'window.close',
  'window.change',
  'window.settled',
  'link.open',
  'export.pdf',
  'window.present',
] as const satisfies readonly Method[];

/** What main tells the window without being asked. */
export interface Events {
  /** A menu item or shortcut was chosen. */
  command: { id: string };
  /** A file was given on the command line or by the system. */
  open: { path: string };
  /** The system's theme changed. */
  theme: { dark: boolean };
  /** A watched file was changed on the disk, by us or by another program. */
  fileChanged: { path: string };
  /** A notebook of the watched folder came or went. */
  folderChanged: Record<never, never>;
  /** The engine process died and was started again. */
  engineRestarted: { code: number };
}

export type {
  CatalogEntry,
  CatalogKind,
  CellResult,
  Explanation,
  KindInfo,
  Language,
  NotebookHead,
  ShownChart,
  ShownTable,
  SourceCell,
  Text,
};
