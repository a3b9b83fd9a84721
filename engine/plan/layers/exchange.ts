/** What travels between cards for the routed experts: dispatch and combine. */

import { mathWidth } from '../../formats';
import {
  directCopiesOut,
  directCopiesUp,
  exchangeBytes,
  gatherOut,
  gatherUp,
  hitChance,
  limitedHitChance,
  sharedCopiesOut,
  sharedCopiesUp,
} from '../../formulas/collectives';
import { elementwiseBytes, tokensPerCard } from '../../formulas/operators';
import type { Text } from '../../diagnostics';
import type { Q } from '../../quantity';
import type { MoeSpec, OpShape, Plan } from '../../types';
import { goesStraight, rowsTravel, type PassContext } from '../context';
import { count, op } from '../op';
import { spanOf } from '../parallel';
import { groupTokens } from './routing';

/** Dispatch in the experts' input format, combine in BF16; nothing where rows do not travel. */
export function exchangeOps(spec: MoeSpec, context: PassContext): { dispatch: Plan[]; combine: Plan[] } {
  const { layout } = context.pool;
  if (!rowsTravel(context.pool)) return { dispatch: [], combine: [] };
  if (context.kase.stack.exchange.kind === 'gather') return gatherOps(spec, context);
  const cards = Math.max(layout.ep, layout.tp);
  const copies = copiesOf(spec, context, cards);
  const tokens = tokensPerCard({ tokens: context.tokens, tp: context.tp });
  const row = rowOf(spec, context);
  const sent = (width: Q<'B'>) => ({
    up: exchangeBytes({ tokens, copies: copies.up, hidden: row, width }),
    out: exchangeBytes({ tokens, copies: copies.out, hidden: row, width }),
  });
  const math = context.pool.math[context.kase.formats.experts];
  const shape: OpShape = {
    kind: 'collective',
    family: goesStraight(context) ? 'exchange-direct' : 'exchange-shared',
    cards: count(cards, 'cards in the expert group', '专家组卡数'),
    domains: spanOf(cards, context).domains,
  };
  return {
    dispatch: [
      op({
        id: 'dispatch',
        title: { en: 'expert dispatch', zh: '专家分发' },
        group: 'exchange',
        shape,
        ...sent(mathWidth[math]),
      }),
    ],
    combine: [
      op({
        id: 'combine',
        title: { en: 'expert combine', zh: '专家合并' },
        group: 'exchange',
        shape,
        ...sent(mathWidth.bf16),
      }),
    ],
  };
}

/** Without exchange of rows every card gets the tokens of all, computes those of its experts, and the sums are scattered back. */
function gatherOps(spec: MoeSpec, context: PassContext): { dispatch: Plan[]; combine: Plan[] } {
  const { layout } = context.pool;
  const cards = Math.max(layout.ep, layout.tp);
  const span = spanOf(cards, context);
  const size = elementwiseBytes({
    tokens: groupTokens(context),
    elements: rowOf(spec, context),
    width: mathWidth.bf16,
  });
  const all = (id: string, title: Text): Plan =>
    op({
      id,
      title,
      group: 'exchange',
      shape: {
        kind: 'collective',
        family: 'all-gather',
        cards: count(cards, 'cards in the expert group', '专家组卡数'),
        domains: span.domains,
      },
      up: gatherUp({ size, inside: span.inside }),
      out: gatherOut({ size, ...span }),
    });
  return {
    dispatch: [all('rows-gather', { en: 'all-gather of the tokens', zh: '全部 token 的 all-gather' })],
    combine: [all('rows-scatter', { en: 'reduce-scatter of the sums', zh: '结果的 reduce-scatter' })],
  };
}

/** Elements of a row on its way to the experts. */
export function rowOf(spec: MoeSpec, context: PassContext): Q<'1'> {
  return spec.latent === undefined
    ? context.hidden
    : count(spec.latent, 'latent size of the routed experts', '路由专家潜空间维度');
}

/** One copy a card that needs it; or one an expert, for the shorter way (DeepEP normal and low-latency). */
function copiesOf(spec: MoeSpec, context: PassContext, cards: number): { up: Q<'1'>; out: Q<'1'> } {
  const { layout } = context.pool;
  const span = spanOf(cards, context);
  const slices = Math.max(1, layout.tp / layout.ep);
  const experts = count(spec.experts, 'routed experts', '路由专家数');
  const shards = count(cards, 'cards in the expert group', '专家组卡数');
  const topk = count(spec.topk * slices, 'slices of experts a token needs', '每 token 需要的专家切片数');
  if (goesStraight(context))
    return {
      up: directCopiesUp({ topk, inside: span.inside, shards }),
      out: directCopiesOut({ topk, inside: span.inside, shards }),
    };
  const chance = (parts: Q<'1'>) =>
    hitChance({ experts, topk: count(spec.topk, 'routed experts a token', '每 token 路由专家数'), parts });
  const needed = count(layout.ep, 'expert shards', '专家分片数');
  return {
    up: sharedCopiesUp({ card: chance(needed), ...span }),
    out: sharedCopiesOut({ domain: domainChance(spec, experts, span.domains), domains: span.domains }),
  };
}

/** A model that limits a token to few groups of experts reaches fewer domains, as long as no group is split between domains. */
function domainChance(spec: MoeSpec, experts: Q<'1'>, domains: Q<'1'>): Q<'1'> {
  const topk = count(spec.topk, 'routed experts a token', '每 token 路由专家数');
  const { groups } = spec;
  if (!groups || groups.count % domains.value !== 0) return hitChance({ experts, topk, parts: domains });
  return limitedHitChance({
    experts,
    topk,
    parts: domains,
    groups: count(groups.count, 'groups of experts', '专家组数'),
    limit: count(groups.limit, 'groups that a token may use', '每 token 可用组数'),
  });
}
