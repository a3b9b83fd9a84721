/**
 * How sure a cost is, against a rival's or against a yardstick of its own. One assumption at a time: the tornado and the values at which the verdict turns. All together: seeded draws.
 * What changes the question is evaluated at a few values of its range and read in between; effects of several are multiplied, which
 * leaves out how they act on one another.
 */

import type { Catalog } from '../catalog';
import { withoutDerivations } from '../formula';
import { operate } from '../explore/operating-point';
import { PhaseRecall } from '../explore/phase-recall';
import { randomStream, type Random } from '../simulate/random';
import type { Design } from '../types';
import type { Assumption, Contender, Factor, Shift, Side } from './assumptions';

/** What the own cost is held against: another design, or what a request of the own one brings in. */
export type Other =
  | { readonly kind: 'rival'; readonly contender: Contender }
  | { readonly kind: 'yardstick'; readonly of: (design: Design) => number };

export interface Bar {
  readonly assumption: Assumption;
  /** Own cost ÷ the other's − 1, with the assumption at either end of its range. */
  readonly atLow: number;
  readonly atHigh: number;
  /** The value at which both cost the same, where the range has one. */
  readonly flip?: number;
}

export interface Draws {
  readonly count: number;
  readonly seed: number;
  /** Share of them in which the own design costs less. */
  readonly cheaper: number;
  /** 10 % and 90 % of own cost ÷ the other's − 1. */
  readonly interval: readonly [number, number];
  /** Fifty quantiles of it, rising: 1 %, 3 % … 99 %. */
  readonly dots: readonly number[];
  /** The same fifty of the own cost ÷ the own cost as computed. */
  readonly ownDots: readonly number[];
  /** And of the other's ÷ the other's as computed. */
  readonly rivalDots: readonly number[];
}

export interface Uncertainty {
  /** Own cost ÷ the other's − 1 as computed. */
  readonly now: number;
  /** Widest first. */
  readonly bars: readonly Bar[];
  readonly draws: Draws;
}

export interface Question {
  readonly own: Contender;
  readonly other: Other;
  readonly assumptions: readonly Assumption[];
  readonly catalog: Catalog;
  /** Own cost ÷ the other's − 1 as computed. */
  readonly now: number;
  readonly seed: number;
  readonly draws?: number;
}

/** z of a normal distribution at 90 %. */
const z80 = 1.2816;
const standardDraws = 2000;
const dotCount = 50;
/** Values of its range at which a shift is evaluated. */
const nodes = 5;

export function uncertaintyOf(question: Question): Uncertainty {
  const { assumptions, now } = question;
  const effects = assumptions.map((assumption) => ({ assumption, effect: effectOf(assumption, question) }));
  const outcome = (effect: Effect, value: number): number => {
    const { own, rival } = effect(value);
    return ((1 + now) * own) / rival - 1;
  };
  const bars = effects.map(({ assumption, effect }): Bar => {
    const at = (value: number): number => outcome(effect, value);
    const flip = flipIn(assumption, at);
    return {
      assumption,
      atLow: at(assumption.low),
      atHigh: at(assumption.high),
      ...(flip === undefined ? {} : { flip }),
    };
  });
  const width = (bar: Bar): number => Math.abs(bar.atHigh - bar.atLow);
  return { now, bars: bars.sort((a, b) => width(b) - width(a)), draws: drawn(effects, question) };
}

/** What a value does to the cost of either side, against the value as it is. */
type Effect = (value: number) => Readonly<Record<Side, number>>;

function effectOf(assumption: Assumption, question: Question): Effect {
  switch (assumption.kind) {
    case 'factor':
      return factorEffect(assumption);
    case 'shift':
      return shiftEffect(assumption, question);
  }
}

function factorEffect({ side, factor, now }: Factor): Effect {
  const base = factor(now);
  return (value) => {
    const times = factor(value) / base;
    return side === 'own' ? { own: times, rival: 1 } : { own: 1, rival: times };
  };
}

/** Evaluated at a few values, each at its own best batch; between them the logarithm of the cost is taken as straight. */
function shiftEffect(shift: Shift, { own, other, catalog }: Question): Effect {
  const values = [...new Set([...spread(shift.low, shift.high), shift.now])].sort((a, b) => a - b);
  const curve = (contender: Contender): ((value: number) => number) => {
    const source = new PhaseRecall().source;
    const costs = values.map((value) => costOf(shift.change(contender.design, value), catalog, source));
    const base = at(values, costs, shift.now);
    return (value) => at(values, costs, value) / base;
  };
  const measured = (of: (design: Design) => number): ((value: number) => number) => {
    const base = of(own.design);
    return (value) => of(shift.change(own.design, value)) / base;
  };
  const rival = other.kind === 'rival' ? curve(other.contender) : measured(other.of);
  const curves = { own: curve(own), rival };
  return (value) => ({ own: curves.own(value), rival: curves.rival(value) });
}

function spread(low: number, high: number): number[] {
  return Array.from({ length: nodes }, (_, i) => low + ((high - low) * i) / (nodes - 1));
}

function costOf(design: Design, catalog: Catalog, source: PhaseRecall['source']): number {
  const atBest: Design = { ...design, workload: { ...design.workload, concurrency: { kind: 'best' } } };
  return withoutDerivations(() => {
    const operated = operate(atBest, catalog, { limits: false, source });
    if (operated.kind !== 'case') return Number.NaN;
    // A design that nothing helps costs more than any money buys.
    if (operated.notes.some(({ code }) => code === 'operating.none')) return Number.POSITIVE_INFINITY;
    return operated.evaluation.metrics.get('cost.per_request')?.value ?? Number.NaN;
  });
}

function at(values: readonly number[], costs: readonly number[], value: number): number {
  const right = values.findIndex((each) => each >= value);
  const i = right < 0 ? values.length - 1 : right;
  const [x1 = value, y1 = Number.NaN] = [values[i], costs[i]];
  const [x0 = x1, y0 = y1] = [values[i - 1], costs[i - 1]];
  if (x1 === x0 || value >= x1) return y1;
  const share = Math.max(0, (value - x0) / (x1 - x0));
  return Math.exp(Math.log(y0) * (1 - share) + Math.log(y1) * share);
}

/** Halved until both sides cost the same; none where the ends agree on who is cheaper. */
function flipIn({ low, high }: Assumption, outcome: (value: number) => number): number | undefined {
  let [from, to] = [low, high];
  const [first, last] = [outcome(from), outcome(to)];
  if (!Number.isFinite(first) || !Number.isFinite(last) || first < 0 === last < 0) return undefined;
  for (let step = 0; step < 60; step++) {
    const middle = (from + to) / 2;
    if (outcome(middle) < 0 === first < 0) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}

interface Acting {
  readonly assumption: Assumption;
  readonly effect: Effect;
}

function drawn(effects: readonly Acting[], { now, seed, draws: count = standardDraws }: Question): Draws {
  // A stream each: one assumption more or less leaves what the others draw as it was.
  const streams = effects.map(({ assumption }) => randomStream(seed, streamOf(assumption.id)));
  const ratios = new Float64Array(count);
  const owns = new Float64Array(count);
  const rivals = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let own = 1;
    let rival = 1;
    effects.forEach(({ assumption, effect }, k) => {
      const random = streams[k];
      if (!random) return;
      const done = effect(draw(assumption, random));
      own *= done.own;
      rival *= done.rival;
    });
    ratios[i] = ((1 + now) * own) / rival - 1;
    owns[i] = own;
    rivals[i] = rival;
  }
  const cheaper = ratios.reduce((sum, ratio) => sum + (ratio < 0 ? 1 : 0), 0) / count;
  ratios.sort();
  owns.sort();
  rivals.sort();
  const quantile = (sorted: Float64Array, share: number): number =>
    sorted[Math.min(count - 1, Math.floor(share * count))] ?? Number.NaN;
  const dots = (sorted: Float64Array): number[] =>
    Array.from({ length: dotCount }, (_, i) => quantile(sorted, (i + 0.5) / dotCount));
  return {
    count,
    seed,
    cheaper,
    interval: [quantile(ratios, 0.1), quantile(ratios, 0.9)],
    dots: dots(ratios),
    ownDots: dots(owns),
    rivalDots: dots(rivals),
  };
}

/** A number for a name: FNV-1a. */
function streamOf(id: string): number {
  let hash = 0x811c9dc5;
  for (const sign of id) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

/** Anywhere in the range alike, or around its middle as a product of many small errors is. */
function draw({ low, high, spread: shape }: Assumption, random: Random): number {
  if (shape === 'log-normal') {
    const sigma = Math.log(high / low) / (2 * z80);
    return Math.sqrt(low * high) * Math.exp(sigma * random.normal());
  }
  return low + (high - low) * random.next();
}
