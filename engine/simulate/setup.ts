/** What a simulation is given: pools, budgets, policies and times, all in plain numbers. */

import type { Arrivals } from './arrivals';
import type { StepModel } from './costs';
import type { Lengths } from './lengths';
import type { Preemption, PrefillOrder, RoutingPolicy } from './policies';
import type { Tier } from './prefix-cache';
import type { Arrival } from './requests';

/** Ranks that step together: their experts are shared. */
export interface PoolShape {
  readonly groups: number;
  /** DP ranks a group. */
  readonly ranks: number;
  /** Cards a rank. */
  readonly cards: number;
}

/** One side of the KV transfer, a card. */
export interface Side {
  /** Cache bytes a token on a card. */
  readonly tokenBytes: number;
  /** Bytes a second that it sends or takes in. */
  readonly rate: number;
}

export interface PrefillPool extends PoolShape, Side {
  /** Tokens that a rank packs of whole prompts. */
  readonly passTokens: number;
  /** Longer prompts are cut into passes of so many tokens. */
  readonly chunk?: number;
  /** Stages that each work on a pass of their own. */
  readonly stages: number;
}

export interface DecodePool extends PoolShape, Side {
  /** Most requests a rank decodes at once. */
  readonly maxBatch: number;
  /** Cache of a rank: pages, and tokens a page; `grows` where pages are taken as they fill, else all at the start. */
  readonly pages: number;
  readonly page: number;
  readonly grows: boolean;
}

export interface TransferSetup {
  /** Layers that can be sent one by one; 1 = all after the prefill. */
  readonly layers: number;
  /** Prompts so long and longer are sent layer by layer. */
  readonly layersFrom: number;
}

/** One pool for both phases: each step takes so many prompt tokens along, decoding requests counted in. */
export interface SharedServing {
  readonly chunk: number;
  /** Chunks shrink as far as a step would take longer than so many seconds. */
  readonly stepLimit?: number;
}

export type Supply =
  | {
      readonly kind: 'drawn';
      readonly arrivals: Arrivals;
      readonly input: Lengths;
      readonly output: Lengths;
      readonly turns?: Turns;
    }
  /** In the order of time. Ends with undefined. */
  | { readonly kind: 'trace'; readonly next: () => Arrival | undefined };

/** Conversations: each question brings the ones before it and their answers along. */
export interface Turns {
  readonly mean: number;
  /** Conversations under way at a time. */
  readonly open: number;
}

export interface Policies {
  readonly routing: RoutingPolicy;
  readonly prefill: PrefillOrder;
  readonly preemption: Preemption;
}

export interface Setup {
  readonly seed: number;
  readonly supply: Supply;
  /** Ends after so many arrivals, all answered; or at so many seconds, whatever is under way. */
  readonly until: { readonly requests: number } | { readonly seconds: number } | { readonly end: true };
  /** Share of the run that is not counted. */
  readonly warmup: number;
  readonly prefill: PrefillPool;
  readonly decode: DecodePool;
  readonly shared?: SharedServing;
  readonly transfer: TransferSetup;
  readonly policies: Policies;
  readonly cache: readonly Tier[];
  /** Share of each prompt that is found, where no prefixes are told. */
  readonly hit: number;
  /** Chances that draft 1, 2, … is accepted once those before it were. */
  readonly drafts: readonly number[];
  readonly steps: StepModel;
  readonly slo: { readonly ttft?: number; readonly tpot?: number };
}
