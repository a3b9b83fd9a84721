/** The words that a document adds to what the notebook says. */

import type { Text } from '../diagnostics';
import type { PhaseName, Resource } from '../types';
import type { Trust } from '../quantity';
import type { SectionId } from './document';

export const sectionTitles: Readonly<Record<SectionId, Text>> = {
  question: { en: 'Question', zh: '问题' },
  verdict: { en: 'Verdict', zh: '结论' },
  evidence: { en: 'Evidence', zh: '证据' },
  cost: { en: 'Cost and break-even', zh: '成本与盈亏平衡' },
  change: { en: 'What would change it', zh: '什么会改变结论' },
  study: { en: 'The study, step by step', zh: '逐步分析' },
  assumptions: { en: 'Assumptions and sources', zh: '假设与来源' },
  appendix: { en: 'Appendix: derivations', zh: '附录：推导' },
};

/** Where a line of tabs must hold them all. */
export const shortTitles: Readonly<Record<SectionId, Text>> = {
  ...sectionTitles,
  cost: { en: 'Cost', zh: '成本' },
  change: { en: 'Sensitivity', zh: '敏感性' },
  study: { en: 'Study', zh: '分析' },
  assumptions: { en: 'Assumptions', zh: '假设' },
  appendix: { en: 'Appendix', zh: '附录' },
};

export const resourceWords: Readonly<Record<Resource, Text>> = {
  compute: { en: 'compute', zh: '算力' },
  'memory-capacity': { en: 'memory capacity', zh: '显存容量' },
  'memory-bandwidth': { en: 'memory bandwidth', zh: '显存带宽' },
  communication: { en: 'communication', zh: '通信带宽' },
};

export const phaseWords: Readonly<Record<PhaseName, string>> = { prefill: 'Prefill', decode: 'Decode' };

export const trustWords: Readonly<Record<Trust, Text>> = {
  measured: { en: 'measured', zh: '实测' },
  datasheet: { en: 'datasheet', zh: '规格书' },
  calibrated: { en: 'calibrated', zh: '标定' },
  given: { en: 'given', zh: '用户给定' },
  assumed: { en: 'assumed', zh: '假设' },
};

/** Table 1's measures. */
export const measureWords: Readonly<Record<string, Text>> = {
  mfu: { en: 'MFU, at least', zh: 'MFU，至少' },
  'memory.fill': { en: 'fill, at most', zh: '占用率，至多' },
  memory_ratio: { en: 'against compute time, at most', zh: '与计算时间之比，至多' },
  communication_ratio: { en: 'against compute time, at most', zh: '与计算时间之比，至多' },
};

export const words = {
  untitled: { en: 'Untitled notebook', zh: '未命名笔记本' },
  setting: { en: 'What is asked of each design', zh: '各设计的条件' },
  evaluated: {
    en: 'Evaluated as the fleet would run it: at the largest batch that memory and the SLO allow.',
    zh: '按机群实际运行方式计算：取显存与 SLO 允许的最大并发。',
  },
  resources: { en: 'Four resources', zh: '四种资源' },
  designs: { en: 'The designs of the study', zh: '各设计一览' },
  helps: { en: 'What would help', zh: '哪些手段有帮助' },
  helpsHint: {
    en: 'Levers that are off in this design, each switched on alone. Those that do not fit in memory are left out.',
    zh: '本设计未开启的手段，逐一单独开启。放不下的不列出。',
  },
  noCost: {
    en: 'No cell says a price, so nothing here is said about cost. Add a cost cell, and an roi cell to set candidates against each other.',
    zh: '没有单元给出价格，因此不涉及成本。可添加 cost 单元，并用 roi 单元比较各候选。',
  },
  roofline: {
    en: 'Fidelity roofline: exact operator counts at datasheet peaks. A physical limit, not a forecast; real systems are slower.',
    zh: '精度档 roofline：逐算子精确计数，按规格书峰值计时。这是物理极限，不是预测；实际系统更慢。',
  },
  article: {
    en: 'Fidelity article: the equations of the article as printed, with their slips.',
    zh: '精度档 article：按原文公式计算，含其疏漏。',
  },
  itself: { en: 'the article whose equations this model began with', zh: '本模型公式所依据的原文' },
  costTitle: { en: 'What it costs, and what to buy', zh: '成本与采购' },
  ranges: { en: 'Ranges that were tried', zh: '所试范围' },
  facts: {
    en: 'Facts under the headline figures: prices, then weakest first',
    zh: '首要数字所依据的事实：先价格，再由弱到强',
  },
  sources: { en: 'Sources', zh: '来源' },
  cells: { en: 'The notebook as it is written', zh: '笔记本原文' },
  noDesign: { en: 'No cell of this notebook holds a whole design yet.', zh: '此笔记本尚无完整的设计单元。' },
  trustKey: {
    en: 'The word beside a figure is its weakest fact: measured > datasheet > calibrated > given > assumed.',
    zh: '数字旁的词是其最弱依据：实测 > 规格书 > 标定 > 用户给定 > 假设。',
  },
} as const satisfies Record<string, Text>;
