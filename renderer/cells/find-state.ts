/** What is looked for in the cells, and where one is. */

import { textOfSelection } from './find-paint';
import { matchesIn, nextMatch, type Match } from './find-matches';
import { lay } from './overlays';
import type { LiveSession } from '../session-live';
import { createStore } from '../store';

export interface Finding {
  readonly needle: string;
  readonly current: Match | undefined;
}

const store = createStore<Finding>({ needle: '', current: undefined });

export const finding = { get: store.get, subscribe: store.subscribe };

/** Opens the bar; what is marked in the page is looked for. */
export function startFinding(): void {
  const marked = textOfSelection();
  if (marked !== '') store.set({ needle: marked, current: undefined });
  lay({ isFinding: true });
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLInputElement>('.find-input');
    field?.focus();
    field?.select();
  });
}

export function stopFinding(live: LiveSession): void {
  lay({ isFinding: false });
  const { current } = store.get();
  const cell = current?.cell ?? live.get().session.selected;
  if (cell !== undefined) document.querySelector<HTMLElement>(`[data-cell="${CSS.escape(cell)}"]`)?.focus();
}

/** Another text; the view goes to its first place from the selected cell on. */
export function findText(live: LiveSession, needle: string): void {
  store.set({ needle, current: undefined });
  if (needle !== '') findNext(live, 1);
}

export function findNext(live: LiveSession, step: -1 | 1): void {
  const { needle, current } = store.get();
  const { cells, selected } = live.get().session;
  const order = cells.map((cell) => cell.id);
  // A text that was edited has other places.
  const all = matchesIn(cells, needle);
  const match = nextMatch(all, order, { match: current, selected }, step);
  store.set({ needle, current: match });
  if (!match) return;
  live.dispatch({ type: 'folded', cells: [match.cell], folded: false });
  live.dispatch({ type: 'selected', cell: match.cell });
  requestAnimationFrame(() => {
    document
      .querySelector<HTMLElement>(`[data-cell="${CSS.escape(match.cell)}"]`)
      ?.scrollIntoView({ block: 'nearest' });
  });
}
