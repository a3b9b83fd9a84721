/** Calls about sweeps too large to run with every edit. */

import { z } from 'zod';
import type { ShownSweep, ShownTable, Text } from '../engine';
import { cellId, ours, path, text } from './call-parts';
import type { JobState } from './jobs';

const asked = { text, cell: cellId, folder: path.optional() };

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

export type SweepState = JobState<SweepDone> & {
  /** What it has come to so far; told with `look: true`, since it is large. */
  readonly sweep?: ShownSweep;
};

export const sweepContract = {
  'sweep.plan': { in: z.object(asked), out: ours<SweepPlan>() },
  /** `out`: rows are streamed into this file, CSV where its name ends so. */
  'sweep.start': {
    in: z.object({ ...asked, out: path.optional(), threads: z.number().int().min(1).max(256).optional() }),
    out: ours<{ id: number }>(),
  },
  'sweep.progress': { in: z.object({ id: z.number().int(), look: z.boolean().optional() }), out: ours<SweepState>() },
  'sweep.cancel': { in: z.object({ id: z.number().int() }), out: ours<null>() },
} as const;
