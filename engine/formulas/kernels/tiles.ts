/** Tiles and waves of a matrix multiplication, in plain numbers: the hot part of gemm.ts, shared with the fit. */

/** Widths of an output tile that kernels of all the libraries measured here use. */
const tileColumns = [64, 128, 256] as const;
/** The tallest tile; a shorter one than the family's least row tile is never used. */
const tallestTile = 128;
/** Depth of one step of the inner loop, to which the least time a step is referred. */
export const stepDepth = 128;

export interface TileWork {
  /** Rows of each group (their mean where routed). */
  readonly rows: number;
  readonly groups: number;
  readonly outer: number;
  readonly inner: number;
  /** Counts of rows are random (Poisson), as a router gives them. */
  readonly routed: boolean;
}

export interface TileRates {
  readonly sms: number;
  /** FLOP/s that a busy chip reaches. */
  readonly peak: number;
  /** Seconds of one step of the inner loop, whatever it multiplies. */
  readonly step: number;
  /** Rows of the shortest tile. */
  readonly rowTile: number;
  /** Most parts the inner dimension is split into, a power of two. */
  readonly splits: number;
  /** Seconds a split costs beside its traffic. */
  readonly join: number;
  /** Bytes of a partial sum, written and read, and the B/s at which that happens. */
  readonly partial: number;
  readonly bandwidth: number;
}

/** Seconds of the best tile shape: waves of tiles, each as long as its arithmetic or its steps. */
export function tileSeconds(work: TileWork, rates: TileRates): number {
  const { sms, peak, step, rowTile, splits, join, partial, bandwidth } = rates;
  const secondsAFlop = sms / peak;
  const stepsTime = (work.inner / stepDepth) * step;
  const partials = (work.groups * work.rows * work.outer * partial) / bandwidth;
  let best = Number.POSITIVE_INFINITY;
  for (let tall = rowTile; tall <= tallestTile; tall *= 2) {
    const down = work.groups * (work.routed ? expectedTiles(work.rows, tall) : Math.ceil(work.rows / tall));
    for (const wide of tileColumns) {
      const tiles = down * Math.ceil(work.outer / wide);
      const arithmetic = 2 * tall * wide * work.inner * secondsAFlop;
      const tile = arithmetic > stepsTime ? arithmetic : stepsTime;
      for (let parts = 1; parts <= splits; parts *= 2) {
        const split = parts === 1 ? 0 : join + parts * partials;
        const time = (Math.ceil((parts * tiles) / sms) * tile) / parts + split;
        if (time < best) best = time;
      }
    }
  }
  return best;
}

/** Above this mean the Poisson distribution is taken as normal: the error of a tail is below a thousandth. */
const largeMean = 600;
const tailSigmas = 7;

/** E⌈X/tall⌉ for X Poisson of mean `rows`: Σ over j ≥ 0 of P(X > j·tall). */
export function expectedTiles(rows: number, tall: number): number {
  if (!(rows > 0)) return rows === 0 ? 0 : Number.NaN;
  return rows < largeMean ? countedTiles(rows, tall) : smoothTiles(rows, tall);
}

function countedTiles(rows: number, tall: number): number {
  let chance = Math.exp(-rows);
  let passed = chance;
  let tiles = 1 - passed;
  const last = rows + tailSigmas * Math.sqrt(rows) + 2 * tailSigmas;
  for (let count = 1; count < last; count++) {
    chance *= rows / count;
    passed += chance;
    if (count % tall === 0) tiles += Math.max(0, 1 - passed);
  }
  return tiles;
}

function smoothTiles(rows: number, tall: number): number {
  const sigma = Math.sqrt(rows);
  const first = Math.max(0, Math.floor((rows - tailSigmas * sigma) / tall));
  let tiles = first;
  for (let j = first; j * tall < rows + tailSigmas * sigma; j++) tiles += normalTail((j * tall + 0.5 - rows) / sigma);
  return tiles;
}

/** P(Z > z) of the standard normal, by Abramowitz and Stegun 26.2.17 (error below 8e-8). */
function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  const t = 1 / (1 + 0.2316419 * z);
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly;
}
