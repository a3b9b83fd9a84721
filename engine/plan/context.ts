/** What every block needs to know of one pass of one phase: first of a DP rank, then of one of its cards. */

import {
  attended,
  cachedAndBefore,
  cachedBefore,
  causalPairs,
  chunkedPairs,
  chunkedRead,
  chunksASequence,
  decodePairs,
  sequencesAChunk,
  shareOfContext,
  tokensPerCard,
  windowedPairs,
} from '../formulas/operators';
import { halved } from '../formulas/overlap';
import { cachedTokens, chunksOf, freshTokens, meanLength, product } from '../formulas/serving';
import { count } from './op';
import type { Q } from '../quantity';
import type { Case, PhaseName, Pool } from '../types';

export interface PassContext {
  readonly kase: Case;
  readonly phase: PhaseName;
  readonly pool: Pool;
  readonly sequences: Q<'1'>;
  /** New tokens a sequence brings to this pass (to this card, under context parallelism). */
  readonly perSequence: Q<'1'>;
  /** Tokens through each linear layer. */
  readonly tokens: Q<'1'>;
  /** Tokens through the norms: under sequence parallelism the card's own share. */
  readonly ownTokens: Q<'1'>;
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
  /** The same where attention stays inside chunks of the sequence. */
  readonly chunked: (chunk: Q<'1'>) => { readonly pairs: Q<'1'>; readonly read: Q<'1'> };
  /** Tokens whose keys and values an expanding attention must rebuild. */
  readonly expanded: Q<'1'>;
  /** The same pass over another number of sequences. */
  readonly over: (sequences: Q<'1'>) => PassContext;
}

function queriesOf(kase: Case): Q<'1'> {
  return count((kase.speculation?.drafts.value ?? 0) + 1, 'tokens a request brings to a step', '每请求每步 token 数');
}

/** What a pass holds of the DP rank's work; unsaid = all of it. */
export interface Portion {
  readonly sequences?: Q<'1'>;
  /** Tokens a request brings: drafts + 1 in a decode step, 1 in a draft's pass. */
  readonly queries?: Q<'1'>;
  /** Cards that share each sequence. */
  readonly across?: number;
}

export function prefillContext(kase: Case, portion: Portion = {}): PassContext {
  const { input, prefixHit } = kase.workload;
  const { across = 1 } = portion;
  const fresh = freshTokens({ input, hit: prefixHit });
  const cached = cachedTokens({ input, hit: prefixHit });
  const sequences = portion.sequences ?? inFlight(kase);
  // Query blocks are dealt so that each card meets as many pairs as any other (zigzag).
  const mine = (all: Q<'1'>): Q<'1'> =>
    across === 1
      ? all
      : shareOfContext({ all, cards: count(across, 'cards that share a sequence', '共同处理一个序列的卡数') });
  const tokens = mine(product({ sequences, each: fresh }));
  const base = shared(kase, kase.prefill);
  return {
    ...base,
    phase: 'prefill',
    sequences,
    perSequence: mine(fresh),
    tokens,
    ownTokens: ownShare(tokens, kase.prefill, base.tp),
    headTokens: sequences,
    pairs: (most) =>
      mine(
        most ? windowedPairs({ sequences, fresh, cached, window: most }) : causalPairs({ sequences, fresh, cached }),
      ),
    read: (most) => (most ? attended({ length: cached, most }) : cached),
    chunked: (chunk) => ({
      pairs: mine(chunkedPairs({ sequences, fresh, cached, chunk })),
      read: chunkedRead({ length: cached, chunk }),
    }),
    expanded: product({ sequences, each: base.promptLength }),
    over: (some) => prefillContext(kase, { ...portion, sequences: some }),
  };
}

/** A pipeline is kept full: one packed pass a stage. */
function inFlight(kase: Case): Q<'1'> {
  const { pp } = kase.prefill.layout;
  return pp === 1
    ? kase.promptsPerPass
    : product({
        sequences: kase.promptsPerPass,
        each: count(pp, 'passes in flight, one a stage', '在途趟数（每级一趟）'),
      });
}

export function decodeContext(kase: Case, portion: Portion = {}): PassContext {
  const queries = portion.queries ?? queriesOf(kase);
  const sequences = portion.sequences ?? kase.batch;
  const tokens = product({ sequences, each: queries });
  const length = meanLength({ input: kase.workload.input, output: kase.workload.output });
  const reading = (most?: Q<'1'>): Q<'1'> => (most ? attended({ length, most }) : length);
  const base = shared(kase, kase.decode);
  return {
    ...base,
    phase: 'decode',
    sequences,
    perSequence: queries,
    tokens,
    ownTokens: ownShare(tokens, kase.decode, base.tp),
    headTokens: tokens,
    pairs: (most) => decodePairs({ tokens, length: reading(most) }),
    read: reading,
    chunked: (chunk) => {
      const read = chunkedRead({ length, chunk });
      return { pairs: decodePairs({ tokens, length: read }), read };
    },
    expanded: product({ sequences, each: length }),
    over: (some) => decodeContext(kase, { ...portion, sequences: some }),
  };
}

/** A mean chunk of a prefill pass that is cut: the tokens before it count as cached. Its pairs are those of all chunks, shared alike. */
export function chunkOf(context: PassContext): { readonly chunk: PassContext; readonly chunks: Q<'1'> } | undefined {
  const { kase, phase } = context;
  if (phase !== 'prefill' || !kase.chunk || context.tokens.value <= kase.chunk.value) return undefined;
  const chunks = chunksOf({ tokens: context.tokens, chunk: kase.chunk });
  const part = (all: Q<'1'>): Q<'1'> => shareOfContext({ all, cards: chunks });
  const pieces = chunksASequence({ chunks, sequences: context.sequences });
  const inPieces = (all: Q<'1'>): Q<'1'> => (pieces.value === 1 ? all : shareOfContext({ all, cards: pieces }));
  const before = cachedBefore({ fresh: context.perSequence, pieces });
  // Several whole prompts share a chunk, or several chunks one prompt.
  const sequences = sequencesAChunk({ sequences: context.sequences, chunks });
  const read = (most?: Q<'1'>): Q<'1'> => {
    const length = cachedAndBefore({ cached: context.read(), before });
    return most ? attended({ length, most }) : length;
  };
  const chunk: PassContext = {
    ...context,
    sequences,
    perSequence: inPieces(context.perSequence),
    tokens: part(context.tokens),
    ownTokens: part(context.ownTokens),
    headTokens: part(context.headTokens),
    pairs: (most) => part(context.pairs(most)),
    read,
    chunked: (size) => {
      const whole = context.chunked(size);
      return { pairs: part(whole.pairs), read: whole.read };
    },
    expanded: product({ sequences, each: cachedAndBefore({ cached: read(), before: inPieces(context.perSequence) }) }),
    over: () => chunk,
  };
  return { chunk, chunks };
}

/** What one card works on at a time: one of the microbatches in flight, and its part of each sequence. */
export function cardContext(rank: PassContext): PassContext {
  const { cp, pp } = rank.pool.layout;
  if (cp === 1 && pp === 1) return rank;
  const sequences =
    pp === 1
      ? rank.sequences
      : shareOfContext({ all: rank.sequences, cards: count(pp, 'microbatches in flight', '在途微批数') });
  return rank.phase === 'prefill' ? prefillContext(rank.kase, { sequences, across: cp }) : rank.over(sequences);
}

/**
 * Routed rows travel where an expert group holds more than one TP group. Inside one, every card has every row: it computes those of
 * its own experts, and the all-reduce after the FFN sums.
 */
export function rowsTravel({ layout }: Pool): boolean {
  return layout.ep > layout.tp;
}

/** Rows go straight to each expert's card and are laid out on arrival (low-latency exchange). */
export function goesStraight({ kase, pool, phase }: Pick<PassContext, 'kase' | 'pool' | 'phase'>): boolean {
  const { exchange } = kase.stack;
  return rowsTravel(pool) && exchange.kind === 'routed' && exchange.direct[phase];
}

/** The two halves of a two-batch overlap are alike. */
export function halfOf(context: PassContext): PassContext {
  return context.over(halved({ sequences: context.sequences }));
}

function ownShare(tokens: Q<'1'>, pool: Pool, tp: Q<'1'>): Q<'1'> {
  return pool.layout.sp && pool.layout.tp > 1 ? tokensPerCard({ tokens, tp }) : tokens;
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
