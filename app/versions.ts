/**
 * What a save replaced. Each text goes into versions/<name>-<hash of its path>/ of the data folder, under the time at which it
 * was replaced: beside the notebook it would clutter a folder under version control, in the history's database it would make
 * that grow with every save.
 */

import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { diagnostic } from '../engine';
import type { Version } from './files-contract';
import type { FolderFile } from './files';
import { done, refused, type Outcome } from './outcome';

/** A day of saving now and then. */
const mostKept = 30;

interface Disk {
  readonly dataFolder: string;
  readFolder(path: string, ending: string): Promise<Outcome<readonly FolderFile[]>>;
  writeText(path: string, text: string): Promise<Outcome<null>>;
  removeFile(path: string): Promise<Outcome<null>>;
}

const ending = '.bench.md';

function folderOf({ dataFolder }: Disk, path: string): string {
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 10);
  return join(dataFolder, 'versions', `${basename(path, ending)}-${hash}`);
}

/** Keeps a text, and forgets the oldest beyond the limit. */
export async function keepVersion(disk: Disk, path: string, text: string, now: Date): Promise<Outcome<null>> {
  const folder = folderOf(disk, path);
  const kept = await disk.writeText(join(folder, `${idOf(now)}${ending}`), text);
  if (!kept.ok) return kept;
  for (const { id } of (await listVersions(disk, path)).slice(mostKept))
    await disk.removeFile(join(folder, `${id}${ending}`));
  return kept;
}

/** The last first. */
export async function listVersions(disk: Disk, path: string): Promise<readonly Version[]> {
  const files = await filesOf(disk, path);
  return files
    .map((file) => basename(file.path, ending))
    .sort()
    .reverse()
    .map((id) => ({ id, time: timeOf(id) }));
}

export async function readVersion(disk: Disk, path: string, id: string): Promise<Outcome<string>> {
  const found = (await filesOf(disk, path)).find((file) => file.path === `${id}${ending}`);
  return found ? done(found.text) : refused(diagnostic('file.missing', { path: join(folderOf(disk, path), id) }));
}

async function filesOf(disk: Disk, path: string): Promise<readonly FolderFile[]> {
  const read = await disk.readFolder(folderOf(disk, path), ending);
  return read.ok ? read.value : [];
}

/** A time that every file system takes as a name: 2026-11-24T10-31-05.123Z. */
function idOf(time: Date): string {
  return time.toISOString().replaceAll(':', '-');
}

function timeOf(id: string): string {
  return id.replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:');
}
