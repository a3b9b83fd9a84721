/** Calls about simulations. Started, one is a job: `job.state` and `job.cancel` follow it; once it is done, `notebook.run` shows what came of it. */

import { z } from 'zod';
import type { ShownChart, ShownRequests } from '../engine';
import { cellId, look, ours, path, text } from './call-parts';
import { jobNumber } from './job-contract';

const asked = { text, cell: cellId, folder: path.optional() };

/** A run on its way. */
export interface SimulationLook {
  /** Simulated time so far, written out. */
  readonly simulated: string;
  readonly finished: number;
  readonly chart: ShownChart;
}

export const simulationContract = {
  'simulation.start': { in: z.object(asked), out: ours<{ job: number }>() },
  /** What it has come to so far; null before its first step and after its end. */
  'simulation.look': { in: z.object({ job: jobNumber, look }), out: ours<SimulationLook | null>() },
  /** Null: what came of it is the cell's own answer. */
  'simulation.result': { in: z.object({ job: jobNumber }), out: ours<null>() },
  /** One by one; null where it was not run. */
  'simulation.requests': { in: z.object(asked), out: ours<ShownRequests | null>() },
} as const;
