/** Structural edits of a notebook as lists of cells. Joined, the pieces are the file; the engine cuts it again and has the last word. */

import type { SourceCell } from '../app/contract';

export type Cells = readonly SourceCell[];

export function textOf(cells: Cells): string {
  return cells.map((cell) => cell.before + cell.body + cell.after).join('');
}

/** A text that the engine has not cut yet, as one piece. */
export function uncut(text: string): Cells {
  return text === '' ? [] : [{ id: 'text', kind: 'prose', before: '', body: text, after: '', line: 1, problems: [] }];
}

export function replaceBody(cells: Cells, id: string, body: string): Cells {
  return cells.map((cell) => (cell.id === id ? { ...cell, body, after: broken(cell, body) + cell.after } : cell));
}

/** A fence that was empty has no line break before its closing line. */
function broken(cell: SourceCell, body: string): string {
  const fenced = cell.kind !== 'prose';
  return fenced && body !== '' && cell.after !== '' && !/^\r?\n/.test(cell.after) ? '\n' : '';
}

/**
 * The engine's cut, with our own split of every piece that is the same text: the engine gives blank lines at the end of a
 * body to `after`, and a line break just typed must not leave the editor.
 */
export function keepBodies(cut: Cells, ours: Cells): Cells {
  if (cut.length !== ours.length) return cut;
  return cut.map((cell, index) => {
    const own = ours[index];
    if (own?.kind !== cell.kind || textOf([own]) !== textOf([cell])) return cell;
    return { ...cell, before: own.before, body: own.body, after: own.after };
  });
}

/** Puts `added` below the cell `below`, or at the end; pieces keep a blank line between them. */
export function insertBelow(cells: Cells, below: string | undefined, added: SourceCell): Cells {
  const at = cells.findIndex((cell) => cell.id === below);
  const index = at < 0 ? cells.length : at + 1;
  const above = textOf(cells.slice(0, index));
  const gap = above === '' || above.endsWith('\n\n') ? '' : above.endsWith('\n') ? '\n' : '\n\n';
  return [...cells.slice(0, index), { ...added, before: gap + added.before }, ...cells.slice(index)];
}

export function remove(cells: Cells, id: string): Cells {
  return cells.filter((cell) => cell.id !== id);
}

/** Swaps a cell with its neighbour; the front matter stays first. */
export function move(cells: Cells, id: string, step: -1 | 1): Cells {
  const at = cells.findIndex((cell) => cell.id === id);
  const [cell, other] = [cells[at], cells[at + step]];
  if (!cell || !other || cell.kind === 'front' || other.kind === 'front') return cells;
  const [upper, lower] = step === 1 ? [other, cell] : [cell, other];
  const first = Math.min(at, at + step);
  return [...cells.slice(0, first), closed(upper), lower, ...cells.slice(first + 2)];
}

/** Takes a cell out and puts it before another, or at the end; the front matter stays first. */
export function place(cells: Cells, id: string, before: string | undefined): Cells {
  const moved = cells.find((cell) => cell.id === id);
  if (!moved || moved.kind === 'front' || before === id || before === 'front') return cells;
  const rest = cells.filter((cell) => cell !== moved);
  const at = before === undefined ? rest.length : rest.findIndex((cell) => cell.id === before);
  if (at < 0) return cells;
  const last = rest[at - 1];
  const above = last ? [...rest.slice(0, at - 1), closed(last)] : [];
  return [...above, closed(moved), ...rest.slice(at)];
}

/** A piece that was the last of a file may lack its line break. */
function closed(cell: SourceCell): SourceCell {
  return (cell.before + cell.body + cell.after).endsWith('\n') ? cell : { ...cell, after: `${cell.after}\n` };
}

/** A new cell of a kind with an id nobody has. */
export function newCell(kind: string, body: string, cells: Cells): SourceCell {
  const text = body.replace(/\n$/, '');
  return kind === 'prose' ? newProse(text, cells) : fenced(kind, freeId(kind, cells), text);
}

function fenced(kind: string, id: string, body: string, from?: string): SourceCell {
  const tail = from === undefined ? '' : ` from=${from}`;
  return { id, kind, before: `\`\`\`yaml ${kind} ${id}${tail}\n`, body, after: '\n```\n', line: 0, problems: [] };
}

function newProse(body: string, cells: Cells): SourceCell {
  return { id: freeId('prose', cells), kind: 'prose', before: '', body, after: '\n\n', line: 0, problems: [] };
}

/** The same cell once more under a free id, starting from the same cell. */
export function copyOf(cell: SourceCell, cells: Cells): SourceCell {
  if (cell.kind === 'prose') return newProse(cell.body, cells);
  return fenced(cell.kind, freeId(cell.id.replace(/-\d+$/, ''), cells), cell.body, cell.from);
}

/** `stem`, or the first of stem-2, stem-3 … that is free. */
export function freeId(stem: string, cells: Cells): string {
  const taken = new Set(cells.map((cell) => cell.id));
  let id = stem;
  for (let n = 2; taken.has(id); n++) id = `${stem}-${n}`;
  return id;
}

/** Front matter for a notebook that has none. */
export function newFront(title: string): SourceCell {
  return {
    id: 'front',
    kind: 'front',
    before: '---\n',
    body: `chokepoint: 1\ntitle: ${JSON.stringify(title)}`,
    after: '\n---\n',
    line: 2,
    problems: [],
  };
}

/** The folder of a notebook's file, where the files that it names are looked for; nothing while it has none. */
export function folderOf(path: string | null): { readonly folder?: string } {
  const end = path === null ? -1 : Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  // The separator of a root stays: `/`, `C:\\`.
  return path === null || end < 0 ? {} : { folder: path.slice(0, Math.max(end, path.indexOf(path.charAt(end)) + 1)) };
}
