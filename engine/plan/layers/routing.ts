/** Who asks for which expert: distinct experts of a card, and how much busier the busiest card is than the mean. */

import { expectedShare, heaviestShare, placed, touchedOnMean, type Placed } from '../../formulas/expert-placement';
import { chanceImbalance, distinctExperts, distinctSkewed, groupTokensOf } from '../../formulas/moe';
import { question, type Q } from '../../quantity';
import type { MoeSpec, Popularity } from '../../types';
import type { PassContext } from '../context';
import { count } from '../op';

/** How the tokens of a pass are dealt to the experts of a layer. */
export interface Routing {
  readonly shape: { readonly experts: Q<'1'>; readonly topk: Q<'1'>; readonly shards: Q<'1'> };
  /** Tokens in the expert group. */
  readonly tokens: Q<'1'>;
  /** Nothing where all experts are asked for alike: then it does not matter where they lie. */
  readonly skew: Skew | undefined;
}

export function routingOf(spec: MoeSpec, context: PassContext): Routing {
  const { layout } = context.pool;
  return {
    shape: {
      experts: count(
        spec.experts + layout.redundantExperts,
        'routed experts, copies counted in',
        '路由专家数（含副本）',
      ),
      topk: count(spec.topk, 'routed experts a token', '每 token 路由专家数'),
      shards: count(layout.ep, 'expert-parallel degree', '专家并行度'),
    },
    tokens: groupTokens(context),
    skew: skewOf(spec, context),
  };
}

export function groupTokens(context: PassContext): Q<'1'> {
  const { layout } = context.pool;
  return groupTokensOf({
    tokens: context.tokens,
    ranks: count(Math.max(1, layout.ep / layout.tp), 'DP ranks in the expert group', '专家组内 DP rank 数'),
  });
}

/** Distinct routed experts that one card reads in one layer of this pass. */
export function distinctOf({ shape: { experts, topk, shards }, tokens, skew }: Routing): Q<'1'> {
  const uniform = distinctExperts({ experts, topk, shards, tokens });
  if (!skew) return uniform;
  const share = touchedOnMean(skew.placed, tokens.value) / uniform.value;
  return distinctSkewed({ uniform, share: question(share, '1', wordsOf(skew.popularity)) });
}

/** Rows of the busiest card ÷ the mean card's, which the others wait for. */
export function imbalanceOf({ shape: { experts, topk, shards }, tokens, skew }: Routing): Q<'1'> {
  if (!skew) return chanceImbalance({ experts, topk, shards, tokens });
  const measured = skew.popularity.kind === 'histogram';
  const share = measured ? heaviestShare(skew.placed) : expectedShare(skew.placed, tokens.value);
  return question(share, '1', wordsOf(skew.popularity));
}

interface Skew {
  readonly popularity: Popularity;
  readonly placed: Placed;
}

function skewOf(spec: MoeSpec, context: PassContext): Skew | undefined {
  const popularity = context.kase.workload.routing;
  if (!popularity || popularity.kind === 'uniform') return undefined;
  const { layout } = context.pool;
  return {
    popularity,
    placed: placed(popularity, {
      experts: spec.experts,
      topk: spec.topk,
      redundant: layout.redundantExperts,
      cards: layout.ep,
      placement: layout.placement ?? 'linear',
    }),
  };
}

function wordsOf(popularity: Popularity): { en: string; zh: string } {
  switch (popularity.kind) {
    case 'uniform':
      return { en: 'all experts asked for alike', zh: '各专家等概率' };
    case 'zipf': {
      const exponent = String(popularity.exponent.value);
      return { en: `Zipf popularity with exponent ${exponent}`, zh: `Zipf 热度，指数 ${exponent}` };
    }
    case 'histogram':
      return { en: 'popularity as measured', zh: '实测热度' };
  }
}
