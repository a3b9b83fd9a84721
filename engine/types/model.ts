/** The architecture of a model: its layers and what carries the hidden state past them. */

import type { Text } from '../diagnostics';
import type { WeightFormat } from './formats';

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
