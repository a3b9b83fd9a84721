/** The attention blocks: a new one is a line in each of the three questions here. */

import type { Q } from '../../quantity';
import type { AttentionSpec, Case, Plan, Pool } from '../../types';
import type { PassContext } from '../context';
import type { CachePart } from './block';
import { compressed } from './compressed';
import { deltaNet } from './delta-net';
import { gqa } from './gqa';
import { kda } from './kda';
import { lightning } from './lightning';
import { mla } from './mla';

/** Operators of one layer in one pass. */
export function attentionOps(spec: AttentionSpec, context: PassContext): Plan[] {
  switch (spec.kind) {
    case 'gqa':
      return gqa.ops(spec, context);
    case 'mla':
      return mla.ops(spec, context);
    case 'delta-net':
      return deltaNet.ops(spec, context);
    case 'kda':
      return kda.ops(spec, context);
    case 'lightning':
      return lightning.ops(spec, context);
    case 'compressed':
      return compressed.ops(spec, context);
  }
}

/** What one layer keeps of a request on one card. */
export function attentionCache(spec: AttentionSpec, kase: Case, pool: Pool): readonly CachePart[] {
  switch (spec.kind) {
    case 'gqa':
      return gqa.cache(spec, kase, pool);
    case 'mla':
      return mla.cache(spec, kase, pool);
    case 'delta-net':
      return deltaNet.cache(spec, kase, pool);
    case 'kda':
      return kda.cache(spec, kase, pool);
    case 'lightning':
      return lightning.cache(spec, kase, pool);
    case 'compressed':
      return compressed.cache(spec, kase, pool);
  }
}

/** What travels on the context-parallel ring for each token of the prompt. */
export function attentionExchanged(spec: AttentionSpec, kase: Case, pool: Pool): Q<'B'> | undefined {
  switch (spec.kind) {
    case 'gqa':
      return gqa.exchanged(spec, kase, pool);
    case 'mla':
      return mla.exchanged(spec, kase, pool);
    case 'delta-net':
      return deltaNet.exchanged(spec, kase, pool);
    case 'kda':
      return kda.exchanged(spec, kase, pool);
    case 'lightning':
      return lightning.exchanged(spec, kase, pool);
    case 'compressed':
      return compressed.exchanged(spec, kase, pool);
  }
}
