/** What the handlers need of the world, and the world as plain Node has it (also inside Electron's engine process). */

import { homedir } from 'node:os';
import { join } from 'node:path';
import { version } from '../package.json';
import { readFolder, readText, removeFile, removeLeftovers, stampOf, writeText, type FolderFile } from './files';
import type { Outcome } from './outcome';
import { readPieces } from './pieces';
import { arrayTask, type ArrayTask } from './sweep/shard';

export interface Ports {
  now(): Date;
  /** Milliseconds that only grow, for durations. */
  stopwatch(): number;
  readText(path: string): Promise<Outcome<string>>;
  /** A text of any size, piece by piece; bytes that are not UTF-8 come as U+FFFD. Undefined where it cannot be opened. */
  readPieces(path: string): (() => string | undefined) | undefined;
  stampOf(path: string): ReturnType<typeof stampOf>;
  writeText(path: string, text: string | Uint8Array): Promise<Outcome<null>>;
  removeFile(path: string): Promise<Outcome<null>>;
  removeLeftovers(path: string, now: Date): Promise<void>;
  readFolder(path: string, ending: string): Promise<Outcome<readonly FolderFile[]>>;
  readonly dataFolder: string;
  /** Path of the history. */
  readonly database: string;
  /** Folder of the person's own catalog entries. */
  readonly catalogFolder: string;
  /** True where the person named that folder: then it must be there. Else it comes into being with the first entry. */
  readonly isCatalogNamed: boolean;
  readonly program: Program;
  /** Which of many alike this process is, on a cluster. */
  readonly task?: ArrayTask;
}

export interface Program {
  readonly version: string;
  /** Electron's version; empty in plain Node. */
  readonly electron: string;
  readonly node: string;
  readonly platform: string;
  /** True on the republished development runtime. */
  readonly fallback: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

export interface Choices {
  readonly database?: string;
  readonly catalogFolder?: string;
}

/** Ports over this process's disk and clock; `choices` come from the command line and win over the environment. */
export function nodePorts(environment: Environment, choices: Choices = {}): Ports {
  const task = arrayTask(environment);
  const dataFolder = environment.CHOKEPOINT_DATA || userDataFolder(environment, process.platform);
  return {
    now: () => new Date(),
    stopwatch: () => performance.now(),
    readText,
    readPieces,
    stampOf,
    writeText,
    removeFile,
    removeLeftovers,
    readFolder,
    dataFolder,
    database: choices.database ?? (environment.CHOKEPOINT_DB || join(dataFolder, 'history.db')),
    catalogFolder: choices.catalogFolder ?? join(dataFolder, 'catalog'),
    isCatalogNamed: choices.catalogFolder !== undefined,
    ...(task ? { task } : {}),
    program: {
      version: environment.CHOKEPOINT_VERSION || version,
      electron: process.versions.electron ?? '',
      node: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
      fallback: environment.CHOKEPOINT_RUNTIME === 'fallback',
    },
  };
}

/** Where the system wants a program's data; the same for the desktop and the command line, so that they share the history. */
export function userDataFolder(environment: Environment, platform: string): string {
  const home = environment.HOME || homedir();
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Chokepoint');
  if (platform === 'win32') return join(environment.APPDATA || join(home, 'AppData', 'Roaming'), 'Chokepoint');
  return join(environment.XDG_DATA_HOME || join(home, '.local', 'share'), 'chokepoint');
}
