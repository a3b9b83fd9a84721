/** Sweeps as jobs: planned, started, watched, stopped. */

import { timeText, type ShownSweep } from '../../engine';
import { createJobs } from '../jobs';
import type { EngineHandlers } from '../rpc';
import type { SweepDone } from '../sweep-contract';
import { planOf, standardThreads, startSweep, sweepJob, type Running } from '../sweep/run';
import type { Workshop } from './workshop';

type Methods = 'sweep.plan' | 'sweep.start' | 'sweep.progress' | 'sweep.cancel';

export function sweepHandlers(workshop: Workshop): Pick<EngineHandlers, Methods> {
  const jobs = createJobs<SweepDone>();
  const running = new Map<number, Running>();
  const clock = (): number => workshop.ports.stopwatch();
  return {
    'sweep.plan': async ({ text, cell, folder }) => {
      const job = await sweepJob(workshop, { text, cell, ...inFolder(folder) });
      const { points, seconds } = planOf(job, clock);
      return { points, seconds, threads: standardThreads(), time: timeText(seconds) };
    },
    'sweep.start': async ({ text, cell, folder, out, threads }) => {
      const job = await sweepJob(workshop, { text, cell, ...inFolder(folder) });
      const id = jobs.start(async (tell, signal) => {
        const started = startSweep(job, {
          clock,
          signal,
          onProgress: tell,
          ...(out === undefined ? {} : { out }),
          ...(threads === undefined ? {} : { threads }),
        });
        // The job's number is known once this turn is over.
        await Promise.resolve();
        running.set(id, started);
        try {
          const { shown, tables, seconds } = await started.ended;
          return { sweep: shown, tables, seconds, ...(out === undefined ? {} : { path: out }) };
        } finally {
          running.delete(id);
        }
      });
      return { id };
    },
    'sweep.progress': ({ id, look }) => {
      const state = jobs.state(id);
      const shown: ShownSweep | undefined = look ? running.get(id)?.shown() : undefined;
      return { ...state, ...(shown ? { sweep: shown } : {}) };
    },
    'sweep.cancel': ({ id }) => {
      jobs.cancel(id);
      return null;
    },
  };
}

function inFolder(folder: string | undefined): { readonly folder?: string } {
  return folder === undefined ? {} : { folder };
}
