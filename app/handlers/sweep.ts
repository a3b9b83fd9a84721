/** Sweeps as jobs: planned, started, looked at, their result; and any sweep as charts and rows, whether it ran with the notebook or as a job. */

import { diagnostic, sweepCharts, sweepRows, timeText, type SweptView } from '../../engine';
import { Refusal } from '../outcome';
import type { EngineHandlers } from '../rpc';
import type { SweepDone, sweepContract } from '../sweep-contract';
import { planOf, standardThreads, startSweep, sweepJob, type Running } from '../sweep/run';
import type { Workshop } from './workshop';

type Of = Parameters<EngineHandlers['sweep.rows']>[0]['of'];

/** What a job came to, and what charts and rows of it are made from. */
interface Kept {
  readonly done: SweepDone;
  readonly view: SweptView;
}

export function sweepHandlers(workshop: Workshop): Pick<EngineHandlers, keyof typeof sweepContract> {
  const sweeps = workshop.jobs.family<Kept>();
  const running = new Map<number, Running>();
  const clock = (): number => workshop.ports.stopwatch();
  const viewOf = async (of: Of): Promise<SweptView> => {
    if ('job' in of) return running.get(of.job)?.view ?? sweeps.result(of.job).view;
    const run = await workshop.run(of.text, { limits: false, ...inFolder(of.folder) });
    const seen = run.sweeps.get(of.cell);
    if (seen) return seen;
    const known = [...run.sweeps.keys()].join(', ');
    throw new Refusal(diagnostic('usage.unknown-cell', { name: of.cell, known }));
  };
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
          const done = { sweep: shown, tables, seconds, ...(out === undefined ? {} : { path: out }) };
          return { done, view: started.view };
        } finally {
          running.delete(id);
        }
      });
      return { job };
    },
    'sweep.look': ({ job }) => running.get(job)?.shown() ?? null,
    'sweep.charts': async ({ of, look, ...ask }) => sweepCharts(await viewOf(of), ask, look),
    'sweep.rows': async ({ of, ...ask }) => sweepRows(await viewOf(of), ask),
    'sweep.result': ({ job }) => sweeps.result(job).done,
  };
}

function inFolder(folder: string | undefined): { readonly folder?: string } {
  return folder === undefined ? {} : { folder };
}
