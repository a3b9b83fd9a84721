/** Case → Plan: what one card has to do in one pass of each phase. Demand, not time. */

import { mathWidth } from '../formats';
import { elementwiseBytes, layersCache } from '../formulas/operators';
import { sumOf } from '../formula';
import { profiles } from '../profiles';
import { question, type Q } from '../quantity';
import type { AttentionSpec, Case, FfnSpec, LayerGroup, Plan, Pool, WeightFormat } from '../types';
import { decodeContext, halfOf, type PassContext } from './context';
import { allReduceOps } from './layers/exchange';
import { denseOps } from './layers/ffn';
import { gqaCacheEntry, gqaOps } from './layers/gqa';
import { indexEntry, mlaCacheEntry, mlaOps } from './layers/mla';
import { distinctOf, moeOps } from './layers/moe';
import { count, linear, op, quantize, seq } from './op';

/** One pass over what the context holds; two halves one after another where the engine interleaves them. */
export function passPlan(context: PassContext): Plan {
  if (context.kase.overlap?.[context.phase]?.kind !== 'two-batch') return wholePass(context);
  const twice = count(2, 'half batches', '两个半批');
  return {
    kind: 'repeat',
    id: 'half',
    times: twice,
    copies: count(1, 'weights held once', '权重只存一份'),
    part: wholePass(halfOf(context)),
  };
}

function wholePass(context: PassContext): Plan {
  return seq(...passParts(context), ...draftsOf(context));
}

/** Decode drafts with one token a request, drafts times; prefill fills the draft layer's cache in one pass. */
function draftsOf(context: PassContext): Plan[] {
  const { kase, phase, sequences } = context;
  if (!kase.speculation) return [];
  if (phase === 'prefill') return draftParts(kase, context, count(1, 'one pass over the prompt', '对输入做一趟'));
  const single = decodeContext(kase, { sequences, queries: count(1, 'one token a request', '每请求一个 token') });
  return draftParts(kase, single, kase.speculation.drafts);
}

function passParts(context: PassContext): Plan[] {
  return [
    embedding(context),
    ...context.kase.model.layers.map((group, index) => layers(group, index, context)),
    ...headOps(context, false),
  ];
}

function layers(group: LayerGroup, index: number, context: PassContext): Plan {
  const times = count(group.count, `${groupName(group)} layers`, `${groupName(group)} 层数`);
  return {
    kind: 'repeat',
    id: `${groupName(group)}${index === 0 ? '' : `-${String(index + 1)}`}`,
    times,
    copies: times,
    part: seq(...layerOps(group, context)),
  };
}

function groupName(group: LayerGroup): string {
  return group.ffn.kind;
}

function layerOps(group: LayerGroup, context: PassContext): Plan[] {
  return [
    norm('attention-norm', context),
    ...quantizeHidden('attention-quantize', context, context.kase.formats.weights),
    ...attentionOps(group.attention, context),
    ...allReduceOps('attention-reduce', { en: 'all-reduce after attention', zh: '注意力后的 all-reduce' }, context),
    norm('ffn-norm', context),
    ...quantizeHidden(
      'ffn-quantize',
      context,
      group.ffn.kind === 'dense' ? context.kase.formats.weights : context.kase.formats.experts,
    ),
    ...ffnOps(group.ffn, context),
    smallKernels(group, context),
  ];
}

function attentionOps(spec: AttentionSpec, context: PassContext): Plan[] {
  switch (spec.kind) {
    case 'gqa':
      return gqaOps(spec, context);
    case 'mla':
      return mlaOps(spec, context);
  }
}

/** After expert exchange the rows are already home, and the all-gather is the second half of attention's all-reduce. */
function ffnOps(spec: FfnSpec, context: PassContext): Plan[] {
  const reduce = () =>
    allReduceOps('ffn-reduce', { en: 'all-reduce after the FFN', zh: 'FFN 后的 all-reduce' }, context);
  switch (spec.kind) {
    case 'dense':
      return [...denseOps(spec, context), ...reduce()];
    case 'moe':
      return [...moeOps(spec, context), ...(context.pool.layout.ep === 1 ? reduce() : [])];
  }
}

function quantizeHidden(id: string, context: PassContext, format: WeightFormat): Plan[] {
  return quantize(
    id,
    { en: 'quantize the hidden state', zh: '隐藏状态量化' },
    { tokens: context.tokens, elements: context.hidden, math: context.pool.math[format] },
  );
}

/** What the small kernels of a layer cost beside their bytes: each waits for the last. Nothing at the roofline. */
function smallKernels(group: LayerGroup, context: PassContext): Plan {
  const quantized = context.pool.math[context.kase.formats.weights] !== 'bf16';
  const kernels = profiles[context.kase.runtime].smallKernels(group, context.phase, quantized);
  return op({
    id: 'small-kernels',
    title: { en: 'small kernels', zh: '小算子' },
    group: 'elementwise',
    shape: { kind: 'elementwise', kernels: count(kernels, 'small kernels a layer', '每层小算子数') },
  });
}

/** Residual added, normalised. */
function norm(id: string, context: PassContext): Plan {
  return op({
    id,
    title: { en: 'residual and norm', zh: '残差与归一化' },
    group: 'elementwise',
    activations: elementwiseBytes({
      tokens: context.tokens,
      elements: count(
        profiles[context.kase.runtime].normElements * context.kase.model.hidden,
        'elements read and written',
        '读写元素数',
      ),
      width: mathWidth.bf16,
    }),
  });
}

function embedding(context: PassContext): Plan {
  const { model } = context.kase;
  return op({
    id: 'embedding',
    title: { en: 'embedding', zh: '嵌入层' },
    group: 'elementwise',
    activations: elementwiseBytes({
      tokens: context.tokens,
      elements: count(2 * model.hidden, 'row read and written', '读写一行'),
      width: mathWidth.bf16,
    }),
    resident: question((model.vocab * model.hidden * mathWidth.bf16.value) / context.pool.layout.tp, 'B', {
      en: 'embedding table on this card',
      zh: '本卡嵌入表',
    }),
  });
}

/** `again`: a draft's use of the head that the step holds already. */
function headOps(context: PassContext, again: boolean): Plan[] {
  const { kase, headTokens, hidden, pool } = context;
  const local = kase.model.vocab / pool.layout.tp;
  return [
    linear({
      id: 'head',
      title: { en: 'output head', zh: '输出层' },
      group: 'dense',
      tokens: headTokens,
      inner: hidden,
      outer: count(local, 'vocabulary on this card', '本卡词表'),
      format: kase.formats.head,
      pool: context.pool,
      shared: again || kase.model.tied,
    }),
    op({
      id: 'sampling',
      title: { en: 'sampling', zh: '采样' },
      group: 'elementwise',
      activations: elementwiseBytes({
        tokens: headTokens,
        elements: count(2 * local, 'logits read and written as FP32', 'FP32 logits 读写'),
        width: mathWidth.bf16,
      }),
    }),
  ];
}

/** The draft layer: [hidden, embedding] → hidden, one block like the last, and the head again. */
function draftParts(kase: Case, context: PassContext, times: Q<'1'>): Plan[] {
  const last = kase.model.layers.at(-1);
  if (!kase.speculation || !last) return [];
  const inDraft = (part: Plan): Plan => regroup(part);
  return [
    {
      kind: 'repeat',
      id: 'draft',
      times,
      copies: count(Math.max(1, kase.model.mtpLayers), 'draft layers held', '保存的草稿层数'),
      part: inDraft(
        seq(
          linear({
            id: 'draft-in',
            title: { en: 'draft projection', zh: '草稿投影' },
            group: 'projections',
            tokens: context.tokens,
            inner: count(2 * kase.model.hidden, 'hidden state and embedding', '隐藏状态与嵌入'),
            outer: context.hidden,
            format: kase.formats.weights,
            pool: context.pool,
          }),
          ...layerOps({ ...last, count: 1 }, context),
          ...headOps(context, true),
        ),
      ),
    },
  ];
}

/** In the breakdown all that drafting costs stands together. */
function regroup(plan: Plan): Plan {
  switch (plan.kind) {
    case 'op':
      return { kind: 'op', op: { ...plan.op, group: plan.op.shape.kind === 'collective' ? 'exchange' : 'draft' } };
    case 'seq':
      return { ...plan, parts: plan.parts.map(regroup) };
    case 'repeat':
      return { ...plan, part: regroup(plan.part) };
  }
}

/** Cache of one token over all layers on one card of a pool, index keys and the draft layer counted in. */
export function cachePerToken(kase: Case, pool: Pool): Q<'B'> {
  const drafts = kase.speculation ? Math.max(1, kase.model.mtpLayers) : 0;
  const last = kase.model.layers.length - 1;
  const terms: Record<string, Q<'B'>> = {};
  kase.model.layers.forEach((group, index) => {
    terms[`${groupName(group)}-${String(index + 1)}`] = layersCache({
      layers: count(group.count + (index === last ? drafts : 0), 'layers', '层数'),
      entry: cacheEntry(group.attention, kase, pool),
    });
  });
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

function cacheEntry(spec: AttentionSpec, kase: Case, pool: Pool): Q<'B'> {
  switch (spec.kind) {
    case 'gqa':
      return gqaCacheEntry(spec, kase, pool);
    case 'mla': {
      const latent = mlaCacheEntry(spec, kase);
      if (!spec.index) return latent;
      const index = indexEntry(spec.index);
      return sumOf(
        {
          id: 'attention.cache-and-index',
          title: { en: 'Latent and index key of a token a layer', zh: '每层每 token 的潜向量与索引键' },
          symbol: 'e',
          unit: 'B',
        },
        { latent, index },
      );
    }
  }
}

/** Distinct routed experts a card touches in a MoE layer of this pass, if the model has one. */
export function distinctExpertsOf(context: PassContext): Q<'1'> | undefined {
  for (const group of context.kase.model.layers) if (group.ffn.kind === 'moe') return distinctOf(group.ffn, context);
  return undefined;
}
