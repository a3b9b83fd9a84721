/** What the catalog browser shows: kept while another view is open, the columns also for the next start. */

import type { CatalogKind, ImportedModel, OwnKind } from '../../app/contract';
import { rpc } from '../bridge';
import type { Order } from '../parts/data-table';
import { createStore } from '../store';
import { patch, report, speech, toast, workspace } from '../workspace';

/** An own entry on the desk: another's figures to start from, or a file imported. */
export type Draft =
  | { readonly kind: 'chips'; readonly from: string; readonly isNew: boolean }
  | { readonly kind: 'models'; readonly from: string }
  | { readonly kind: 'models'; readonly imported: ImportedModel };

export interface CatalogState {
  readonly kind: CatalogKind;
  readonly search: string;
  /** By facet, what is wanted. */
  readonly facets: Readonly<Record<string, string>>;
  readonly order: Order | undefined;
  readonly picks: readonly string[];
  readonly opened: string | undefined;
  readonly isComparing: boolean;
  readonly columns: Readonly<Partial<Record<CatalogKind, readonly string[]>>>;
  readonly draft: Draft | undefined;
  /** Grows when an own entry changed. */
  readonly age: number;
}

export const mostPicked = 6;
const place = 'chokepoint.catalog.columns';

const store = createStore<CatalogState>({
  kind: 'chips',
  search: '',
  facets: {},
  order: undefined,
  picks: [],
  opened: undefined,
  isComparing: false,
  columns: storedColumns(),
  draft: undefined,
  age: 0,
});

export const catalogState = { get: store.get, subscribe: store.subscribe };

export function setCatalog(change: Partial<CatalogState>): void {
  store.set({ ...store.get(), ...change });
  if (change.columns) localStorage.setItem(place, JSON.stringify(change.columns));
}

export function showKind(kind: CatalogKind): void {
  setCatalog({ kind, facets: {}, order: undefined, picks: [], opened: undefined, isComparing: false });
}

/** Goes to an entry, from anywhere. */
export function showInCatalog(kind: CatalogKind, id: string): void {
  if (store.get().kind !== kind) showKind(kind);
  setCatalog({ opened: id, search: '', facets: {}, isComparing: false });
  patch({ view: 'catalog' });
}

export function togglePicked(id: string): void {
  const { picks } = store.get();
  if (picks.includes(id)) setCatalog({ picks: picks.filter((each) => each !== id) });
  else if (picks.length < mostPicked) setCatalog({ picks: [...picks, id] });
}

/** A person's own entry changed: lists, completions and every open notebook follow. */
export async function catalogChanged(): Promise<void> {
  setCatalog({ age: store.get().age + 1 });
  for (const live of workspace.get().sessions) live.askAgain();
  patch({ kinds: await rpc('notebook.kinds', {}) });
}

export async function removeOwn(kind: OwnKind, id: string): Promise<void> {
  const { say } = speech();
  try {
    const { text } = await rpc('catalog.remove', { kind, id });
    setCatalog({ picks: store.get().picks.filter((each) => each !== id) });
    await catalogChanged();
    toast('catalog.removed', { id }, () => {
      rpc('catalog.save', { kind, text })
        .then(catalogChanged)
        .catch((error: unknown) => {
          report(say('toast.undo'), error);
        });
    });
  } catch (error) {
    report(say('catalog.remove'), error);
  }
}

/** A Hugging Face config.json, by a drop or a button: becomes a draft to be named and kept. */
export async function importConfig(text: string, name: string): Promise<void> {
  try {
    const imported = await rpc('catalog.import', { text, name });
    showKind('models');
    setCatalog({ draft: { kind: 'models', imported } });
    patch({ view: 'catalog' });
  } catch (error) {
    report(speech().say('catalog.import'), error);
  }
}

function storedColumns(): CatalogState['columns'] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(place) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return {};
    return Object.fromEntries(
      Object.entries(stored).filter((entry): entry is [string, string[]] => Array.isArray(entry[1])),
    );
  } catch {
    return {};
  }
}
