/** An answer may hold only what changed since the one before. */

import type { NotebookAnswer } from '../app/contract';

/** The whole answer, of one that may hold only changes; undefined where it speaks of another than we have. */
export function wholeOf(before: NotebookAnswer | undefined, answer: NotebookAnswer): NotebookAnswer | undefined {
  const { onto, ...rest } = answer;
  if (onto === undefined) return answer;
  if (before?.revision !== onto) return undefined;
  const known = new Map([...before.results, ...answer.results].map((result) => [result.id, result]));
  const charts = { ...before.charts, ...answer.charts };
  return {
    ...rest,
    results: answer.cells.flatMap((cell) => known.get(cell.id) ?? []),
    charts: Object.fromEntries(Object.entries(charts).filter(([, shown]) => shown.length > 0)),
  };
}
