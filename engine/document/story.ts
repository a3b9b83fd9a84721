/** The notebook's own words: what opens it asks, what closes it concludes, and what stands between goes with the cell below it. */

import type { SourceCell } from '../notebook/source';

export interface Story {
  /** Prose before the first cell. */
  readonly opening: string;
  /** Prose after the last cell; empty where the notebook ends in a cell. */
  readonly closing: string;
  /** Every other cell in order, with the prose right above it. */
  readonly steps: readonly { readonly cell: SourceCell; readonly prose: string }[];
}

export function storyOf(cells: readonly SourceCell[]): Story {
  const steps: { cell: SourceCell; prose: string }[] = [];
  let opening: string | undefined;
  let waiting: string[] = [];
  for (const cell of cells) {
    if (cell.kind === 'front') continue;
    if (cell.kind === 'prose') {
      waiting.push(cell.body.replace(/\r/g, '').trim());
      continue;
    }
    const prose = waiting.join('\n\n');
    waiting = [];
    if (opening === undefined) {
      opening = prose;
      steps.push({ cell, prose: '' });
    } else steps.push({ cell, prose });
  }
  const rest = waiting.join('\n\n');
  return { opening: opening ?? rest, closing: opening === undefined ? '' : rest, steps };
}

/** The first heading of level one names the notebook; a document has that above it already. */
export function withoutTitle(markdown: string): string {
  return markdown.replace(/^# .+\n*/m, '').trim();
}

/** The first heading of level one, which asks the question where the front matter only names the notebook. */
export function titleIn(markdown: string): string | undefined {
  return /^# (.+?)[ \t#]*$/m.exec(markdown)?.[1];
}

/** Markdown as plain sentences, for notes and for one line on a slide. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/^#{1,6}[ \t]+/gm, '')
    .replace(/^[ \t]*[-*+][ \t]+/gm, '• ')
    .replace(/^>[ \t]?/gm, '')
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/\*\*([^*]+)\*\*|\*([^*\n]+)\*|`([^`]+)`/g, '$1$2$3')
    .replace(/([^\n•])\n(?=[^\n•\d])/g, joinLines)
    .trim();
}

/** A wrapped line goes on: with a space, but not between two Chinese characters. */
function joinLines(_: string, end: string): string {
  return /[\p{Script=Han}，。；：、！？）]/u.test(end) ? end : `${end} `;
}
