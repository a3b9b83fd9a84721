/** Marks what was found in the page: a highlight over the text as it stands, no change of the document. */

import { foldingOf } from './find-matches';

/** A line of YAML, still or in the editor; a paragraph of prose. */
const blocks = '.yaml-text, .view-line, .prose-text :is(p, li, h2, h3, h4, td, th, pre)';
const name = 'found';

export function paintFound(root: Element, needle: string): void {
  clearFound();
  if (needle === '') return;
  const ranges = [...root.querySelectorAll(blocks)].flatMap((block) => rangesIn(block, needle));
  if (ranges.length > 0) CSS.highlights.set(name, new Highlight(...ranges));
}

export function clearFound(): void {
  CSS.highlights.delete(name);
}

function rangesIn(block: Element, needle: string): Range[] {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const nodes: { readonly node: Node; readonly from: number }[] = [];
  let text = '';
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    nodes.push({ node, from: text.length });
    // The editor writes its spaces as unbreakable ones.
    text += (node.nodeValue ?? '').replaceAll('\u00a0', ' ');
  }
  const fold = foldingOf(needle);
  const [hay, wanted] = [fold(text), fold(needle)];
  const ranges: Range[] = [];
  for (let at = hay.indexOf(wanted); at >= 0; at = hay.indexOf(wanted, at + wanted.length)) {
    const start = nodes.findLast((each) => each.from <= at);
    const end = nodes.findLast((each) => each.from < at + wanted.length);
    if (!start || !end) continue;
    const range = new Range();
    range.setStart(start.node, at - start.from);
    range.setEnd(end.node, at + wanted.length - end.from);
    ranges.push(range);
  }
  return ranges;
}

/** What is marked in the page, if it is short and on one line. */
export function textOfSelection(): string {
  const marked = document.getSelection()?.toString() ?? '';
  return marked.length > 0 && marked.length < 80 && !marked.includes('\n') ? marked : '';
}
