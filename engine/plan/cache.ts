/** What a request's cache costs a card: a token at a time, and all of it. */

import { cacheHeld, cacheOfLayers, statesOfLayers } from '../formulas/memory';
import { attended } from '../formulas/operators';
import { sumOf } from '../formula';
import type { Q } from '../quantity';
import type { AttentionSpec, Case, Pool } from '../types';
import { attentionOf } from './layers/attention';
import { count } from './op';

interface Held {
  readonly name: string;
  /** Layers of this kind on the mean card of the pipeline. */
  readonly layers: Q<'1'>;
  readonly attention: AttentionSpec;
}

/** Layer groups as a card holds them, the draft layer's among them. */
function heldBy(kase: Case, pool: Pool): Held[] {
  const { model, speculation } = kase;
  const { pp } = pool.layout;
  const groups = model.layers.map((group, index) => ({
    name: `${group.ffn.kind}-${String(index + 1)}`,
    layers: count(group.count / pp, 'layers', '层数'),
    attention: group.attention,
  }));
  const draft = model.draft ?? model.layers.at(-1);
  if (!speculation || !draft) return groups;
  const layers = count(Math.max(1, model.mtpLayers) / pp, 'draft layers', '草稿层数');
  return [...groups, { name: 'draft', layers, attention: draft.attention }];
}

/** Cards that share the cache of a sequence by its length. */
function acrossOf(pool: Pool): Q<'1'> {
  return count(pool.layout.cp, 'cards that share a sequence', '共同保存一个序列的卡数');
}

/** Cache that each new token adds on one card of a pool, over all layers, index keys and the draft layer counted in. */
export function cachePerToken(kase: Case, pool: Pool): Q<'B'> {
  const terms: Record<string, Q<'B'>> = {};
  for (const { name, layers, attention } of heldBy(kase, pool)) {
    attentionOf(attention)
      .cache(kase, pool)
      .forEach((part, at) => {
        if (part.kind === 'state') return;
        terms[`${name}${at === 0 ? '' : `-${String(at + 1)}`}`] = cacheOfLayers({
          layers,
          entry: part.entry,
          ratio: part.ratio ?? each,
          cards: acrossOf(pool),
        });
      });
  }
  return sumOf(
    {
      id: 'model.kv',
      title: { en: 'KV cache a token on a card, all layers', zh: '单卡全部层的每 token KV cache' },
      symbol: 'e',
      unit: 'B',
    },
    terms,
  );
}

const each = count(1, 'an entry a token', '每 token 一项');

/** All that a card keeps of one request of a given length: windows hold no more than they attend, states do not grow. */
export function requestCache(kase: Case, pool: Pool, length: Q<'1'>): Q<'B'> {
  const terms: Record<string, Q<'B'>> = {};
  for (const { name, layers, attention } of heldBy(kase, pool)) {
    attentionOf(attention)
      .cache(kase, pool)
      .forEach((part, at) => {
        const id = `${name}${at === 0 ? '' : `-${String(at + 1)}`}`;
        if (part.kind === 'state') {
          terms[id] = statesOfLayers({ layers, size: part.size });
          return;
        }
        const growth = { layers, entry: part.entry, ratio: part.ratio ?? each, cards: acrossOf(pool) };
        terms[id] = cacheHeld({ ...growth, length: part.most ? attended({ length, most: part.most }) : length });
      });
  }
  return sumOf(
    {
      id: 'memory.request',
      title: { en: 'Cache of a request on a card', zh: '单卡上每请求的缓存' },
      symbol: 'M_"req"',
      unit: 'B',
    },
    terms,
  );
}
