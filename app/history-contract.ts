/** Calls about the history beyond saving, listing and comparing: what is said of a run, replay, files, looking after it. */

import { z } from 'zod';
import type { ShownChart, ShownTable, Text } from '../engine';
import { cellId, look, ours, path, text } from './call-parts';
import { jobNumber } from './job-contract';

const id = z.number().int();
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** What a list may be narrowed by, beside its words. */
export const listFilters = {
  chip: z.string().max(200).optional(),
  model: z.string().max(200).optional(),
  tag: z.string().max(200).optional(),
  /** Both days counted in. */
  from: day.optional(),
  to: day.optional(),
  pinned: z.boolean().optional(),
};

/** A run as it was, and as today's engine and catalog have it. */
export interface Replay {
  readonly run: number;
  readonly cell: string;
  /** Cells that can be replayed. */
  readonly cells: readonly string[];
  readonly engine: { readonly then: string; readonly now: string };
  /** Columns: then; the same case today (`engine`); the same text today (`catalog`), where inputs may have changed too. */
  readonly table: ShownTable;
  /** Metrics that drifted, by more than rounding. */
  readonly drifted: number;
  /** Why a column is empty. */
  readonly notes: readonly Text[];
}

export interface HistoryImported {
  readonly added: number;
  readonly known: number;
  /** Where the file is a sweep or a shard of one. */
  readonly sweep?: {
    readonly title: string;
    readonly cell: string;
    readonly here: number;
    readonly points: number;
    readonly run?: number;
  };
}

/** What each differing input adds to one metric. */
export interface Waterfall {
  readonly metric: string;
  readonly title: Text;
  readonly table: ShownTable;
  /** In the metric's unit; parts sum to the difference. */
  readonly from: number;
  readonly to: number;
  readonly parts: readonly { readonly id: string; readonly title: Text; readonly change: number }[];
  /** How it was divided, in words. */
  readonly method: Text;
  readonly chart: ShownChart;
}

/** A design of a saved run. */
const pick = z.object({ run: id, cell: cellId.exactOptional() });
/** Or of a notebook as it stands. */
const comparePick = z.union([
  pick,
  z.object({ text, cell: cellId, name: z.string().max(500), folder: path.exactOptional() }),
]);
export type ComparePick = z.infer<typeof comparePick>;

export const compareAsk = {
  picks: z.array(comparePick).min(2).max(6),
  /** Place of the column that changes are told against; unsaid, the first. */
  baseline: z.number().int().min(0).max(5).exactOptional(),
  look,
};

export const historyContract = {
  /** Only what is given is changed. */
  'history.change': {
    in: z.object({
      id,
      title: z.string().max(500).optional(),
      tags: z.array(z.string().max(100)).max(50).optional(),
      notes: z.string().max(100_000).optional(),
      pinned: z.boolean().optional(),
    }),
    out: ours<null>(),
  },
  'history.facets': {
    in: z.object({}),
    out: ours<{ chips: readonly string[]; models: readonly string[]; tags: readonly string[] }>(),
  },
  'history.replay': { in: z.object({ id, cell: cellId.optional() }), out: ours<Replay>() },
  /** Both designs as today's engine reads them from their notebooks. */
  'history.waterfall': {
    in: z.object({ from: comparePick, to: comparePick, metric: z.string().max(200), look }),
    out: ours<Waterfall | null>(),
  },
  'history.export': { in: z.object({ path }), out: ours<{ path: string; count: number }>() },
  /** A file of runs, of a sweep, or of one of its shards: told by what is in it. A job. */
  'history.import': { in: z.object({ path }), out: ours<{ job: number }>() },
  'history.imported': { in: z.object({ job: jobNumber }), out: ours<HistoryImported>() },
  'history.rows': { in: z.object({ id, path }), out: ours<{ path: string; rows: number }>() },
  'history.state': {
    in: z.object({}),
    out: ours<{
      path: string;
      bytes: number;
      runs: number;
      removed: number;
      cases: number;
      comparisons: number;
      sweeps: number;
      /** Sweeps of which shards are missing. */
      partial: readonly { title: string; cell: string; here: number; points: number }[];
    }>(),
  },
  /** What is wrong inside; empty where all is well. */
  'history.check': { in: z.object({}), out: ours<{ problems: readonly string[] }>() },
  'history.backup': { in: z.object({ path }), out: ours<{ path: string; bytes: number }>() },
  /** Removed runs go for good. */
  'history.compact': { in: z.object({}), out: ours<{ deleted: number }>() },

  'comparison.save': {
    in: z.object({
      id: id.optional(),
      title: z.string().max(500),
      picks: z.array(pick).min(2).max(6),
      baseline: z.number().int().min(0).max(5),
    }),
    out: ours<{ id: number }>(),
  },
  'comparison.list': {
    in: z.object({}),
    out: ours<
      readonly {
        id: number;
        title: string;
        time: string;
        picks: readonly { run: number; cell?: string }[];
        baseline: number;
      }[]
    >(),
  },
  /** Markdown, or .csv: what differs and every result. */
  'comparison.export': { in: z.object({ ...compareAsk, path }), out: ours<{ path: string }>() },
  'comparison.remove': { in: z.object({ id }), out: ours<null>() },
} as const;
