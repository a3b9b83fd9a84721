/** Case → Plan: what one card has to do in one pass of each phase. Demand, not time. */

import type { Q } from '../quantity';
import { profiles } from '../profiles';
import { moreRouterKernels } from '../stacks';
import type { AttentionSpec, Block, FfnSpec, LayerGroup, Plan, WeightFormat } from '../types';
import {
  cardContext,
  chunkOf,
  decodeContext,
  halfOf,
  halves,
  overlapIn,
  rowsTravel,
  type PassContext,
} from './context';
import { draftProjection, embedding, headOps } from './ends';
import { attentionOps } from './layers/attention';
import { denseFormat, feedForwardOps } from './layers/ffn';
import { expandsFused } from './layers/moe';
import { residualOps } from './layers/residual';
import { distinctOf, imbalanceOf, routingOf } from './layers/routing';
import { aroundAttention, aroundFfn, ringOps, stageSend } from './parallel';
import { count, op, quantize, seq } from './op';

export { cachePerToken, requestCache } from './cache';

/** One card's work in a pass of its DP rank: the microbatches of the pipeline one after another. */
export function passPlan(rank: PassContext): Plan {
  const { pp } = rank.pool.layout;
  const context = cardContext(rank);
  if (pp === 1) return interleaved(context);
  return {
    kind: 'repeat',
    id: 'microbatch',
    times: count(pp, 'microbatches in flight, one a stage', '在途微批数（每级一个）'),
    copies: once,
    part: seq(interleaved(context), ...stageSend(context)),
  };
}

const once = count(1, 'weights held once', '权重只存一份');

/** All that the context holds in one go; two halves one after another where the engine interleaves them. */
function interleaved(context: PassContext): Plan {
  if (overlapIn(context)?.kind !== 'two-batch') return wholePass(context);
  return { kind: 'repeat', id: 'half', times: halves, copies: once, part: wholePass(halfOf(context)) };
}

function wholePass(whole: PassContext): Plan {
  const cut = chunkOf(whole);
  if (!cut) return onePiece(whole);
  return { kind: 'repeat', id: 'chunk', times: cut.chunks, copies: once, part: onePiece(cut.chunk) };
}

function onePiece(context: PassContext): Plan {
  const { layers } = context.kase.model;
  const layerOf = layersIn(context);
  return seq(
    ...atEnds([embedding(context)], context),
    ...layers.map((group, index) => layerGroup(group, index, { context, layerOf })),
    ...atEnds(headOps(context, false), context),
    ...draftsOf(context, layerOf),
  );
}

type LayerOf = (block: Block) => Plan;

/** Layers of one pass; halves that several groups have in common are made once. */
function layersIn(context: PassContext): LayerOf {
  const attention = new Map<AttentionSpec, Plan>();
  const ffn = new Map<FfnSpec, Plan>();
  return (block) => {
    let first = attention.get(block.attention);
    if (!first) attention.set(block.attention, (first = attentionHalf(block.attention, context)));
    let second = ffn.get(block.ffn);
    if (!second) ffn.set(block.ffn, (second = ffnHalf(block.ffn, context)));
    return seq(first, second, smallKernels(block, context));
  };
}

/** The first and the last stage have them; of the mean card's work that is one part in pp. */
function atEnds(parts: readonly Plan[], context: PassContext): readonly Plan[] {
  if (context.pool.layout.pp === 1) return parts;
  const share = stageShare(1, context, 'embedding and head, on one stage of all', '词嵌入与输出头只在一级上');
  return [{ kind: 'repeat', id: 'ends', times: share, copies: share, part: seq(...parts) }];
}

function stageShare(number: number, context: PassContext, en: string, zh: string): Q<'1'> {
  return count(number / context.pool.layout.pp, en, zh);
}

interface InPass {
  readonly context: PassContext;
  readonly layerOf: LayerOf;
}

/** Words made once, not with every pass. */
const layersOfStage = {
  dense: ['dense layers of a stage', '每级 dense 层数'],
  moe: ['moe layers of a stage', '每级 moe 层数'],
} as const satisfies Record<FfnSpec['kind'], readonly [string, string]>;

function layerGroup(group: LayerGroup, index: number, { context, layerOf }: InPass): Plan {
  const name = group.ffn.kind;
  const [en, zh] = layersOfStage[name];
  const times = stageShare(group.count, context, en, zh);
  return {
    kind: 'repeat',
    id: `${name}${index === 0 ? '' : `-${String(index + 1)}`}`,
    times,
    copies: times,
    part: layerOf(group),
  };
}

function attentionHalf(spec: AttentionSpec, context: PassContext): Plan {
  const around = aroundAttention(context);
  return seq(
    ...residualOps('attention-norm', context),
    ...around.before,
    ...quantizeHidden('attention-quantize', context, context.kase.formats.weights),
    ...ringOps(spec, context),
    ...attentionOps(spec, context),
    ...around.after,
  );
}

function ffnHalf(spec: FfnSpec, context: PassContext): Plan {
  const { kase } = context;
  const around = aroundFfn(spec, context);
  const format = spec.kind === 'dense' ? denseFormat(kase) : kase.formats.experts;
  return seq(
    ...residualOps('ffn-norm', context),
    ...around.before,
    ...(spec.kind === 'moe' && expandsFused(context) ? [] : quantizeHidden('ffn-quantize', context, format)),
    ...feedForwardOps(spec, context),
    ...around.after,
  );
}

function quantizeHidden(id: string, context: PassContext, format: WeightFormat): Plan[] {
  return quantize(
    id,
    { en: 'quantize the hidden state', zh: '隐藏状态量化' },
    { tokens: context.tokens, elements: context.hidden, math: context.pool.math[format] },
  );
}

/** What the small kernels of a layer cost beside their bytes: each waits for the last. Nothing at the roofline. */
function smallKernels(block: Block, context: PassContext): Plan {
  const quantized = context.pool.math[context.kase.formats.weights] !== 'bf16';
  const { runtime, stack } = context.kase;
  const router = block.ffn.kind === 'moe' ? moreRouterKernels(runtime, stack) : 0;
  const kernels = profiles[runtime].smallKernels(block, {
    phase: context.phase,
    quantized,
    travels: rowsTravel(context.pool),
  });
  return op({
    id: 'small-kernels',
    title: { en: 'small kernels', zh: '小算子' },
    group: 'elementwise',
    shape: { kind: 'elementwise', kernels: count(kernels + router, 'small kernels a layer', '每层小算子数') },
  });
}

/** Decode drafts with one token a request, drafts times; prefill fills the draft layer's cache in one pass. */
function draftsOf(context: PassContext, layerOf: LayerOf): Plan[] {
  const { kase, phase, sequences } = context;
  if (!kase.speculation) return [];
  if (phase === 'prefill') {
    return draftParts({ context, layerOf }, count(1, 'one pass over the prompt', '对输入做一趟'));
  }
  const single = decodeContext(kase, { sequences, queries: count(1, 'one token a request', '每请求一个 token') });
  return draftParts({ context: single, layerOf: layersIn(single) }, kase.speculation.drafts);
}

/** The draft layer: [hidden, embedding] → hidden, one block, and the head again. */
function draftParts({ context, layerOf }: InPass, drafts: Q<'1'>): Plan[] {
  const { model } = context.kase;
  const block = model.draft ?? model.layers.at(-1);
  if (!block) return [];
  const held = Math.max(1, model.mtpLayers);
  const times =
    context.pool.layout.pp === 1
      ? drafts
      : stageShare(drafts.value, context, 'drafts, on one stage of all', '草稿次数（只在一级上）');
  return [
    {
      kind: 'repeat',
      id: 'draft',
      times,
      copies: stageShare(held, context, 'draft layers held', '保存的草稿层数'),
      part: regroup(seq(draftProjection(context), layerOf(block), ...headOps(context, true))),
    },
  ];
}

/** In the breakdown all that drafting costs stands together. */
function regroup(plan: Plan): Plan {
  switch (plan.kind) {
    case 'op':
      return { kind: 'op', op: plan.op.inGroup(plan.op.kind === 'collective' ? 'exchange' : 'draft') };
    case 'seq':
      return { ...plan, parts: plan.parts.map(regroup) };
    case 'repeat':
      return { ...plan, part: regroup(plan.part) };
  }
}

/** How tokens are dealt in a MoE layer of this pass, if the model has one: distinct experts a card touches, busiest card ÷ mean card. */
export function dealtIn(rank: PassContext): { readonly distinct: Q<'1'>; readonly imbalance: Q<'1'> } | undefined {
  const context = cardContext(rank);
  for (const { ffn } of context.kase.model.layers) {
    if (ffn.kind !== 'moe') continue;
    const routing = routingOf(ffn, context);
    return { distinct: distinctOf(routing), imbalance: imbalanceOf(routing) };
  }
  return undefined;
}
