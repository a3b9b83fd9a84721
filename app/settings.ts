/** A person's choices, in one small JSON file of the data folder. Anything in it that cannot be read counts as unsaid. */

import { join } from 'node:path';
import { z } from 'zod';
import type { Outcome } from './outcome';

const language = z.enum(['en', 'zh', 'system']);
const theme = z.enum(['light', 'dark', 'system']);

const settings = z.object({
  language: language.catch('system'),
  theme: theme.catch('system'),
  /** Paths of notebooks, last opened first. */
  recent: z.array(z.string()).catch([]),
});
export type Settings = z.infer<typeof settings>;

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

export async function changeSettings(disk: Disk, change: Partial<Settings>): Promise<Outcome<null>> {
  const next = { ...(await readSettings(disk)), ...change };
  return disk.writeText(fileOf(disk), `${JSON.stringify(next, null, 2)}\n`);
}

/** Puts a notebook at the head of the recent ones; a failure to note it is no failure to open it. */
export async function noteRecent(disk: Disk, path: string): Promise<void> {
  const { recent } = await readSettings(disk);
  if (recent[0] === path) return;
  await changeSettings(disk, { recent: [path, ...recent.filter((each) => each !== path)].slice(0, mostRecent) });
}

function jsonOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}
