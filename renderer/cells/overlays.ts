/** What lies over or beside the cells of the open notebook: the picker, the find bar, the list of problems, the map. */

import { createStore } from '../store';

export type Picking =
  /** A new cell below `below`, at the top if there is none; `branch`: starting from that cell. */
  | { readonly kind: 'add'; readonly below: string | undefined; readonly branch?: string }
  /** Another kind for this cell. */
  | { readonly kind: 'convert'; readonly cell: string };

export interface Overlays {
  readonly picking: Picking | undefined;
  /** The cell whose name is being written. */
  readonly renaming: string | undefined;
  readonly isFinding: boolean;
  readonly areProblemsShown: boolean;
  readonly isMapShown: boolean;
}

const store = createStore<Overlays>({
  picking: undefined,
  renaming: undefined,
  isFinding: false,
  areProblemsShown: false,
  isMapShown: false,
});

export const overlays = { get: store.get, subscribe: store.subscribe };

export function lay(change: Partial<Overlays>): void {
  store.set({ ...store.get(), ...change });
}
