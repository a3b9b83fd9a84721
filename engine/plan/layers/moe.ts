/**
 * Mixture of experts. An expert group is max(EP, TP) cards; with EP < TP each expert is split over TP/EP of them. Router and
 * shared experts run where the tokens are; the routed rows travel (exchange.ts).
 */

import { mathWidth, widthIn } from '../../formats';
import { busiestRows, expertBytes, expertRows, localExperts, rowsAndShared } from '../../formulas/moe';
import {
  convertedBytes,
  elementwiseBytes,
  expandedBytes,
  gemmActivations,
  gemmFlop,
  gemmWeights,
} from '../../formulas/operators';
import { product } from '../../formulas/shares';
import { profiles } from '../../profiles';
import type { Q } from '../../quantity';
import type { MoeSpec, Plan } from '../../types';
import { goesStraight, rowsTravel, type PassContext } from '../context';
import { addedAtOnce, count, linear, op, pass } from '../op';
import { exchangeOps, rowOf } from './exchange';
import { gatedNames, gatedOps } from './gated';
import { distinctOf, imbalanceOf, routingOf, type Routing } from './routing';

const sharedExpert = gatedNames('shared', { en: 'shared expert', zh: '共享专家' }, true);

export function moeOps(spec: MoeSpec, context: PassContext): Plan[] {
  const { kase, tokens, hidden } = context;
  const { layout } = context.pool;
  const format = kase.formats.experts;
  const split = count(Math.max(1, layout.tp / layout.ep), 'cards that share an expert', '分摊一个专家的卡数');
  const routing = routingOf(spec, context);
  const { topk, shards } = routing.shape;
  const rows = expertRows({ tokens: routing.tokens, topk, shards });
  const exchange = exchangeOps(spec, context);
  return [
    linear({
      id: 'router',
      title: { en: 'router', zh: '路由器' },
      group: 'dense',
      tokens,
      inner: hidden,
      outer: count(
        spec.experts + (spec.sharedGate === true ? 1 : 0),
        'routed experts and the gate of the shared one',
        '路由专家数与共享专家门控',
      ),
      format: 'bf16',
      pool: context.pool,
    }),
    ...intoLatent(spec, context),
    ...exchange.dispatch,
    ...gather(rows, spec, context),
    ...expertOps(spec, context, { rows, split, routing }),
    ...scatter(rows, spec, context),
    ...exchange.combine,
    ...outOfLatent(spec, context),
    ...(spec.shared > 0 ? gatedOps(sharedExpert, spec.shared * spec.sharedInner, format, context) : []),
  ];
}

/** Where the routed experts work in a smaller space, tokens go there before they travel and come back after. */
function intoLatent(spec: MoeSpec, context: PassContext): Plan[] {
  if (spec.latent === undefined) return [];
  return [
    linear({
      id: 'latent-down',
      title: { en: 'into the latent space of the experts', zh: '进入专家潜空间' },
      group: 'dense',
      tokens: context.tokens,
      inner: context.hidden,
      outer: rowOf(spec, context),
      format: context.kase.formats.weights,
      pool: context.pool,
    }),
  ];
}

function outOfLatent(spec: MoeSpec, context: PassContext): Plan[] {
  if (spec.latent === undefined) return [];
  return [
    linear({
      id: 'latent-up',
      title: { en: 'out of the latent space of the experts', zh: '离开专家潜空间' },
      group: 'dense',
      tokens: context.tokens,
      inner: rowOf(spec, context),
      outer: context.hidden,
      format: context.kase.formats.weights,
      pool: context.pool,
    }),
  ];
}

interface ExpertParts {
  readonly rows: Q<'1'>;
  readonly split: Q<'1'>;
  readonly routing: Routing;
}

/** Gate and up, SiLU · product, down: two grouped multiplications over the experts that are touched. */
function expertOps(spec: MoeSpec, context: PassContext, parts: ExpertParts): Plan[] {
  const { kase, pool } = context;
  const hidden = rowOf(spec, context);
  const { rows, split, routing } = parts;
  const format = kase.formats.experts;
  const local = count(spec.inner / split.value, 'expert inner size on this card', '本卡专家中间维度');
  const both = count(
    (2 * spec.inner) / split.value,
    'gate and up dimensions of an expert on this card',
    '本卡专家门控与上投影维度',
  );
  const busiest = imbalanceOf(routing);
  const { experts, shards } = routing.shape;
  const touched = distinctOf(routing);
  const held = localExperts({ experts, shards });
  const multiply = (
    id: string,
    title: { en: string; zh: string },
    inner: Q<'1'>,
    outer: Q<'1'>,
    feedsExchange = false,
  ): Plan => {
    const size = gemmWeights({ inner, outer, width: widthIn(pool, format) });
    return op({
      id,
      title,
      group: 'experts',
      shape: {
        kind: 'grouped',
        groups: touched,
        held,
        rows: busiestRows({ rows, imbalance: busiest }),
        k: inner,
        n: outer,
        stored: format,
      },
      math: pool.math[format],
      flop: gemmFlop({ tokens: rows, inner, outer }),
      weights: expertBytes({ count: touched, size }),
      activations: gemmActivations({
        tokens: rows,
        inner,
        outer,
        read: mathWidth[pool.math[format]],
        written: mathWidth.bf16,
      }),
      resident: expertBytes({ count: held, size }),
      busiest,
      feedsExchange,
    });
  };
  return [
    multiply('experts-up', { en: 'routed experts, gate and up', zh: '路由专家 门控与上投影' }, hidden, both),
    pass({
      id: 'experts-silu',
      title: { en: 'routed experts, SiLU and product', zh: '路由专家 SiLU 与乘积' },
      tokens: rows,
      elements: count(profiles[kase.runtime].siluElements * local.value, 'elements in and out', '读写元素数'),
      width: mathWidth.bf16,
      busiest,
    }),
    multiply('experts-down', { en: 'routed experts, down', zh: '路由专家 下投影' }, local, hidden, true),
  ];
}

/**
 * Low-latency exchange lays rows out by expert and sums them itself; elsewhere rows are gathered and summed by kernels of their own.
 */
/** Quantization goes into the layout of the rows where no exchange stands between them. */
export function expandsFused({ kase, pool }: PassContext): boolean {
  return kase.stack.expandFused && pool.math[kase.formats.experts] !== 'bf16' && !rowsTravel(pool);
}

/** The shared expert takes every token, too. */
function withShared(rows: Q<'1'>, spec: MoeSpec, context: PassContext): Q<'1'> {
  return spec.shared > 0 ? rowsAndShared({ rows, tokens: context.tokens }) : rows;
}

function gather(rows: Q<'1'>, spec: MoeSpec, context: PassContext): Plan[] {
  if (goesStraight(context)) return [];
  const math = context.pool.math[context.kase.formats.experts];
  const width = mathWidth[math];
  const elements = rowOf(spec, context);
  const isFused = expandsFused(context);
  return [
    op({
      id: 'gather',
      title: { en: 'rows laid out by expert', zh: '按专家重排行' },
      group: 'elementwise',
      activations: isFused
        ? expandedBytes({
            tokens: context.tokens,
            rows: withShared(rows, spec, context),
            elements,
            read: mathWidth.bf16,
            written: width,
          })
        : convertedBytes({ tokens: rows, elements, read: width, written: width }),
    }),
  ];
}

function scatter(rows: Q<'1'>, spec: MoeSpec, context: PassContext): Plan[] {
  if (goesStraight(context)) return [];
  const profile = profiles[context.kase.runtime];
  const elements = rowOf(spec, context);
  return [
    op({
      id: 'scatter',
      title: { en: 'rows weighted and summed', zh: '加权求和回写' },
      group: 'elementwise',
      activations: elementwiseBytes({
        tokens: rows,
        elements: count(
          profile.combineElements(rowsTravel(context.pool)) * elements.value,
          'elements read and written',
          '读写元素数',
        ),
        width: mathWidth.bf16,
      }),
      ...(profile.atomicRate ? { shape: addedAtOnce(product({ sequences: rows, each: elements })) } : {}),
    }),
  ];
}
