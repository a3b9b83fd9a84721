/** Calls about sweeps too large to run with every edit. Started, one is a job: `job.state` and `job.cancel` follow it. */

import { z } from 'zod';
import type { ShownSweep, ShownTable, SweepCharts, SweepRows, Text } from '../engine';
import { cellId, look, ours, path, text } from './call-parts';
import { jobNumber } from './job-contract';

const asked = { text, cell: cellId, folder: path.optional() };
/** A sweep that ran with the notebook, or a job, running or done. */
const of = z.union([z.object({ job: jobNumber }), z.object(asked)]);
const name = z.string().max(200);

/** What is known before the first point is run. */
export interface SweepPlan {
  readonly points: number;
  readonly threads: number;
  /** On one core; in words for the person, in seconds for a program. */
  readonly seconds: number;
  readonly time: Text;
}

export interface SweepDone {
  readonly sweep: ShownSweep;
  readonly tables: readonly ShownTable[];
  readonly seconds: number;
  /** The file that the rows were written to. */
  readonly path?: string;
}

export type { SweepCharts, SweepRows };

export const sweepContract = {
  'sweep.plan': { in: z.object(asked), out: ours<SweepPlan>() },
  /** `out`: rows are streamed into this file, CSV where its name ends so. */
  'sweep.start': {
    in: z.object({ ...asked, out: path.optional(), threads: z.number().int().min(1).max(256).optional() }),
    out: ours<{ job: number }>(),
  },
  /** What it has come to so far; null before its first points and after its end. */
  'sweep.look': { in: z.object({ job: jobNumber }), out: ours<ShownSweep | null>() },
  'sweep.charts': {
    in: z.object({ of, look, across: name.optional(), down: name.optional(), column: name.optional() }),
    out: ours<SweepCharts>(),
  },
  'sweep.rows': {
    in: z.object({
      of,
      order: z.object({ column: name, falling: z.boolean() }).optional(),
      only: z.enum(['all', 'fine', 'left-out']),
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(2500),
    }),
    out: ours<SweepRows>(),
  },
  'sweep.result': { in: z.object({ job: jobNumber }), out: ours<SweepDone>() },
} as const;
