/** Where a text occurs in the cells, and which occurrence is next. */

import type { SourceCell } from '../../app/contract';

export interface Match {
  readonly cell: string;
  /** Into the cell's body, the end exclusive. */
  readonly from: number;
  readonly to: number;
}

/** In the order of the notebook; nothing of an empty text. Letter case counts only where the person used capitals. */
export function matchesIn(cells: readonly Pick<SourceCell, 'id' | 'body'>[], needle: string): readonly Match[] {
  if (needle === '') return [];
  const fold = foldingOf(needle);
  const wanted = fold(needle);
  return cells.flatMap(({ id, body }) => {
    const text = fold(body);
    const found: Match[] = [];
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length))
      found.push({ cell: id, from: at, to: at + wanted.length });
    return found;
  });
}

/** Lower case that keeps every character's place: some have a longer one. */
export function foldingOf(needle: string): (text: string) => string {
  if (needle !== lower(needle)) return (text) => text;
  return lower;
}

function lower(text: string): string {
  return text.replace(/\p{Lu}/gu, (letter) => {
    const small = letter.toLowerCase();
    return small.length === letter.length ? small : letter;
  });
}

/** The match after (or before) the place `from`, round the end; from the selected cell on where there is no place yet. */
export function nextMatch(
  matches: readonly Match[],
  order: readonly string[],
  from: { readonly match: Match | undefined; readonly selected: string | undefined },
  step: -1 | 1,
): Match | undefined {
  if (matches.length === 0) return undefined;
  const rank = (cell: string, at: number): [number, number] => [order.indexOf(cell), at];
  const here = from.match ? rank(from.match.cell, from.match.from) : rank(from.selected ?? '', step < 0 ? 0 : -1);
  const isAfter = (match: Match): boolean => {
    const [cell, at] = rank(match.cell, match.from);
    return cell > here[0] || (cell === here[0] && at > here[1]);
  };
  const isBefore = (match: Match): boolean => {
    const [cell, at] = rank(match.cell, match.from);
    return cell < here[0] || (cell === here[0] && at < here[1]);
  };
  return step === 1 ? (matches.find(isAfter) ?? matches[0]) : (matches.findLast(isBefore) ?? matches.at(-1));
}
