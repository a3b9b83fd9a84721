/** The notebooks that ship, bundled with the program: what each asks, where it stands in the framework, its text in either language. */

import { diagnostic, levels, optimizations, readHead, split, stages, stageWords, type Language } from '../../engine';
import type { Shelf, ShippedNotebook } from '../files-contract';
import { Refusal } from '../outcome';

const files = import.meta.glob<string>('../../scenarios/*.bench.md', { eager: true, import: 'default', query: '?raw' });

interface Shipped extends ShippedNotebook {
  readonly text: Readonly<Record<Language, string>>;
}

/** The notebook that a first start shows. */
const sample = 'h20-decode';

const shipped: readonly Shipped[] = Object.entries(files).flatMap(([path, en]) => {
  const [, id] = /([^/]+)\.bench\.md$/.exec(path) ?? [];
  const zh = id === undefined ? undefined : files[path.replace(/\.bench\.md$/, '.zh.bench.md')];
  if (id === undefined || zh === undefined) return [];
  const [head, chinese] = [en, zh].map((text) => readHead(split(text)).head);
  const { place, answer } = head ?? {};
  if (!head || !chinese || !place || !answer) return [];
  const title = { en: head.title, zh: chinese.title };
  return [{ id, title, question: answer.question, ...place, text: { en, zh } }];
});

/** Cases first; within a series by stage, level and title. */
export function shelf(): Shelf {
  const leverTitles = new Map(optimizations.map(({ id, title }) => [id, title]));
  const order = (each: ShippedNotebook): string =>
    `${each.series}${stages.indexOf(each.stage)}${Object.keys(levels).indexOf(each.level)}${each.title.en}`;
  return {
    notebooks: shipped.map(({ text: _, ...each }) => each).sort((a, b) => order(a).localeCompare(order(b))),
    stages: stages.map((id) => ({ id, ...stageWords[id] })),
    levels: Object.entries(levels).map(([id, title]) => ({ id, title })),
    levers: [...new Set(shipped.flatMap(({ levers }) => levers))].map((id) => ({
      id,
      title: leverTitles.get(id) ?? { en: id, zh: id },
    })),
  };
}

/** The text of one, the sample's if unsaid; a wrong id is a Refusal. */
export function shippedText(id: string | undefined, language: Language): string {
  const found = shipped.find((each) => each.id === (id ?? sample));
  if (!found)
    throw new Refusal(
      diagnostic('file.no-shipped', { id: id ?? sample, known: shipped.map((each) => each.id).join(', ') }),
    );
  return found.text[language];
}
