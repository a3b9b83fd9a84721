/** Where the text of a notebook names a cell: `from=`, the fields of cells that read designs, and the headline. */

import type { Span } from '../diagnostics';
import { withFrom } from './fence';
import type { Known } from './kind';
import { readCell, standsInChain } from './read-cell';
import type { SourceCell } from './source';
import { spanAt, readBody, type Value } from './yaml-body';
import { setAt } from './yaml-edit';

/** The cells with every mention of `id` saying `name`; each body changes at those places only. */
export function renamedReferences(
  cells: readonly SourceCell[],
  names: ReadonlyMap<string, string>,
  known: Known,
): SourceCell[] {
  return cells.map((cell) => {
    const from = cell.from === undefined ? undefined : names.get(cell.from);
    const started = from === undefined ? cell : withFrom(cell, from);
    const body = cell.kind === 'front' ? withHeadline(cell.body, names) : bodyWith(cell, names, known);
    return body === cell.body ? started : { ...started, body };
  });
}

function bodyWith(cell: SourceCell, names: ReadonlyMap<string, string>, known: Known): string {
  const places = readsOf(cell, known).flatMap(({ id, at }) => {
    const name = names.get(id);
    return name === undefined ? [] : [{ at, name }];
  });
  const last = places.sort((a, b) => b.at.line - a.at.line || b.at.column - a.at.column);
  return last.reduce((body, { at, name }) => replaced(body, at, name), cell.body);
}

interface Mention {
  readonly id: string;
  readonly at: Span;
}

/** What a cell reads, and where it says so. Of a body that cannot be read whole, every word that stands alone may be a name. */
function readsOf(cell: SourceCell, known: Known): readonly Mention[] {
  if (cell.kind === 'prose' || cell.kind === 'front' || standsInChain(cell.kind)) return [];
  const { meaning, root } = readCell(cell, known);
  if (meaning) return meaning.kind === 'view' ? distinct(meaning.reads) : [];
  return scalarsIn(root);
}

function distinct(reads: readonly Mention[]): Mention[] {
  const places = new Map(reads.map((read) => [`${read.at.line}:${read.at.column}`, read]));
  return [...places.values()];
}

function scalarsIn(value: Value): Mention[] {
  switch (value.kind) {
    case 'scalar':
      return [{ id: value.text, at: value.at }];
    case 'empty':
      return [];
    case 'list':
      return value.items.flatMap(scalarsIn);
    case 'map':
      return value.entries.flatMap((entry) => scalarsIn(entry.value));
  }
}

function withHeadline(body: string, names: ReadonlyMap<string, string>): string {
  const { root } = readBody(body);
  const said = root.kind === 'map' ? root.entries.find((entry) => entry.key === 'headline')?.value : undefined;
  const name = said?.kind === 'scalar' ? names.get(said.text) : undefined;
  return name === undefined || !spanAt(root, ['headline']) ? body : setAt(body, ['headline'], name);
}

/** The text with a span of it replaced; positions are 1-based, the end exclusive. */
function replaced(body: string, at: Span, text: string): string {
  const from = offsetOf(body, at.line, at.column);
  const to = offsetOf(body, at.endLine ?? at.line, at.endColumn ?? at.column);
  return body.slice(0, from) + text + body.slice(Math.max(from, to));
}

function offsetOf(body: string, line: number, column: number): number {
  let start = 0;
  for (let n = 1; n < line; n++) start = body.indexOf('\n', start) + 1 || body.length;
  return Math.min(body.length, start + column - 1);
}
