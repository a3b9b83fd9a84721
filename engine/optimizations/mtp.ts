/** Multi-token prediction: the checkpoint's draft layer proposes, the next step verifies. */

import { standardMechanisms } from '../catalog';
import { diagnostic } from '../diagnostics';
import { fact, question, type Q } from '../quantity';
import type { Case, Parameters, Speculation } from '../types';
import type { Optimization } from './optimization';
import { choiceOf, chosen, number, pure, share } from './parameter';

const drafts = { en: 'drafts a step', zh: '每步草稿数' };
const acceptance = {
  en: 'chance that the first draft is accepted',
  zh: '首个草稿被接受的概率',
};
const decay = {
  en: 'by what the chance falls from each draft to the next, given that those before were accepted',
  zh: '前序草稿均被接受时，接受率逐位的衰减比例',
};
const curve = {
  en: 'tokens a step: from the chances, or as measured for this model',
  zh: '每步 token 数：由接受率计算，或取该模型的实测',
};
const curves = [
  { word: 'chances', title: { en: 'from the chances', zh: '由接受率计算' }, isMeasured: false },
  { word: 'measured', title: { en: 'as measured for this model', zh: '该模型的实测' }, isMeasured: true },
] as const;

export const mtp: Optimization = {
  id: 'mtp',
  title: { en: 'MTP', zh: 'MTP' },
  summary: {
    en: 'The draft layer proposes n tokens that the next step verifies: weights and KV are read once for n + 1 positions. Pays while memory binds and the batch is small; the gain shrinks with the batch and turns negative once compute binds.',
    zh: '草稿层提议 n 个 token，由下一步校验：n + 1 个位置只读一次权重与 KV。在访存受限、批量小时划算；批量增大收益缩小，算力受限后为负。',
  },
  level: 'meso',
  stage: 'raise-utilisation',
  parameters: {
    drafts: number(drafts, 1, { least: 0, most: 8 }),
    acceptance: share(
      acceptance,
      // DeepSeek-V3 report, section 5.4.3: the second token is accepted at 85 % to 90 %.
      fact(0.85, '1', 'assumed', {
        label: acceptance,
        source: 'arXiv:2412.19437 section 5.4.3',
        note: 'reported 0.85 to 0.90 for one draft; measured on other traffic it is lower',
      }),
    ),
    decay: share(
      decay,
      fact(1, '1', 'assumed', {
        label: decay,
        note: 'a constant acceptance overstates three and more drafts: measured curves fall to 0.8 and less a draft',
      }),
    ),
    curve: choiceOf(curve, curves),
  },
  neutral: { drafts: question(0, '1', drafts) },
  excludes: [],
  affects: ['speculation'],
  cite: 'article section 4.2',
  reported: {
    claim: {
      en: 'helps at long input and low concurrency; the gain shrinks at large batch. DeepSeek-V3: 1.8 times the tokens a second',
      zh: '适合长输入小并发；大批量时收益缩小。DeepSeek-V3：TPS 提升至 1.8 倍',
    },
    conditions: {
      en: 'article: production, no figure. DeepSeek-V3 report: one draft, accepted at 85–90 %; batch not said',
      zh: '原文：生产环境，无数字。DeepSeek-V3 报告：一个草稿，接受率 85–90%；未说明批量',
    },
    source: 'arXiv:2412.19437 section 5.4.3',
    metric: 'serving.tpot',
    ratio: 1 / 1.8,
  },
  requires: (kase, parameters) => {
    if (kase.model.mtpLayers === 0) return diagnostic('lever.no-draft-layer', { model: kase.model.title });
    const asks = chosen(parameters, 'curve', curves).isMeasured && pure(parameters, 'drafts').value > 0;
    return !asks || measuredLength(kase, pure(parameters, 'drafts'))
      ? true
      : diagnostic('lever.no-curve', { lever: mtp.title, model: kase.model.title });
  },
  rewrite: (kase, parameters) => {
    const count = pure(parameters, 'drafts');
    return count.value === 0 ? kase : { ...kase, speculation: speculationOf(kase, count, parameters) };
  },
};

function speculationOf(kase: Case, count: Q<'1'>, parameters: Parameters): Speculation {
  const chance = { drafts: count, acceptance: pure(parameters, 'acceptance'), decay: pure(parameters, 'decay') };
  const length = chosen(parameters, 'curve', curves).isMeasured ? measuredLength(kase, count) : undefined;
  return length ? { ...chance, length } : chance;
}

/** The checkpoint's own drafting where several were measured; its first published mode. */
function measuredLength(kase: Case, count: Q<'1'>): Q<'1'> | undefined {
  const found = standardMechanisms().acceptance.filter(
    (each) => each.model === kase.model.id && each.lengths.length >= count.value,
  );
  return (found.find((each) => each.method === 'mtp') ?? found[0])?.lengths[count.value - 1];
}
