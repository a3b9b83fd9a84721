/** Sweeps too large to run with every edit: started by hand, followed while anything else is shown. */

import type { In, Out } from '../app/contract';
import { rpc } from './bridge';
import { longWork } from './long-work';

/** What a sweep has come to, and the job that charts and rows are asked of. */
export interface Swept {
  readonly job: number;
  readonly sweep: NonNullable<Out<'sweep.look'>>;
  /** Once it is over. */
  readonly done?: Out<'sweep.result'>;
}

export const sweeps = longWork<In<'sweep.start'>, Swept>({
  start: (asked) => rpc('sweep.start', asked),
  result: async (job) => {
    const done = await rpc('sweep.result', { job });
    return { job, sweep: done.sweep, done };
  },
  look: async (job) => {
    const sweep = await rpc('sweep.look', { job });
    return sweep && { job, sweep };
  },
});
