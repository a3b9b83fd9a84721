/** Changes of a whole notebook: rename, insert, branch, convert, paste. Every character that the change does not name stays. */

import { diagnostic, type Diagnostic } from '../diagnostics';
import { withFrom, withKind, withName } from './fence';
import { cellText, join, split } from './format';
import type { Known } from './kind';
import { kinds } from './kinds';
import { standsInChain } from './read-cell';
import { renamedReferences } from './references';
import type { SourceCell } from './source';
import { readBody } from './yaml-body';

export type Restructuring =
  | { readonly kind: 'rename'; readonly cell: string; readonly name: string }
  /** A new cell below `below` (at the top if there is none, behind the front matter). `branch`: it starts from that cell, and what stands below keeps its start. */
  | {
      readonly kind: 'insert';
      readonly below?: string | undefined;
      readonly cell: string;
      readonly body: string;
      readonly branch?: string | undefined;
      /** Else it is called as its kind; a name that is taken gets a number. */
      readonly name?: string | undefined;
    }
  | { readonly kind: 'convert'; readonly cell: string; readonly to: string }
  | { readonly kind: 'paste'; readonly below?: string | undefined; readonly text: string };

export interface Restructured {
  readonly cells: readonly SourceCell[];
  /** The cell to go to. */
  readonly select?: string;
}

export type Edited =
  { readonly ok: true; readonly value: Restructured } | { readonly ok: false; readonly problem: Diagnostic };

export function restructure(text: string, change: Restructuring, known: Known): Edited {
  const cells = split(text);
  switch (change.kind) {
    case 'rename':
      return rename(cells, change, known);
    case 'insert':
      return done(insert(cells, change));
    case 'convert':
      return done(convert(cells, change));
    case 'paste':
      return done(paste(cells, change, known));
  }
}

function done({ text, select }: { readonly text: string; readonly select?: string | undefined }): Edited {
  return { ok: true, value: { cells: split(text), ...(select === undefined ? {} : { select }) } };
}

// ── rename ───────────────────────────────────────────────────────────────────────────────────────

const kebab = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

function rename(cells: readonly SourceCell[], change: Change<'rename'>, known: Known): Edited {
  const { cell: id, name } = change;
  if (!kebab.test(name) || name === 'front') return { ok: false, problem: diagnostic('cell.id-form', { id: name }) };
  const other = cells.find((cell) => cell.name === name && cell.id !== id);
  if (other) return { ok: false, problem: diagnostic('cell.id-taken', { id: name, line: other.line - 1 }) };
  const named = cells.map((cell) => (cell.id === id ? withName(cell, name) : cell));
  // A second cell of the same name is not the one that others mean.
  const isMeant = cells.some((cell) => cell.id === id && cell.name === id);
  const followed = isMeant ? renamedReferences(named, new Map([[id, name]]), known) : named;
  return done({ text: join(followed), select: name });
}

type Change<K extends Restructuring['kind']> = Extract<Restructuring, { readonly kind: K }>;

// ── insert ───────────────────────────────────────────────────────────────────────────────────────

interface Placed {
  readonly text: string;
  readonly select: string;
}

function insert(
  cells: readonly SourceCell[],
  { below, cell: kind, body, branch, name = kind }: Change<'insert'>,
): Placed {
  const at = placeBelow(cells, below);
  if (kind === 'prose') {
    const text = textWith(cells, at, `${body}\n`);
    return { text, select: cellAt(text, startOf(cells, at) + 2) };
  }
  const id = freeName(name, takenIn(cells));
  const from = branch === undefined || !standsInChain(kind) ? {} : { from: branch };
  const added = cellText({ kind, id, ...from, body: body.replace(/\n$/, '') });
  const kept = 'from' in from ? keepingStart(cells, at) : cells;
  return { text: textWith(kept, at, added), select: id };
}

/** The cell that would start from a branch put at `at` says instead what it starts from now. */
function keepingStart(cells: readonly SourceCell[], at: number): readonly SourceCell[] {
  const start = cells.slice(0, at).findLast((cell) => standsInChain(cell.kind));
  const next = cells.slice(at).find((cell) => standsInChain(cell.kind));
  if (!start || !next || next.from !== undefined) return cells;
  return cells.map((cell) => (cell === next ? withFrom(cell, start.id) : cell));
}

/** Where a piece below that cell goes; the front matter stays first. */
function placeBelow(cells: readonly SourceCell[], below: string | undefined): number {
  const at = cells.findIndex((cell) => cell.id === below);
  return at < 0 ? Number(cells[0]?.kind === 'front') : at + 1;
}

/** Where the piece at `at` begins in the text. */
function startOf(cells: readonly SourceCell[], at: number): number {
  return join(cells.slice(0, at)).length;
}

/** The text with a piece more, a blank line before and after it. */
function textWith(cells: readonly SourceCell[], at: number, piece: string): string {
  const above = join(cells.slice(0, at));
  const rest = join(cells.slice(at));
  const before = above === '' || above.endsWith('\n\n') ? '' : above.endsWith('\n') ? '\n' : '\n\n';
  const after = rest === '' || rest.startsWith('\n') ? '' : '\n';
  return above + before + piece + after + rest;
}

/** The id of the piece that holds a place of the text: prose is numbered by the cut, and may have joined its neighbour. */
function cellAt(text: string, place: number): string {
  let end = 0;
  for (const cell of split(text)) {
    end += join([cell]).length;
    if (place < end) return cell.id;
  }
  return '';
}

function takenIn(cells: readonly SourceCell[]): ReadonlySet<string> {
  return new Set(cells.flatMap((cell) => [cell.id, ...(cell.name === undefined ? [] : [cell.name])]));
}

/** `stem`, or the first of stem-2, stem-3 … that is free. */
export function freeName(stem: string, taken: ReadonlySet<string>): string {
  const base = stem.replace(/-\d+$/, '');
  if (!taken.has(stem)) return stem;
  let n = 2;
  while (taken.has(`${base}-${n}`)) n++;
  return `${base}-${n}`;
}

// ── convert ──────────────────────────────────────────────────────────────────────────────────────

/** A bare fence is prose: a cell put into one reads the same and is out of the chain, and comes back whole. */
const bareFence = /^(`{3,}|~{3,})yaml[ \t]*\r?\n([\s\S]*?)(?:\r?\n)?\1[ \t]*$/;

function convert(cells: readonly SourceCell[], { cell: id, to }: Change<'convert'>): Placed {
  const at = cells.findIndex((cell) => cell.id === id);
  const cell = cells[at];
  if (!cell || cell.kind === 'front' || cell.kind === to) return { text: join(cells), select: id };
  if (cell.kind === 'prose') {
    const name = freeName(to, takenIn(cells));
    const fence = cellText({ kind: to, id: name, body: bodyOf(cell.body, to) });
    // The blank lines around the prose are around the cell then.
    const piece = { ...cell, kind: to, body: fence.replace(/\n$/, ''), after: brokenOff(cell.after) };
    return { text: join(cells.map((each) => (each === cell ? piece : each))), select: name };
  }
  if (to !== 'prose') {
    const next = withKind(cell, to);
    return { text: join(cells.map((each) => (each === cell ? next : each))), select: id };
  }
  const opened = cell.before.replace(/yaml[^\n]*(\r?\n)$/, 'yaml$1');
  const text = join(cells.map((each) => (each === cell ? { ...cell, before: opened } : each)));
  return { text, select: cellAt(text, startOf(cells, at)) };
}

function brokenOff(after: string): string {
  return after.startsWith('\n') || after.startsWith('\r') ? after : `\n${after}`;
}

/** Prose as a body: what a bare fence holds, YAML as it is; any other text becomes a comment above the template. */
function bodyOf(prose: string, kind: string): string {
  const fenced = bareFence.exec(prose)?.[2];
  if (fenced !== undefined) return fenced;
  const { root, problems } = readBody(prose);
  if (root.kind === 'map' && problems.length === 0) return prose;
  const comment = prose.split(/\r?\n/).map((line) => (line === '' ? '#' : `# ${line}`));
  const template = kinds.find((each) => each.id === kind)?.template.en ?? '';
  return [...comment, template.replace(/\n$/, '')].join('\n');
}

// ── paste ────────────────────────────────────────────────────────────────────────────────────────

/** Names that are taken give way, also where the pasted cells name one another; what they name beyond themselves stays. */
function paste(cells: readonly SourceCell[], { below, text }: Change<'paste'>, known: Known): Placed {
  const taken = new Set(takenIn(cells));
  const pasted = split(text).filter((cell) => cell.kind !== 'front');
  const names = new Map<string, string>();
  const named = pasted.map((cell) => {
    if (cell.kind === 'prose') return cell;
    const name = freeName(cell.name ?? cell.kind, taken);
    taken.add(name);
    if (cell.name !== undefined && name !== cell.name && !names.has(cell.name)) names.set(cell.name, name);
    return name === cell.name ? cell : withName(cell, name);
  });
  const piece = join(renamedReferences(named, names, known));
  const at = placeBelow(cells, below);
  const whole = textWith(cells, at, piece.endsWith('\n') ? piece : `${piece}\n`);
  const first = named[0];
  return { text: whole, select: !first || first.kind === 'prose' ? cellAt(whole, startOf(cells, at) + 2) : first.id };
}
