/** Front matter of a case: what it asks, what it answers, on what the answer rests, and where the case stands in the framework. */

import { diagnostic, type Text } from '../diagnostics';
import { levels } from '../explore/framework';
import { optimizations, stages, type Level } from '../optimizations';
import { readCondition } from './condition';
import { choice, understood, words } from './scalars';
import { field, group, list, type Shape, type Taken } from './shape';
import { series, type NotebookPlace, type SaidAnswer } from './source';

const en = field('en', words('Can it hold 50 tokens/s?'), {
  title: { en: 'English', zh: '英文' },
  meaning: { en: 'In English', zh: '英文文本' },
});
const zh = field('zh', words('能否达到 50 token/s？'), {
  title: { en: 'Chinese', zh: '中文' },
  meaning: { en: 'In Chinese', zh: '中文文本' },
});

/** One text for both languages, or `{en, zh}`. */
const inBoth = group<Text>([en, zh], (taken) => {
  const [english, chinese] = [taken.get(en), taken.get(zh)];
  const either = english ?? chinese;
  return either === undefined ? undefined : { en: english ?? either, zh: chinese ?? either };
});
const text: Shape<Text> = {
  ...inBoth,
  schema: (language) => ({ anyOf: [{ type: 'string' }, inBoth.schema(language)] }),
  read: (value, report) => (value.kind === 'scalar' ? { en: value.text, zh: value.text } : inBoth.read(value, report)),
};

const question = field('question', text, {
  title: { en: 'Question', zh: '问题' },
  meaning: { en: 'What the notebook answers', zh: '笔记本要回答的问题' },
});
const verdict = field('verdict', text, {
  title: { en: 'Verdict', zh: '结论' },
  meaning: {
    en: 'The answer; {cell metric} stands for a figure, {cell metric %} for a percentage, {cell metric /M} for a price of a million tokens',
    zh: '回答；{单元 指标} 代入数值，{单元 指标 %} 为百分比，{单元 指标 /M} 为每百万 token 价格',
  },
});
const rests = field('rests', list(understood('ep16 serving.tpot < 20 ms', readCondition)), {
  title: { en: 'Rests on', zh: '成立条件' },
  meaning: {
    en: 'Conditions under which the verdict stands; one that does not hold is reported',
    zh: '结论成立的条件；不满足时会报告',
  },
});

export const answer = {
  fields: [question, verdict, rests],
  read: (taken: Taken): SaidAnswer | undefined => {
    const [asked, answered] = [taken.get(question), taken.get(verdict)];
    const conditions = (taken.get(rests) ?? []).map(({ value }) => value);
    if (!asked && !answered) return undefined;
    for (const needed of [question, verdict])
      if (!taken.has(needed)) taken.report(diagnostic('value.missing', { key: needed.key }, { at: taken.at(needed) }));
    return asked && answered && { question: asked, verdict: answered, rests: conditions };
  },
};

const seriesField = field('series', choice(series), {
  title: { en: 'Series', zh: '系列' },
  meaning: { en: 'A whole case, or one topic', zh: '完整案例或单一专题' },
  standard: 'topic',
});
const stageField = field('stage', choice(stages), {
  title: { en: 'Stage', zh: '阶段' },
  meaning: { en: 'Of the method: see clearly, avoid waste, raise utilisation, save resources', zh: '方法的阶段' },
});
const levelIds: readonly Level[] = ['macro', 'meso', 'micro'];
const levelField = field('level', choice(levelIds), {
  title: { en: 'Level', zh: '层次' },
  meaning: {
    en: levelIds.map((each) => levels[each].en).join(', '),
    zh: levelIds.map((each) => levels[each].zh).join('、'),
  },
});
const leversField = field('levers', list(choice(optimizations.map(({ id }) => id))), {
  title: { en: 'Levers', zh: '优化项' },
  meaning: { en: 'What it is about', zh: '涉及的优化项' },
  standard: 'none',
});

export const placeField = field(
  'framework',
  group<NotebookPlace>([seriesField, stageField, levelField, leversField], (taken) => {
    const [stage, level] = [taken.get(stageField), taken.get(levelField)];
    for (const needed of [stageField, levelField])
      if (!taken.has(needed)) taken.report(diagnostic('value.missing', { key: needed.key }, { at: taken.at(needed) }));
    const levers = (taken.get(leversField) ?? []).map(({ value }) => value);
    return stage && level && { series: taken.get(seriesField) ?? 'topic', stage, level, levers };
  }),
  {
    title: { en: 'Framework', zh: '框架' },
    meaning: { en: 'Where the notebook stands in the framework', zh: '笔记本在框架中的位置' },
  },
);
