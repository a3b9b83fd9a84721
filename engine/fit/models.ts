/** What is fitted for each kind of kernel: its constants with their priors, and the prediction the engine makes of a row. */

import { prefillSeconds } from '../formulas/kernels/attention';
import { evenTiles, tileSeconds, type TileWork } from '../formulas/kernels/tiles';
import { together } from '../formulas/kernels/time';
import type { Constants, Model, Parameter } from './family-fit';

const microsecond = 1e-6;

/** Partial sums of a split multiplication: FP32, written and read (formulas/kernels/gemm.ts). */
const partial = 8;

function positive(name: string, prior: number): Parameter {
  return { name, prior, kind: 'positive' };
}

function share(name: string, prior: number): Parameter {
  return { name, prior, kind: 'share' };
}

function of(constants: Constants, name: string): number {
  const value = constants[name];
  if (value === undefined) throw new Error(`no constant ${name}`);
  return value;
}

// ── matrix multiplications ───────────────────────────────────────────────────────────────────────

/** One launch: `groups` of rows × outer × inner. */
export interface Multiplication {
  readonly rows: number;
  readonly groups: number;
  readonly outer: number;
  readonly inner: number;
  readonly bytes: number;
  readonly tilesOf?: TileWork['tilesOf'];
}

/** One measured call: its launches in a row, on a chip, with elementwise bytes between them. */
export interface MatrixShape {
  readonly launches: readonly Multiplication[];
  readonly sms: number;
  readonly peak: number;
  readonly bandwidth: number;
  /** Seconds of the passes between the launches, at the rate of a copy; 0 for a bare multiplication. */
  readonly between: number;
  /** Bytes of a quantization timed with it, whose rate is fitted. */
  readonly quantized?: number;
}

/** A constant of the measurement, not of the kernel: no file carries it. */
export const quantizeShare = 'quantizeShare';

export function matrixSeconds(shape: MatrixShape, constants: Constants): number {
  let time = shape.between;
  if (shape.quantized !== undefined) time += shape.quantized / (shape.bandwidth * of(constants, quantizeShare));
  const bandwidth = shape.bandwidth * of(constants, 'bandwidthShare');
  const rates = {
    sms: shape.sms,
    peak: shape.peak * of(constants, 'peakShare'),
    step: of(constants, 'step'),
    rowTile: of(constants, 'rowTile'),
    columnTile: of(constants, 'columnTile'),
    splits: of(constants, 'splits'),
    join: constants.join ?? 0,
    partial,
    bandwidth,
  };
  for (const { bytes, tilesOf = evenTiles, ...work } of shape.launches) {
    time += of(constants, 'start') + together(tileSeconds({ ...work, tilesOf }, rates), bytes / bandwidth);
  }
  return time;
}

const matrixParameters = [
  positive('start', 4 * microsecond),
  share('bandwidthShare', 0.82),
  share('peakShare', 0.65),
  positive('step', 0.2 * microsecond),
];

/** Shortest and narrowest tile are attributes of a kernel, of which some are documented and some only show in its times. */
export interface TileChoice {
  readonly rowTiles: readonly number[];
  readonly columnTiles: readonly number[];
  /** Dense kernels may split K (cuBLAS does in BF16); `join` is then fitted too. */
  readonly splits: number;
  /** Rows carry a quantization. */
  readonly quantizes?: boolean;
}

export function matrixModel({ rowTiles, columnTiles, splits, quantizes = false }: TileChoice): Model<MatrixShape> {
  const splitting = splits > 1;
  const shapes = rowTiles.flatMap((rowTile) => columnTiles.map((columnTile) => ({ rowTile, columnTile })));
  return {
    parameters: [
      ...matrixParameters,
      ...(splitting ? [positive('join', 4 * microsecond)] : []),
      ...(quantizes ? [share(quantizeShare, 0.5)] : []),
    ],
    alternatives: shapes.map((shape) => ({ ...shape, splits, ...(splitting ? {} : { join: 0 }) })),
    predict: matrixSeconds,
  };
}

// ── attention ────────────────────────────────────────────────────────────────────────────────────

export interface PrefillRow {
  readonly flop: number;
  readonly queries: number;
  readonly keys: number;
  readonly sequences: number;
  readonly heads: number;
  readonly width: number;
  readonly sms: number;
  readonly peak: number;
}

export const prefillModel: Model<PrefillRow> = {
  parameters: [
    positive('start', 5 * microsecond),
    share('peakShare', 0.62),
    positive('wave', 5 * microsecond),
    positive('tail', 0.3),
  ],
  alternatives: [{}],
  predict: ({ peak, ...work }, constants) =>
    of(constants, 'start') +
    prefillSeconds({
      ...work,
      rate: peak * of(constants, 'peakShare'),
      wave: of(constants, 'wave'),
      tail: of(constants, 'tail'),
    }),
};

export interface DecodeRow {
  readonly flop: number;
  readonly bytes: number;
  readonly peak: number;
  readonly bandwidth: number;
}

export const decodeModel: Model<DecodeRow> = {
  parameters: [positive('start', 12 * microsecond), share('bandwidthShare', 0.85), share('peakShare', 0.6)],
  alternatives: [{}],
  predict: (row, constants) =>
    of(constants, 'start') +
    together(
      row.flop / (row.peak * of(constants, 'peakShare')),
      row.bytes / (row.bandwidth * of(constants, 'bandwidthShare')),
    ),
};

// ── collectives ──────────────────────────────────────────────────────────────────────────────────

export interface CollectiveRow {
  readonly bytes: number;
  readonly bandwidth: number;
}

function collectiveSeconds(row: CollectiveRow, constants: Constants): number {
  const carried = row.bytes / (row.bandwidth * of(constants, 'linkShare'));
  return of(constants, 'start') + carried + Math.sqrt(of(constants, 'pipeline') * carried);
}

export const collectiveModel: Model<CollectiveRow> = {
  parameters: [positive('start', 10 * microsecond), share('linkShare', 0.8), positive('pipeline', 10 * microsecond)],
  alternatives: [{}],
  predict: collectiveSeconds,
};

/** Point-to-point exchanges (DeepEP) fill no pipeline. */
export const exchangeModel: Model<CollectiveRow> = {
  parameters: [positive('start', 15 * microsecond), share('linkShare', 0.6)],
  alternatives: [{ pipeline: 0 }],
  predict: collectiveSeconds,
};
