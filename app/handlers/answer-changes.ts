/** A long notebook's answer is megabytes, and a key changes one cell of it: what the window has already is not sent again. */

import type { CellResult, NotebookAnswer, ShownChart } from '../contract';

/** What one open notebook was last sent, whole. */
export interface Sent {
  readonly revision: number;
  readonly results: ReadonlyMap<string, CellResult>;
  readonly charts: NotebookAnswer['charts'];
}

export function sentOf({ revision, results, charts }: NotebookAnswer): Sent {
  return { revision, results: new Map(results.map((result) => [result.id, result])), charts };
}

/** The answer with only those results and charts that differ from what was sent; one without charts any more has none. */
export function changesSince(before: Sent, answer: NotebookAnswer): NotebookAnswer {
  const gone = Object.keys(before.charts).filter((id) => !(id in answer.charts));
  const changed = Object.entries(answer.charts).filter(([id, charts]) => !isSame(before.charts[id], charts));
  return {
    ...answer,
    onto: before.revision,
    results: answer.results.filter((result) => !isSame(before.results.get(result.id), result)),
    charts: Object.fromEntries([...changed, ...gone.map((id): [string, readonly ShownChart[]] => [id, []])]),
  };
}

/** Equal as JSON; what is the same object is not looked into, and recalled outcomes are. */
function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((part, i) => isSame(part, other[i]));
  if (!isRecord(one) || !isRecord(other)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => key in other && isSame(one[key], other[key]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
