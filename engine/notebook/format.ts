/** Text ⇄ cells, losslessly: the pieces of `split(text)`, joined, are the text. Fences as in CommonMark 0.31 §4.5. */

import { diagnostic, type Diagnostic } from '../diagnostics';
import { readInfo, type Info } from './info-string';
import type { SourceCell } from './source';

interface Line {
  readonly text: string;
  /** The line with its line break. */
  readonly whole: string;
}

interface Fence {
  readonly mark: string;
  readonly length: number;
  readonly info: string;
  /** Column at which the info string starts, 1-based. */
  readonly column: number;
}

/** A cell before it has a name. */
interface Piece {
  readonly kind: string;
  readonly info?: Info;
  readonly before: string;
  readonly body: string;
  readonly after: string;
  readonly problems: readonly Diagnostic[];
}

const opening = /^( {0,3})(`{3,}|~{3,})[ \t]*(.*?)[ \t]*$/;
const frontMark = /^\uFEFF?---[ \t]*$/;
const frontEnd = /^(---|\.\.\.)[ \t]*$/;

/** Cuts a notebook at its cells. */
export function split(text: string): SourceCell[] {
  return named(pieces(linesOf(text)));
}

/** The text of the pieces. */
export function join(cells: readonly Pick<SourceCell, 'before' | 'body' | 'after'>[]): string {
  return cells.map((cell) => cell.before + cell.body + cell.after).join('');
}

/** The text with one cell's body replaced, its fence kept whole whatever the body holds. */
export function withBody(cells: readonly SourceCell[], id: string, body: string): string {
  return join(cells.map((cell) => (cell.id === id ? fitted(cell, body) : cell)));
}

/** A new cell as text. */
export function cellText(cell: {
  readonly kind: string;
  readonly id: string;
  readonly from?: string;
  readonly body: string;
}): string {
  const fence = '`'.repeat(fenceLength('`', 3, cell.body));
  const from = cell.from === undefined ? '' : ` from=${cell.from}`;
  const body = cell.body === '' || cell.body.endsWith('\n') ? cell.body : `${cell.body}\n`;
  return `${fence}yaml ${cell.kind} ${cell.id}${from}\n${body}${fence}\n`;
}

function fitted(cell: SourceCell, body: string): Pick<SourceCell, 'before' | 'body' | 'after'> {
  const lines = linesOf(cell.before);
  const opener = cell.kind === 'prose' || cell.kind === 'front' ? undefined : openingOf(lines[lines.length - 1]);
  if (!opener) return { ...cell, body };
  const longer = fenceLength(opener.mark, opener.length, body) - opener.length;
  const extra = opener.mark.repeat(longer);
  const fence = opener.mark.repeat(opener.length);
  // A fence that was empty has no line break before its closing line.
  const broken = body === '' || /^\r?\n/.test(cell.after) || cell.after === '' ? '' : '\n';
  const last = cell.before.lastIndexOf(fence);
  return {
    before: cell.before.slice(0, last) + extra + cell.before.slice(last),
    body,
    after: broken + (longer === 0 ? cell.after : cell.after.replace(fence, fence + extra)),
  };
}

/** A fence must be longer than any line in it that would close it. */
function fenceLength(mark: string, least: number, body: string): number {
  let length = least;
  for (const line of linesOf(body)) {
    const fence = openingOf(line);
    if (fence?.mark === mark && fence.info === '') length = Math.max(length, fence.length + 1);
  }
  return length;
}

function linesOf(text: string): Line[] {
  return (text.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((whole) => ({ whole, text: whole.replace(/\r?\n$/, '') }));
}

function openingOf(line: Line | undefined): Fence | undefined {
  const match = opening.exec(line?.text ?? '');
  if (!match) return undefined;
  const [, indent = '', run = '', info = ''] = match;
  const mark = run.charAt(0);
  if (mark === '`' && info.includes('`')) return undefined;
  return { mark, length: run.length, info, column: (line?.text ?? '').indexOf(info, indent.length + run.length) + 1 };
}

function closes(line: Line, fence: Fence): boolean {
  const found = openingOf(line);
  return found?.mark === fence.mark && found.length >= fence.length && found.info === '';
}

function pieces(lines: readonly Line[]): Piece[] {
  const found: Piece[] = [];
  let prose: Line[] = [];
  let proseProblems: Diagnostic[] = [];
  /** Blank lines at the very top, before the first piece. */
  let lead = '';
  const flush = (): void => {
    const text = textOf(prose);
    const last = found[found.length - 1];
    if (text !== '' && text.trim() === '') {
      if (last) found[found.length - 1] = { ...last, after: last.after + text };
      else lead = text;
    } else if (text !== '') found.push(prosePiece(prose, proseProblems));
    prose = [];
    proseProblems = [];
  };
  let next = 0;
  const front = frontEndOf(lines);
  if (front !== undefined) {
    found.push({
      kind: 'front',
      ...enclosed(lines.slice(0, 1), lines.slice(1, front), lines.slice(front, front + 1)),
      problems: [],
    });
    next = front + 1;
  }
  while (next < lines.length) {
    const line = lines[next];
    const fence = openingOf(line);
    if (!line || !fence) {
      if (line) prose.push(line);
      next++;
      continue;
    }
    const info = readInfo(fence.info, fence.column);
    const end = endOf({ lines, start: next, fence, isCell: info !== undefined });
    if (info) {
      flush();
      const problems = end.closed
        ? info.problems
        : [
            ...info.problems,
            diagnostic('fence.unterminated', { fence: fence.mark.repeat(fence.length) }, { at: fenceLine }),
          ];
      const cell = enclosed(
        [line],
        lines.slice(next + 1, end.line),
        end.closed ? lines.slice(end.line, end.line + 1) : [],
      );
      found.push({ kind: info.kind, info, ...cell, before: lead + cell.before, problems });
      lead = '';
    } else {
      if (!end.closed) {
        const opened = next + 1;
        proseProblems.push(
          diagnostic('fence.unterminated-prose', { fence: fence.mark.repeat(fence.length), line: opened }),
        );
      }
      prose.push(...lines.slice(next, end.closed ? end.line + 1 : end.line));
    }
    next = end.closed ? end.line + 1 : end.line;
  }
  flush();
  if (lead !== '') found.push({ kind: 'prose', before: lead, body: '', after: '', problems: [] });
  return found;
}

const fenceLine = { line: 0, column: 1 };

/** Where a fence ends. An unclosed cell ends at the next fence that opens a cell: a body never holds one, and its neighbours live on. */
function endOf(at: { lines: readonly Line[]; start: number; fence: Fence; isCell: boolean }): {
  line: number;
  closed: boolean;
} {
  for (let i = at.start + 1; i < at.lines.length; i++) {
    const line = at.lines[i];
    if (!line) break;
    if (closes(line, at.fence)) return { line: i, closed: true };
    const other = at.isCell ? openingOf(line) : undefined;
    if (other?.mark === at.fence.mark && other.length >= at.fence.length && readInfo(other.info, other.column))
      return { line: i, closed: false };
  }
  return { line: at.lines.length, closed: false };
}

function frontEndOf(lines: readonly Line[]): number | undefined {
  if (!frontMark.test(lines[0]?.text ?? '')) return undefined;
  const end = lines.findIndex((line, i) => i > 0 && frontEnd.test(line.text));
  return end < 0 ? undefined : end;
}

function textOf(lines: readonly Line[]): string {
  return lines.map((line) => line.whole).join('');
}

/** The line break that ends the body goes to `after`. */
function enclosed(
  open: readonly Line[],
  inner: readonly Line[],
  close: readonly Line[],
): Pick<Piece, 'before' | 'body' | 'after'> {
  const text = textOf(inner);
  const body = text.replace(/\r?\n$/, '');
  return { before: textOf(open), body, after: text.slice(body.length) + textOf(close) };
}

function prosePiece(lines: readonly Line[], problems: readonly Diagnostic[]): Piece {
  const filled = (line: Line): boolean => line.text.trim() !== '';
  const first = lines.findIndex(filled);
  const last = lines.findLastIndex(filled);
  const text = textOf(lines.slice(first, last + 1));
  const body = text.replace(/\r?\n$/, '');
  return {
    kind: 'prose',
    before: textOf(lines.slice(0, first)),
    body,
    after: text.slice(body.length) + textOf(lines.slice(last + 1)),
    problems,
  };
}

/** Gives each piece its line and a name of its own, and says which names are missing or taken. */
function named(found: readonly Piece[]): SourceCell[] {
  const written = new Set(found.flatMap((piece) => (piece.info?.id === undefined ? [] : [piece.info.id])));
  const first = new Map<string, number>();
  const counts = new Map<string, number>();
  const count = (word: string): number => {
    const n = (counts.get(word) ?? 0) + 1;
    counts.set(word, n);
    return n;
  };
  let line = 1;
  const cells: SourceCell[] = [];
  for (const piece of found) {
    line += breaksIn(piece.before);
    const problems = [...piece.problems];
    const name = piece.info?.id;
    let id: string;
    if (piece.kind === 'front') id = 'front';
    else if (!piece.info) {
      do id = `prose-${count('prose')}`;
      while (written.has(id));
    } else if (name === undefined) id = `${piece.kind}~${count(`${piece.kind}~`)}`;
    else if (first.has(name) || name === 'front') {
      id = `${name}~${count(`${name}~`) + 1}`;
      problems.push(
        diagnostic(
          'cell.id-taken',
          { id: name, line: (first.get(name) ?? 2) - 1 },
          { at: piece.info.idAt ?? fenceLine },
        ),
      );
    } else {
      id = name;
      first.set(name, line);
    }
    cells.push({
      id,
      kind: piece.kind,
      ...(name === undefined ? {} : { name }),
      ...(piece.info?.from === undefined ? {} : { from: piece.info.from }),
      before: piece.before,
      body: piece.body,
      after: piece.after,
      line,
      problems,
    });
    line += breaksIn(piece.body) + breaksIn(piece.after);
  }
  return cells.map((cell) => sharedName(cell, cells));
}

/** The first of several cells with one name keeps it, and is told. */
function sharedName(cell: SourceCell, cells: readonly SourceCell[]): SourceCell {
  if (cell.id !== cell.name) return cell;
  const other = cells.find((each) => each.name === cell.name && each !== cell);
  if (!other) return cell;
  const warning = diagnostic('cell.id-shared', { id: cell.id, line: other.line - 1 }, { at: fenceLine });
  return { ...cell, problems: [...cell.problems, warning] };
}

function breaksIn(text: string): number {
  return text.split('\n').length - 1;
}
