/** Reading and writing a person's files. A write replaces the file in one step: whoever looks, and whatever fails, sees the old or the new. */

import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { diagnostic, figures } from '../engine';
import { done, refused, type Outcome } from './outcome';

/** A notebook, a measured file or an export; more than this is a mistake in the name. */
const mostBytes = 200e6;
const perMegabyte = 1e6;

export async function readText(path: string): Promise<Outcome<string>> {
  try {
    const { size } = await stat(path);
    if (size > mostBytes) {
      const [megabytes, most] = [size, mostBytes].map((bytes) => figures(bytes / perMegabyte));
      return refused(diagnostic('file.too-large', { path, megabytes: megabytes ?? '', most: most ?? '' }));
    }
    const bytes = await readFile(path);
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    // NUL occurs in no text; most binary files have one early.
    if (bytes.includes(0)) return refused(diagnostic('file.not-text', { path }));
    return done(text.decode(bytes));
  } catch (error) {
    if (error instanceof TypeError) return refused(diagnostic('file.not-text', { path }));
    const { code, message } = failure(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return refused(diagnostic('file.missing', { path }));
    if (code === 'EISDIR') return refused(diagnostic('file.folder', { path }));
    return refused(diagnostic('file.unreadable', { path, reason: message }));
  }
}

/** What tells a file from what it was before, without reading it; undefined where there is none. */
export async function stampOf(path: string): Promise<{ readonly bytes: number; readonly changed: number } | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found && { bytes: found.size, changed: found.mtimeMs };
}

/** Text or bytes. Writes beside the file, then renames over it; a link's target is replaced, not the link, and its permissions stay. */
export async function writeText(path: string, text: string | Uint8Array): Promise<Outcome<null>> {
  let beside: string | undefined;
  try {
    await mkdir(dirname(path), { recursive: true });
    const target = await realpath(path).catch(() => path);
    const before = await stat(target).catch(() => undefined);
    if (before?.isDirectory()) return refused(diagnostic('file.folder', { path }));
    // A pipe, a terminal or /dev/stdout cannot be renamed over.
    if (before && !before.isFile()) return await writeThrough(target, text);
    beside = besideOf(target);
    const file = await open(beside, 'wx', before?.mode ?? 0o666);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, target);
    return done(null);
  } catch (error) {
    if (beside) await rm(beside, { force: true });
    return refused(diagnostic('file.unwritable', { path, reason: failure(error).message }));
  }
}

const besideOf = (target: string): string => `${target}.${randomBytes(4).toString('hex')}.tmp`;
const besideEnding = /\.[0-9a-f]{8}\.tmp$/;

/** A write takes milliseconds: what still stands beside a file after this was left by a process that died. */
const leftAfterMs = 10_000;

/** Deletes what writes that were cut off left beside the file. What cannot be looked at or deleted stays. */
export async function removeLeftovers(path: string, now: Date): Promise<void> {
  try {
    const target = await realpath(path);
    const folder = dirname(target);
    const names = await readdir(folder);
    for (const name of names.filter((each) => besideEnding.test(each))) {
      const left = join(folder, name);
      if (left.replace(besideEnding, '') !== target) continue;
      if (now.getTime() - (await stat(left)).mtimeMs > leftAfterMs) await rm(left, { force: true });
    }
  } catch {
    // They cost a few bytes; opening the file says what is wrong with the folder, if anything is.
  }
}

async function writeThrough(path: string, text: string | Uint8Array): Promise<Outcome<null>> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
  return done(null);
}

/** Deletes a file; one that is already gone is no failure. */
export async function removeFile(path: string): Promise<Outcome<null>> {
  try {
    await rm(path, { force: true });
    return done(null);
  } catch (error) {
    return refused(diagnostic('file.unwritable', { path, reason: failure(error).message }));
  }
}

function failure(error: unknown): { readonly code: string; readonly message: string } {
  if (!(error instanceof Error)) return { code: '', message: String(error) };
  return { code: 'code' in error ? String(error.code) : '', message: error.message };
}

export interface FolderFile {
  /** Relative to the folder, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** The text files of a folder and its folders whose names end so, in the order of their paths. */
export async function readFolder(folder: string, ending: string): Promise<Outcome<readonly FolderFile[]>> {
  let names: string[];
  try {
    names = await readdir(folder, { recursive: true });
  } catch (error) {
    const { code, message } = failure(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return refused(diagnostic('file.no-folder', { path: folder }));
    return refused(diagnostic('file.unreadable', { path: folder, reason: message }));
  }
  const files: FolderFile[] = [];
  for (const name of names.filter((each) => each.endsWith(ending)).sort()) {
    const read = await readText(join(folder, name));
    if (!read.ok) return read;
    files.push({ path: name.replaceAll('\\', '/'), text: read.value });
  }
  return done(files);
}
