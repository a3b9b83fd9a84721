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
  const beside = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  const refusing = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      await rm(beside, { force: true });
      const reason = error instanceof Error ? error.message : String(error);
      throw new Refusal(diagnostic('file.unwritable', { path, reason }));
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
      await rm(beside, { force: true });
    },
  };
}
