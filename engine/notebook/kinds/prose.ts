/** Words between the cells: the question asked, and what the answer means. */

import type { Kind } from '../kind';
import { group } from '../shape';

/** Its body is Markdown, so there is nothing to read in it. */
export const prose: Kind = {
  id: 'prose',
  title: { en: 'Prose', zh: '正文' },
  summary: { en: 'Markdown between the cells', zh: '单元之间的 Markdown 正文' },
  defines: false,
  template: { en: 'What is the question?\n', zh: '要回答什么问题？\n' },
  shape: () =>
    group([], () => ({ kind: 'view', reads: [], view: () => ({ tables: [], metrics: new Map(), diagnostics: [] }) })),
};
