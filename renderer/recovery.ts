/**
 * A copy of unsaved text every two seconds; after a crash or a kill the next start brings it back. IndexedDB, because it
 * is on the disk at once, where localStorage waits for seconds; and not a file, because files are written by the engine process,
 * which may be the one that hangs or died. A window that closes in order says so: main has asked by then.
 */

import { textOf } from './notebook-text';
import type { Opening } from './session';
import type { LiveSession } from './session-live';
import { isDirty } from './session-view';

const everyMs = 2000;
const closedKey = 'chokepoint.closed';
const place = 'drafts';

interface Draft extends Opening {
  readonly saved: string;
}

/** What one window kept. */
interface Kept {
  readonly window: string;
  readonly drafts: readonly Draft[];
}

const thisWindow = crypto.randomUUID();

/** What was unsaved when the last window went without closing. */
export async function readDrafts(): Promise<readonly Opening[]> {
  const kept = await withStore('readonly', (store) => store.get(place));
  return isKept(kept) && kept.window !== localStorage.getItem(closedKey) ? kept.drafts : [];
}

export function draftsOf(sessions: readonly LiveSession[]): readonly Draft[] {
  return sessions
    .map((live) => live.get().session)
    .filter(isDirty)
    .map(({ path, name, cells, saved }) => ({ path, name, saved, text: textOf(cells) }));
}

/** Starts the window anew after a fault in it, and brings the unsaved text back as after a crash. */
export async function reloadWithDrafts(sessions: readonly LiveSession[]): Promise<void> {
  isFaulty = true;
  // A disk that is full leaves the copy of two seconds ago.
  await put(draftsOf(sessions)).catch(() => undefined);
  window.location.reload();
}

/** A window that goes because of a fault has not closed in order. */
let isFaulty = false;

async function put(drafts: readonly Draft[]): Promise<void> {
  await withStore('readwrite', (store) => store.put({ window: thisWindow, drafts } satisfies Kept, place));
}

let keepNow = (): Promise<void> => Promise.resolve();

/** Right after a save: the copy of two seconds ago is older than the file, and must not be offered in its place. */
export async function keepDraftsNow(): Promise<void> {
  // A disk that is full costs the copy, not the window.
  await keepNow().catch(() => undefined);
}

/** Keeps the copy from now on. Returns how to stop. */
export function keepDrafts(sessions: () => readonly LiveSession[]): () => void {
  let last = '';
  const keep = async (): Promise<void> => {
    const drafts = draftsOf(sessions());
    const now = JSON.stringify(drafts);
    if (now === last) return;
    last = now;
    await put(drafts);
  };
  keepNow = keep;
  const timer = setInterval(() => void keepDraftsNow(), everyMs);
  const onGone = (): void => {
    if (!isFaulty) localStorage.setItem(closedKey, thisWindow);
  };
  window.addEventListener('pagehide', onGone);
  return () => {
    clearInterval(timer);
    window.removeEventListener('pagehide', onGone);
  };
}

async function withStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open('chokepoint', 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(place);
  };
  const database = await done(opening);
  try {
    return await done(work(database.transaction(place, mode, { durability: 'strict' }).objectStore(place)));
  } finally {
    database.close();
  }
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('indexedDB'));
    };
  });
}

/** Another version of the program may have written it. */
function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null || !('window' in value) || !('drafts' in value)) return false;
  return typeof value.window === 'string' && Array.isArray(value.drafts) && value.drafts.every(isDraft);
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false;
  const { path, name, text, saved }: { path?: unknown; name?: unknown; text?: unknown; saved?: unknown } = value;
  return (path === null || typeof path === 'string') && [name, text, saved].every((each) => typeof each === 'string');
}
