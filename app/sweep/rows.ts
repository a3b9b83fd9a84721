/**
 * A sweep, or one shard of it, as a text file that a stream can write and read: a line that says what it is, a line a point, and a last
 * line with their count and hash, without which the file was cut. Lines are JSON.
 */

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { choicesAt, engineVersion, metricInfo, sizeOf, type Batch, type Sweep } from '../../engine';
import type { SweepQuestion } from './question';

/** Format of the file; a reader refuses a greater one. */
export const rowsFormat = 1;

export const rowsHeader = z.object({
  chokepointSweep: z.literal(rowsFormat),
  /** Equal for all shards of one sweep: over the text, the engine and all else that decides its figures. */
  id: z.string().min(1),
  engine: z.string(),
  title: z.string(),
  path: z.string().exactOptional(),
  cell: z.string(),
  fidelity: z.string(),
  currency: z.string(),
  text: z.string(),
  points: z.number().int().min(1),
  from: z.number().int().min(0),
  to: z.number().int().min(1),
  shard: z.tuple([z.number().int().min(1), z.number().int().min(1)]),
  axes: z.array(z.string()),
  columns: z.array(z.object({ id: z.string(), unit: z.string(), better: z.enum(['lower', 'higher', 'neither']) })),
  best: z.string(),
});
export type RowsHeader = z.infer<typeof rowsHeader>;

export const rowsEnd = z.object({ end: z.number().int().min(0), sha256: z.string() });

export interface Shard {
  /** Counted from 1. */
  readonly number: number;
  readonly of: number;
}

export const whole: Shard = { number: 1, of: 1 };

/** Neighbouring points stay together, and shards differ by one point at most. */
export function rangeOf(points: number, { number, of }: Shard): { readonly from: number; readonly to: number } {
  return { from: Math.floor((points * (number - 1)) / of), to: Math.floor((points * number) / of) };
}

export interface HeaderParts {
  readonly sweep: Sweep;
  readonly question: SweepQuestion;
  readonly title: string;
  readonly fidelity: string;
  readonly shard: Shard;
  readonly path?: string;
}

export function headerOf({ sweep, question, title, fidelity, shard, path }: HeaderParts): RowsHeader {
  const { text, cell, files, ownFiles } = question;
  const points = sizeOf(sweep);
  const said = [engineVersion, text, cell, question.fidelity ?? '', files, ownFiles, points];
  return {
    chokepointSweep: rowsFormat,
    id: createHash('sha256').update(JSON.stringify(said)).digest('hex'),
    engine: engineVersion,
    title,
    ...(path === undefined ? {} : { path }),
    cell,
    fidelity,
    currency: sweep.space.base.currency,
    text,
    points,
    ...rangeOf(points, shard),
    shard: [shard.number, shard.of],
    axes: sweep.space.axes.map(({ id }) => id),
    columns: sweep.columns.map((id) => ({
      id,
      unit: metricInfo[id]?.unit ?? '1',
      better: metricInfo[id]?.better ?? 'neither',
    })),
    best: sweep.best,
  };
}

/** Point, a value of each axis, a figure of each column (null where there is none), and why it is left out (null where it is not). */
export function rowLines(sweep: Sweep, batch: Batch): string {
  const { axes } = sweep.space;
  let lines = '';
  for (let i = 0; i < batch.count; i++) {
    const point = batch.from + i;
    const choices = choicesAt(sweep.space, point);
    const why = batch.why[i] ?? 0;
    const row: (string | number | null)[] = [point];
    axes.forEach((axis, a) => row.push(axis.values[choices[a] ?? 0]?.text ?? ''));
    for (const column of batch.figures) {
      const value = column[i];
      row.push(value !== undefined && Number.isFinite(value) ? value : null);
    }
    row.push(why === 0 ? null : (batch.reasons[why - 1]?.text.en ?? ''));
    lines += `${JSON.stringify(row)}\n`;
  }
  return lines;
}

/** The same as comma-separated values, for a spreadsheet; the first line names the columns. */
export function csvHead({ axes, columns }: RowsHeader): string {
  return `${['point', ...axes, ...columns.map(({ id }) => id), 'left out'].map(csvField).join(',')}\n`;
}

export function csvLines(lines: string): string {
  return lines.replace(/.+/g, (line) => rowOf(JSON.parse(line)).map(csvField).join(','));
}

export type Row = readonly (string | number | null)[];

const row = z.array(z.union([z.string(), z.number(), z.null()]));

export function rowOf(value: unknown): Row {
  return row.parse(value);
}

function csvField(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
