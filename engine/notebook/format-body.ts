/** A cell's YAML laid out the house way; comments, order and every value as written stay. */

import { isScalar, visit, type Document } from 'yaml';
import { documentOf } from './yaml-body';

/** The same text where it cannot be read, or where laying it out would change what it says. */
export function formatBody(body: string): string {
  const { document } = documentOf(body);
  if (document.errors.length > 0) return body;
  const laid = document
    .toString({ lineWidth: 100, indent: 2, flowCollectionPadding: false, minContentWidth: 20 })
    .replace(/\s+$/, '');
  const again = documentOf(laid).document;
  const isSame =
    again.errors.length === 0 &&
    JSON.stringify(said(again)) === JSON.stringify(said(document)) &&
    JSON.stringify(comments(laid)) === JSON.stringify(comments(body));
  return isSame ? aligned(laid) : body;
}

/** Every scalar as it is written, in order. */
function said(document: Document.Parsed): string[] {
  const sources: string[] = [];
  visit(document, {
    Scalar: (_key, node) => {
      sources.push(isScalar(node) ? (node.source ?? String(node.value)) : '');
    },
  });
  return sources;
}

const comment = /(?:^|\s)(#.*)$/;

/** What stands behind the number signs; inside a text a number sign may look like one too, the same on both sides. */
function comments(text: string): string[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const found = comment.exec(line)?.[1];
    return found === undefined ? [] : [found.replace(/^#\s*/, '').trimEnd()];
  });
}

/** Comments behind values that follow one another stand in one column. */
function aligned(text: string): string {
  const lines = text.split('\n').map((line) => {
    const match = /^(\s*[^\s#].*?)\s+(#[^'"\]}]*)$/.exec(line);
    return match ? { code: match[1] ?? '', note: match[2] } : { code: line, note: undefined };
  });
  const widths = lines.map(({ code, note }) => (note === undefined ? 0 : code.length));
  return lines
    .map(({ code, note }, at) => (note === undefined ? code : `${code.padEnd(blockWidth(widths, at))} ${note}`))
    .join('\n');
}

/** The widest of the lines around `at` that all end in a comment. */
function blockWidth(widths: readonly number[], at: number): number {
  let [from, to] = [at, at];
  while ((widths[from - 1] ?? 0) > 0) from--;
  while ((widths[to + 1] ?? 0) > 0) to++;
  return Math.max(...widths.slice(from, to + 1));
}
