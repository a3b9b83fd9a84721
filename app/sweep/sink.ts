/** Where the rows of a sweep go as they come: a file beside its name, in place only once it is whole. */

import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { diagnostic, type Batch, type Sweep } from '../../engine';
import { Refusal } from '../outcome';
import { csvHead, csvLines, rowLines, type RowsHeader } from './rows';

export interface Sink {
  take(batch: Batch): Promise<void>;
  /** Puts the whole file in its place. */
  close(): Promise<void>;
  /** Leaves nothing behind. */
  drop(): Promise<void>;
}

/** CSV where the name ends so, else the lines that `history import` reads. */
export async function fileSink(path: string, header: RowsHeader, sweep: Sweep): Promise<Sink> {
  const isCsv = path.toLowerCase().endsWith('.csv');
  const beside = besideOf(path);
  const refusing = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      await rm(beside, { force: true }).catch(() => undefined);
      throw unwritable(path, error);
    }
  };
  const file = await refusing(async () => {
    await mkdir(dirname(path), { recursive: true });
    return open(beside, 'wx');
  });
  const hash = createHash('sha256');
  let count = 0;
  await refusing(() => file.writeFile(isCsv ? csvHead(header) : `${JSON.stringify(header)}\n`));
  return {
    take: (batch) =>
      refusing(async () => {
        const lines = rowLines(sweep, batch);
        hash.update(lines);
        count += batch.count;
        await file.writeFile(isCsv ? csvLines(lines) : lines);
      }),
    close: () =>
      refusing(async () => {
        if (!isCsv) await file.writeFile(`${JSON.stringify({ end: count, sha256: hash.digest('hex') })}\n`);
        await file.sync();
        await file.close();
        await rename(beside, path);
      }),
    drop: async () => {
      await file.close().catch(() => undefined);
      await rm(beside, { force: true }).catch(() => undefined);
    },
  };
}

/** Lines of any number into a file, in place once it is whole; how many there were. */
export async function writeLines(path: string, lines: Iterable<string>): Promise<number> {
  const beside = besideOf(path);
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(beside, 'wx');
    let count = 0;
    let held = '';
    for (const line of lines) {
      held += `${line}\n`;
      count++;
      if (held.length < pieceLength) continue;
      await file.writeFile(held);
      held = '';
    }
    await file.writeFile(held);
    await file.sync();
    await file.close();
    await rename(beside, path);
    return count;
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw unwritable(path, error);
  }
}

const pieceLength = 1 << 20;

function besideOf(path: string): string {
  return `${path}.${randomBytes(4).toString('hex')}.tmp`;
}

function unwritable(path: string, error: unknown): Refusal {
  const reason = error instanceof Error ? error.message : String(error);
  return new Refusal(diagnostic('file.unwritable', { path, reason }));
}
