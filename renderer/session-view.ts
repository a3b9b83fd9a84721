/** What the window reads off a session: no state of its own. */

import type { CellResult, ShownChart, SourceCell } from '../app/contract';
import { folderOf, textOf } from './notebook-text';
import type { Session } from './session';
import type { CellState, Diagnostic } from './shown';

export function isDirty(session: Session): boolean {
  return textOf(session.cells) !== session.saved;
}

/** True until the answer speaks of the text as it now stands. */
export function awaits(session: Session): boolean {
  return session.answer?.revision !== session.revision;
}

/** "h20-decode" of /home/me/h20-decode.bench.md. */
export function nameOf(session: Pick<Session, 'path' | 'name'>): string {
  return session.path === null ? session.name : shortName(session.path);
}

export function shortName(path: string): string {
  return (path.split(/[\\/]/).at(-1) ?? path).replace(/(\.bench)?\.md$/, '');
}

export function fileName(session: Pick<Session, 'path' | 'name'>): string {
  return session.path === null ? `${session.name}.bench.md` : (session.path.split(/[\\/]/).at(-1) ?? session.path);
}

/** The text as it stands, and the folder in which the files that it names are looked for: what every question about it starts from. */
export function sourceOf({ path, cells }: Pick<Session, 'path' | 'cells'>): {
  readonly text: string;
  readonly folder?: string;
} {
  return { text: textOf(cells), ...folderOf(path) };
}

export interface CellView {
  readonly cell: SourceCell;
  readonly result: CellResult | undefined;
  readonly charts: readonly ShownChart[];
  readonly state: CellState;
}

const none: readonly ShownChart[] = [];

/** The cells on screen. `slow` is true once an answer has been awaited long enough to show it. */
export function viewsOf(
  session: Session,
  { slow, front }: { readonly slow: boolean; readonly front: boolean },
): CellView[] {
  const results = new Map(session.answer?.results.map((result) => [result.id, result]));
  const outdated = outdatedCells(session);
  return session.cells.flatMap((cell) => {
    const result = results.get(cell.id);
    if (cell.kind === 'front' && !front && !result?.diagnostics.some((each) => each.severity === 'error')) return [];
    const charts = session.answer?.charts[cell.id] ?? none;
    return [
      { cell, result, charts, state: stateOf(result, outdated.has(cell.id), session.failure !== undefined, slow) },
    ];
  });
}

function stateOf(result: CellResult | undefined, outdated: boolean, failed: boolean, slow: boolean): CellState {
  if (outdated && failed) return 'stale';
  if (outdated && slow) return 'running';
  if (result?.status === 'error') return 'failed';
  if (result?.status === 'blocked') return 'blocked';
  return 'fine';
}

/** Cells whose text the answer does not know yet, and all that start from them or read them. */
function outdatedCells(session: Session): Set<string> {
  const outdated = new Set<string>();
  if (!awaits(session)) return outdated;
  const results = new Map(session.answer?.results.map((result) => [result.id, result]));
  for (const cell of session.cells) {
    const result = results.get(cell.id);
    const edited = session.answered.get(cell.id) !== cell.body;
    const follows = result?.from !== undefined && outdated.has(result.from);
    const reads = result?.reads?.some((id) => outdated.has(id)) ?? false;
    if (edited || follows || reads) outdated.add(cell.id);
  }
  return outdated;
}

/** One thing that is wrong or worth saying, and where. */
export interface CellProblem {
  readonly cell: string;
  readonly diagnostic: Diagnostic;
  /** Line of the file, where the problem has a place. */
  readonly line: number | undefined;
}

const severities = ['error', 'warning', 'info'] as const;

/** All that the engine has to say: the gravest first, then in the order of the cells. What only waits for another cell is no problem of its own. */
export function problemsOf(session: Session): readonly CellProblem[] {
  const cells = new Map(session.cells.map((cell) => [cell.id, cell]));
  const all = (session.answer?.results ?? []).flatMap((result) => {
    const cell = cells.get(result.id);
    if (!cell || result.status === 'blocked') return [];
    return result.diagnostics.map((diagnostic) => ({
      cell: cell.id,
      diagnostic,
      line: diagnostic.at && diagnostic.at.line > 0 ? cell.line - 1 + diagnostic.at.line : undefined,
    }));
  });
  return severities.flatMap((severity) => all.filter((problem) => problem.diagnostic.severity === severity));
}

export interface Count {
  readonly problems: number;
  readonly blocked: number;
  /** The first cell with a problem, to go to. */
  readonly first: string | undefined;
}

export function countProblems(session: Session): Count {
  const results = session.answer?.results ?? [];
  const bad = results.filter((result) => result.diagnostics.some((each) => each.severity === 'error'));
  return {
    problems: bad.reduce(
      (sum, result) => sum + result.diagnostics.filter((each) => each.severity === 'error').length,
      0,
    ),
    blocked: results.filter((result) => result.status === 'blocked').length,
    first: bad[0]?.id,
  };
}
