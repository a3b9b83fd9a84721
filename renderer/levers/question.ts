/** What a panel about levers asks of: the open notebook as the engine last answered it, and the figure that judges. */

import { useState } from 'react';
import { restructure } from '../cell-actions';
import { useAnswered } from '../cells/use-levers';
import { sourceOf } from '../session-view';
import type { LiveSession } from '../session-live';
import { createStore, useStore } from '../store';
import { languageOf, themeOf, toast, workspace } from '../workspace';

/** The text that the answer speaks of, and how charts must look; nothing while an answer is awaited. */
export function useQuestion() {
  const state = useStore(workspace);
  const revision = useAnswered(state.current);
  const source = state.current && revision !== undefined ? sourceOf(state.current.get().session) : undefined;
  return { source, revision, look: { theme: themeOf(state), language: languageOf(state) } };
}

/** What was shown stays until the next is there: what goes and comes is a flicker. */
export function useLast<T>(value: T | undefined): T | undefined {
  const [last, setLast] = useState(value);
  if (value !== undefined && value !== last) setLast(value);
  return value ?? last;
}

/** As last chosen, in any panel; until then the metric beside the chain. */
const chosen = createStore<string | undefined>(undefined);

export function useJudge(): readonly [metric: string, choose: (metric: string) => void] {
  const { metric } = useStore(workspace);
  const own = useStore(chosen);
  return [own ?? metric, chosen.set];
}

/** A cell below `cell` that switches the lever on, starting from that cell; undone in one step. */
export async function addLever(
  live: LiveSession,
  cell: string,
  { id, line, title }: { readonly id: string; readonly line: string; readonly title: string },
): Promise<void> {
  const before = live.get().session.past.length;
  await restructure(live, { kind: 'insert', below: cell, cell: 'optimizations', body: line, branch: cell, name: id });
  if (live.get().session.past.length === before) return;
  toast('levers.added', { lever: title, cell }, () => {
    live.dispatch({ type: 'undone' });
  });
}
