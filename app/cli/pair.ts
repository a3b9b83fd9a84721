/** A notebook in two languages is two files beside each other: NAME.bench.md and NAME.zh.bench.md, the same cells under other prose. */

import { readHead, split, type Language } from '../../engine';
import type { Workshop } from '../handlers/workshop';

export interface Pair {
  readonly path: string;
  readonly title: string;
}

/** The other file of a pair, where that is the one in the language asked for. */
export async function pairIn(language: Language, path: string, { ports }: Workshop): Promise<Pair | undefined> {
  const other =
    language === 'zh'
      ? path.replace(/(?<!\.zh)\.bench\.md$/, '.zh.bench.md')
      : path.replace(/\.zh\.bench\.md$/, '.bench.md');
  if (other === path) return undefined;
  const text = await ports.readText(other);
  return text.ok ? { path: other, title: readHead(split(text.value)).head.title } : undefined;
}
