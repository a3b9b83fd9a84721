/** Notices that other programs changed a file. Its folder is watched, not the file: most programs put a new file in the old one's place. */

import { watch, type FSWatcher } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { findNotebooks } from './folders';

export interface Told {
  file(path: string): void;
  /** A notebook of the folder came or went. */
  folder(): void;
}

export interface Watching {
  /** Replaces what was watched before. Resolves once all of it is. */
  follow(files: readonly string[], folder: string | null): Promise<void>;
  stop(): void;
}

/** One save of a program is several events. */
const quietMs = 100;

export function startWatching(told: Told): Watching {
  const watchers = new Map<string, FSWatcher>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  let files = new Set<string>();
  let folders = new Set<string>();
  let turn = 0;

  const later = (key: string, work: () => void): void => {
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => {
        timers.delete(key);
        work();
      }, quietMs),
    );
  };
  const onEvent = (folder: string, name: string | null): void => {
    // Some systems do not say which file it was: then it may have been any of them.
    const touched = [...files].filter((file) => dirname(file) === folder && (name === null || basename(file) === name));
    for (const file of touched) later(file, () => told.file(file));
    if (folders.has(folder)) later('', () => told.folder());
  };
  const open = (folder: string): void => {
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => onEvent(folder, name));
      // A folder that goes away takes its watcher with it.
      watcher.on('error', () => close(folder));
      watchers.set(folder, watcher);
    } catch {
      // It is not there (yet), or the system has no more watches: the window asks again when it gets the focus.
    }
  };
  const close = (folder: string): void => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };

  return {
    follow: async (paths, folder) => {
      const mine = ++turn;
      const found = folder === null ? [] : (await findNotebooks(folder)).folders;
      if (mine !== turn) return;
      files = new Set(paths.map((path) => resolve(path)));
      folders = new Set(found);
      const wanted = new Set([...folders, ...[...files].map((file) => dirname(file))]);
      for (const each of [...watchers.keys()]) if (!wanted.has(each)) close(each);
      for (const each of wanted) if (!watchers.has(each)) open(each);
    },
    stop: () => {
      turn++;
      for (const timer of timers.values()) clearTimeout(timer);
      for (const folder of [...watchers.keys()]) close(folder);
    },
  };
}
