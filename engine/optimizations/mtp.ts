/** Multi-token prediction: the checkpoint's draft layer proposes, the next step verifies. */

import { diagnostic } from '../diagnostics';
import { fact, question } from '../quantity';
import { pure, type Optimization } from './optimization';

const draftsLabel = { en: 'drafts a step', zh: '每步草稿数' };
const acceptanceLabel = {
  en: 'chance that a draft is accepted, given that those before it were',
  zh: '前序草稿均被接受时，本草稿被接受的概率',
};

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
    drafts: {
      unit: '1',
      meaning: draftsLabel,
      least: 0,
      most: 8,
      whole: true,
      standard: question(1, '1', draftsLabel),
    },
    acceptance: {
      unit: '1',
      meaning: acceptanceLabel,
      least: 0,
      most: 1,
      whole: false,
      // DeepSeek-V3 report, section 5.4.3: the second token is accepted at 85 % to 90 %.
      standard: fact(0.85, '1', 'assumed', {
        label: acceptanceLabel,
        source: 'arXiv:2412.19437 section 5.4.3',
        note: 'reported 0.85 to 0.90 for one draft; measured on other traffic it is lower',
      }),
    },
  },
  neutral: { drafts: question(0, '1', draftsLabel) },
  excludes: [],
  affects: ['speculation'],
  cite: 'article section 4.2',
  reported: {
    claim: {
      en: 'helps at long input and low concurrency; the gain shrinks at large batch',
      zh: '适合长输入小并发；大批量时收益缩小',
    },
    source: 'article section 4.2',
  },
  requires: (kase) =>
    kase.model.mtpLayers > 0 ? true : diagnostic('lever.no-draft-layer', { model: kase.model.title }),
  rewrite: {
    case: (kase, parameters) => {
      const drafts = pure(parameters, 'drafts');
      return drafts.value === 0
        ? kase
        : { ...kase, speculation: { drafts, acceptance: pure(parameters, 'acceptance') } };
    },
  },
};
