/** What every block needs to know of one pass of one phase, counted for a DP rank. */

import { attended, causalPairs, decodePairs, windowedPairs } from '../formulas/operators';
import { halved } from '../formulas/overlap';
import { cachedTokens, freshTokens, meanLength, product } from '../formulas/serving';
import { count } from './op';
import type { Q } from '../quantity';
import type { Case, PhaseName, Pool } from '../types';

export interface PassContext {
  readonly kase: Case;
  readonly phase: PhaseName;
  readonly pool: Pool;
  readonly sequences: Q<'1'>;
  /** New tokens a sequence brings to this pass. */
  readonly perSequence: Q<'1'>;
  /** Tokens through each linear layer. */
  readonly tokens: Q<'1'>;
  /** Tokens a prompt brings, cached ones counted in. */
  readonly promptLength: Q<'1'>;
  /** Tokens that reach the output head. */
  readonly headTokens: Q<'1'>;
  readonly hidden: Q<'1'>;
  readonly tp: Q<'1'>;
  /** Query–key pairs of one layer; `most` limits the tokens attended. */
  readonly pairs: (most?: Q<'1'>) => Q<'1'>;
  /** Cached tokens that one sequence's attention reads. */
  readonly read: (most?: Q<'1'>) => Q<'1'>;
  /** Tokens whose keys and values an expanding attention must rebuild. */
  readonly expanded: Q<'1'>;
}

function queriesOf(kase: Case): Q<'1'> {
  return count((kase.speculation?.drafts.value ?? 0) + 1, 'tokens a request brings to a step', '每请求每步 token 数');
}

/** What a pass holds of the DP rank's work; unsaid = all of it. */
export interface Portion {
  readonly sequences?: Q<'1'>;
  /** Tokens a request brings: drafts + 1 in a decode step, 1 in a draft's pass. */
  readonly queries?: Q<'1'>;
}

export function prefillContext(kase: Case, portion: Portion = {}): PassContext {
  const { input, prefixHit } = kase.workload;
  const fresh = freshTokens({ input, hit: prefixHit });
  const cached = cachedTokens({ input, hit: prefixHit });
  const sequences = portion.sequences ?? kase.promptsPerPass;
  const tokens = product({ sequences, each: fresh });
  const base = shared(kase, kase.prefill);
  return {
    ...base,
    phase: 'prefill',
    sequences,
    perSequence: fresh,
    tokens,
    headTokens: sequences,
    pairs: (most) =>
      most ? windowedPairs({ sequences, fresh, cached, window: most }) : causalPairs({ sequences, fresh, cached }),
    read: (most) => (most ? attended({ length: cached, most }) : cached),
    expanded: product({ sequences, each: base.promptLength }),
  };
}

export function decodeContext(kase: Case, portion: Portion = {}): PassContext {
  const queries = portion.queries ?? queriesOf(kase);
  const sequences = portion.sequences ?? kase.batch;
  const tokens = product({ sequences, each: queries });
  const length = meanLength({ input: kase.workload.input, output: kase.workload.output });
  const reading = (most?: Q<'1'>): Q<'1'> => (most ? attended({ length, most }) : length);
  return {
    ...shared(kase, kase.decode),
    phase: 'decode',
    sequences,
    perSequence: queries,
    tokens,
    headTokens: tokens,
    pairs: (most) => decodePairs({ tokens, length: reading(most) }),
    read: reading,
    expanded: product({ sequences, each: length }),
  };
}

/** The two halves of a two-batch overlap are alike. */
export function halfOf(context: PassContext): PassContext {
  const sequences = halved({ sequences: context.sequences });
  return context.phase === 'prefill'
    ? prefillContext(context.kase, { sequences })
    : decodeContext(context.kase, { sequences });
}

function shared(kase: Case, pool: Pool) {
  return {
    kase,
    pool,
    promptLength: count(kase.workload.input.value, 'prompt tokens', '输入 token 数'),
    hidden: count(kase.model.hidden, 'hidden size', '隐藏维度'),
    tp: count(pool.layout.tp, 'tensor-parallel degree', '张量并行度'),
  };
}
