/** How many charts are on screen and how many of them stand drawn: the window is settled when the two are equal. */

import { createStore } from '../store';

export interface ChartCounts {
  readonly mounted: number;
  readonly drawn: number;
}

const store = createStore<ChartCounts>({ mounted: 0, drawn: 0 });

export const chartCounts = { get: store.get, subscribe: store.subscribe };

function count(mounted: number, drawn: number): void {
  const now = store.get();
  store.set({ mounted: now.mounted + mounted, drawn: now.drawn + drawn });
}

/** One chart's part in the counts, from its mounting to its end. */
export function takePart(): { readonly drawn: (is: boolean) => void; readonly leave: () => void } {
  let isDrawn = false;
  count(1, 0);
  const drawn = (is: boolean): void => {
    if (is === isDrawn) return;
    isDrawn = is;
    count(0, is ? 1 : -1);
  };
  return {
    drawn,
    leave: () => {
      drawn(false);
      count(-1, 0);
    },
  };
}
