/** What one card has to do: demand, not time. */

import type { Text } from '../diagnostics';
import type { Q } from '../quantity';
import type { MathFormat, WeightFormat } from './formats';
import type { PhaseName } from './case';

/** Where an operator stands in the step's breakdown; titles in plan/groups.ts. */
export type OpGroup = 'attention' | 'projections' | 'experts' | 'dense' | 'exchange' | 'elementwise' | 'draft' | 'host';

/** What a calibrated kernel model needs beyond the demand; all of one card. */
export type OpShape =
  /** M tokens, K in, N out, weights `width` bytes an element. */
  | { readonly kind: 'gemm'; readonly m: Q<'1'>; readonly k: Q<'1'>; readonly n: Q<'1'>; readonly stored: WeightFormat }
  /** `groups` touched, `rows` rows in all; `held` where rows are routed at random over all experts of the card. */
  | {
      readonly kind: 'grouped';
      readonly groups: Q<'1'>;
      readonly held?: Q<'1'>;
      readonly rows: Q<'1'>;
      readonly k: Q<'1'>;
      readonly n: Q<'1'>;
      readonly stored: WeightFormat;
    }
  | {
      readonly kind: 'attention';
      readonly family: AttentionFamily;
      readonly phase: PhaseName;
      readonly sequences: Q<'1'>;
      readonly heads: Q<'1'>;
      /** New tokens a sequence, and tokens it attends. */
      readonly fresh: Q<'1'>;
      readonly length: Q<'1'>;
    }
  /** `kernels` small kernels that each cost a latency beside their bytes. */
  | {
      readonly kind: 'elementwise';
      readonly kernels: Q<'1'>;
      /** Numbers added into rows that others add into at the same time, where the runtime does so by atomics. */
      readonly atomics?: Q<'1'>;
    }
  | {
      readonly kind: 'collective';
      readonly family: CollectiveFamily;
      readonly cards: Q<'1'>;
      readonly domains: Q<'1'>;
    };

export type AttentionFamily = 'gqa' | 'mla-expanded' | 'mla-absorbed' | 'sparse' | 'index' | 'linear';
export type CollectiveFamily = 'all-reduce' | 'all-gather' | 'exchange-direct' | 'exchange-shared' | 'send';

/** What one operator asks of one card in one pass. */
export interface Op {
  readonly id: string;
  readonly title: Text;
  readonly group: OpGroup;
  readonly shape: OpShape;
  readonly math: MathFormat;
  readonly flop: Q<'FLOP'>;
  /** Weights read, KV read and written, activations read and written. */
  readonly weightBytes: Q<'B'>;
  readonly kvBytes: Q<'B'>;
  readonly activationBytes: Q<'B'>;
  /** Sent by this card, one way. */
  readonly scaleUpBytes: Q<'B'>;
  readonly scaleOutBytes: Q<'B'>;
  /** Weights that stay on this card for it, read in this pass or not. */
  readonly residentBytes: Q<'B'>;
  /** The same in plain numbers, for who times it or adds up over a pass. */
  readonly flopCount: number;
  readonly weightSize: number;
  readonly activationSize: number;
  readonly residentSize: number;
  /** Adds what it asks for in so many repetitions; each kind of operator knows what of it is nothing. */
  readonly addTo: (demand: Demand, times: number) => void;
  /** Of its shape. */
  readonly kind: OpShape['kind'];
  /** Work of the busiest card ÷ the mean card's, which the demand above is: the others wait for it. */
  readonly busiest?: Q<'1'> | undefined;
  /** Does not wait for expert exchange, nor does exchange wait for it. */
  readonly runsBeside?: boolean;
  /** Its output leaves by expert exchange while it still computes, where an engine pipelines the two. */
  readonly feedsExchange?: boolean;
  /** The same work, shown under another part of the breakdown. */
  readonly inGroup: (group: OpGroup) => Op;
}

/** What operators ask of one card, added up in plain numbers. */
export interface Demand {
  flop: number;
  weights: number;
  kv: number;
  activations: number;
  up: number;
  out: number;
}

export type Plan =
  | { readonly kind: 'op'; readonly op: Op }
  | { readonly kind: 'seq'; readonly parts: readonly Plan[] }
  /** `times` passes over `copies` different sets of weights (a draft layer is passed several times, held once). */
  | {
      readonly kind: 'repeat';
      readonly id: string;
      readonly times: Q<'1'>;
      readonly copies: Q<'1'>;
      readonly part: Plan;
    };
