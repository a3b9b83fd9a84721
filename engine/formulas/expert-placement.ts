/** Which card is asked for how much when some experts are more popular than others: plain numbers, worked out once a question. */

import type { Placement, Popularity } from '../types';

/** What one placement makes of a popularity; loads are rows a token. */
export interface Placed {
  /** Rows that each card computes, a token of the expert group. */
  readonly loads: readonly number[];
  /** Chance that a token asks for a slot, of each card's slots. */
  readonly chances: readonly (readonly number[])[];
}

export interface PlacementQuestion {
  readonly experts: number;
  readonly topk: number;
  readonly redundant: number;
  readonly cards: number;
  readonly placement: Placement;
}

const known = new WeakMap<Popularity, Map<string, Placed>>();

export function placed(popularity: Popularity, question: PlacementQuestion): Placed {
  const answers = known.get(popularity) ?? new Map<string, Placed>();
  known.set(popularity, answers);
  const key = Object.values(question).join(' ');
  const answer = answers.get(key) ?? place(popularity, question);
  answers.set(key, answer);
  return answer;
}

function place(popularity: Popularity, question: PlacementQuestion): Placed {
  const { cards, redundant } = question;
  const slots = replicated(chancesOf(popularity, question), redundant);
  const hands = dealt(slots, cards, question.placement);
  return { chances: hands, loads: hands.map((hand) => hand.reduce((sum, chance) => sum + chance, 0)) };
}

/** Chance that a token asks for each expert: k different ones, drawn in proportion to their weight. Measured counts say it themselves. */
export function chancesOf(popularity: Popularity, { experts, topk }: PlacementQuestion): number[] {
  const weights = weightsOf(popularity, experts);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map((weight) => weight / total);
  if (popularity.kind === 'histogram' && shares.every((share) => topk * share <= 1))
    return shares.map((share) => topk * share);
  // 1 − exp(−λ·share), with the λ for which they add up to k.
  const asked = (rate: number): number => shares.reduce((sum, share) => sum - Math.expm1(-rate * share), 0);
  let [low, high] = [0, topk];
  while (asked(high) < topk && high < 1e12) high *= 2;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (asked(middle) < topk) low = middle;
    else high = middle;
  }
  return shares.map((share) => -Math.expm1(-high * share));
}

function weightsOf(popularity: Popularity, experts: number): number[] {
  switch (popularity.kind) {
    case 'uniform':
      return Array.from({ length: experts }, () => 1);
    case 'zipf': {
      const { value } = popularity.exponent;
      return ranks(experts).map((rank) => (rank + 1) ** -value);
    }
    case 'histogram':
      return [...popularity.counts];
  }
}

/** An order of the experts that says nothing about their indices: steps of the golden section, each index once. */
function ranks(experts: number): number[] {
  const common = (a: number, b: number): number => (b === 0 ? a : common(b, a % b));
  let step = Math.max(1, Math.round(experts * 0.618_034));
  while (common(step, experts) !== 1) step++;
  return Array.from({ length: experts }, (_, index) => (index * step) % experts);
}

/** Each copy goes to the expert whose copies are asked for most; copies share its rows. Originals first, in order, then copies. */
function replicated(chances: readonly number[], redundant: number): number[] {
  const copies = chances.map(() => 1);
  const extra: number[] = [];
  for (let copy = 0; copy < redundant; copy++) {
    let hottest = 0;
    chances.forEach((chance, at) => {
      if (chance / (copies[at] ?? 1) > (chances[hottest] ?? 0) / (copies[hottest] ?? 1)) hottest = at;
    });
    copies[hottest] = (copies[hottest] ?? 1) + 1;
    extra.push(hottest);
  }
  return [...chances.keys(), ...extra].map((expert) => (chances[expert] ?? 0) / (copies[expert] ?? 1));
}

function dealt(slots: readonly number[], cards: number, placement: Placement): number[][] {
  const each = Math.ceil(slots.length / cards);
  const hands = Array.from({ length: cards }, (): number[] => []);
  switch (placement) {
    case 'linear':
      slots.forEach((slot, at) => hands[Math.floor(at / each)]?.push(slot));
      return hands;
    case 'round-robin':
      slots.forEach((slot, at) => hands[at % cards]?.push(slot));
      return hands;
    case 'balanced': {
      const loads = hands.map(() => 0);
      for (const slot of [...slots].sort((a, b) => b - a)) {
        let lightest = -1;
        hands.forEach((hand, at) => {
          if (hand.length < each && (lightest < 0 || (loads[at] ?? 0) < (loads[lightest] ?? 0))) lightest = at;
        });
        hands[lightest]?.push(slot);
        loads[lightest] = (loads[lightest] ?? 0) + slot;
      }
      return hands;
    }
  }
}

/** Experts touched on the mean card by so many tokens. */
export function touchedOnMean({ chances }: Placed, tokens: number): number {
  let touched = 0;
  for (const hand of chances) for (const chance of hand) touched += 1 - (1 - chance) ** tokens;
  return touched / chances.length;
}

/** Rows of the busiest card ÷ the mean card's, as the counts say: they were measured, chance and all. */
export function heaviestShare({ loads }: Placed): number {
  const total = loads.reduce((sum, load) => sum + load, 0);
  return (Math.max(...loads) * loads.length) / total;
}

/** The same where tokens are still to be drawn: what popularity makes uneven, and chance on top. */
export function expectedShare({ loads, chances }: Placed, tokens: number): number {
  const means = loads.map((load) => load * tokens);
  const deviations = chances.map((hand) =>
    Math.sqrt(tokens * hand.reduce((sum, chance) => sum + chance * (1 - chance), 0)),
  );
  const total = means.reduce((sum, mean) => sum + mean, 0);
  return total > 0 ? (expectedLargest(means, deviations) * means.length) / total : 1;
}

/** Steps of the integral below; its error is far under a per mille. */
const steps = 96;

/** Mean of the largest of independent normal variables: from far below the largest mean, the part that some of them exceeds. */
export function expectedLargest(means: readonly number[], deviations: readonly number[]): number {
  const widest = Math.max(...deviations);
  const from = Math.max(...means) - 6 * widest;
  const width = (12 * widest) / steps;
  let exceeded = 0;
  for (let step = 0; step < steps; step++) {
    const at = from + (step + 0.5) * width;
    let below = 1;
    for (let i = 0; i < means.length && below > 0; i++) below *= normalBelow(at, means[i] ?? 0, deviations[i] ?? 0);
    exceeded += (1 - below) * width;
  }
  return from + exceeded;
}

function normalBelow(at: number, mean: number, deviation: number): number {
  if (deviation === 0) return at < mean ? 0 : 1;
  return standardBelow((at - mean) / deviation);
}

/** Φ(z), to 7 digits (Abramowitz and Stegun 26.2.17). */
function standardBelow(z: number): number {
  const t = 1 / (1 + 0.231_641_9 * Math.abs(z));
  const tail =
    0.398_942_28 *
    Math.exp((-z * z) / 2) *
    t *
    (0.319_381_53 + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
  return z > 0 ? 1 - tail : tail;
}

const standardLargest = new Map<number, number>();

/** Mean of the largest of n standard normal variables: 1.42 of 8, 2.07 of 32. */
export function largestOf(n: number): number {
  const before = standardLargest.get(n);
  if (before !== undefined) return before;
  const ones = Array.from({ length: n }, () => 1);
  const value = expectedLargest(
    ones.map(() => 0),
    ones,
  );
  standardLargest.set(n, value);
  return value;
}

/** Mean of the largest of n counts of `draws`, each with chance `share`: exact for few draws, where a normal is wrong. */
export function largestCount(n: number, draws: number, share: number): number {
  let density = (1 - share) ** draws;
  let below = density;
  let largest = 0;
  for (let count = 0; count < draws && below < 1 - 1e-9; count++) {
    largest += 1 - below ** n;
    density *= ((draws - count) / (count + 1)) * (share / (1 - share));
    below += density;
  }
  return largest;
}
