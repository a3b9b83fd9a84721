/** One pass of each phase by the article's equations: demand of a card, before time. */

import { sumOf } from '../../formula';
import { question, type Q } from '../../quantity';
import type { Case, Layout } from '../../types';
import { epTraffic } from './communication';
import { cardFlop } from './decode-table';
import { indexerStepFlop, indexKeyBytes, selectedTokens } from './dsa';
import { cacheLength, causalLength, freshLength, hitLength, mhaFlop, mlaFlop, nonAttentionFlop } from './flops';
import { kvMemory, kvMemoryAllLayers, mhaActivations, mlaActivations } from './memory';
import { count, width, type ArticleShape } from './shape';
import {
  balancedExperts,
  decodeActivationTrafficOfLayers,
  decodeWeightTraffic,
  kvTraffic,
  prefillActivationTrafficOfLayers,
  prefillWeightTraffic,
} from './traffic';

/** What one card does in one pass; KV, activations and traffic are one sequence's. */
export interface PassDemand {
  readonly batch: Q<'1'>;
  readonly tokens: Q<'token'>;
  readonly flop: Q<'FLOP'>;
  readonly weightTraffic: Q<'B'>;
  readonly kvTraffic: Q<'B'>;
  readonly activationTraffic: Q<'B'>;
  readonly expertTraffic: Q<'B'>;
  readonly kvHeld: Q<'B'>;
  readonly activationsHeld: Q<'B'>;
}

export interface PassInputs {
  readonly kase: Case;
  readonly shape: ArticleShape;
  readonly tp: Q<'card'>;
  readonly ep: Q<'card'>;
  readonly layout: Layout;
}

const one = count(1, 'one sequence', '一个序列');
const single = question(1, 'token', { en: 'one token a step', zh: '每步一个 token' });
const nothing = question(0, 'B', { en: 'no expert parallelism, no exchange', zh: '无专家并行，无交换' });

export function prefillDemand(pass: PassInputs): PassDemand {
  const { kase, shape, tp } = pass;
  const { input: prompt, prefixHit: hit } = kase.workload;
  const tokens = freshLength({ prompt, hit });
  const attended = causalLength({ tokens, cached: hitLength({ prompt, hit }) });
  const formats = formatsOf(pass, 'prefill');
  const { layers, heads, headDim, ropeDim, hidden, moeInner } = shape;
  const aLayer = mhaActivations({
    batch: one,
    tokens,
    hidden,
    heads,
    activeExperts: shape.used,
    moeInner,
    ...formats.values,
  });
  return {
    batch: kase.promptsPerPass,
    tokens,
    flop: flopOf(pass, {
      batch: kase.promptsPerPass,
      attention: mhaFlop({ layers, batch: one, attended, heads, headDim, ropeDim, tokens }),
      ffn: nonAttentionFlop({ active: shape.active, batch: one, tokens }),
    }),
    weightTraffic: prefillWeightTraffic({ ...weightInputs(pass), tp }),
    kvTraffic: cacheRead(pass, prompt, formats.cached),
    activationTraffic: prefillActivationTrafficOfLayers({ layers, aLayer }),
    expertTraffic: exchange(pass, kase.promptsPerPass, tokens),
    kvHeld: cacheHeld(pass, question(0, 'token', { en: 'nothing generated yet', zh: '尚未生成' }), formats.cached),
    activationsHeld: aLayer,
  };
}

export function decodeDemand(pass: PassInputs): PassDemand {
  const { kase, shape, tp } = pass;
  const { input: prompt, output } = kase.workload;
  const length = cacheLength({ prompt, output });
  const attended = shape.index ? selectedTokens({ tokens: length, selected: shape.index.selected }) : length;
  const formats = formatsOf(pass, 'decode');
  const { layers, heads, kvRank, ropeDim, hidden, moeInner, queryRank } = shape;
  const latent = { heads, kvRank, ropeDim };
  const aLayer = mlaActivations({
    ...latent,
    batch: one,
    tokens: single,
    attended,
    queryRank,
    hidden,
    activeExperts: shape.used,
    moeInner,
    ...formats.values,
  });
  const attention = mlaFlop({ ...latent, layers, batch: one, attended, tokens: single });
  return {
    batch: kase.batch,
    tokens: single,
    flop: flopOf(pass, {
      batch: kase.batch,
      attention: shape.index ? withIndexer(shape, { attention, length }) : attention,
      ffn: nonAttentionFlop({ active: shape.active, batch: one, tokens: single }),
    }),
    weightTraffic: decodeWeightTraffic({ ...weightInputs(pass), tp, tokens: single }),
    kvTraffic: cacheRead(pass, attended, formats.cached, length),
    activationTraffic: decodeActivationTrafficOfLayers({ layers, aLayer }),
    expertTraffic: exchange(pass, kase.batch, single),
    kvHeld: cacheHeld(pass, output, formats.cached),
    activationsHeld: aLayer,
  };
}

/** Derivations 3–8: attention over TP, the rest over EP. */
function flopOf(
  { tp, ep }: PassInputs,
  each: { readonly batch: Q<'1'>; readonly attention: Q<'FLOP'>; readonly ffn: Q<'FLOP'> },
): Q<'FLOP'> {
  return cardFlop({ requests: each.batch, attention: each.attention, tp, grouped: each.batch, ffn: each.ffn, ep });
}

function weightInputs({ shape, ep }: PassInputs) {
  const { denseSize, moeSize, packing, experts, shared, chosen } = shape;
  return { denseSize, moeSize, packing, experts, activeExperts: balancedExperts({ shared, chosen, ep }) };
}

/** Values in the format that is multiplied; scores in BF16. */
function formatsOf({ kase }: PassInputs, phase: 'prefill' | 'decode') {
  const math = kase[phase].math[kase.formats.weights];
  return { values: { element: width(math), scoreElement: width('bf16') }, cached: width(kase.formats.kv) };
}

function withIndexer(
  shape: ArticleShape,
  o: { readonly attention: Q<'FLOP'>; readonly length: Q<'token'> },
): Q<'FLOP'> {
  if (!shape.index) return o.attention;
  const indexer = indexerStepFlop({
    layers: shape.layers,
    batch: one,
    indexHeads: shape.index.heads,
    indexDim: shape.index.dim,
    tokens: single,
    scored: o.length,
  });
  return sumOf(
    {
      id: 'article.dsa.step',
      title: { en: 'attention and indexer', zh: '注意力与索引器' },
      cite: 'article section 5.2.2',
      symbol: 'F_"attn"',
      unit: 'FLOP',
    },
    { attention: o.attention, indexer },
  );
}

/** Equation 15; with DSA the index keys of the whole cache come on top of the tokens attended. */
function cacheRead({ shape }: PassInputs, tokens: Q<'token'>, element: Q<'B'>, scanned?: Q<'token'>): Q<'B'> {
  const { layers, kvRank, ropeDim, index } = shape;
  const entries = kvTraffic({ layers, batch: one, tokens, kvRank, ropeDim, element });
  if (!index || !scanned) return entries;
  const keys = indexKeyBytes({ layers, batch: one, tokens: scanned, indexDim: index.dim, element: width('fp8') });
  return sumOf(
    {
      id: 'article.dsa.cache-read',
      title: { en: 'index keys and selected entries read', zh: '读取的索引键与选中缓存' },
      cite: 'article section 5.2.2',
      symbol: '"IO"_"KV"',
      unit: 'B',
    },
    { entries, keys },
  );
}

/** Equation 7 on every layer. */
function cacheHeld({ kase, shape }: PassInputs, outputTokens: Q<'token'>, element: Q<'B'>): Q<'B'> {
  const { kvRank, ropeDim, layers } = shape;
  const aLayer = kvMemory({ batch: one, inputTokens: kase.workload.input, outputTokens, kvRank, ropeDim, element });
  return kvMemoryAllLayers({ layers, aLayer });
}

/** Equation 27, in BF16; k − 1 are the routed choices. */
function exchange({ shape, layout }: PassInputs, batch: Q<'1'>, tokens: Q<'token'>): Q<'B'> {
  if (layout.ep === 1) return nothing;
  const activeExperts = count(shape.chosen.value + 1, 'routed choices and one shared expert', '路由选择与一个共享专家');
  return epTraffic({
    moeLayers: shape.moeLayers,
    batch,
    tokens,
    hidden: shape.hidden,
    activeExperts,
    precision: width('bf16'),
  });
}
