/** What a person does to the selected cell. */

import { lay } from './cells/overlays';
import { copyOf, insertBelow, move, newCell, place, remove, textOf } from './notebook-text';
import type { LiveSession, Restructuring } from './session-live';
import { problemsOf } from './session-view';
import { report, speech, toast, workspace } from './workspace';

export function selectedOf(live: LiveSession): string | undefined {
  return live.get().session.selected;
}

/** Adds a cell of a kind (or prose) below `below`, else below the selected one, selects it and goes there. */
export function addCell(live: LiveSession, kind: string, below = selectedOf(live)): void {
  const { cells } = live.get().session;
  const template = workspace.get().kinds.find((each) => each.id === kind)?.template;
  if (!template) return;
  const added = newCell(kind, speech().pick(template), cells);
  live.rearrange((all) => insertBelow(all, below, added), added.id);
  focusCell(added.id);
}

/** The kind that usually comes next: the first defining kind the notebook has none of, else another lever. */
export function nextKind(live: LiveSession): string {
  const has = new Set(live.get().session.cells.map((cell) => cell.kind));
  return workspace.get().kinds.find((kind) => kind.defines && !has.has(kind.id))?.id ?? 'optimizations';
}

/** A change that needs the engine; what it refuses is told, and the cell that came of it has the focus. */
export async function restructure(live: LiveSession, change: Restructuring): Promise<void> {
  try {
    await live.restructure(change);
    const selected = selectedOf(live);
    if (selected !== undefined) focusCell(selected);
  } catch (error) {
    report(speech().say('command.cell.edit'), error);
  }
}

/** Deletes it, with an undo at hand; says how many cells name it, since they fail now. */
export function removeCell(live: LiveSession): void {
  const selected = selectedOf(live);
  if (selected === undefined || selected === 'front') return;
  const { answer, cells } = live.get().session;
  const shown = cells.filter((cell) => cell.kind !== 'front');
  const at = shown.findIndex((cell) => cell.id === selected);
  const naming = cells.filter(
    (cell) =>
      cell.from === selected ||
      (answer?.results.find((result) => result.id === cell.id)?.reads?.includes(selected) ?? false),
  );
  const next = (shown[at + 1] ?? shown[at - 1])?.id;
  live.rearrange((all) => remove(all, selected), next);
  if (next !== undefined) focusCell(next);
  const undo = (): void => {
    live.dispatch({ type: 'undone' });
    focusCell(selected);
  };
  if (naming.length > 0) toast('toast.cell-removed-named', { id: selected, n: naming.length }, undo);
  else toast('toast.cell-removed', { id: selected }, undo);
}

export function moveCell(live: LiveSession, step: -1 | 1): void {
  const selected = selectedOf(live);
  if (selected === undefined) return;
  live.rearrange((cells) => move(cells, selected, step));
  focusCell(selected);
}

/** Puts a cell before another, or at the end: where it was dropped. */
export function dropCell(live: LiveSession, id: string, before: string | undefined): void {
  live.rearrange((cells) => place(cells, id, before), id);
  focusCell(id);
}

export function duplicateCell(live: LiveSession): void {
  const { cells, selected } = live.get().session;
  const cell = cells.find((each) => each.id === selected);
  if (!cell || cell.kind === 'front') return;
  const copy = copyOf(cell, cells);
  live.rearrange((all) => insertBelow(all, cell.id, copy), copy.id);
  focusCell(copy.id);
}

/** A new cell that starts from the selected one, beside whatever follows it. */
export function branchFrom(live: LiveSession): void {
  const selected = selectedOf(live);
  const cell = live.get().session.cells.find((each) => each.id === selected);
  const defines = workspace.get().kinds.some((kind) => kind.id === cell?.kind && kind.defines);
  if (cell && defines) lay({ picking: { kind: 'add', below: cell.id, branch: cell.id } });
  else toast('toast.no-branch');
}

/** Makes it another kind: the one named, else one to pick. */
export async function pickKind(live: LiveSession, to?: string): Promise<void> {
  const selected = selectedOf(live);
  if (selected === undefined || selected === 'front') return;
  if (to === undefined) lay({ picking: { kind: 'convert', cell: selected } });
  else await restructure(live, { kind: 'convert', cell: selected, to });
}

export async function formatCell(live: LiveSession): Promise<void> {
  const { cells, selected } = live.get().session;
  const cell = cells.find((each) => each.id === selected);
  if (cell && cell.kind !== 'prose') await live.format(cell.id);
}

// ── clipboard ────────────────────────────────────────────────────────────────────────────────────

/** The page may not read the clipboard unasked: a paste by command puts what was copied here. */
let copied = '';

/** The selected cell as its text in the file: it can be pasted into any notebook, and into any mail. */
export function textOfSelected(live: LiveSession): string | undefined {
  const { cells, selected } = live.get().session;
  const cell = cells.find((each) => each.id === selected);
  if (!cell || cell.kind === 'front') return undefined;
  copied = textOf([cell]).trim();
  return copied;
}

export async function copyCell(live: LiveSession): Promise<void> {
  const text = textOfSelected(live);
  if (text === undefined) return;
  await navigator.clipboard.writeText(text);
  toast('toast.copied');
}

export async function cutCell(live: LiveSession): Promise<void> {
  const text = textOfSelected(live);
  if (text === undefined) return;
  await navigator.clipboard.writeText(text);
  removeCell(live);
}

export async function pasteCell(live: LiveSession, text = copied): Promise<void> {
  if (text.trim() === '') return;
  const below = selectedOf(live);
  await restructure(live, { kind: 'paste', text, ...(below === undefined ? {} : { below }) });
}

// ── going about ──────────────────────────────────────────────────────────────────────────────────

/** Selects the neighbour of the selected cell, or the first, and brings it into view. */
export function selectNeighbour(live: LiveSession, step: -1 | 1): void {
  const shown = shownCells(live);
  const at = shown.findIndex((cell) => cell.id === selectedOf(live));
  const next = at < 0 ? shown[0] : shown[at + step];
  if (next) selectCell(live, next.id);
}

export function selectEnd(live: LiveSession, which: 'first' | 'last'): void {
  const cell = shownCells(live).at(which === 'first' ? 0 : -1);
  if (cell) selectCell(live, cell.id);
}

export function selectCell(live: LiveSession, id: string): void {
  live.dispatch({ type: 'selected', cell: id });
  focusCell(id);
}

function shownCells(live: LiveSession) {
  return live.get().session.cells.filter((cell) => cell.kind !== 'front');
}

/** The cell above the selected one, below which a new one stands in front of it. */
export function placeAbove(live: LiveSession): string | undefined {
  const { cells } = live.get().session;
  const at = cells.findIndex((cell) => cell.id === selectedOf(live));
  return cells[at - 1]?.id;
}

/** The next thing that is wrong, from the selected cell on, and round again. */
export function selectProblem(live: LiveSession, step: -1 | 1): void {
  const { session } = live.get();
  const all = problemsOf(session).filter((problem) => problem.diagnostic.severity === 'error');
  const ids = [...new Set(all.map((problem) => problem.cell))];
  if (ids.length === 0) {
    toast('toast.no-problem');
    return;
  }
  const places = session.cells.map((cell) => cell.id);
  const here = places.indexOf(session.selected ?? '');
  const rank = (id: string): number => (step * (places.indexOf(id) - here) - 1 + 2 * places.length) % places.length;
  const next = ids.sort((a, b) => rank(a) - rank(b))[0];
  if (next !== undefined) selectCell(live, next);
}

/** Puts the focus on a cell's frame once it is on screen. */
export function focusCell(id: string): void {
  requestAnimationFrame(() => {
    const frame = frameOf(id);
    frame?.focus({ preventScroll: true });
    frame?.scrollIntoView({ block: 'nearest' });
  });
}

/** Into the answer of the selected cell: in its editor the Tab key writes, so that nothing leads past it. Escape comes back. */
export function focusNumbers(live: LiveSession): void {
  const selected = selectedOf(live);
  const right = selected === undefined ? null : frameOf(selected)?.querySelector<HTMLElement>('.cell-right');
  const first =
    right?.querySelector<HTMLElement>('.figure-door') ?? right?.querySelector<HTMLElement>('button, [tabindex="0"]');
  first?.focus();
}

/** Brings the selected cell into view and leaves the focus where it is: after an undo. */
export function revealSelected(live: LiveSession): void {
  const selected = selectedOf(live);
  if (selected === undefined) return;
  requestAnimationFrame(() => {
    frameOf(selected)?.scrollIntoView({ block: 'nearest' });
  });
}

function frameOf(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-cell="${CSS.escape(id)}"]`);
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
