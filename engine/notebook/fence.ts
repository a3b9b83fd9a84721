/** The opening fence of a cell as words: one of them changes, the rest of the line and all around it stays. */

import type { SourceCell } from './source';

interface Word {
  readonly text: string;
  /** Into `before`. */
  readonly from: number;
}

/** The words of the fence line from `yaml` on; undefined for prose and front matter. */
function wordsOf({ kind, before }: Pick<SourceCell, 'kind' | 'before'>): readonly Word[] | undefined {
  if (kind === 'prose' || kind === 'front') return undefined;
  const line = before.lastIndexOf('\n', before.length - 2) + 1;
  const all = [...before.slice(line).matchAll(/[^\s`~]\S*/g)];
  return all.map((match) => ({ text: match[0], from: line + match.index }));
}

const isFrom = ({ text }: Word): boolean => text.startsWith('from=');

function spliced(before: string, word: Word, text: string): string {
  return before.slice(0, word.from) + text + before.slice(word.from + word.text.length);
}

/** Another name; a cell that has none gets one. */
export function withName<C extends SourceCell>(cell: C, name: string): C {
  const [, kind, ...rest] = wordsOf(cell) ?? [];
  if (!kind) return cell;
  const own = rest.find((word) => !isFrom(word));
  const before = own ? spliced(cell.before, own, name) : spliced(cell.before, kind, `${kind.text} ${name}`);
  return { ...cell, id: name, name, before };
}

export function withKind<C extends SourceCell>(cell: C, kind: string): C {
  const word = wordsOf(cell)?.[1];
  return word ? { ...cell, kind, before: spliced(cell.before, word, kind) } : cell;
}

/** Another cell to start from; undefined takes `from=` away. */
export function withFrom<C extends SourceCell>(cell: C, from: string | undefined): C {
  const words = wordsOf(cell) ?? [];
  const own = words.find(isFrom);
  const last = words.at(-1);
  const { from: _, ...rest } = cell;
  if (from === undefined) {
    if (!own) return cell;
    const start = cell.before.slice(0, own.from).replace(/[ \t]+$/, '');
    return { ...cell, ...rest, from: undefined, before: start + cell.before.slice(own.from + own.text.length) };
  }
  if (!last) return cell;
  const before = own
    ? spliced(cell.before, own, `from=${from}`)
    : spliced(cell.before, last, `${last.text} from=${from}`);
  return { ...cell, from, before };
}
