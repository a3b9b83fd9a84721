/** A person's choices, in one small JSON file of the data folder. Anything in it that cannot be read counts as unsaid. */

import { join } from 'node:path';
import { settings, type Settings } from './files-contract';
import type { Outcome } from './outcome';

/** As many as a menu shows without scrolling. */
const mostRecent = 12;

interface Disk {
  readonly dataFolder: string;
  readText(path: string): Promise<Outcome<string>>;
  writeText(path: string, text: string): Promise<Outcome<null>>;
}

function fileOf(disk: Disk): string {
  return join(disk.dataFolder, 'settings.json');
}

export async function readSettings(disk: Disk): Promise<Settings> {
  const read = await disk.readText(fileOf(disk));
  return settings.parse(read.ok ? jsonOf(read.value) : {});
}

/** Changes are made one after another: two at once would each write what the other has not read. */
let last: Promise<unknown> = Promise.resolve();

export function changeSettings(disk: Disk, change: Partial<Settings>): Promise<Outcome<null>> {
  return changeWith(disk, () => change);
}

/** Puts a notebook at the head of the recent ones; a failure to note it is no failure to open it. */
export async function noteRecent(disk: Disk, path: string): Promise<void> {
  await changeWith(disk, ({ recent }) => ({
    recent: [path, ...recent.filter((each) => each !== path)].slice(0, mostRecent),
  }));
}

function changeWith(disk: Disk, change: (now: Settings) => Partial<Settings>): Promise<Outcome<null>> {
  const done = last.then(async () => {
    const now = await readSettings(disk);
    return disk.writeText(fileOf(disk), `${JSON.stringify({ ...now, ...change(now) }, null, 2)}\n`);
  });
  last = done.catch(() => undefined);
  return done;
}

function jsonOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}
