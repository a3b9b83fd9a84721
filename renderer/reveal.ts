/** A place in a cell's YAML that something outside the cell wants seen: the cell shows its YAML, with the caret there. */

import { focusCell } from './cell-actions';
import type { LiveSession } from './session-live';
import { createStore } from './store';

export interface Revealed {
  readonly cell: string;
  readonly line: number;
}

const store = createStore<Revealed | undefined>(undefined);
export const revealed = { get: store.get, subscribe: store.subscribe };

export function reveal(live: LiveSession, { cell, line }: { readonly cell: string; readonly line?: number }): void {
  live.dispatch({ type: 'selected', cell });
  live.dispatch({ type: 'folded', cells: [cell], folded: false });
  store.set(line === undefined ? undefined : { cell, line });
  // Where a line is named, the editor takes the focus itself once it is there.
  if (line === undefined) focusCell(cell);
  else
    requestAnimationFrame(() => {
      document.querySelector(`[data-cell="${CSS.escape(cell)}"]`)?.scrollIntoView({ block: 'nearest' });
    });
  const stop = live.subscribe(() => {
    if (live.get().session.selected === cell) return;
    stop();
    endReveal();
  });
}

/** The person went on: the cell shows what it showed before. */
export function endReveal(): void {
  store.set(undefined);
}
