/** What every block needs to know of one pass of one phase: first of a DP rank, then of one of its cards. */

import { tokensPerCard } from '../formulas/operators';
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
  windowedPairs,
} from '../formulas/attention';
import { halved } from '../formulas/overlap';
import { chunksOf } from '../formulas/serving';
import { cachedTokens, freshTokens, meanLength, product } from '../formulas/shares';
import { count } from './op';
import type { Q } from '../quantity';
import type { Case, Overlap, PhaseName, Pool } from '../types';

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
  return new PrefillPass(kase, portion);
}

/** A class for speed alone, as the next: what a pass attends is worked out for the blocks that ask. */
class PrefillPass implements PassContext {
  readonly phase = 'prefill';
  readonly kase: Case;
  readonly pool: Pool;
  readonly sequences: Q<'1'>;
  readonly perSequence: Q<'1'>;
  readonly tokens: Q<'1'>;
  readonly ownTokens: Q<'1'>;
  readonly promptLength: Q<'1'>;
  readonly hidden: Q<'1'>;
  readonly tp: Q<'1'>;
  readonly #portion: Portion;
  readonly #fresh: Q<'1'>;
  readonly #cached: Q<'1'>;

  constructor(kase: Case, portion: Portion) {
    const { input, prefixHit: hit } = kase.workload;
    this.#portion = portion;
    this.#fresh = freshTokens({ input, hit });
    this.#cached = cachedTokens({ input, hit });
    this.kase = kase;
    this.pool = kase.prefill;
    this.sequences = portion.sequences ?? inFlight(kase);
    this.perSequence = this.#mine(this.#fresh);
    this.tokens = this.#mine(product({ sequences: this.sequences, each: this.#fresh }));
    this.promptLength = promptOf(kase);
    this.hidden = hiddenOf(kase);
    this.tp = tpOf(this.pool);
    this.ownTokens = ownShare(this.tokens, this.pool, this.tp);
  }

  get headTokens(): Q<'1'> {
    return this.sequences;
  }

  get expanded(): Q<'1'> {
    return product({ sequences: this.sequences, each: this.promptLength });
  }

  pairs(most?: Q<'1'>): Q<'1'> {
    const asked = { sequences: this.sequences, fresh: this.#fresh, cached: this.#cached };
    return this.#mine(most ? windowedPairs({ ...asked, window: most }) : causalPairs(asked));
  }

  read(most?: Q<'1'>): Q<'1'> {
    return most ? attended({ length: this.#cached, most }) : this.#cached;
  }

  chunked(chunk: Q<'1'>): { readonly pairs: Q<'1'>; readonly read: Q<'1'> } {
    const asked = { sequences: this.sequences, fresh: this.#fresh, cached: this.#cached, chunk };
    return { pairs: this.#mine(chunkedPairs(asked)), read: chunkedRead({ length: this.#cached, chunk }) };
  }

  over(sequences: Q<'1'>): PassContext {
    return new PrefillPass(this.kase, { ...this.#portion, sequences });
  }

  /** Query blocks are dealt so that each card meets as many pairs as any other (zigzag). */
  #mine(all: Q<'1'>): Q<'1'> {
    const { across = 1 } = this.#portion;
    return across === 1
      ? all
      : shareOfContext({ all, cards: count(across, 'cards that share a sequence', '共同处理一个序列的卡数') });
  }
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
  return new DecodePass(kase, portion);
}

class DecodePass implements PassContext {
  readonly phase = 'decode';
  readonly kase: Case;
  readonly pool: Pool;
  readonly sequences: Q<'1'>;
  readonly perSequence: Q<'1'>;
  readonly tokens: Q<'1'>;
  readonly ownTokens: Q<'1'>;
  readonly promptLength: Q<'1'>;
  readonly hidden: Q<'1'>;
  readonly tp: Q<'1'>;
  readonly #portion: Portion;
  readonly #length: Q<'1'>;

  constructor(kase: Case, portion: Portion) {
    this.#portion = portion;
    this.#length = meanLength({ input: kase.workload.input, output: kase.workload.output });
    this.kase = kase;
    this.pool = kase.decode;
    this.sequences = portion.sequences ?? kase.batch;
    this.perSequence = portion.queries ?? queriesOf(kase);
    this.tokens = product({ sequences: this.sequences, each: this.perSequence });
    this.promptLength = promptOf(kase);
    this.hidden = hiddenOf(kase);
    this.tp = tpOf(this.pool);
    this.ownTokens = ownShare(this.tokens, this.pool, this.tp);
  }

  get headTokens(): Q<'1'> {
    return this.tokens;
  }

  get expanded(): Q<'1'> {
    return product({ sequences: this.sequences, each: this.#length });
  }

  pairs(most?: Q<'1'>): Q<'1'> {
    return decodePairs({ tokens: this.tokens, length: this.read(most) });
  }

  read(most?: Q<'1'>): Q<'1'> {
    return most ? attended({ length: this.#length, most }) : this.#length;
  }

  chunked(chunk: Q<'1'>): { readonly pairs: Q<'1'>; readonly read: Q<'1'> } {
    const read = chunkedRead({ length: this.#length, chunk });
    return { pairs: decodePairs({ tokens: this.tokens, length: read }), read };
  }

  over(sequences: Q<'1'>): PassContext {
    return new DecodePass(this.kase, { ...this.#portion, sequences });
  }
}

/** A mean chunk of a prefill pass that is cut. */
export function chunkOf(context: PassContext): { readonly chunk: PassContext; readonly chunks: Q<'1'> } | undefined {
  const { kase, phase } = context;
  if (phase !== 'prefill' || !kase.chunk || context.tokens.value <= kase.chunk.value) return undefined;
  const chunks = chunksOf({ tokens: context.tokens, chunk: kase.chunk });
  return { chunk: partOf(context, chunks), chunks };
}

/** A mean part of a prefill pass: the tokens before it count as cached. Its pairs are those of all parts, shared alike. */
function partOf(context: PassContext, parts: Q<'1'>): PassContext {
  const share = (all: Q<'1'>): Q<'1'> => shareOfContext({ all, cards: parts });
  const pieces = chunksASequence({ chunks: parts, sequences: context.sequences });
  const inPieces = (all: Q<'1'>): Q<'1'> => (pieces.value === 1 ? all : shareOfContext({ all, cards: pieces }));
  const before = cachedBefore({ fresh: context.perSequence, pieces });
  // Several whole prompts share a part, or several parts one prompt.
  const sequences = sequencesAChunk({ sequences: context.sequences, chunks: parts });
  const read = (most?: Q<'1'>): Q<'1'> => {
    const length = cachedAndBefore({ cached: context.read(), before });
    return most ? attended({ length, most }) : length;
  };
  const part: PassContext = {
    kase: context.kase,
    phase: context.phase,
    pool: context.pool,
    promptLength: context.promptLength,
    hidden: context.hidden,
    tp: context.tp,
    sequences,
    perSequence: inPieces(context.perSequence),
    tokens: share(context.tokens),
    ownTokens: share(context.ownTokens),
    headTokens: share(context.headTokens),
    pairs: (most) => share(context.pairs(most)),
    read,
    chunked: (size) => {
      const whole = context.chunked(size);
      return { pairs: share(whole.pairs), read: whole.read };
    },
    expanded: product({ sequences, each: cachedAndBefore({ cached: read(), before: inPieces(context.perSequence) }) }),
    over: () => part,
  };
  return part;
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

/** How the engine interleaves this pass, if it does: a step of one request has no second half. */
export function overlapIn({ kase, phase, sequences }: PassContext): Overlap | undefined {
  const how = kase.overlap?.[phase];
  return how?.kind === 'two-batch' && phase === 'decode' && sequences.value < 2 ? undefined : how;
}

/** The two halves of a two-batch overlap are alike: whole prompts, and tokens of the last where they do not come out even. */
export function halfOf(context: PassContext): PassContext {
  if (context.phase === 'prefill' && context.sequences.value % 2 !== 0) return partOf(context, halves);
  return context.over(halved({ sequences: context.sequences }));
}

export const halves = count(2, 'half batches', '两个半批');

function ownShare(tokens: Q<'1'>, pool: Pool, tp: Q<'1'>): Q<'1'> {
  return pool.layout.sp && pool.layout.tp > 1 ? tokensPerCard({ tokens, tp }) : tokens;
}

function promptOf({ workload }: Case): Q<'1'> {
  return count(workload.input.value, 'prompt tokens', '输入 token 数');
}

function hiddenOf({ model }: Case): Q<'1'> {
  return count(model.hidden, 'hidden size', '隐藏维度');
}

function tpOf({ layout }: Pool): Q<'1'> {
  return count(layout.tp, 'tensor-parallel degree', '张量并行度');
}
