/** What the lines of a file of rows must be, before any of them is believed. */

import { z } from 'zod';
import { diagnostic } from '../../engine';
import { done, refused, type Outcome } from '../outcome';
import { rowsFormat, rowsHeader, type RowsHeader } from '../sweep/rows';

/** True for the first line of a file of rows. */
export function isRowsFile(start: string): boolean {
  return start.startsWith('{"chokepointSweep"');
}

/** Undefined where it is none. */
export function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

export function readHeader(value: unknown, path: string): Outcome<RowsHeader> {
  const version = z.object({ chokepointSweep: z.number() }).safeParse(value);
  if (version.success && version.data.chokepointSweep !== rowsFormat)
    return refused(
      diagnostic('history.import-version', { path, found: version.data.chokepointSweep, known: rowsFormat }),
    );
  const read = rowsHeader.safeParse(value);
  if (read.success) return done(read.data);
  const issue = read.error.issues[0];
  return refused(
    diagnostic('history.import-damaged', { path, where: issue?.path.join('.') ?? '', reason: issue?.message ?? '' }),
  );
}

const rowShape = z.array(z.union([z.string(), z.number(), z.null()]));

/** What is wrong with the line that should be the row of this point. */
export function rowProblem(value: unknown, { axes, columns }: RowsHeader, point: number): string | undefined {
  const row = rowShape.safeParse(value);
  if (!row.success) return 'not a row';
  if (row.data.length !== axes.length + columns.length + 2) return 'not as many values as there are columns';
  return row.data[0] === point ? undefined : `point ${String(row.data[0])} where point ${point} belongs`;
}
