/**
 * Step times of a case from the analytic engine: evaluated once at each grid point that a run comes near, interpolated in between. How
 * far that is from the engine itself: test/simulate/step-times.test.ts.
 */

import { question } from '../quantity';
import type { Case } from '../types';
import type { StepModel } from './costs';
import { decodeSteps } from './decode-steps';
import { prefillSteps } from './prefill-steps';

export interface EngineSteps extends StepModel {
  /** Evaluations made so far. */
  readonly points: () => number;
}

const none = { en: 'ranks of one length', zh: '各 rank 长度相同' };
const known = new WeakMap<Case, EngineSteps>();

/** The times of one case; asked twice, tabulated once. */
export function engineSteps(kase: Case): EngineSteps {
  const before = known.get(kase);
  if (before) return before;
  const made = tabulated(kase);
  known.set(kase, made);
  return made;
}

function tabulated(kase: Case): EngineSteps {
  // Chunks are cut by the simulation itself; so is the spread of lengths over ranks.
  const { chunk: _chunk, shared: _shared, ...whole } = kase;
  const base: Case = { ...whole, stack: { ...whole.stack, spread: question(0, '1', none) } };
  const prefill = prefillSteps(base);
  const decode = decodeSteps(base);
  return {
    prefill: prefill.prefill,
    decode: decode.decode,
    joint: decode.joint,
    points: () => prefill.points() + decode.points(),
  };
}
