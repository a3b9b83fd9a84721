/** What a cell shows, as plain JSON: it crosses to the window, into the history and out of the command line. */

import type { Diagnostic, Text } from '../diagnostics';
import type { Trust, Unit } from '../quantity';
import type { Shown } from '../quantity-text';
import type { PhaseName, Resource } from '../types';

/** One number on screen. `value` is null where an unknown figure blocks it; then `missing` names the figures. */
export interface ShownNumber extends Shown {
  readonly value: number | null;
  readonly unitName: Unit;
  readonly origin: string;
  readonly trust?: Trust;
  readonly missing?: readonly string[];
}

export interface ShownChange extends ShownNumber {
  /** Undefined where neither direction is better, or nothing changed. */
  readonly better?: boolean;
  /** new ÷ old, for "2.41×". */
  readonly ratio?: number;
}

export interface ShownLoad {
  readonly resource: Resource;
  readonly binds?: ShownNumber;
  readonly busy?: ShownNumber;
  readonly share: number | null;
  readonly bindsShare: number | null;
  readonly measure: string;
  readonly value: ShownNumber;
  readonly limit: number;
  readonly alarm: boolean;
  readonly tick: number;
}

export interface ShownPhase {
  readonly name: PhaseName;
  readonly time: ShownNumber;
  readonly load: readonly ShownLoad[];
  readonly bottleneck?: Resource;
  readonly next?: { readonly resource: Resource; readonly gain: ShownNumber };
}

/** The answer of a defining cell. */
export interface ShownDesign {
  readonly metrics: Readonly<Record<string, ShownNumber>>;
  /** Against the cell it starts from; only metrics both have. */
  readonly delta: Readonly<Record<string, ShownChange>>;
  /** TPOT as a user feels it; `door` opens it in Explain. */
  readonly speed?: {
    readonly door: string;
    readonly number: ShownNumber;
    readonly change?: ShownChange;
    /** The least that the SLO asks, and whether it is there. */
    readonly slo?: { readonly number: ShownNumber; readonly met: boolean };
  };
  readonly prefill?: ShownPhase;
  readonly decode?: ShownPhase;
  readonly fits?: boolean;
  readonly applied: readonly { readonly id: string; readonly title: Text; readonly whatIf: boolean }[];
  readonly skipped: readonly { readonly id: string; readonly title: Text; readonly reason: Text }[];
  /** What the design still lacks before it can be evaluated. */
  readonly lacks: readonly Text[];
}

export interface TableColumn {
  readonly id: string;
  readonly title: Text;
  readonly align: 'text' | 'number';
  /** A sentence about the row: where columns are drawn to scale it stands under the row, over its whole width. */
  readonly isRemark?: true;
}

export type TableCell =
  | { readonly kind: 'text'; readonly text: Text; readonly note?: Text }
  /** `explain` is the metric to open in Explain: cell id and metric name. */
  | {
      readonly kind: 'number';
      readonly number: ShownNumber;
      readonly change?: ShownChange;
      readonly best?: boolean;
      readonly note?: Text;
      /** What it must not pass, in the number's unit. */
      readonly limit?: number;
      readonly explain?: { readonly cell: string; readonly metric: string };
    }
  | { readonly kind: 'empty' };

export interface ShownTable {
  readonly id: string;
  readonly title: Text;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly {
    readonly id: string;
    readonly cells: Readonly<Record<string, TableCell>>;
    readonly differs?: boolean;
  }[];
}

/** A chart: the spec changes only with theme, language and shape, the data with every edit. */
export interface ShownChart {
  readonly id: string;
  readonly title: Text;
  /** One phrase on how to read it. */
  readonly hint: Text;
  readonly spec: Readonly<Record<string, unknown>>;
  /** Named data sets of the spec. */
  readonly data: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

/** One point of a sweep. `choices` say which value of each axis, `figures` stand by column. */
export interface ShownSweepRow {
  readonly point: number;
  readonly choices: readonly number[];
  readonly figures: readonly (number | null)[];
  /** Why it is left out; absent for a point that will do. */
  readonly reason?: Text;
  /** `cannot-be` has no figures; `does-not-fit`, `misses` and `unknown` have. */
  readonly left?: 'cannot-be' | 'does-not-fit' | 'misses' | 'unknown';
}

export interface ShownSweep {
  /** The same for the same question: a result whose key is another's is out of date. */
  readonly key: string;
  /** Points there are, points looked at so far, and those that will do. */
  readonly points: number;
  readonly done: number;
  readonly fine: number;
  readonly axes: readonly { readonly id: string; readonly title: Text; readonly values: readonly string[] }[];
  readonly columns: readonly { readonly id: string; readonly title: Text; readonly unit: Unit }[];
  readonly currency: string;
  /** Column that the best point is best at. */
  readonly best: { readonly column: string; readonly row?: ShownSweepRow };
  readonly subject: readonly { readonly column: string; readonly value: number; readonly side: 'most' | 'least' }[];
  /** Columns of speed and yield; a line for each value of the series axis, over all that fits. */
  readonly frontier: {
    readonly less: string;
    readonly more: string;
    readonly axis: number;
    readonly lines: readonly { readonly series: number; readonly rows: readonly ShownSweepRow[] }[];
  };
  readonly histogram: readonly { readonly from: number; readonly to: number; readonly count: number }[];
  readonly reasons: readonly { readonly reason: Text; readonly count: number; readonly first: number }[];
  /** All points where they are few, else points spread evenly. */
  readonly rows: readonly ShownSweepRow[];
}

/** One headline figure of a simulation. */
export interface ShownVital {
  readonly id: string;
  readonly title: Text;
  readonly number: ShownNumber;
  /** What it is held against. */
  readonly note?: Text;
  readonly isMissed?: boolean;
  /** The metric to open in Explain. */
  readonly metric?: string;
}

/** The state of the simulated system at one moment, written out. `figures` stand by row of the timeline. */
export interface ShownMoment {
  /** Seconds from the start. */
  readonly at: number;
  readonly time: ShownNumber;
  readonly figures: readonly ShownNumber[];
}

/** A simulation: what waits to be run, or what came of it. */
export interface ShownSimulation {
  readonly state: 'waiting' | 'done';
  /** Names the question: another one has another. */
  readonly question: string;
  /** Requests of all its runs; null where that is not known before. */
  readonly requests: number | null;
  readonly requestsText: string;
  /** So few that it need not be asked for. */
  readonly isShort: boolean;
  readonly vitals: readonly ShownVital[];
  readonly timeline?: {
    readonly rows: readonly { readonly id: string; readonly title: Text; readonly unit: Text }[];
    readonly moments: readonly ShownMoment[];
  };
  /** Requests that the table can show, of all that finished. */
  readonly kept?: { readonly rows: number; readonly of: number };
}

/** One candidate of an ROI case, sized for the load. */
export interface ShownCandidate {
  readonly id: string;
  /** "H20-96G", or both chips where they differ. */
  readonly chips: string;
  /** Absent where there is no fleet; then `reason` says why, and `resource` what forbids it. */
  readonly fleet?: {
    readonly prefill: ShownFleetPool;
    readonly decode: ShownFleetPool;
    readonly batch: ShownNumber;
    readonly ttft: ShownNumber;
    readonly tpot: ShownNumber;
    readonly hour?: ShownNumber;
    readonly request?: ShownNumber;
    readonly month?: ShownNumber;
  };
  readonly reason?: Text;
  readonly resource?: Resource;
  /** Own cost ÷ this one's − 1, and the own card-hour at which both cost the same. */
  readonly dearer?: number;
  readonly breakEven?: ShownNumber;
  /** Cost of a request for each million of its output tokens, in the fleet: input is paid by them too. */
  readonly perMillion?: number;
}

export interface ShownFleetPool {
  readonly chip: string;
  readonly instances: number;
  readonly nodes: number;
  readonly cards: number;
  /** Share of the cards that the load keeps busy. */
  readonly use: number;
}

/** One bar of the tornado: own cost ÷ rival's − 1 at either end of a range. */
export interface ShownBar {
  readonly id: string;
  readonly title: Text;
  readonly low: { readonly text: string; readonly outcome: number };
  readonly high: { readonly text: string; readonly outcome: number };
  /** Where both cost the same, inside the range. */
  readonly flip?: string;
  readonly basis: Text;
}

export interface ShownRoi {
  readonly load: ShownNumber;
  readonly currency: string;
  /** One sentence, then what it rests on. */
  readonly verdict: Text;
  readonly detail: Text;
  readonly own: ShownCandidate;
  readonly against: readonly ShownCandidate[];
  readonly metrics: Readonly<Record<string, ShownNumber>>;
  /** Own cost of a million output tokens over the own card-hour: `fixed` does not move with it. */
  readonly line?: { readonly cardHour: number; readonly cost: number; readonly fixed: number };
  /** Against the cheapest rival; without one against the selling price, or about what was computed. */
  readonly sure?: {
    readonly against: 'rival' | 'price' | 'itself';
    /** The cell of the rival. */
    readonly rival?: string;
    readonly now: number;
    readonly bars: readonly ShownBar[];
    /** What the own design runs and the rival does not: what if it did. */
    readonly alsoRuns: readonly {
      readonly id: string;
      readonly title: Text;
      readonly outcome: number;
      readonly breakEven: ShownNumber;
    }[];
    readonly cheaper: number;
    readonly interval: readonly [number, number];
    /** Fifty quantiles of own cost ÷ the other's − 1. */
    readonly dots: readonly number[];
    /** Fifty quantiles of the own cost of a million output tokens, whole request counted. */
    readonly ownDots: readonly number[];
    /** Fifty quantiles of the other's cost ÷ that cost as computed. */
    readonly rivalDots: readonly number[];
    readonly draws: number;
    readonly seed: number;
  };
}

export type CellStatus = 'ok' | 'error' | 'blocked';

export interface CellResult {
  readonly id: string;
  readonly kind: string;
  readonly status: CellStatus;
  /** The cell this one waits for, when blocked. */
  readonly blockedBy?: string;
  /** The cell it starts from (defining cells). */
  readonly from?: string;
  /** The cells it reads (views). */
  readonly reads?: readonly string[];
  readonly milliseconds: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly design?: ShownDesign;
  readonly tables: readonly ShownTable[];
  readonly sweep?: ShownSweep;
  readonly roi?: ShownRoi;
  readonly simulation?: ShownSimulation;
}
