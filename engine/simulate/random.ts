/** Seeded random numbers: xoshiro128** (Blackman and Vigna, 2018), one stream a purpose, so that policies meet the same arrivals. */

/** 2⁻³². */
const unit = 1 / 4_294_967_296;

export interface Random {
  /** In [0, 1), with 32 bits. */
  readonly next: () => number;
  /** In (0, 1): safe for logarithms. */
  readonly open: () => number;
  readonly exponential: () => number;
  readonly normal: () => number;
  /** Gamma of mean 1 and this shape (Marsaglia and Tsang, 2000). */
  readonly gamma: (shape: number) => number;
}

/** A scrambler of 32 bits (murmur3's finalizer): neighbouring seeds give unrelated streams. */
export function scramble(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Independent streams of one seed: arrivals do not shift when lengths draw more. */
export function randomStream(seed: number, stream: number): Random {
  let key = (scramble(seed) ^ scramble(stream + 0x9e3779b9)) >>> 0;
  const word = (): number => {
    key = (key + 0x9e3779b9) >>> 0;
    return scramble(key);
  };
  let a = word();
  let b = word();
  let c = word();
  let d = word() | 1;
  const next = (): number => {
    const five = Math.imul(b, 5);
    const turned = Math.imul((five << 7) | (five >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return (turned >>> 0) * unit;
  };
  const open = (): number => next() + unit / 2;
  const normal = (): number => Math.sqrt(-2 * Math.log(open())) * Math.cos(2 * Math.PI * next());
  const gamma = (shape: number): number => {
    // Below 1 a gamma of shape + 1 is thinned by a power of a uniform.
    const boost = shape < 1 ? open() ** (1 / shape) : 1;
    const k = shape < 1 ? shape + 1 : shape;
    const third = k - 1 / 3;
    const scale = 1 / Math.sqrt(9 * third);
    for (;;) {
      const x = normal();
      const v = (1 + scale * x) ** 3;
      if (v > 0 && Math.log(open()) < 0.5 * x * x + third - third * v + third * Math.log(v))
        return (boost * third * v) / shape;
    }
  };
  return { next, open, normal, gamma, exponential: () => -Math.log(open()) };
}
