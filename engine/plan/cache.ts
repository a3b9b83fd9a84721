/** What a request's cache costs a card: a token at a time, and all of it. */

import { cacheHeld, cacheOfLayers, statesOfLayers } from '../formulas/memory';
import { attended } from '../formulas/attention';
import { summed, type FoldSpec } from '../formula';
import type { Q } from '../quantity';
import type { AttentionSpec, Case, Pool } from '../types';
import { attentionCache } from './layers/attention';
import type { CachePart } from './layers/block';
import { count } from './op';

/** Takes what a card keeps of a request in a group of equal layers; `layers` are those on the mean card of the pipeline. */
type TakeKept = (part: CachePart, layers: Q<'1'>, group: () => string, at: number) => void;

/** Everything that a card keeps of a request, by layer group, the draft layer's among them. */
function forKept(kase: Case, pool: Pool, take: TakeKept): void {
  const { model, speculation } = kase;
  const { pp } = pool.layout;
  let last: AttentionSpec | undefined;
  let parts: readonly CachePart[] = [];
  const add = (attention: AttentionSpec, layers: Q<'1'>, group: () => string): void => {
    if (attention !== last) parts = attentionCache(attention, kase, pool);
    last = attention;
    let at = 0;
    for (const part of parts) take(part, layers, group, at++);
  };
  let index = 0;
  for (const { attention, ffn, count: all } of model.layers) {
    const place = ++index;
    add(attention, count(all / pp, 'layers', '层数'), () => `${ffn.kind}-${String(place)}`);
  }
  const draft = model.draft ?? model.layers.at(-1);
  if (speculation && draft) {
    add(draft.attention, count(Math.max(1, model.mtpLayers) / pp, 'draft layers', '草稿层数'), () => 'draft');
  }
}

/** Cards that share the cache of a sequence by its length. */
function acrossOf(pool: Pool): Q<'1'> {
  return count(pool.layout.cp, 'cards that share a sequence', '共同保存一个序列的卡数');
}

/** Cache that each new token adds on one card of a pool, over all layers, index keys and the draft layer counted in. */
export function cachePerToken(kase: Case, pool: Pool): Q<'B'> {
  const cards = acrossOf(pool);
  return sumOfKept(perTokenSpec, { kase, pool }, (part, layers) =>
    part.kind === 'state' ? undefined : cacheOfLayers({ layers, entry: part.entry, ratio: part.ratio ?? each, cards }),
  );
}

const perTokenSpec = {
  id: 'model.kv',
  title: { en: 'KV cache a token on a card, all layers', zh: '单卡全部层的每 token KV cache' },
  symbol: 'e',
  unit: 'B',
} as const;

/** What a part does not have (a state does not grow with the tokens) is no term. */
function sumOfKept(
  spec: FoldSpec<'B'>,
  { kase, pool }: { readonly kase: Case; readonly pool: Pool },
  of: TermOf,
): Q<'B'> {
  let value = 0;
  forKept(kase, pool, (part, layers) => {
    value += of(part, layers)?.value ?? 0;
  });
  return summed(spec, value, () => {
    const terms: Record<string, Q<'B'>> = {};
    forKept(kase, pool, (part, layers, group, at) => {
      const term = of(part, layers);
      if (term) terms[at === 0 ? group() : `${group()}-${String(at + 1)}`] = term;
    });
    return terms;
  });
}

type TermOf = (part: CachePart, layers: Q<'1'>) => Q<'B'> | undefined;

const each = count(1, 'an entry a token', '每 token 一项');

/** All that a card keeps of one request of a given length: windows hold no more than they attend, states do not grow. */
export function requestCache(kase: Case, pool: Pool, length: Q<'1'>): Q<'B'> {
  const cards = acrossOf(pool);
  return sumOfKept(requestSpec, { kase, pool }, (part, layers) => {
    if (part.kind === 'state') return statesOfLayers({ layers, size: part.size });
    const { entry, ratio = each, most } = part;
    return cacheHeld({ layers, entry, ratio, cards, length: most ? attended({ length, most }) : length });
  });
}

const requestSpec = {
  id: 'memory.request',
  title: { en: 'Cache of a request on a card', zh: '单卡上每请求的缓存' },
  symbol: 'M_"req"',
  unit: 'B',
} as const;
