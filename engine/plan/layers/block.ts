/** What an attention block has to say for itself. */

import type { Q } from '../../quantity';
import type { Case, Plan, Pool } from '../../types';
import type { PassContext } from '../context';

/** What one layer keeps of a request on one card. */
export type CachePart =
  /** An entry for each token, or for each `ratio` of them; of the last `most` tokens only. */
  | { readonly kind: 'tokens'; readonly entry: Q<'B'>; readonly most?: Q<'1'>; readonly ratio?: Q<'1'> }
  /** The same however long the request is. */
  | { readonly kind: 'state'; readonly size: Q<'B'> };

export interface AttentionBlock<S> {
  /** Operators of one layer in one pass, from the normed hidden state to the output projection. */
  readonly ops: (spec: S, context: PassContext) => Plan[];
  readonly cache: (spec: S, kase: Case, pool: Pool) => CachePart[];
  /** What travels on the context-parallel ring for each token of the prompt; nothing where a state is passed on instead. */
  readonly exchanged: (spec: S, kase: Case, pool: Pool) => Q<'B'> | undefined;
}
