/** What a person does to the selected cell. */

import { copyOf, insertBelow, move, newCell, newProse, remove } from './notebook-text';
import type { LiveSession } from './session-live';
import { speech, toast, workspace } from './workspace';

export function selectedOf(live: LiveSession): string | undefined {
  return live.get().session.selected;
}

/** Adds a cell of a kind (or prose) below `below`, else below the selected one, selects it and goes there. */
export function addCell(live: LiveSession, kind: string, below = selectedOf(live)): void {
  const { cells } = live.get().session;
  const info = workspace.get().kinds.find((each) => each.id === kind);
  const isProse = info === undefined || info.id === 'prose';
  const added = isProse ? newProse(speech().say('notebook.new-prose'), cells) : newCell(info, cells);
  live.rearrange((all) => insertBelow(all, below, added), added.id);
  focusCell(added.id);
}

/** The kind that usually comes next: the first defining kind the notebook has none of, else another lever. */
export function nextKind(live: LiveSession): string {
  const has = new Set(live.get().session.cells.map((cell) => cell.kind));
  return workspace.get().kinds.find((kind) => kind.defines && !has.has(kind.id))?.id ?? 'optimizations';
}

export function removeCell(live: LiveSession): void {
  const selected = selectedOf(live);
  if (selected === undefined || selected === 'front') return;
  const shown = live.get().session.cells.filter((cell) => cell.kind !== 'front');
  const at = shown.findIndex((cell) => cell.id === selected);
  live.rearrange((cells) => remove(cells, selected), (shown[at + 1] ?? shown[at - 1])?.id);
  toast('toast.cell-removed', { id: selected }, () => {
    live.dispatch({ type: 'undone' });
  });
}

export function moveCell(live: LiveSession, step: -1 | 1): void {
  const selected = selectedOf(live);
  if (selected !== undefined) live.rearrange((cells) => move(cells, selected, step));
}

export function duplicateCell(live: LiveSession): void {
  const { cells, selected } = live.get().session;
  const cell = cells.find((each) => each.id === selected);
  if (!cell || cell.kind === 'front') return;
  const copy = copyOf(cell, cells);
  live.rearrange((all) => insertBelow(all, cell.id, copy), copy.id);
  focusCell(copy.id);
}

/** Selects the neighbour of the selected cell, or the first, and brings it into view. */
export function selectNeighbour(live: LiveSession, step: -1 | 1): void {
  const { cells, selected } = live.get().session;
  const shown = cells.filter((cell) => cell.kind !== 'front');
  const at = shown.findIndex((cell) => cell.id === selected);
  const next = at < 0 ? shown[0] : shown[at + step];
  if (!next) return;
  live.dispatch({ type: 'selected', cell: next.id });
  focusCell(next.id);
}

/** Puts the focus on a cell's frame once it is on screen. */
export function focusCell(id: string): void {
  requestAnimationFrame(() => {
    const frame = document.querySelector<HTMLElement>(`[data-cell="${CSS.escape(id)}"]`);
    frame?.focus({ preventScroll: true });
    frame?.scrollIntoView({ block: 'nearest' });
  });
}

export function foldCells(live: LiveSession, which: 'selected' | 'all', folded?: boolean): void {
  const { cells, selected, folded: now } = live.get().session;
  const ids =
    which === 'all'
      ? cells.filter((cell) => cell.kind !== 'prose').map((cell) => cell.id)
      : selected === undefined
        ? []
        : [selected];
  live.dispatch({ type: 'folded', cells: ids, folded: folded ?? !ids.every((id) => now.has(id)) });
}
