/** A copy of unsaved text every two seconds. It goes when the window closes in order; after a crash or a kill it is offered back. */

import { textOf } from './notebook-text';
import type { Opening } from './session';
import type { LiveSession } from './session-live';
import { isDirty } from './session-view';

const key = 'chokepoint.drafts';
const everyMs = 2000;

/** What was unsaved when the last window went without closing; a damaged copy counts as none. */
export function readDrafts(storage: Storage = localStorage): readonly Opening[] {
  const stored = storage.getItem(key);
  if (stored === null) return [];
  try {
    const read: unknown = JSON.parse(stored);
    return Array.isArray(read) ? read.filter(isDraft) : [];
  } catch {
    return [];
  }
}

function isDraft(value: unknown): value is Opening {
  if (typeof value !== 'object' || value === null) return false;
  const { path, name, text, saved }: { path?: unknown; name?: unknown; text?: unknown; saved?: unknown } = value;
  return (path === null || typeof path === 'string') && [name, text, saved].every((each) => typeof each === 'string');
}

export function writeDrafts(sessions: readonly LiveSession[], storage: Storage = localStorage): void {
  const dirty = sessions.map((live) => live.get().session).filter(isDirty);
  if (dirty.length === 0) storage.removeItem(key);
  else storage.setItem(key, JSON.stringify(dirty.map(({ path, name, cells, saved }) => ({ path, name, text: textOf(cells), saved }))));
}

/** Keeps the copy until the page goes in order: by then main has asked about what is unsaved. */
export function keepDrafts(sessions: () => readonly LiveSession[]): () => void {
  const timer = setInterval(() => {
    writeDrafts(sessions());
  }, everyMs);
  const onGone = (): void => {
    localStorage.removeItem(key);
  };
  window.addEventListener('pagehide', onGone);
  return () => {
    clearInterval(timer);
    window.removeEventListener('pagehide', onGone);
  };
}
