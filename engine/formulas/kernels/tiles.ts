/** Tiles and waves of a matrix multiplication, in plain numbers: the hot part of gemm.ts, shared with the fit. */

/** The largest output tile; its sides shrink by halves down to the family's least. */
const tallestTile = 128;
const widestTile = 256;
/** Depth of one step of the inner loop, to which the least time a step is referred. */
export const stepDepth = 128;

export interface TileWork {
  /** Rows of each group (their mean where routed). */
  readonly rows: number;
  readonly groups: number;
  readonly outer: number;
  readonly inner: number;
  /** Tiles of height `tall` that a group of `rows` rows takes: evenTiles, expectedTiles. */
  readonly tilesOf: (rows: number, tall: number) => number;
}

export interface TileRates {
  readonly sms: number;
  /** FLOP/s that a busy chip reaches. */
  readonly peak: number;
  /** Seconds of one step of the inner loop, whatever it multiplies. */
  readonly step: number;
  /** Rows of the shortest tile, columns of the narrowest. */
  readonly rowTile: number;
  readonly columnTile: number;
  /** Most parts the inner dimension is split into, a power of two. */
  readonly splits: number;
  /** Seconds a split costs beside its traffic. */
  readonly join: number;
  /** Bytes of a partial sum, written and read, and the B/s at which that happens. */
  readonly partial: number;
  readonly bandwidth: number;
}

/** So that rounding of a bound never hides what lies on it. */
const lessDust = 1 - 1e-12;

/** Seconds of the best tile shape: waves of tiles, each as long as its arithmetic or its steps. */
export function tileSeconds(work: TileWork, rates: TileRates): number {
  const { sms, peak, step, rowTile, columnTile, splits, join, partial, bandwidth } = rates;
  // A blank figure of the chip must stay blank: comparisons would drop it.
  if (Number.isNaN(sms + peak + bandwidth + work.rows + work.groups)) return Number.NaN;
  const secondsAFlop = sms / peak;
  const evenly = lessDust / sms;
  const stepsTime = (work.inner / stepDepth) * step;
  const partials = (work.groups * work.rows * work.outer * partial) / bandwidth;
  let best = Number.POSITIVE_INFINITY;
  for (let tall = rowTile; tall <= tallestTile; tall *= 2) {
    const down = work.groups * work.tilesOf(work.rows, tall);
    for (let wide = columnTile; wide <= widestTile; wide *= 2) {
      const tiles = down * Math.ceil(work.outer / wide);
      const arithmetic = 2 * tall * wide * work.inner * secondsAFlop;
      const tile = arithmetic > stepsTime ? arithmetic : stepsTime;
      const even = tiles * tile * evenly;
      for (let parts = 1; parts <= splits; parts *= 2) {
        const split = parts === 1 ? 0 : join + parts * partials;
        // No waves are shorter than multiprocessors that are all busy to the end, and more parts only cost more to join.
        if (even + split >= best) break;
        const time = (Math.ceil((parts * tiles) / sms) * tile) / parts + split;
        if (time < best) best = time;
      }
    }
  }
  return best;
}

/** Every group has exactly `rows` rows. */
export function evenTiles(rows: number, tall: number): number {
  return Math.ceil(rows / tall);
}

/** Above this mean the Poisson distribution is taken as normal with its skew: the error of a tail is below a thousandth. */
const largeMean = 100;
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
  for (let j = first; j * tall < rows + tailSigmas * sigma; j++)
    tiles += skewedTail((j * tall + 0.5 - rows) / sigma, sigma);
  return tiles;
}

/** First Edgeworth term: the skewness of a Poisson distribution is 1 ÷ its standard deviation. */
function skewedTail(z: number, sigma: number): number {
  const dense = density(z);
  return normalTail(z, dense) + ((z * z - 1) * dense) / (6 * sigma);
}

function density(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/** P(Z > z) of the standard normal, whose density there is known, by Abramowitz and Stegun 26.2.17 (error below 8e-8). */
function normalTail(z: number, dense: number): number {
  if (z < 0) return 1 - normalTail(-z, dense);
  const t = 1 / (1 + 0.2316419 * z);
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return dense * poly;
}
