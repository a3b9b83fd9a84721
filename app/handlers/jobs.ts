/** How far any job is, and to stop it. */

import type { EngineHandlers } from '../rpc';
import type { Workshop } from './workshop';

export function jobHandlers({ jobs }: Workshop): Pick<EngineHandlers, 'job.state' | 'job.cancel'> {
  return {
    'job.state': ({ job }) => jobs.state(job),
    'job.cancel': ({ job }) => {
      jobs.cancel(job);
      return null;
    },
  };
}
