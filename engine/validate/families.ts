/** Kernel series that a measured file may hold: what their rows mean. A new family is one entry. */

import type { Q } from '../quantity';
import type { MathFormat } from '../types';
import { z } from '../zod';

/** G multiplications of [m, k] by [k, n]; dense kernels have one. */
export interface GemmKernel {
  readonly kind: 'gemm';
  readonly id: string;
  readonly series: string;
  readonly format: MathFormat;
  readonly groups: number;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly measured: Q<'s'>;
}

/** Causal, one sequence. */
export interface AttentionKernel {
  readonly kind: 'attention';
  readonly id: string;
  readonly series: string;
  readonly format: MathFormat;
  readonly backend: string;
  readonly heads: number;
  readonly keyDim: number;
  readonly valueDim: number;
  readonly tokens: number;
  readonly measured: Q<'s'>;
}

export type Kernel = GemmKernel | AttentionKernel;

type Time = (row: { readonly x: number; readonly us: number }) => Q<'s'>;
type Read =
  | { readonly ok: true; readonly kernels: readonly Kernel[] }
  | { readonly ok: false; readonly error: z.ZodError }
  | { readonly ok: false; readonly reason: string };

export interface Family {
  /** First word of the series' name. */
  readonly id: string;
  readonly read: (series: string, data: unknown, time: Time) => Read;
}

const whole = z.number().int().positive();
const microseconds = z.number().positive();
/** A row that could not be measured is left out. */
const failed = z.object({ error: z.string() });

const formats = ['bf16', 'fp8', 'int8', 'fp4'] as const satisfies readonly MathFormat[];

interface FamilySpec<Row, Data extends { readonly rows: readonly (Row | { readonly error: string })[] }> {
  readonly id: string;
  readonly schema: z.ZodType<Data>;
  readonly x: (row: Row) => number;
  readonly us: (row: Row) => number;
  readonly kernel: (shape: Data, row: Row, named: Pick<Kernel, 'id' | 'series' | 'format' | 'measured'>) => Kernel;
}

function family<Row extends object, Data extends { readonly rows: readonly (Row | { readonly error: string })[] }>(
  spec: FamilySpec<Row, Data>,
): Family {
  return {
    id: spec.id,
    read: (series, data, time) => {
      const read = spec.schema.safeParse(data);
      if (!read.success) return { ok: false, error: read.error };
      const said = series.split('.')[1];
      const format = formats.find((each) => each === said);
      if (!format) return { ok: false, reason: `"${said ?? ''}" is not a format: ${formats.join(', ')}` };
      const kernels = read.data.rows.flatMap((row): Kernel[] => {
        if ('error' in row) return [];
        const x = spec.x(row);
        const measured = time({ x, us: spec.us(row) });
        return [spec.kernel(read.data, row, { id: `${series}@${String(x)}`, series, format, measured })];
      });
      return { ok: true, kernels };
    },
  };
}

const gemm = family({
  id: 'gemm',
  schema: z.object({ n: whole, k: whole, rows: z.array(z.union([failed, z.object({ m: whole, us: microseconds })])) }),
  x: (row: { readonly m: number; readonly us: number }) => row.m,
  us: (row) => row.us,
  kernel: ({ n, k }, { m }, named) => ({ kind: 'gemm', ...named, groups: 1, m, n, k }),
});

const grouped = family({
  id: 'grouped',
  schema: z.object({
    n: whole,
    k: whole,
    groups: whole,
    rows: z.array(z.union([failed, z.object({ m_per_group: whole, us: microseconds })])),
  }),
  x: (row: { readonly m_per_group: number; readonly us: number }) => row.m_per_group,
  us: (row) => row.us,
  kernel: ({ n, k, groups }, row, named) => ({ kind: 'gemm', ...named, groups, m: row.m_per_group, n, k }),
});

const attention = family({
  id: 'attn_prefill',
  schema: z.object({
    heads: whole,
    d_qk: whole,
    d_v: whole,
    rows: z.array(z.union([failed, z.object({ s: whole, us: microseconds })])),
  }),
  x: (row: { readonly s: number; readonly us: number }) => row.s,
  us: (row) => row.us,
  kernel: (shape, { s }, named) => ({
    kind: 'attention',
    ...named,
    backend: named.series.split('.')[2] ?? '',
    heads: shape.heads,
    keyDim: shape.d_qk,
    valueDim: shape.d_v,
    tokens: s,
  }),
});

export const families: readonly Family[] = [gemm, grouped, attention];
