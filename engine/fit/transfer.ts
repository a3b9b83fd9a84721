/** One chip's curves on another chip of the same library: with its datasheet alone, and with its two measured ceilings. */

import type { FitRow, Model } from './family-fit';
import { errorOf, fitOnly, type Constants } from './family-fit';
import { decodeModel, matrixModel, prefillModel, type DecodeRow, type MatrixShape, type PrefillRow } from './models';
import type { PublishedFamily } from './series';

export interface Transfer {
  readonly from: string;
  readonly to: string;
  readonly family: string;
  /** False where different people timed the two. */
  readonly areOneSource: boolean;
  /** Mean |ln(predicted ÷ measured)| on the target's rows. */
  readonly datasheet: number;
  readonly ceilings: number;
  /** What the target's own fit reaches. */
  readonly own: number;
  readonly rows: number;
}

/** The most that a chip was seen to reach of its datasheet: memory at few rows, arithmetic at many. */
interface Ceilings {
  readonly bandwidth: number;
  readonly peak: number;
}

interface Kind<S> {
  readonly model: Model<S>;
  ceilingsOf(rows: readonly FitRow<S>[]): Ceilings;
}

/** Rows up to which a multiplication is taken as bound by memory. */
const fewRows = 64;

function matrixCeilings(rows: readonly FitRow<MatrixShape>[]): Ceilings {
  const few = rows.filter(({ shape }) => shape.launches.every((launch) => launch.rows <= fewRows));
  const bytes = (shape: MatrixShape) => shape.launches.reduce((sum, each) => sum + each.bytes, 0);
  const flop = (shape: MatrixShape) =>
    shape.launches.reduce((sum, { rows: m, groups, outer, inner }) => sum + 2 * m * groups * outer * inner, 0);
  return {
    bandwidth: most(few, ({ shape, seconds }) => bytes(shape) / seconds / shape.bandwidth),
    peak: most(rows, ({ shape, seconds }) => flop(shape) / seconds / shape.peak),
  };
}

function prefillCeilings(rows: readonly FitRow<PrefillRow>[]): Ceilings {
  return { bandwidth: 1, peak: most(rows, ({ shape, seconds }) => shape.flop / seconds / shape.peak) };
}

function decodeCeilings(rows: readonly FitRow<DecodeRow>[]): Ceilings {
  return {
    bandwidth: most(rows, ({ shape, seconds }) => shape.bytes / seconds / shape.bandwidth),
    peak: most(rows, ({ shape, seconds }) => shape.flop / seconds / shape.peak),
  };
}

function most<S>(rows: readonly FitRow<S>[], of: (row: FitRow<S>) => number): number {
  return rows.reduce((best, row) => Math.max(best, of(row)), 0);
}

/** The source's shares moved by how the two chips' ceilings compare; never above 1. */
function moved(constants: Constants, from: Ceilings, to: Ceilings): Constants {
  const { bandwidthShare, peakShare } = constants;
  // A side without rows that show the ceiling leaves the share as it is.
  const by = (share: number, ratio: number) =>
    Number.isFinite(ratio) && ratio > 0 ? Math.min(1, share * ratio) : share;
  return {
    ...constants,
    ...(bandwidthShare !== undefined && { bandwidthShare: by(bandwidthShare, to.bandwidth / from.bandwidth) }),
    ...(peakShare !== undefined && { peakShare: by(peakShare, to.peak / from.peak) }),
  };
}

type Fitted = ReturnType<typeof fitOnly>;
const known = new WeakMap<object, Fitted>();

/** A chip's rows are fitted once, however many chips they are held against. */
function fitted<S>(model: Model<S>, rows: readonly FitRow<S>[]): Fitted {
  const before = known.get(rows);
  if (before) return before;
  const fit = fitOnly(model, rows);
  known.set(rows, fit);
  return fit;
}

interface Sides<S> {
  readonly kind: Kind<S>;
  readonly from: readonly FitRow<S>[];
  readonly to: readonly FitRow<S>[];
}

function errors<S>({ kind, from, to }: Sides<S>): Pick<Transfer, 'datasheet' | 'ceilings' | 'own' | 'rows'> {
  const { constants } = fitted(kind.model, from);
  const adjusted = moved(constants, kind.ceilingsOf(from), kind.ceilingsOf(to));
  return {
    datasheet: errorOf(kind.model, to, constants),
    ceilings: errorOf(kind.model, to, adjusted),
    own: fitted(kind.model, to).error,
    rows: to.length,
  };
}

/** Undefined where the two are not the same kind of kernel. */
export function transfer(from: PublishedFamily, to: PublishedFamily): Transfer | undefined {
  const named = {
    from: from.chip,
    to: to.chip,
    areOneSource: from.source === to.source,
    family: `${from.library} ${from.op} ${from.variant ?? ''} ${from.dtype}`.replace('  ', ' '),
  };
  if (from.kind === 'matrix' && to.kind === 'matrix') {
    const kind = { model: matrixModel(from.tiles), ceilingsOf: matrixCeilings };
    return { ...named, ...errors({ kind, from: from.rows, to: to.rows }) };
  }
  if (from.kind === 'prefill' && to.kind === 'prefill') {
    const kind = { model: prefillModel, ceilingsOf: prefillCeilings };
    return { ...named, ...errors({ kind, from: from.rows, to: to.rows }) };
  }
  if (from.kind === 'decode' && to.kind === 'decode') {
    const kind = { model: decodeModel, ceilingsOf: decodeCeilings };
    return { ...named, ...errors({ kind, from: from.rows, to: to.rows }) };
  }
  return undefined;
}

/** Every kernel that the chips of a pair were both measured with: library, operation and format alike. */
export function transfers(
  families: readonly PublishedFamily[],
  pairs: readonly (readonly [string, string])[],
): Transfer[] {
  return pairs.flatMap(([from, to]) =>
    families
      .filter((family) => family.chip === from)
      .flatMap((source) => {
        const target = families.find((family) => family.chip === to && isSameKernel(family, source));
        const found = target && transfer(source, target);
        return found ? [found] : [];
      }),
  );
}

function isSameKernel(a: PublishedFamily, b: PublishedFamily): boolean {
  return a.library === b.library && a.op === b.op && a.variant === b.variant && a.dtype === b.dtype;
}

/** Every two chips that were measured at all, both ways. */
export function allPairs(families: readonly PublishedFamily[]): (readonly [string, string])[] {
  const chips = [...new Set(families.map(({ chip }) => chip))];
  return chips.flatMap((from) => chips.filter((to) => to !== from).map((to) => [from, to] as const));
}
