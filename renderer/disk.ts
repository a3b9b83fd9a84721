/**
 * The open notebooks and their files: a file that another program changed is read again where nothing is lost by it, and asked
 * about where the person has changes of their own.
 */

import { CallProblem, on, rpc } from './bridge';
import { textOf } from './notebook-text';
import type { LiveSession } from './session-live';
import { isDirty, nameOf } from './session-view';
import { createStore } from './store';
import { patch, report, speech, toast, workspace } from './workspace';

/** Two texts of one notebook; the person says which one goes on. */
export interface Conflict {
  readonly live: LiveSession;
  /** The file was changed by another program, or unsaved work of the last time was brought back. */
  readonly kind: 'changed' | 'restored';
  /** The text of the file. */
  readonly disk: string;
}

const store = createStore<readonly Conflict[]>([]);
export const conflicts = { get: store.get, subscribe: store.subscribe };

export function conflictOf(all: readonly Conflict[], live: LiveSession | undefined): Conflict | undefined {
  return all.find((each) => each.live === live);
}

export function addConflict(conflict: Conflict): void {
  settle(conflict.live);
  store.set([...store.get(), conflict]);
}

function settle(live: LiveSession): void {
  store.set(store.get().filter((each) => each.live !== live));
}

/** The file's text goes on; what stood here can be had back by undoing. */
export function takeFile({ live, disk }: Conflict): void {
  live.dispatch({ type: 'reread', text: disk });
  settle(live);
}

/** What stands here goes on; the next save writes it over the file's, which is kept as an earlier version. */
export function keepMine({ live, disk }: Conflict): void {
  live.dispatch({ type: 'kept', text: disk });
  settle(live);
}

/** Looks at the file of a notebook again. */
async function check(live: LiveSession): Promise<void> {
  const { path } = live.get().session;
  if (path === null) return;
  let disk: string;
  try {
    disk = (await rpc('file.read', { path })).text;
  } catch (error) {
    if (error instanceof CallProblem && error.code === 'file.missing')
      toast('files.gone', { name: nameOf(live.get().session) });
    return;
  }
  const { session } = live.get();
  if (session.path !== path || disk === session.saved) return;
  if (disk === textOf(session.cells)) live.dispatch({ type: 'kept', text: disk });
  else if (isDirty(session)) addConflict({ live, kind: 'changed', disk });
  else {
    live.dispatch({ type: 'reread', text: disk });
    toast('files.reread', { name: nameOf(session) }, () => {
      // What was typed since is undone one by one, not by this.
      if (textOf(live.get().session.cells) === disk) live.dispatch({ type: 'undone' });
    });
  }
}

/** A save that found another text in the file than was read: asks instead of writing. */
export async function onRefusedSave(live: LiveSession, path: string): Promise<void> {
  const { text } = await rpc('file.read', { path });
  addConflict({ live, kind: 'changed', disk: text });
}

/** Keeps main watching what is open, and follows what it tells. Returns how to stop. */
export function followDisk(): () => void {
  let watched = '';
  const watch = (): void => {
    const { sessions, settings, isReady } = workspace.get();
    if (!isReady) return;
    const files = sessions.flatMap((live) => live.get().session.path ?? []);
    const wanted = { files: [...new Set(files)], folder: settings.folder };
    const key = JSON.stringify(wanted);
    if (key === watched) return;
    watched = key;
    rpc('file.watch', wanted).catch(() => undefined);
    // A notebook that was closed has no question left.
    store.set(store.get().filter(({ live }) => sessions.includes(live)));
  };
  const checkAll = (): void => {
    for (const live of workspace.get().sessions) void check(live);
  };
  const stops = [
    workspace.subscribe(watch),
    on('fileChanged', ({ path }) => {
      for (const live of workspace.get().sessions) if (live.get().session.path === path) void check(live);
    }),
    on('folderChanged', () => {
      patch({ folderAge: workspace.get().folderAge + 1 });
    }),
  ];
  // Where the system does not tell of changes (a network folder), coming back to the window is the moment to look.
  window.addEventListener('focus', checkAll);
  return () => {
    window.removeEventListener('focus', checkAll);
    for (const stop of stops) stop();
  };
}

/** An earlier version takes the place of what stands here: an edit like any other, to be undone and saved. */
export async function putBack(live: LiveSession, id: string): Promise<void> {
  const { path } = live.get().session;
  if (path === null) return;
  try {
    const { text } = await rpc('file.version', { path, id });
    live.dispatch({ type: 'replaced', text });
  } catch (error) {
    report(speech().say('command.file.versions').replace(/…$/, ''), error);
  }
}
