/** One cell's text → what it means, and what is wrong with it. */

import { diagnostic, nearest, type Diagnostic } from '../diagnostics';
import type { Kind, Known, Meaning } from './kind';
import { kinds } from './kinds';
import type { SourceCell } from './source';
import { readBody, spanAt, type Value } from './yaml-body';

export interface Reading {
  readonly kind?: Kind;
  readonly meaning?: Meaning;
  /** The YAML with its positions. */
  readonly root: Value;
  readonly problems: readonly Diagnostic[];
}

/** Reads a body by its kind. The fence line is not looked at here. */
export function readCell(cell: Pick<SourceCell, 'kind' | 'body'>, known: Known): Reading {
  const kind = kinds.find((each) => each.id === cell.kind);
  // Prose is Markdown, the front matter is read as the head.
  const isYaml = cell.kind !== 'prose' && cell.kind !== 'front';
  const body = readBody(isYaml ? cell.body : '');
  if (!isYaml) return { ...(kind ? { kind } : {}), root: body.root, problems: [] };
  if (!kind) {
    const ids = kinds.map((each) => each.id).filter((id) => id !== 'prose');
    const unknown = diagnostic(
      'cell.kind-unknown',
      { kind: cell.kind, known: ids.join(', '), near: nearest(cell.kind, ids) },
      { at: { line: 0, column: 1 } },
    );
    return { root: body.root, problems: [unknown] };
  }
  const problems = [...body.problems];
  const meaning = kind.shape(known).read(body.root, (problem) => problems.push(problem));
  return { kind, ...(meaning ? { meaning } : {}), root: body.root, problems };
}

/** True for a cell that stands in the chain; a mistyped kind counts as the kind it is nearest to, so that none slips out unseen. */
export function standsInChain(kind: string): boolean {
  const exact = kinds.find((each) => each.id === kind);
  if (exact) return exact.defines;
  const near = nearest(
    kind,
    kinds.map((each) => each.id),
  );
  return kinds.some((each) => each.id === near && each.defines);
}

/** Puts a problem of the design where this cell says what it is about, else on its first line. */
export function placed(problem: Diagnostic, kind: string, root: Value): Diagnostic {
  if (problem.at) return problem;
  const [said, ...path] = problem.path ?? [];
  return { ...problem, at: (said === kind ? spanAt(root, path) : undefined) ?? { line: 1, column: 1 } };
}
