/** A real history in a temporary folder. */

import { join } from 'node:path';
import { openHistory, type History, type OpenOptions } from '../../../app/history/open';
import type { Outcome } from '../../../app/outcome';
import { temporaryFolder } from './temp';

export function freshHistory(options: Partial<OpenOptions> = {}): History {
  return valueIn(openHistory({ path: join(temporaryFolder(), 'history.db'), ...options }));
}

export function valueIn<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problem.text.en);
  return outcome.value;
}

/** The code of the refusal, or 'done'. */
export function codeOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? 'done' : outcome.problem.code;
}
