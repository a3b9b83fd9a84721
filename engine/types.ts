/** The nouns: chip, architecture, case, plan, rates, evaluation. Types only; what they mean in the model is in model.md. */

import type { CalibrationRecord } from './calibration-schema';
import type { Diagnostic, Text } from './diagnostics';
import type { Q } from './quantity';

// ── number formats ───────────────────────────────────────────────────────────────────────────────

/** Formats a chip may multiply in. */
export type MathFormat = 'bf16' | 'fp8' | 'int8' | 'fp4';
/** Formats weights may be stored in. */
export type WeightFormat = 'bf16' | 'fp8' | 'int8' | 'int4' | 'fp4';
export type KvFormat = 'bf16' | 'fp8';

/** The formats of one design, resolved (contract.md, Formats). `experts` is the routed and shared experts' weights, `weights` all other. */
export interface Formats {
  readonly weights: WeightFormat;
  readonly experts: WeightFormat;
  /** Dense FFN layers, where they keep another format than `weights`. */
  readonly dense?: WeightFormat;
  readonly head: WeightFormat;
  readonly kv: KvFormat;
}

// ── hardware ─────────────────────────────────────────────────────────────────────────────────────

/** The chip has no such unit: a lever that needs it is skipped; nothing is unknown. */
export interface Absent {
  readonly absent: Text;
}

export interface Chip {
  readonly id: string;
  readonly title: string;
  readonly vendor: string;
  readonly deviceNames: readonly string[];
  /** Dense peaks. */
  readonly tflops: Readonly<Record<MathFormat, Q<'FLOP/s'> | Absent>>;
  readonly memory: Q<'B'>;
  readonly memoryBandwidth: Q<'B/s'>;
  /** One way, a card. */
  readonly scaleUp: Q<'B/s'>;
  readonly scaleOut: Q<'B/s'>;
  /** Cards that share the scale-up fabric. */
  readonly scaleUpDomain: Q<'card'>;
  readonly cardsPerNode: Q<'card'>;
  readonly linkLatency: Q<'s'>;
  readonly sms: Q<'1'>;
  readonly l2: Q<'B'>;
  readonly tdp: Q<'W'>;
  /** A person's own calibrations of it, over the shipped ones. */
  readonly calibrations?: readonly CalibrationRecord[];
}

// ── model ────────────────────────────────────────────────────────────────────────────────────────

export interface GqaSpec {
  readonly kind: 'gqa';
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly qkNorm: boolean;
  readonly bias: boolean;
  /** Tokens attended at most; absent = all. */
  readonly window?: number;
  /** Attention stays inside chunks of so many tokens (Llama 4). */
  readonly chunk?: number;
  /** Width of a value head, where it differs from the key's (MiMo). */
  readonly valueDim?: number;
  /** The query's own share of the input gates the output, element by element (Qwen3-Next). */
  readonly gated?: boolean;
  /** The query goes through so many dimensions first (Step-3's multi-matrix factorization). */
  readonly queryRank?: number;
  /** Only the best blocks of the cache are attended, chosen by a light index (MiniMax-M3). */
  readonly blocks?: { readonly heads: number; readonly dim: number; readonly size: number; readonly best: number };
}

export interface MlaSpec {
  readonly kind: 'mla';
  readonly heads: number;
  readonly qRank: number;
  readonly kvRank: number;
  readonly nope: number;
  readonly rope: number;
  readonly v: number;
  /** A gate of full rank on the output (Kimi-K3). */
  readonly gated?: boolean;
  /** Tokens attended at most; absent = all. */
  readonly window?: number;
  /** DSA's lightning indexer, where the checkpoint (or a what-if) has one; `borrowed`: the choice of an earlier layer is used again. */
  readonly index?: { readonly heads: number; readonly dim: number; readonly topk: number; readonly borrowed?: boolean };
}

/** Gated delta net: a state of key × value dimensions a value head replaces the cache (Qwen3-Next). */
export interface DeltaNetSpec {
  readonly kind: 'delta-net';
  readonly keyHeads: number;
  /** Value heads. */
  readonly heads: number;
  readonly keyDim: number;
  readonly valueDim: number;
  /** Taps of the short convolution over query, key and value. */
  readonly conv: number;
}

/** Kimi delta attention: as the gated delta net, with a decay a channel and as many key as value heads. */
export interface KdaSpec {
  readonly kind: 'kda';
  readonly heads: number;
  readonly dim: number;
  readonly conv: number;
}

/** MiniMax's lightning attention: linear attention with a fixed decay a head and a gate on the output. */
export interface LightningSpec {
  readonly kind: 'lightning';
  readonly heads: number;
  readonly headDim: number;
}

/** DeepSeek-V4: one key–value head, of which `ratio` tokens share one entry beside a window of recent tokens kept whole. */
export interface CompressedSpec {
  readonly kind: 'compressed';
  readonly heads: number;
  readonly headDim: number;
  /** Rotary part of the head. */
  readonly rope: number;
  readonly qRank: number;
  readonly outRank: number;
  readonly outGroups: number;
  readonly window: number;
  /** 0 = the window alone. */
  readonly ratio: number;
  /** Chooses the best compressed entries (ratio 4). */
  readonly index?: { readonly heads: number; readonly dim: number; readonly topk: number };
}

export type AttentionSpec = GqaSpec | MlaSpec | DeltaNetSpec | KdaSpec | LightningSpec | CompressedSpec;

export interface DenseSpec {
  readonly kind: 'dense';
  readonly inner: number;
}

export interface MoeSpec {
  readonly kind: 'moe';
  readonly experts: number;
  readonly topk: number;
  readonly inner: number;
  readonly shared: number;
  readonly sharedInner: number;
  /** The shared expert's output has a gate of its own, one number a token (Qwen3-Next). */
  readonly sharedGate?: boolean;
  /** Routed experts work in a space of so many dimensions (Kimi-K3). */
  readonly latent?: number;
  /** A token's experts come from at most `limit` of `count` equal groups. */
  readonly groups?: { readonly count: number; readonly limit: number };
}

export type FfnSpec = DenseSpec | MoeSpec;

export interface Block {
  readonly attention: AttentionSpec;
  readonly ffn: FfnSpec;
}

/** `count` equal layers; layers that alternate are one group each. */
export interface LayerGroup extends Block {
  readonly count: number;
}

/** What carries the hidden state past a layer, where it is more than one sum. */
export type Residual =
  /** Hyper-connections: so many streams, mixed before and after each half of a layer (DeepSeek-V4). */
  | {
      readonly kind: 'streams';
      readonly streams: number;
      /** Rounds of the normalization that keeps the mix on its manifold. */
      readonly iterations?: number;
      /** Kernels are not fused: each reads and writes the streams again. */
      readonly apart?: boolean;
    }
  /** Each half of a layer attends the outputs of the blocks of `block` layers before it (Kimi-K3). */
  | { readonly kind: 'attended'; readonly block: number };

export interface Architecture {
  readonly id: string;
  readonly title: string;
  readonly aliases: readonly string[];
  readonly hidden: number;
  readonly vocab: number;
  readonly tied: boolean;
  readonly layers: readonly LayerGroup[];
  readonly residual?: Residual;
  /** Extra prediction layers of the checkpoint (each one `draft` block, plus a 2d → d projection). */
  readonly mtpLayers: number;
  /** The block of a prediction layer, where it is not the last group's. */
  readonly draft?: Block;
  readonly native: { readonly weights: WeightFormat; readonly experts: WeightFormat };
  readonly source: string;
  /** Set when some part cannot be expressed yet: which metrics it blocks and why. */
  readonly blocked?: { readonly field: string; readonly reason: Text };
}

// ── the case ─────────────────────────────────────────────────────────────────────────────────────

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

// ── the design: what a chain of cells has said so far ─────────────────────────────────────────────

/** Settings of a lever, by parameter name. */
export type Parameters = Readonly<Record<string, Q>>;

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

/** Rent or ownership; the later said replaces the earlier. */
export interface CostDesign {
  readonly cardHour?: Q<'money/h'>;
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

// ── the plan: demand, not time ───────────────────────────────────────────────────────────────────

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
  /** The same in plain numbers, for who adds up over a pass. */
  readonly flopCount: number;
  readonly weightSize: number;
  readonly kvSize: number;
  readonly activationSize: number;
  readonly upSize: number;
  readonly outSize: number;
  readonly residentSize: number;
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

// ── the evaluation ───────────────────────────────────────────────────────────────────────────────

export const timeResources = ['compute', 'memory-bandwidth', 'communication'] as const;
export type TimeResource = (typeof timeResources)[number];
export const resources = ['compute', 'memory-capacity', 'memory-bandwidth', 'communication'] as const;
export type Resource = (typeof resources)[number];

/** One operator timed; its times are of all its repetitions in the pass together. */
export interface TimedOp {
  /** The operator's id behind the id of what repeats it: `moe-layers.experts`. */
  readonly id: string;
  readonly op: Op;
  readonly times: Q<'1'>;
  /** Its arithmetic at the datasheet's peak: what MFU counts, at every fidelity. */
  readonly peak: Q<'s'>;
  readonly compute: Q<'s'>;
  readonly memory: Q<'s'>;
  readonly communication: Q<'s'>;
  /** Latency before the work and of small kernels; nothing at the roofline. */
  readonly launch: Q<'s'>;
  readonly time: Q<'s'>;
  readonly binds: TimeResource | undefined;
}

/** One row of the four-resource instrument. For capacity, `binds` and `busy` are absent and `share` is of the card. */
export interface Load {
  readonly resource: Resource;
  readonly binds?: Q<'s'>;
  readonly busy?: Q<'s'>;
  /** Part of the pass it is busy (capacity: of the usable card), 0–1 and beyond when it does not fit. */
  readonly share: Q<'1'>;
  /** Table 1's own measure against its limit. */
  readonly measure: 'mfu' | 'memory.fill' | 'memory_ratio' | 'communication_ratio';
  readonly value: Q<'1'>;
  readonly limit: Q<'1'>;
  readonly alarm: boolean;
  /** Where on the 0–1 bar the alarm tick sits. */
  readonly tick: number;
}

export interface Phase {
  readonly name: PhaseName;
  readonly ops: readonly TimedOp[];
  readonly load: readonly Load[];
  readonly bottleneck: Resource | undefined;
  /** Who takes over, once the bottleneck is `gain` times as fast. */
  readonly next?: { readonly resource: Resource; readonly gain: Q<'1'> };
}

export type MetricName = string;

export interface Evaluation {
  readonly case: Case;
  /** By the names of contract.md. */
  readonly metrics: ReadonlyMap<MetricName, Q>;
  readonly prefill: Phase;
  readonly decode: Phase;
  /** Memory a card by part, in the order they are stacked. */
  readonly memory: readonly { readonly id: string; readonly title: Text; readonly bytes: Q<'B'> }[];
  readonly diagnostics: readonly Diagnostic[];
}
