/** The attention blocks: a new one is one line here. */

import type { Q } from '../../quantity';
import type { AttentionSpec, Case, Plan, Pool } from '../../types';
import type { PassContext } from '../context';
import type { AttentionBlock, CachePart } from './block';
import { compressed } from './compressed';
import { deltaNet } from './delta-net';
import { gqa } from './gqa';
import { kda } from './kda';
import { lightning } from './lightning';
import { mla } from './mla';

type Kind = AttentionSpec['kind'];

/** The description of one kind of attention; told from the others by `kind`. */
type Spec<K extends Kind> = { readonly [P in K]: Extract<AttentionSpec, { kind: P }> & { readonly kind: P } }[K];

const blocks: { readonly [K in Kind]: AttentionBlock<Spec<K>> } = {
  gqa,
  mla,
  'delta-net': deltaNet,
  kda,
  lightning,
  compressed,
};

/** Operators of one layer in one pass. */
export function attentionOps<K extends Kind>(spec: Spec<K>, context: PassContext): Plan[] {
  return blocks[spec.kind].ops(spec, context);
}

/** What one layer keeps of a request on one card. */
export function attentionCache<K extends Kind>(spec: Spec<K>, kase: Case, pool: Pool): readonly CachePart[] {
  return blocks[spec.kind].cache(spec, kase, pool);
}

/** What travels on the context-parallel ring for each token of the prompt. */
export function attentionExchanged<K extends Kind>(spec: Spec<K>, kase: Case, pool: Pool): Q<'B'> | undefined {
  return blocks[spec.kind].exchanged(spec, kase, pool);
}
