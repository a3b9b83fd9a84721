/** What a chain of cells has said so far, and what one of them changes. */

import type { Q } from '../quantity';
import type { KvFormat, MathFormat, WeightFormat } from './formats';
import type { Architecture } from './model';
import type { Fidelity, Parameters, PhaseName, Placement, Popularity, Runtime } from './case';

export type Size = { readonly nodes: number } | { readonly cards: number };

export interface HardwareDesign {
  readonly use?: string;
  readonly size?: Size;
  /** Overridden chip fields, origin `given`. Keys are fields of Chip; tflops as `tflops.fp8`. */
  readonly set: Readonly<Record<string, Q>>;
}

export interface ModelDesign {
  readonly use?: string;
  /** From a configuration file of the person's, instead of `use`. */
  readonly imported?: Architecture;
  readonly weights?: WeightFormat;
  readonly experts?: WeightFormat;
  readonly activations?: MathFormat;
  readonly kv?: KvFormat;
}

/** Requests decoded at once, as a number. */
export type Pinned =
  { readonly kind: 'per-card'; readonly n: Q<'per card'> } | { readonly kind: 'total'; readonly n: Q<'1'> };

/** … or as what they follow from: the most that memory and the SLO allow, or an arrival rate (explore/operating-point.ts). */
export type Sought = { readonly kind: 'best' } | { readonly kind: 'rate'; readonly rate: Q<'1/s'> };

export type Concurrency = Pinned | Sought;

export interface WorkloadDesign {
  readonly input?: Q<'token'>;
  readonly output?: Q<'token'>;
  readonly concurrency?: Concurrency;
  readonly prefixHit?: Q<'1'>;
  readonly routing?: Popularity;
  readonly sloTtft?: Q<'s'>;
  readonly sloTpot?: Q<'s'>;
}

/** What a parallelism cell says of one phase; the rest is filled in by resolve (contract.md, Layout). */
export interface LayoutDesign {
  readonly tp?: number;
  readonly dp?: number;
  readonly pp?: number;
  readonly cp?: number;
  readonly sp?: boolean;
  readonly ep?: number;
  readonly redundantExperts?: number;
  readonly placement?: Placement;
  readonly tokens?: Q<'token'>;
}

export interface PoolDesign {
  readonly use?: string;
  readonly size?: Size;
}

export const servings = ['separate', 'shared'] as const;
export type Serving = (typeof servings)[number];

export interface ParallelismDesign {
  readonly prefill?: LayoutDesign;
  readonly decode?: LayoutDesign;
  readonly pools?: Readonly<Partial<Record<PhaseName, PoolDesign>>>;
  /** One pool for both phases, or one each (unsaid: each is looked at as if it had all cards). */
  readonly serving?: Serving;
}

export type LeverSetting = { readonly on: false } | { readonly on: true; readonly parameters: Parameters };

/** What owning a card takes; money a card, a year where it recurs. */
export interface Ownership {
  readonly purchase: Q<'money'>;
  readonly years: Q<'1'>;
  readonly residual: Q<'1'>;
  readonly discount: Q<'1'>;
  readonly power: Q<'W'>;
  readonly pue: Q<'1'>;
  readonly tariff: Q<'money/kWh'>;
  readonly hosting: Q<'money'>;
  readonly network: Q<'money'>;
  readonly spare: Q<'1'>;
  readonly failure: Q<'1'>;
}

/** Whose price it is, where it comes from the catalog's lists. */
export interface ListedPrice {
  readonly name: string;
  /** Where the catalog knows it. */
  readonly chip?: string;
}

/** Rent or ownership; the later said replaces the earlier. */
export interface CostDesign {
  readonly cardHour?: Q<'money/h'>;
  readonly listed?: ListedPrice;
  /** Where the prefill pool's cards cost something else. */
  readonly prefillCardHour?: Q<'money/h'>;
  readonly busy?: Q<'1'>;
  /** What the card-hour was made of, where the card is owned. */
  readonly owned?: Ownership;
}

/** The accumulated, unresolved design at one cell. Every part may still be missing. */
export interface Design {
  readonly fidelity: Fidelity;
  readonly runtime: Runtime;
  readonly currency: string;
  readonly hardware: HardwareDesign;
  readonly model: ModelDesign;
  readonly workload: WorkloadDesign;
  readonly parallelism: ParallelismDesign;
  readonly levers: Readonly<Record<string, LeverSetting>>;
  readonly cost: CostDesign;
}

/** What one defining cell does to the design it starts from. */
export type Change = (start: Design) => Design;
