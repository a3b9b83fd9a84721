/** Calls about any job, by the number that its start gave: how far it is, and to stop it. Its result is its own area's call. */

import { z } from 'zod';
import { ours } from './call-parts';
import type { JobState } from './jobs';

export const jobNumber = z.number().int();

export const jobContract = {
  'job.state': { in: z.object({ job: jobNumber }), out: ours<JobState>() },
  'job.cancel': { in: z.object({ job: jobNumber }), out: ours<null>() },
} as const;
