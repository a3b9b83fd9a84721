/** Expert rows exchanged card to card (DeepEP) instead of all tokens to all cards. */

import { diagnostic } from '../diagnostics';
import { routedExchange } from '../stacks';
import type { Case, Exchange, MoeSpec } from '../types';
import type { Optimization } from './optimization';
import { choiceOf, chosen, figure, number, placeOf, pure } from './parameter';
import { exchangesAny, hasMoe, withMoe, withStack } from './stack';

const mode = { en: 'how rows travel in prefill and in decode', zh: 'Prefill 与 Decode 中行的传送方式' };
const modes = [
  {
    word: 'by-phase',
    title: { en: 'normal in prefill, low latency in decode', zh: 'Prefill 用普通模式，Decode 用低时延模式' },
    direct: routedExchange.direct,
  },
  {
    word: 'normal',
    title: { en: 'normal in both: one copy a card', zh: '均用普通模式：每卡一份' },
    direct: { prefill: false, decode: false },
  },
  {
    word: 'low-latency',
    title: { en: 'low latency in both: one copy an expert', zh: '均用低时延模式：每专家一份' },
    direct: { prefill: true, decode: true },
  },
] as const;
const sms = { en: 'multiprocessors that only communicate, normal mode', zh: '普通模式下专用于通信的计算单元数' };
const groups = {
  en: 'groups of experts a token may use at most; 0 = any',
  zh: '每 token 最多使用的专家组数；0 = 不限',
};

export const deepep: Optimization = {
  id: 'deepep',
  title: { en: 'DeepEP', zh: 'DeepEP' },
  summary: {
    en: 'Sends a row only to cards that hold its experts; off, every card gets every token. Low latency sends one copy an expert and takes no multiprocessors, normal one a card and takes some, which slows what overlaps it. Gains little in small groups, where most cards need most tokens anyway; over few nodes a copy an expert can be more than a copy a node, and at datasheet peaks it then loses.',
    zh: '每行只发往持有其专家的卡；关闭时每张卡收到全部 token。低时延模式每专家一份、不占计算单元；普通模式每卡一份、占用部分计算单元，会拖慢与其重叠的计算。组小时多数卡本就需要多数 token，收益小；节点少时每专家一份可能多于每节点一份，按规格书峰值反而更慢。',
  },
  level: 'meso',
  stage: 'raise-utilisation',
  parameters: {
    mode: choiceOf(mode, modes, (kase) => {
      const { exchange } = kase.stack;
      if (exchange.kind === 'gather') return undefined;
      const { direct } = exchange;
      return placeOf(modes, (each) => each.direct.prefill === direct.prefill && each.direct.decode === direct.decode);
    }),
    sms: figure(sms, routedExchange.sms, {
      least: 0,
      most: 512,
      stands: (kase) => (kase.stack.exchange.kind === 'routed' ? kase.stack.exchange.sms : undefined),
    }),
    groups: {
      ...number(groups, 0, { least: 0, most: 1024 }),
      stands: (kase) => {
        const limit = limitOf(kase);
        return { value: limit, unit: '1', origin: { kind: 'question', label: groups } };
      },
    },
  },
  standing: (kase) => kase.stack.exchange.kind === 'routed',
  without: (kase) => withStack(kase, { exchange: { kind: 'gather' } }),
  excludes: [],
  affects: ['stack', 'model'],
  cite: 'article section 4.1.2',
  reported: {
    claim: { en: 'with TRMT: communication operators 60 % shorter', zh: '结合 TRMT：通信算子耗时减少 60%' },
    conditions: {
      en: 'decode; before, communication took 40 % and more of a step',
      zh: 'Decode；此前通信占比超过 40%',
    },
    source: 'article section 4.1.2',
    metric: 'decode.time.communication',
    ratio: 0.4,
  },
  requires: (kase) => {
    if (!hasMoe(kase)) return diagnostic('lever.needs-moe', { lever: deepep.title, model: kase.model.title });
    return exchangesAny(kase) ? true : diagnostic('lever.needs-ep', { lever: deepep.title });
  },
  rewrite: (kase, parameters) => {
    const { direct } = chosen(parameters, 'mode', modes);
    const exchange: Exchange = { kind: 'routed', direct, sms: pure(parameters, 'sms') };
    const limit = pure(parameters, 'groups').value;
    const changed = limit === limitOf(kase) ? kase : withMoe(kase, (spec) => limited(spec, limit, kase));
    return withStack(changed, { exchange });
  },
};

function limitOf(kase: Case): number {
  for (const { ffn } of kase.model.layers) if (ffn.kind === 'moe') return ffn.groups?.limit ?? 0;
  return 0;
}

/** A node is a group, where the model itself has none. */
function limited(spec: MoeSpec, limit: number, kase: Case): MoeSpec {
  const { groups: own, ...rest } = spec;
  if (limit === 0) return rest;
  const { layout, chip } = kase.decode;
  const count = own?.count ?? Math.max(limit, Math.ceil(layout.ep / chip.cardsPerNode.value));
  return { ...rest, groups: { count, limit: Math.min(limit, count) } };
}
