/** Sweeps as jobs: planned, started, looked at, their result. */

import { timeText } from '../../engine';
import type { EngineHandlers } from '../rpc';
import type { SweepDone, sweepContract } from '../sweep-contract';
import { planOf, standardThreads, startSweep, sweepJob, type Running } from '../sweep/run';
import type { Workshop } from './workshop';

export function sweepHandlers(workshop: Workshop): Pick<EngineHandlers, keyof typeof sweepContract> {
  const sweeps = workshop.jobs.family<SweepDone>();
  const running = new Map<number, Running>();
  const clock = (): number => workshop.ports.stopwatch();
  return {
    'sweep.plan': async ({ text, cell, folder }) => {
      const asked = await sweepJob(workshop, { text, cell, ...inFolder(folder) });
      const { points, seconds } = planOf(asked, clock);
      return { points, seconds, threads: standardThreads(), time: timeText(seconds) };
    },
    'sweep.start': async ({ text, cell, folder, out, threads }) => {
      const asked = await sweepJob(workshop, { text, cell, ...inFolder(folder) });
      const job = sweeps.start(async ({ tell, signal }, id) => {
        const started = startSweep(asked, {
          clock,
          signal,
          onProgress: tell,
          ...(out === undefined ? {} : { out }),
          ...(threads === undefined ? {} : { threads }),
        });
        running.set(id, started);
        try {
          const { shown, tables, seconds } = await started.ended;
          return { sweep: shown, tables, seconds, ...(out === undefined ? {} : { path: out }) };
        } finally {
          running.delete(id);
        }
      });
      return { job };
    },
    'sweep.look': ({ job }) => running.get(job)?.shown() ?? null,
    'sweep.result': ({ job }) => sweeps.result(job),
  };
}

function inFolder(folder: string | undefined): { readonly folder?: string } {
  return folder === undefined ? {} : { folder };
}
