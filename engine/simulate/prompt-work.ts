/** Prompts, or pieces of them, that one rank computes in one pass, as the equal prompts that ask the same of it. */

import { cost } from './costs';

export class PromptWork {
  tokens = 0;
  /** Tokens of these that were computed before and lost. */
  redone = 0;
  /** Seconds to load what a slower tier of the prefix cache held. */
  load = 0;
  #squares = 0;
  #before = 0;

  clear(): void {
    this.tokens = 0;
    this.redone = 0;
    this.load = 0;
    this.#squares = 0;
    this.#before = 0;
  }

  /** A piece of so many tokens after so many that are there. */
  add(tokens: number, before: number): void {
    this.tokens += tokens;
    this.#squares += tokens * tokens;
    this.#before += tokens * before;
  }

  /** Loading comes before the pass, over the card's link. */
  addLoad(row: Float64Array): void {
    if (this.load === 0) return;
    row[cost.own] = (row[cost.own] ?? 0) + this.load;
    row[cost.ownLink] = (row[cost.ownLink] ?? 0) + this.load;
    row[cost.busyLink] = (row[cost.busyLink] ?? 0) + this.load;
  }

  /** Tokens a prompt, weighed by tokens: so many equal prompts have as many tokens and as many pairs to attend. */
  get fresh(): number {
    return this.#squares / this.tokens;
  }

  get sequences(): number {
    return (this.tokens * this.tokens) / this.#squares;
  }

  get cached(): number {
    return this.#before / this.tokens;
  }
}
