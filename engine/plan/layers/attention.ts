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

interface Bound {
  readonly ops: (context: PassContext) => Plan[];
  readonly cache: (kase: Case, pool: Pool) => CachePart[];
  readonly exchanged: (kase: Case, pool: Pool) => Q<'B'> | undefined;
}

function bind<S>(block: AttentionBlock<S>, spec: S): Bound {
  return {
    ops: (context) => block.ops(spec, context),
    cache: (kase, pool) => block.cache(spec, kase, pool),
    exchanged: (kase, pool) => block.exchanged(spec, kase, pool),
  };
}

export function attentionOf(spec: AttentionSpec): Bound {
  switch (spec.kind) {
    case 'gqa':
      return bind(gqa, spec);
    case 'mla':
      return bind(mla, spec);
    case 'delta-net':
      return bind(deltaNet, spec);
    case 'kda':
      return bind(kda, spec);
    case 'lightning':
      return bind(lightning, spec);
    case 'compressed':
      return bind(compressed, spec);
  }
}
