/** What a request's cache costs a card: a token at a time, and all of it. */

import { cacheHeld, cacheOfLayers, statesOfLayers } from '../formulas/memory';
import { attended } from '../formulas/operators';
import { sumOver } from '../formula';
import type { Q } from '../quantity';
import type { AttentionSpec, Case, Pool } from '../types';
import { attentionCache } from './layers/attention';
import type { CachePart } from './layers/block';
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

interface Kept {
  readonly id: string;
  readonly layers: Q<'1'>;
  readonly part: CachePart;
}

/** Everything that a card keeps of a request, by layer group. */
function keptBy(kase: Case, pool: Pool): Kept[] {
  return heldBy(kase, pool).flatMap(({ name, layers, attention }) =>
    attentionCache(attention, kase, pool).map((part, at) => ({
      id: at === 0 ? name : `${name}-${String(at + 1)}`,
      layers,
      part,
    })),
  );
}

/** Cache that each new token adds on one card of a pool, over all layers, index keys and the draft layer counted in. */
export function cachePerToken(kase: Case, pool: Pool): Q<'B'> {
  const cards = acrossOf(pool);
  return sumOver(
    {
      id: 'model.kv',
      title: { en: 'KV cache a token on a card, all layers', zh: '单卡全部层的每 token KV cache' },
      symbol: 'e',
      unit: 'B',
    },
    keptBy(kase, pool).flatMap((each) => (each.part.kind === 'state' ? [] : [{ ...each, part: each.part }])),
    ({ layers, part: { entry, ratio = each } }) => cacheOfLayers({ layers, entry, ratio, cards }),
  );
}

const each = count(1, 'an entry a token', '每 token 一项');

/** All that a card keeps of one request of a given length: windows hold no more than they attend, states do not grow. */
export function requestCache(kase: Case, pool: Pool, length: Q<'1'>): Q<'B'> {
  const cards = acrossOf(pool);
  return sumOver(
    {
      id: 'memory.request',
      title: { en: 'Cache of a request on a card', zh: '单卡上每请求的缓存' },
      symbol: 'M_"req"',
      unit: 'B',
    },
    keptBy(kase, pool),
    ({ layers, part }) => {
      if (part.kind === 'state') return statesOfLayers({ layers, size: part.size });
      const { entry, ratio = each, most } = part;
      return cacheHeld({ layers, entry, ratio, cards, length: most ? attended({ length, most }) : length });
    },
  );
}
