/** Number formats: what chips multiply in, what weights and caches are kept in. */

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
