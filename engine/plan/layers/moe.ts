/**
 * Mixture of experts. An expert group is max(EP, TP) cards; with EP < TP each expert is split over TP/EP of them. Router and
 * shared experts run where the tokens are; the routed rows travel (exchange.ts).
 */

import { mathWidth, weightWidth } from '../../formats';
import { distinctExperts, expertActivations, expertBytes, expertFlop, expertRows, expertSize, groupTokensOf, localExperts } from '../../formulas/moe';
import type { Q } from '../../quantity';
import type { MoeSpec, Plan } from '../../types';
import type { PassContext } from '../context';
import { count, linear, op } from '../op';
import { exchangeOps } from './exchange';
import { gatedOps } from './ffn';

/** Distinct routed experts that one card reads in one layer of this pass. */
export function distinctOf(spec: MoeSpec, context: PassContext): Q<'1'> {
  return distinctExperts({ ...shape(spec, context), tokens: groupTokens(context) });
}

function shape(spec: MoeSpec, context: PassContext) {
  const { layout } = context.pool;
  return {
    experts: count(spec.experts + layout.redundantExperts, 'routed experts, copies counted in', '路由专家数（含副本）'),
    topk: count(spec.topk, 'routed experts a token', '每 token 路由专家数'),
    shards: count(layout.ep, 'expert-parallel degree', '专家并行度'),
  };
}

function groupTokens(context: PassContext): Q<'1'> {
  const { layout } = context.pool;
  return groupTokensOf({ tokens: context.tokens, ranks: count(Math.max(1, layout.ep / layout.tp), 'DP ranks in the expert group', '专家组内 DP rank 数') });
}

export function moeOps(spec: MoeSpec, context: PassContext): Plan[] {
  const { kase, pool, tokens, hidden } = context;
  const { layout } = pool;
  const format = kase.formats.experts;
  const math = pool.math[format];
  const inner = count(spec.inner, 'expert inner size', '专家中间维度');
  const split = count(Math.max(1, layout.tp / layout.ep), 'cards that share an expert', '分摊一个专家的卡数');
  const { experts, topk, shards } = shape(spec, context);
  const rows = expertRows({ tokens: groupTokens(context), topk, shards });
  const size = expertSize({ hidden, inner, width: weightWidth[format], split });
  const exchange = exchangeOps(spec, context);
  return [
    linear({
      id: 'router',
      title: { en: 'router', zh: '路由器' },
      group: 'dense',
      tokens,
      inner: hidden,
      outer: count(spec.experts, 'routed experts', '路由专家数'),
      format: 'bf16',
      pool: context.pool,
    }),
    ...exchange.dispatch,
    op({
      id: 'experts',
      title: { en: 'routed experts', zh: '路由专家' },
      group: 'experts',
      kind: 'gemm',
      math,
      flop: expertFlop({ rows, hidden, inner, split }),
      weights: expertBytes({ count: distinctOf(spec, context), size }),
      activations: expertActivations({ rows, hidden, inner, split, read: mathWidth[math], written: mathWidth.bf16 }),
      resident: expertBytes({ count: localExperts({ experts, shards }), size }),
    }),
    ...exchange.combine,
    ...(spec.shared > 0 ? gatedOps('shared', { en: 'shared expert', zh: '共享专家' }, spec.shared * spec.sharedInner, format, context) : []),
  ];
}
