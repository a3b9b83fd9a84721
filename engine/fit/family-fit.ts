/** Fits the constants of one kernel family to its rows: mean |ln(predicted ÷ measured)|, several seeded starts. */

import { minimise } from './nelder-mead';

/** One measurement. `layer` groups the rows of one layer shape, for leaving it out. */
export interface FitRow<S> {
  readonly id: string;
  readonly layer: string;
  readonly seconds: number;
  readonly shape: S;
}

/** A constant to be found: its prior in SI, and the range that physics allows. */
export interface Parameter {
  readonly name: string;
  readonly prior: number;
  readonly kind: 'positive' | 'share';
}

export type Constants = Readonly<Record<string, number>>;

export interface Model<S> {
  readonly parameters: readonly Parameter[];
  /** Constants that are chosen, not fitted: the row tile, the number of splits. The best alternative is kept. */
  readonly alternatives: readonly Constants[];
  predict(shape: S, constants: Constants): number;
}

export interface FamilyFit<S> {
  readonly constants: Constants;
  readonly error: number;
  /** Undefined where all rows are of one layer shape. */
  readonly leaveOneOut: number | undefined;
  readonly rows: readonly FitRow<S>[];
}

/**
 * Weight of the pull towards the priors, in mean |ln| a unit of log distance squared: it decides a constant that the
 * rows leave open (a peak that no row reaches), and hardly moves one that they determine.
 */
const pull = 3e-4;
const seeds = 5;
const spread = 0.7;
/** Above this a share is no longer believed: no kernel measured here reaches it. */
const mostShare = 0.98;

export function fitFamily<S>(model: Model<S>, rows: readonly FitRow<S>[]): FamilyFit<S> {
  const best = bestOf(model, rows, startsOf(model));
  return { constants: best.constants, error: best.error, leaveOneOut: leaveOneOut(model, rows, best.at), rows };
}

/** The same without leaving anything out: an eighth of the time. */
export function fitOnly<S>(model: Model<S>, rows: readonly FitRow<S>[]): Pick<FamilyFit<S>, 'constants' | 'error'> {
  return bestOf(model, rows, startsOf(model));
}

/** Mean |ln(predicted ÷ measured)| of given constants. */
export function errorOf<S>(model: Model<S>, rows: readonly FitRow<S>[], constants: Constants): number {
  let sum = 0;
  for (const row of rows) sum += Math.abs(Math.log(model.predict(row.shape, constants) / row.seconds));
  return sum / rows.length;
}

interface Found {
  readonly at: readonly number[];
  readonly constants: Constants;
  readonly error: number;
  readonly objective: number;
}

function bestOf<S>(model: Model<S>, rows: readonly FitRow<S>[], starts: readonly (readonly number[])[]): Found {
  let best: Found | undefined;
  for (const chosen of model.alternatives) {
    const constantsAt = (at: readonly number[]) => ({ ...chosen, ...decode(model.parameters, at) });
    const objective = (at: readonly number[]) => errorOf(model, rows, constantsAt(at)) + pull * squared(at);
    for (const start of starts) {
      const { at, value } = minimise(objective, start);
      if (best !== undefined && value >= best.objective) continue;
      const constants = constantsAt(at);
      best = { at, constants, error: errorOf(model, rows, constants), objective: value };
    }
  }
  if (best === undefined) throw new Error('a model needs at least one alternative');
  return best;
}

/** Points are distances from the priors: in ln for positive constants, in logit for shares. */
function decode(parameters: readonly Parameter[], at: readonly number[]): Constants {
  return Object.fromEntries(parameters.map(({ name, prior, kind }, i) => [name, moved(prior, kind, at[i] ?? 0)]));
}

function moved(prior: number, kind: Parameter['kind'], by: number): number {
  if (kind === 'positive') return prior * Math.exp(by);
  const part = prior / mostShare;
  return mostShare / (1 + Math.exp(-(Math.log(part / (1 - part)) + by)));
}

function squared(at: readonly number[]): number {
  return at.reduce((sum, x) => sum + x * x, 0);
}

/** The prior, and points around it from a seeded generator: the same fit every time. */
function startsOf<S>({ parameters }: Model<S>): readonly (readonly number[])[] {
  const next = generator(20261124);
  const around = () => parameters.map(() => spread * 2 * (next() - 0.5));
  return [parameters.map(() => 0), ...Array.from({ length: seeds }, around)];
}

/** Numerical Recipes' linear congruence: enough for starting points. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Each layer shape predicted by the constants of all the others, started from the fit of all. */
function leaveOneOut<S>(model: Model<S>, rows: readonly FitRow<S>[], from: readonly number[]): number | undefined {
  const layers = [...new Set(rows.map((row) => row.layer))];
  if (layers.length < 2) return undefined;
  const nothing = model.parameters.map(() => 0);
  let sum = 0;
  for (const layer of layers) {
    const left = rows.filter((row) => row.layer === layer);
    const kept = rows.filter((row) => row.layer !== layer);
    const { constants } = bestOf(model, kept, [from, nothing]);
    sum += errorOf(model, left, constants) * left.length;
  }
  return sum / rows.length;
}
