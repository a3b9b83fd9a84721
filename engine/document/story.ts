/** The notebook's own words: what opens it asks, what closes it concludes, and what stands between goes with the cell below it. */

import type { SourceCell } from '../notebook/source';

export interface Story {
  /** Prose before the first cell, as far as its first section of the second level. */
  readonly opening: string;
  readonly closing: Closing;
  /** Every other cell in order, with the prose right above it and the section of the second level in which it stands. */
  readonly steps: readonly Step[];
}

interface Step {
  readonly cell: SourceCell;
  readonly prose: string;
  readonly heading?: string;
}

/** Prose after the last cell, by the part of a case that a section's heading names; what names none is the rest. */
export type Closing = Readonly<Record<ClosingPart | 'rest', string>>;

const namedParts = {
  evidence: /public figures|公开数字/i,
  change: /what would change|什么会改变/i,
  assumptions: /^(?:\d+\. )?(?:assumptions|假设)/i,
};
type ClosingPart = keyof typeof namedParts;

export function storyOf(cells: readonly SourceCell[]): Story {
  const steps: Step[] = [];
  let opening: string | undefined;
  let heading: string | undefined;
  let waiting: string[] = [];
  for (const cell of cells) {
    if (cell.kind === 'front') continue;
    if (cell.kind === 'prose') {
      waiting.push(cell.body.replace(/\r/g, '').trim());
      continue;
    }
    const prose = waiting.join('\n\n');
    waiting = [];
    heading = lastHeading(prose) ?? heading;
    const section = heading === undefined ? {} : { heading };
    if (opening === undefined) {
      const at = prose.search(/^## /m);
      opening = at < 0 ? prose : prose.slice(0, at).trim();
      steps.push({ cell, prose: at < 0 ? '' : prose.slice(at), ...section });
    } else steps.push({ cell, prose, ...section });
  }
  const rest = waiting.join('\n\n');
  return { opening: opening ?? rest, closing: closingOf(opening === undefined ? '' : rest), steps };
}

/** Without its number: it is read away from its neighbours. */
function lastHeading(markdown: string): string | undefined {
  return [...markdown.matchAll(/^## (?:\d+\. )?(.+?)[ \t#]*$/gm)].at(-1)?.[1];
}

/** A heading that names a part is that part's title already, save in the evidence, where it stands among others. */
function closingOf(markdown: string): Closing {
  const closing = { rest: '', evidence: '', change: '', assumptions: '' };
  for (const section of markdown.split(/^(?=## )/m)) {
    const heading = /^## (.+)$/m.exec(section)?.[1] ?? '';
    const part = closingParts.find((each) => namedParts[each].test(heading)) ?? 'rest';
    const said = part === 'change' || part === 'assumptions' ? section.replace(/^## .+\n*/, '') : section;
    closing[part] = `${closing[part]}\n\n${said.trim()}`.trim();
  }
  return closing;
}

const closingParts = ['evidence', 'change', 'assumptions'] as const satisfies readonly ClosingPart[];

/** The paragraph in which the prose says the verdict: for whoever reads the file; a document has it with today's figures. */
export function withoutVerdict(markdown: string): string {
  return markdown.replace(/^\*\*(?:Verdict\.|结论。)\*\*[^]*?(?:\n\n|$(?![^]))/m, '').trim();
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
