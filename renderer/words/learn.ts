/** Words of Learn: the cases and topics that ship, by the stages of the method. */

import { word } from './word';

export const learnWords = {
  'rail.learn': word('Learn', '学习'),
  'command.view.learn': word('Learn: cases and topics', '学习：案例与专题'),
  'learn.title': word('Learn', '学习'),
  'learn.lead': word(
    'Notebooks that ship: each asks a question, answers it, and opens as a copy of yours.',
    '随附的笔记本：每个提出一个问题并作答，打开后是您自己的副本。',
  ),
  'learn.loading': word('Reading the notebooks', '正在读取笔记本'),
  'learn.failed': word('The notebooks could not be read', '无法读取随附的笔记本'),
  'learn.flagships': word('Cases: question to verdict', '案例：从问题到结论'),
  'learn.topics': word('Topics, by the stages of the method', '专题：按方法的阶段'),
  'learn.open-case': word('Open this case', '打开此案例'),
  'learn.open': word('Open this case: {title}', '打开此案例：{title}'),
  'learn.reference': word('To look up', '查阅'),
  'learn.map': word('The framework over your design', '当前设计的优化框架'),
  'learn.formulas': word('Formulas', '公式'),
  'learn.glossary': word('Words', '词汇'),
  'learn.levers': word('Levers', '优化项'),
  'learn.notebooks': word('Notebooks of this stage', '本阶段的笔记本'),
} as const;
