/** One fully resolved question, with all that it is made of. */

import type { Diagnostic } from '../diagnostics';
import type { Q } from '../quantity';
import type { Formats, MathFormat, WeightFormat } from './formats';
import type { Chip } from './hardware';
import type { Architecture } from './model';

/** Settings of a lever, by parameter name. */
export type Parameters = Readonly<Record<string, Q>>;

export type Fidelity = 'article' | 'roofline' | 'calibrated';
/** A notebook names the first three; the others are the engine profile with the kernels of one engine, for published runs. */
export type Runtime = 'engine' | 'naive' | 'pytorch' | 'sglang' | 'trtllm' | 'vllm';
export type PhaseName = 'prefill' | 'decode';

/** How often the experts of a layer are asked for. */
export type Popularity =
  | { readonly kind: 'uniform' }
  /** The r-th most popular is asked for in proportion to r to the power −exponent; which expert that is, nobody knows. */
  | { readonly kind: 'zipf'; readonly exponent: Q<'1'> }
  /** Counts by expert, in the order of their indices, as measured. */
  | { readonly kind: 'histogram'; readonly counts: readonly number[] };

/** Where experts lie: in the order of their indices, dealt one by one, or packed by their load. */
export const placements = ['linear', 'round-robin', 'balanced'] as const;
export type Placement = (typeof placements)[number];

export interface Layout {
  readonly tp: number;
  readonly dp: number;
  readonly pp: number;
  readonly cp: number;
  readonly sp: boolean;
  readonly ep: number;
  readonly redundantExperts: number;
  /** Linear if unsaid. */
  readonly placement?: Placement;
  /** Copies of the instance that fill the pool. */
  readonly replicas: number;
}

export interface Pool {
  readonly chip: Chip;
  /** What this chip multiplies each stored format in. */
  readonly math: Readonly<Record<WeightFormat, MathFormat>>;
  /** What a stored weight costs with its scales, where they are not the usual ones of its format. */
  readonly widths?: Readonly<Partial<Record<WeightFormat, Q<'B'>>>>;
  readonly cards: Q<'card'>;
  readonly layout: Layout;
}

export interface Workload {
  readonly input: Q<'token'>;
  readonly output: Q<'token'>;
  /** Requests a card of the decode pool, before rounding up to whole requests a DP rank. */
  readonly perCard: Q<'per card'>;
  readonly prefixHit: Q<'1'>;
  /** Uniform if unsaid. */
  readonly routing?: Popularity;
  /** Where the question is an arrival rate: requests then wait for prefill. */
  readonly arrivals?: Q<'1/s'>;
  readonly sloTtft?: Q<'s'>;
  readonly sloTpot?: Q<'s'>;
}

/** One speculation setting; absent in a case without it. */
export interface Speculation {
  readonly drafts: Q<'1'>;
  /** Chance that draft i+1 is accepted given that the first i were. */
  readonly acceptance: Q<'1'>;
  /** By what the chance falls from each position to the next; 1 if unsaid. */
  readonly decay?: Q<'1'>;
  /** Tokens a step as measured, instead of chances. */
  readonly length?: Q<'1'>;
}

/** Prices of a case, in its currency. */
export interface Prices {
  readonly cardHour: Readonly<Record<PhaseName, Q<'money/h'>>>;
  /** Share of the paid hours that serve this load. */
  readonly busy: Q<'1'>;
  readonly currency: string;
}

/** How an engine interleaves communication with work. */
export interface Overlap {
  readonly kind: 'two-batch' | 'single-batch';
  /** Share of the ideal that is reached. */
  readonly efficiency: Q<'1'>;
}

/** How routed rows travel between cards. */
export type Exchange =
  /** Every card gets every token, and sums come back: all-gather and reduce-scatter. */
  | { readonly kind: 'gather' }
  /** A row goes only to cards that hold its experts. */
  | {
      readonly kind: 'routed';
      /** Phases in which it goes straight to each expert, laid out on arrival (DeepEP's low-latency mode). */
      readonly direct: Readonly<Record<PhaseName, boolean>>;
      /** Multiprocessors that do nothing else meanwhile, where it does not. */
      readonly sms: Q<'1'>;
    };

/** What the network's software changes of an operation between cards. */
export interface Network {
  /** Taken out of the start of each expert exchange, as far as it goes. */
  readonly saved: Q<'s'>;
  /** Scale-out rate of expert exchange against what its kernels were measured at; never above the link's own. */
  readonly gain: Q<'1'>;
  /** Added to the start of each operation that leaves a scale-up domain. */
  readonly added: Q<'s'>;
}

/** How a request's cache gets from the prefill pool to the decode pool. */
export interface Transfer {
  /** Times that each side writes and reads it again in its own memory. */
  readonly copies: Q<'1'>;
  /** Share of the link that is reached. */
  readonly share: Q<'1'>;
  /** What packing and sending take of a prefill pass. */
  readonly taken: Q<'1'>;
  /** Prompts this long and longer are sent layer by layer, beside the prefill. */
  readonly layersFrom?: Q<'token'>;
}

/** Where a cached prefix is loaded from. */
export interface CacheLoad {
  /** A card, one way; absent: it is in the card's memory already. */
  readonly bandwidth?: Q<'B/s'>;
  readonly latency: Q<'s'>;
}

/** What the serving stack does around its kernels; levers switch it on and off. */
export interface Stack {
  /** Phases whose kernels are replayed from a graph; in the others the host launches each. */
  readonly graphs: Readonly<Record<PhaseName, boolean>>;
  /** Host time of a decode step that runs beside no kernel, over what the profile always has. */
  readonly hostGap: Q<'s'>;
  /** Share of a pass taken out of its latencies and host time, as far as they go. */
  readonly saved: Q<'1'>;
  /** Small kernels that the router of a MoE layer takes. */
  readonly routerKernels: Q<'1'>;
  /** Rows are quantized and laid out by expert in one go. */
  readonly expandFused: boolean;
  /** Tokens a KV page; absent: each request reserves its greatest length. */
  readonly page?: Q<'1'>;
  readonly exchange: Exchange;
  readonly network: Network;
  /** Share of the spread of cache lengths over the DP ranks that routing of requests leaves. */
  readonly spread: Q<'1'>;
  readonly transfer: Transfer;
}

/** One fully resolved question. Same case, same answer. */
export interface Case {
  readonly fidelity: Fidelity;
  readonly runtime: Runtime;
  readonly model: Architecture;
  readonly formats: Formats;
  readonly workload: Workload;
  readonly prefill: Pool;
  readonly decode: Pool;
  /** True where each phase has cards of its own. */
  readonly separatePools: boolean;
  /** Whole prompts that a prefill pass packs a DP rank. */
  readonly promptsPerPass: Q<'1'>;
  /** Requests a decode DP rank holds: its share of all, rounded up. */
  readonly batch: Q<'1'>;
  /** Decode multiplies the up-projection into the query (MLA); off = expands K and V each step. */
  readonly mlaAbsorb: boolean;
  readonly stack: Stack;
  /** True where one pool does both: chunks of prompts run between decode steps. */
  readonly shared?: boolean;
  /** Most tokens of a prefill pass; longer ones are cut. */
  readonly chunk?: Q<'token'>;
  readonly cacheLoad?: CacheLoad;
  /** Prefixes that a DP rank keeps in the memory of its cards for later. */
  readonly prefixesKept?: Readonly<Partial<Record<PhaseName, Q<'1'>>>>;
  readonly speculation?: Speculation;
  readonly overlap?: Readonly<Partial<Record<PhaseName, Overlap>>>;
  readonly prices?: Prices;
  /** Levers that are on, in canonical order, with their parameters. */
  readonly applied: readonly AppliedLever[];
  readonly skipped: readonly SkippedLever[];
  /** Levers that would be on, but a cell says off. */
  readonly removed?: readonly string[];
}

export interface AppliedLever {
  readonly id: string;
  readonly parameters: Parameters;
  /** True where the checkpoint was not trained for it: a study, badged "not this checkpoint". */
  readonly whatIf: boolean;
  /** True where no cell said so: the runtime, the checkpoint or the design has it on. */
  readonly stands: boolean;
}

export interface SkippedLever {
  readonly id: string;
  readonly reason: Diagnostic;
}
