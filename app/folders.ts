/** Looking through a person's folder for notebooks: a few levels down, never into what is hidden or installed. */

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder of projects has its notebooks this near; a whole disk would take minutes. */
const deepest = 4;
const mostFolders = 400;
const mostFiles = 500;
const ending = '.bench.md';

export interface Found {
  /** Full paths, in the order of their names. */
  readonly files: readonly string[];
  /** Every folder that was looked into, the given one first. */
  readonly folders: readonly string[];
  readonly isCut: boolean;
}

/** A folder that cannot be read is passed over. */
export async function findNotebooks(folder: string): Promise<Found> {
  const files: string[] = [];
  const folders: string[] = [folder];
  let isCut = false;
  let level = [folder];
  for (let depth = 0; level.length > 0; depth++) {
    const below: string[] = [];
    for (const each of level) {
      const entries = await readdir(each, { withFileTypes: true }).catch(() => []);
      for (const entry of entries) {
        const path = join(each, entry.name);
        if (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules') below.push(path);
        else if (entry.isFile() && entry.name.endsWith(ending)) files.push(path);
      }
    }
    const fits = depth < deepest ? below.slice(0, mostFolders - folders.length) : [];
    isCut ||= fits.length < below.length;
    folders.push(...fits);
    level = fits;
  }
  files.sort((a, b) => a.localeCompare(b));
  return { files: files.slice(0, mostFiles), folders, isCut: isCut || files.length > mostFiles };
}
