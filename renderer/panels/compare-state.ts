/** What Compare shows: designs of saved runs and of open notebooks, one of them the baseline. */

import type { ComparePick } from '../../app/contract';
import { rpc } from '../bridge';
import { textOf } from '../notebook-text';
import { nameOf } from '../session-view';
import { createStore } from '../store';
import { patch, report, speech, toast, workspace } from '../workspace';

export type Column =
  | { readonly kind: 'run'; readonly run: number; readonly cell?: string }
  /** A cell of an open notebook, as it stands when Compare is shown. */
  | { readonly kind: 'cell'; readonly session: number; readonly cell: string };

export interface Comparing {
  readonly columns: readonly Column[];
  readonly baseline: number;
  /** Where it was saved or opened from. */
  readonly saved?: { readonly id: number; readonly title: string };
}

const store = createStore<Comparing>({ columns: [], baseline: 0 });
export const comparing = { get: store.get, subscribe: store.subscribe };

export const mostColumns = 6;

function set(change: Partial<Comparing>): void {
  store.set({ ...store.get(), ...change });
}

/** The runs picked in History: those that are shown stay where they are, with their cells. */
export function followPicks(picks: readonly number[]): void {
  const { columns, baseline } = store.get();
  const kept = columns.filter((each) => each.kind === 'cell' || picks.includes(each.run));
  const shown = new Set(kept.flatMap((each) => (each.kind === 'run' ? [each.run] : [])));
  const added = picks.filter((run) => !shown.has(run)).map((run): Column => ({ kind: 'run', run }));
  const next = [...kept, ...added].slice(0, mostColumns);
  patch({ picks });
  set({ columns: next, baseline: Math.min(baseline, Math.max(0, next.length - 1)) });
}

export function addCell(session: number, cell: string): void {
  const { columns } = store.get();
  const isThere = columns.some((each) => each.kind === 'cell' && each.session === session && each.cell === cell);
  if (!isThere && columns.length < mostColumns) set({ columns: [...columns, { kind: 'cell', session, cell }] });
}

export function removeColumn(at: number): void {
  const { columns, baseline } = store.get();
  const next = columns.filter((_, i) => i !== at);
  set({ columns: next, baseline: Math.max(0, at < baseline ? baseline - 1 : Math.min(baseline, next.length - 1)) });
  patch({ picks: runsOf(next) });
}

export function chooseCell(at: number, cell: string): void {
  set({ columns: store.get().columns.map((each, i) => (i === at ? { ...each, cell } : each)) });
}

export function chooseBaseline(baseline: number): void {
  set({ baseline });
}

function runsOf(columns: readonly Column[]): readonly number[] {
  return [...new Set(columns.flatMap((each) => (each.kind === 'run' ? [each.run] : [])))];
}

/** As the engine is asked; a notebook that was closed since is left out. */
export function picksOf(columns: readonly Column[]): readonly ComparePick[] {
  return columns.flatMap((each): ComparePick[] => {
    if (each.kind === 'run') return [{ run: each.run, ...(each.cell === undefined ? {} : { cell: each.cell }) }];
    const live = workspace.get().sessions.find(({ id }) => id === each.session);
    if (!live) return [];
    const { session } = live.get();
    return [{ text: textOf(session.cells), cell: each.cell, name: nameOf(session) }];
  });
}

/** Keeps it under a name. Notebooks as they stand are saved as runs first: a comparison must not change under its reader. */
export async function saveComparison(title: string): Promise<void> {
  const { say } = speech();
  try {
    const { columns, baseline, saved } = store.get();
    const kept: { run: number; cell?: string }[] = [];
    for (const pick of picksOf(columns)) {
      if ('run' in pick) kept.push(pick);
      else {
        const { id } = await rpc('history.save', { text: pick.text, path: null, title: pick.name });
        kept.push({ run: id, cell: pick.cell });
      }
    }
    const isSame = saved?.title === title;
    const { id } = await rpc('comparison.save', {
      title,
      picks: kept,
      baseline,
      ...(isSame ? { id: saved.id } : {}),
    });
    set({ columns: kept.map((each) => ({ kind: 'run', ...each })), saved: { id, title } });
    patch({ picks: runsOf(store.get().columns), historyAge: workspace.get().historyAge + 1 });
    toast('compare.saved', { title });
  } catch (error) {
    report(say('compare.save'), error);
  }
}

export interface Saved {
  readonly id: number;
  readonly title: string;
  readonly picks: readonly { readonly run: number; readonly cell?: string }[];
  readonly baseline: number;
}

export function openComparison({ id, title, picks, baseline }: Saved): void {
  set({ columns: picks.map((each) => ({ kind: 'run', ...each })), baseline, saved: { id, title } });
  patch({ picks: runsOf(store.get().columns) });
}

export async function exportComparison(extension: 'md' | 'csv', language: 'en' | 'zh'): Promise<void> {
  const { say } = speech();
  try {
    const { columns, baseline, saved } = store.get();
    const suggested = `${saved?.title ?? 'comparison'}.${extension}`;
    const path = await rpc('file.pickSave', { suggested });
    if (path === null) return;
    const look = { theme: 'light', language } as const;
    await rpc('comparison.export', { picks: [...picksOf(columns)], baseline, look, path });
    toast('toast.exported', { path });
  } catch (error) {
    report(say('compare.export'), error);
  }
}
