/** Tokens that a step yields where drafts are verified: drawn a request and a step, the same whatever the policy. */

import { scramble } from './random';
import type { Requests } from './requests';
import type { Setup } from './setup';

const unit = 1 / 4_294_967_296;

export class AcceptedDrafts {
  /** Chance that at least so many drafts are accepted. */
  readonly #atLeast: Float64Array;
  readonly #seed: number;

  constructor({ drafts, seed }: Pick<Setup, 'drafts' | 'seed'>) {
    this.#seed = scramble(seed + 5);
    let chance = 1;
    this.#atLeast = Float64Array.from(drafts, (each) => (chance *= each));
  }

  /** A request's draws follow from its number alone. */
  begin(slot: number, { draws, number, preempted }: Requests): void {
    if ((preempted[slot] ?? 0) > 0) return;
    draws[slot] = scramble((number[slot] ?? 0) + this.#seed);
  }

  draw(slot: number, { draws }: Requests): number {
    const next = ((draws[slot] ?? 0) + 0x9e3779b9) >>> 0;
    draws[slot] = next;
    const chance = scramble(next) * unit;
    let tokens = 1;
    for (let at = 0; at < this.#atLeast.length && chance < (this.#atLeast[at] ?? 0); at++) tokens++;
    return tokens;
  }
}

/** Chances a position from what a case says of its speculation: a decaying chance, or the measured tokens a step. */
export function draftChances(said: {
  readonly drafts: number;
  readonly acceptance: number;
  readonly decay: number;
  readonly length?: number;
}): readonly number[] {
  const { drafts, acceptance, decay, length } = said;
  const first = length === undefined ? acceptance : constantFor(drafts, length);
  const falls = length === undefined ? decay : 1;
  return Array.from({ length: drafts }, (_, position) => first * falls ** position);
}

/** The constant chance at which Σ aⁱ over the drafts is this length. */
function constantFor(drafts: number, length: number): number {
  const tokens = (chance: number): number => {
    let sum = 0;
    for (let position = 0; position <= drafts; position++) sum += chance ** position;
    return sum;
  };
  let low = 0;
  let high = 1;
  for (let turn = 0; turn < 50; turn++) {
    const middle = (low + high) / 2;
    if (tokens(middle) < length) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
