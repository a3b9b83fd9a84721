/** A value that changes, and who wants to know. */

import { useSyncExternalStore } from 'react';

export interface Store<T> {
  readonly get: () => T;
  readonly subscribe: (listener: () => void) => () => void;
}

export interface OpenStore<T> extends Store<T> {
  readonly set: (next: T) => void;
}

/** As uncaught, after whoever set the value has gone on. */
function throwLater(fault: unknown): void {
  queueMicrotask(() => {
    throw fault;
  });
}

/** A listener that fails harms neither the others nor whoever set the value: its fault goes to `report`. */
export function createStore<T>(first: T, report: (fault: unknown) => void = throwLater): OpenStore<T> {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) {
        try {
          listener();
        } catch (fault) {
          report(fault);
        }
      }
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}
