/** What a sweep keeps of any number of points: counts, the best, the frontiers, the grids, a histogram, a bounded sample. Order plays no part. */

import { metrics as metricInfo } from '../metrics';
import { Frontier, type Placed } from './pareto';
import { choicesAt } from './space';
import { frontierMetrics, type Batch, type Reason, type Sweep } from './sweep';
import { Grids, type Grid } from './sweep-grids';

export interface SweepRow {
  readonly point: number;
  /** By column of the sweep. */
  readonly figures: readonly number[];
  readonly reason?: Reason;
}

export interface ReasonCount {
  readonly reason: Reason;
  readonly count: number;
  /** The first point it holds for. */
  readonly first: number;
}

export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export interface SweepSummary {
  readonly done: number;
  /** Points that can be, fit and meet all that is asked. */
  readonly fine: number;
  readonly best?: SweepRow;
  /** By value of the series axis; one where there is none. Of all points that fit, whatever they miss. */
  readonly frontiers: readonly { readonly series: number; readonly rows: readonly SweepRow[] }[];
  /** Of the best metric, over the fine points; eight bins an octave. */
  readonly histogram: readonly Bin[];
  /** Points spread evenly over the space; all of them where they are few. */
  readonly sample: readonly SweepRow[];
  readonly reasons: readonly ReasonCount[];
}

/** A sample is never larger. */
export const mostSampled = 2000;
const binsAnOctave = 8;

interface Held extends Placed {
  readonly row: SweepRow;
}

/** Takes the batches of a sweep in any order. A class because it lives through a sweep. */
export class Summary {
  readonly #sweep: Sweep;
  readonly #columns: { readonly best: number; readonly less: number; readonly more: number };
  readonly #seriesAxis: number;
  readonly #sign: 1 | -1;
  readonly #grids: Grids<SweepRow>;
  readonly #frontiers = new Map<number, Frontier<Held>>();
  readonly #bins = new Map<number, number>();
  readonly #reasons = new Map<string, { reason: Reason; count: number; first: number }>();
  #sample: SweepRow[] = [];
  #stride = 1;
  #best: SweepRow | undefined;
  #done = 0;
  #fine = 0;

  constructor(sweep: Sweep) {
    this.#sweep = sweep;
    const column = (name: string): number => sweep.columns.indexOf(name);
    this.#columns = {
      best: column(sweep.best),
      less: column(frontierMetrics.less),
      more: column(frontierMetrics.more),
    };
    this.#grids = new Grids(sweep.space);
    this.#seriesAxis = seriesAxis(sweep);
    this.#sign = metricInfo[sweep.best]?.better === 'higher' ? -1 : 1;
  }

  take(batch: Batch): void {
    for (let i = 0; i < batch.count; i++) this.#takePoint(batch, i);
  }

  #takePoint(batch: Batch, i: number): void {
    const point = batch.from + i;
    const why = batch.why[i] ?? 0;
    const reason = why === 0 ? undefined : batch.reasons[why - 1];
    this.#done++;
    const best = batch.figures[this.#columns.best]?.[i] ?? Number.NaN;
    let row: SweepRow | undefined;
    const made = (): SweepRow =>
      (row ??= {
        point,
        figures: batch.figures.map((column) => column[i] ?? Number.NaN),
        ...(reason ? { reason } : {}),
      });
    if (reason) this.#count(reason, point);
    else this.#takeFine(best, point, made);
    this.#grids.take({ point, reason, value: this.#sign * best, made });
    if (!reason || reason.kind === 'misses') this.#takeFrontier(batch, i, made);
    if (point % this.#stride === 0) this.#takeSample(made());
  }

  #count(reason: Reason, point: number): void {
    const known = this.#reasons.get(reason.text.en);
    if (known) {
      known.count++;
      known.first = Math.min(known.first, point);
    } else this.#reasons.set(reason.text.en, { reason, count: 1, first: point });
  }

  #takeFine(value: number, point: number, made: () => SweepRow): void {
    this.#fine++;
    if (Number.isNaN(value)) return;
    const bin = value > 0 ? Math.floor(Math.log2(value) * binsAnOctave) : Number.NEGATIVE_INFINITY;
    this.#bins.set(bin, (this.#bins.get(bin) ?? 0) + 1);
    const before = this.#best?.figures[this.#columns.best];
    const gain = before === undefined ? -1 : this.#sign * (value - before);
    if (gain < 0 || (gain === 0 && point < (this.#best?.point ?? 0))) this.#best = made();
  }

  #takeFrontier(batch: Batch, i: number, made: () => SweepRow): void {
    const less = batch.figures[this.#columns.less]?.[i] ?? Number.NaN;
    const more = batch.figures[this.#columns.more]?.[i] ?? Number.NaN;
    if (Number.isNaN(less) || Number.isNaN(more)) return;
    const point = batch.from + i;
    const series = this.#seriesAxis < 0 ? 0 : (choicesAt(this.#sweep.space, point)[this.#seriesAxis] ?? 0);
    const frontier = this.#frontiers.get(series) ?? new Frontier<Held>();
    this.#frontiers.set(series, frontier);
    if (frontier.beats(less, more)) frontier.take({ point, less, more, row: made() });
  }

  #takeSample(row: SweepRow): void {
    this.#sample.push(row);
    while (this.#sample.length > mostSampled) {
      this.#stride *= 2;
      this.#sample = this.#sample.filter(({ point }) => point % this.#stride === 0);
    }
  }

  /** The best point so far at each pair of values of two axes; `down` −1 where only one thing is varied. */
  grid(across: number, down: number): Grid<SweepRow> | undefined {
    return this.#grids.grid(across, down);
  }

  /** All so far. */
  get result(): SweepSummary {
    return {
      done: this.#done,
      fine: this.#fine,
      ...(this.#best ? { best: this.#best } : {}),
      frontiers: [...this.#frontiers]
        .sort(([a], [b]) => a - b)
        .map(([series, { held }]) => ({ series, rows: held.map(({ row }) => row) })),
      histogram: [...this.#bins]
        .sort(([a], [b]) => a - b)
        .map(([bin, count]) => ({ from: 2 ** (bin / binsAnOctave), to: 2 ** ((bin + 1) / binsAnOctave), count })),
      sample: [...this.#sample].sort((a, b) => a.point - b.point),
      reasons: [...this.#reasons.values()]
        .map(({ reason, count, first }) => ({ reason, count, first }))
        .sort((a, b) => b.count - a.count || a.first - b.first),
    };
  }
}

/** The axis whose values are drawn as lines of their own: the chips where they vary, else the first; −1 where nothing varies. */
export function seriesAxis({ space }: Sweep): number {
  const chips = space.axes.findIndex((axis) => axis.replaces);
  return chips >= 0 ? chips : space.axes.length > 0 ? 0 : -1;
}
