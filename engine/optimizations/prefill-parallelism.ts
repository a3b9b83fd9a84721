/** How a prompt is shared between the cards of the prefill pool. */

import { diagnostic, type Text } from '../diagnostics';
import type { Case, Layout, Parameters } from '../types';
import type { Optimization } from './optimization';
import { number, pure } from './parameter';

const tp = { en: 'tensor parallelism of prefill', zh: 'Prefill 的张量并行度' };
const ep = { en: 'expert parallelism of prefill; 0 = as it is', zh: 'Prefill 的专家并行度；0 = 不变' };

export const prefillParallelism: Optimization = {
  id: 'prefill-parallelism',
  title: { en: 'Prefill parallelism', zh: 'Prefill 并行' },
  summary: {
    en: 'Shares each prompt between tp cards: its compute a card falls with tp and TTFT with it, for two reductions a layer. Helps latency, not throughput: tp 1 computes as many prompts at once, with less to send.',
    zh: '一个输入由 tp 张卡分担：单卡计算随 tp 下降，TTFT 缩短，代价是每层两次归约。改善延迟而非吞吐：tp 1 可同时计算同样多的输入，通信更少。',
  },
  level: 'macro',
  stage: 'raise-utilisation',
  parameters: {
    tp: number(tp, 8, { least: 1, most: 1024 }),
    ep: number(ep, 0, { least: 0, most: 4096 }),
  },
  excludes: [],
  affects: ['prefill'],
  cite: 'article table 6',
  reported: {
    claim: {
      en: 'TP8 EP8 against TP1 EP8: compute 0.16 → 0.082 s for 0.005 s more communication',
      zh: 'TP8 EP8 对比 TP1 EP8：计算 0.16 → 0.082 s，通信多 0.005 s',
    },
    conditions: {
      en: 'one prompt of 3260 tokens, H20, W4A8; a prompt’s latency, not the card’s throughput',
      zh: '单个 3260 token 输入，H20，W4A8；为单请求延迟而非单卡吞吐',
    },
    source: 'article table 6',
    metric: 'serving.ttft',
    ratio: 0.54,
  },
  requires: (kase, parameters) => {
    const wrong = unfit(kase, laidOut(kase.prefill.layout, parameters));
    return wrong ? diagnostic('lever.layout', { lever: prefillParallelism.title, why: wrong }) : true;
  },
  rewrite: (kase, parameters) => ({
    ...kase,
    prefill: { ...kase.prefill, layout: laidOut(kase.prefill.layout, parameters) },
  }),
};

/** The instance keeps its cards: what tp takes, dp gives. */
function laidOut(layout: Layout, parameters: Parameters): Layout {
  const degree = pure(parameters, 'tp').value;
  const experts = pure(parameters, 'ep').value;
  return {
    ...layout,
    tp: degree,
    dp: (layout.tp * layout.dp) / degree,
    ep: experts === 0 ? layout.ep : experts,
  };
}

function unfit({ model }: Case, { tp: degree, dp, ep: experts, redundantExperts }: Layout): Text | undefined {
  const cards = degree * dp;
  if (!Number.isInteger(dp) || dp < 1)
    return {
      en: `tp ${String(degree)} does not divide its ${String(cards)} cards`,
      zh: `tp ${String(degree)} 不能整除 ${String(cards)} 张卡`,
    };
  for (const { attention, ffn } of model.layers) {
    if (attention.heads % degree !== 0)
      return {
        en: `tp ${String(degree)} does not divide ${String(attention.heads)} heads`,
        zh: `tp ${String(degree)} 不能整除 ${String(attention.heads)} 个头`,
      };
    if (ffn.kind === 'moe' && (ffn.experts + redundantExperts) % experts !== 0)
      return { en: `ep ${String(experts)} does not divide the experts`, zh: `ep ${String(experts)} 不能整除专家数` };
  }
  const nested = experts % degree === 0 || degree % experts === 0;
  return cards % experts === 0 && nested
    ? undefined
    : {
        en: `ep ${String(experts)} does not fit ${String(cards)} cards at tp ${String(degree)}`,
        zh: `ep ${String(experts)} 与 tp ${String(degree)} 的 ${String(cards)} 张卡不符`,
      };
}
