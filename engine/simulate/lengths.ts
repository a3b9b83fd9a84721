/** How long prompts and answers are. */

import type { Random } from './random';

export type Lengths =
  | { readonly kind: 'fixed'; readonly tokens: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  /** `spread` is the standard deviation of the logarithm. */
  | { readonly kind: 'lognormal'; readonly mean: number; readonly spread: number }
  /** Drawn from these, each as often as the others. */
  | { readonly kind: 'empirical'; readonly tokens: readonly number[] };

export function meanOf(lengths: Lengths): number {
  switch (lengths.kind) {
    case 'fixed':
      return lengths.tokens;
    case 'exponential':
    case 'lognormal':
      return lengths.mean;
    case 'empirical':
      return lengths.tokens.reduce((sum, each) => sum + each, 0) / Math.max(1, lengths.tokens.length);
  }
}

/** Draws whole tokens, at least one. */
export function drawerOf(lengths: Lengths, random: Random): () => number {
  switch (lengths.kind) {
    case 'fixed': {
      const { tokens } = lengths;
      return () => tokens;
    }
    case 'exponential': {
      const { mean } = lengths;
      return () => whole(mean * random.exponential());
    }
    case 'lognormal': {
      const { mean, spread } = lengths;
      // The mean of a lognormal is exp(μ + σ²/2).
      const middle = Math.log(mean) - (spread * spread) / 2;
      return () => whole(Math.exp(middle + spread * random.normal()));
    }
    case 'empirical': {
      const { tokens } = lengths;
      return () => whole(tokens[Math.floor(random.next() * tokens.length)] ?? 1);
    }
  }
}

function whole(tokens: number): number {
  return Math.max(1, Math.round(tokens));
}
