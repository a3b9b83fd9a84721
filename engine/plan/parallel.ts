/** What the layout adds around the blocks: reductions over TP, the ring of context parallelism, the sends between pipeline stages. */

import { mathWidth } from '../formats';
import {
  allReduceOut,
  allReduceUp,
  boundariesInside,
  cardsInside,
  crossings,
  domainsSpanned,
  gatherOut,
  gatherUp,
  ringOut,
  ringUp,
  sentBetweenStages,
} from '../formulas/collectives';
import { elementwiseBytes, tokensPerCard } from '../formulas/operators';
import { cacheTraffic } from '../formulas/attention';
import { statesOfLayers } from '../formulas/memory';
import type { Text } from '../diagnostics';
import type { Q } from '../quantity';
import type { AttentionSpec, FfnSpec, Plan } from '../types';
import { attentionCache, attentionExchanged } from './layers/attention';
import type { CachePart } from './layers/block';
import { residualWidth } from './layers/residual';
import { rowsTravel, type PassContext } from './context';
import { count, op } from './op';

/** A group of `cards` neighbours: how many share a scale-up domain, and over how many domains it spans. */
export function spanOf(cards: number, context: PassContext) {
  const group = count(cards, 'cards of the group', '组内卡数');
  const inside = cardsInside({ cards: group, domain: context.pool.chip.scaleUpDomain });
  return { inside, domains: domainsSpanned({ cards: group, inside }) };
}

interface Around {
  readonly before: readonly Plan[];
  readonly after: readonly Plan[];
}

const nothing: Around = { before: [], after: [] };

/**
 * One reduction of the hidden state after each half of a layer. With sequence parallelism each is a reduce-scatter, the norm runs on
 * the card's own tokens, and an all-gather follows: the same bytes.
 */
export function aroundAttention(context: PassContext): Around {
  const { tp, sp } = context.pool.layout;
  if (tp === 1) return nothing;
  if (!sp) {
    const title = { en: 'all-reduce after attention', zh: '注意力后的 all-reduce' };
    return { before: [], after: [allReduce('attention-reduce', title, context)] };
  }
  return {
    before: [half('attention-gather', 'all-gather before attention', '注意力前的 all-gather', context)],
    after: [half('attention-scatter', 'reduce-scatter after attention', '注意力后的 reduce-scatter', context)],
  };
}

/** After expert exchange the rows are already home. */
export function aroundFfn(ffn: FfnSpec, context: PassContext): Around {
  const { tp, sp } = context.pool.layout;
  if (tp === 1 || (ffn.kind === 'moe' && rowsTravel(context.pool))) return nothing;
  if (!sp) {
    const title = { en: 'all-reduce after the FFN', zh: 'FFN 后的 all-reduce' };
    return { before: [], after: [allReduce('ffn-reduce', title, context)] };
  }
  return {
    before: [half('ffn-gather', 'all-gather before the FFN', 'FFN 前的 all-gather', context)],
    after: [half('ffn-scatter', 'reduce-scatter after the FFN', 'FFN 后的 reduce-scatter', context)],
  };
}

function half(id: string, en: string, zh: string, context: PassContext): Plan {
  return halfReduce(id, { en, zh }, context);
}

function hiddenBytes(context: PassContext): Q<'B'> {
  return elementwiseBytes({ tokens: context.tokens, elements: context.hidden, width: mathWidth.bf16 });
}

function allReduce(id: string, title: Text, context: PassContext): Plan {
  const span = spanOf(context.pool.layout.tp, context);
  const size = hiddenBytes(context);
  return op({
    id,
    title,
    group: 'exchange',
    shape: { kind: 'collective', family: 'all-reduce', cards: context.tp, domains: span.domains },
    up: allReduceUp({ size, inside: span.inside }),
    out: allReduceOut({ size, ...span }),
  });
}

/** Reduce-scatter and all-gather move the same bytes and wait for the same neighbours. */
function halfReduce(id: string, title: Text, context: PassContext): Plan {
  const span = spanOf(context.pool.layout.tp, context);
  const size = hiddenBytes(context);
  return op({
    id,
    title,
    group: 'exchange',
    shape: { kind: 'collective', family: 'all-gather', cards: context.tp, domains: span.domains },
    up: gatherUp({ size, inside: span.inside }),
    out: gatherOut({ size, ...span }),
  });
}

/**
 * Context parallelism: keys and values of the prompt go round the cards that share it, each passing on what it received; a linear
 * attention hands its state to the next card instead.
 */
export function ringOps(spec: AttentionSpec, context: PassContext): Plan[] {
  const { kase, pool } = context;
  const { cp, tp } = pool.layout;
  if (cp === 1 || context.phase === 'decode') return [];
  const entry = attentionExchanged(spec, kase, pool);
  const cards = count(cp, 'cards that share a sequence', '共同处理一个序列的卡数');
  const size = entry ? promptBytes(entry, context) : stateBytes(attentionCache(spec, kase, pool), context);
  if (!size) return [];
  // Neighbours on the ring stand a TP group apart.
  const span = spanOf(cp * tp, context);
  return [
    op({
      id: 'context-ring',
      title: { en: 'keys and values passed round the ring', zh: '键值沿环传递' },
      group: 'exchange',
      shape: { kind: 'collective', family: 'send', cards, domains: span.domains },
      up: ringUp({ size, cards, domains: span.domains }),
      out: ringOut({ size, cards, domains: span.domains }),
    }),
  ];
}

function promptBytes(entry: Q<'B'>, context: PassContext): Q<'B'> {
  return cacheTraffic({
    sequences: context.sequences,
    length: context.promptLength,
    fresh: count(0, 'nothing beside', '无其他'),
    entry,
  });
}

function stateBytes(cache: readonly CachePart[], context: PassContext): Q<'B'> | undefined {
  for (const part of cache)
    if (part.kind === 'state') return statesOfLayers({ layers: context.sequences, size: part.size });
  return undefined;
}

/** Between stages each card of a TP group sends its share of the hidden state; the next stage gathers it. */
export function stageSend(context: PassContext): Plan[] {
  const { tp, dp, cp, pp } = context.pool.layout;
  const stages = count(pp, 'stages', '流水线级数');
  const cards = count(tp * dp * cp, 'cards a stage', '每级卡数');
  const outside = crossings({ stages, cards, domain: context.pool.chip.scaleUpDomain });
  const size = elementwiseBytes({
    tokens: tokensPerCard({ tokens: context.tokens, tp: context.tp }),
    elements: residualWidth(context),
    width: mathWidth.bf16,
  });
  const send = op({
    id: 'stage-send',
    title: { en: 'hidden state to the next stage', zh: '隐藏状态传往下一级' },
    group: 'exchange',
    shape: {
      kind: 'collective',
      family: 'send',
      cards: count(2, 'neighbouring stages', '相邻两级'),
      domains: count(outside.value > 0 ? 2 : 1, 'domains', '互联域数'),
    },
    up: sentBetweenStages({ size, times: boundariesInside({ stages, crossings: outside }), stages }),
    out: sentBetweenStages({ size, times: outside, stages }),
  });
  if (tp === 1) return [send];
  return [
    send,
    halfReduce('stage-gather', { en: 'all-gather in the next stage', zh: '下一级内的 all-gather' }, context),
  ];
}
