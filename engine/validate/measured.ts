/** A person's measurements, read: single kernels (h100-kernels.json), whole stacks (h100-stacks.json), or the results of serving runs. */

import { diagnostic, type Diagnostic } from '../diagnostics';
import { fact, type Q } from '../quantity';
import { parse } from '../quantity-text';
import { z } from '../zod';
import { families, type Kernel } from './families';
import { faults, wrongField } from './field';
import { isServing, readServing, type MeasuredServing } from './serving/read';
import { documentsOf } from './serving/text';

export type { MeasuredServing } from './serving/read';

export interface MeasuredKernels {
  readonly kind: 'kernels';
  readonly file: string;
  readonly device: string;
  readonly kernels: readonly Kernel[];
  readonly card: CardFigures;
}

/** What a kernel file says of the card beside its series; each may be absent. */
export interface CardFigures {
  readonly date?: string;
  readonly torch?: string;
  /** B/s of a copy, reads and writes counted. */
  readonly copy?: number;
  /** Seconds a kernel costs to launch. */
  readonly launch?: { readonly eager: number; readonly graph: number };
}

export interface StackRow {
  readonly id: string;
  readonly phase: 'prefill' | 'decode';
  readonly model: string;
  readonly batch: number;
  /** Cache length of a decode step, or length of the prompt. */
  readonly tokens: number;
  /** Routed experts that the prompt touched, a layer on average, where counted. */
  readonly touched?: number;
  readonly measured: Q<'s'>;
}

export interface MeasuredStacks {
  readonly kind: 'stacks';
  readonly file: string;
  readonly device: string;
  readonly rows: readonly StackRow[];
}

export type Measured = MeasuredKernels | MeasuredStacks | MeasuredServing;

export type Reading =
  { readonly ok: true; readonly value: Measured } | { readonly ok: false; readonly problems: readonly Diagnostic[] };

/** Never throws; every problem says in which field of which file it is. */
export function parseMeasured(text: string, file: string): Reading {
  const read = documentsOf(text);
  if (!read.ok) {
    const place = read.line === undefined ? file : `${file}:${read.line}`;
    return { ok: false, problems: [diagnostic('measured.not-json', { file: place, reason: read.reason })] };
  }
  const [first] = read.documents;
  // Several documents, one a line, are results that were appended to one another.
  if (isServing(read.documents) || read.documents.length > 1) return readServing(read.documents, file);
  return readMeasured(first?.value, file);
}

/** The same of JSON that is already read. */
export function readMeasured(value: unknown, file: string): Reading {
  if (isRecord(value) && 'series' in value) return readKernels(value, file);
  if (isRecord(value) && ('decode' in value || 'prefill' in value)) return readStacks(value, file);
  return { ok: false, problems: [diagnostic('measured.neither', { file })] };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const positive = z.number().positive();
const whole = z.number().int().positive();
const device = z.string().min(1);
const kernelFile = z.object({
  device,
  date: z.string().optional(),
  torch: z.string().optional(),
  copy_gbps: positive.optional(),
  launch_us: z.object({ eager_per_kernel: positive, graph_per_kernel: positive }).optional(),
  series: z.record(z.string(), z.unknown()),
});

const gigabyte = 1e9;
const microsecond = 1e-6;

function figuresOf(head: z.infer<typeof kernelFile>): CardFigures {
  const { date, torch, copy_gbps: copy, launch_us: launch } = head;
  return {
    ...(date !== undefined && { date }),
    ...(torch !== undefined && { torch }),
    ...(copy !== undefined && { copy: copy * gigabyte }),
    ...(launch && {
      launch: { eager: launch.eager_per_kernel * microsecond, graph: launch.graph_per_kernel * microsecond },
    }),
  };
}

function readKernels(value: unknown, file: string): Reading {
  const head = kernelFile.safeParse(value);
  if (!head.success) return { ok: false, problems: faults(head.error, file, []) };
  const { series, date } = head.data;
  const problems: Diagnostic[] = [];
  const kernels = Object.entries(series).flatMap(([name, data]): readonly Kernel[] => {
    const [first = ''] = name.split('.');
    // Router, prequant and what else a file may hold are no single kernels.
    const family = families.find((each) => each.id === first);
    if (!family) return [];
    const read = family.read(name, data, (row) =>
      measuredTime({ text: `${String(row.us)} us`, what: `${name}@${String(row.x)}`, file, date }),
    );
    if (read.ok) return read.kernels;
    problems.push(
      ...('error' in read
        ? faults(read.error, file, ['series', name])
        : [wrongField(file, ['series', name], read.reason)]),
    );
    return [];
  });
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, value: { kind: 'kernels', file, device: head.data.device, kernels, card: figuresOf(head.data) } };
}

const failed = z.object({ error: z.string() });
const stackFile = z.object({
  device,
  date: z.string().optional(),
  dtype: z.literal('bf16').optional(),
  decode: z
    .array(z.union([failed, z.object({ model: z.string(), batch: whole, kv: whole, ms: positive })]))
    .default([]),
  prefill: z
    .array(
      z.union([failed, z.object({ model: z.string(), prompt: whole, ms: positive, touched: positive.optional() })]),
    )
    .default([]),
});

function readStacks(value: unknown, file: string): Reading {
  const read = stackFile.safeParse(value);
  if (!read.success) return { ok: false, problems: faults(read.error, file, []) };
  const { decode, prefill, date } = read.data;
  const time = (ms: number, what: string): Q<'s'> => measuredTime({ text: `${String(ms)} ms`, what, file, date });
  const rows = [
    ...decode.flatMap((row): StackRow[] => {
      if ('error' in row) return [];
      const id = `${row.model}.decode.b${String(row.batch)}.kv${String(row.kv)}`;
      return [{ id, phase: 'decode', model: row.model, batch: row.batch, tokens: row.kv, measured: time(row.ms, id) }];
    }),
    ...prefill.flatMap((row): StackRow[] => {
      if ('error' in row) return [];
      const id = `${row.model}.prefill.s${String(row.prompt)}`;
      return [
        {
          id,
          phase: 'prefill',
          model: row.model,
          batch: 1,
          tokens: row.prompt,
          measured: time(row.ms, id),
          ...(row.touched === undefined ? {} : { touched: row.touched }),
        },
      ];
    }),
  ];
  return { ok: true, value: { kind: 'stacks', file, device: read.data.device, rows } };
}

function measuredTime(o: {
  readonly text: string;
  readonly what: string;
  readonly file: string;
  readonly date: string | undefined;
}): Q<'s'> {
  const read = parse(o.text, 's');
  return fact(read.ok ? read.value : Number.NaN, 's', 'measured', {
    label: { en: `${o.what}, measured`, zh: `${o.what} 实测` },
    source: o.file,
    ...(o.date === undefined ? {} : { date: o.date }),
  });
}
