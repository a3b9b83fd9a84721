/** Simulations as jobs: started, looked at while they run, kept for the cell that asked. */

import { diagnostic, drawn, format, requestTable, timelineChart, type Simulation } from '../../engine';
import { Refusal } from '../outcome';
import type { EngineHandlers } from '../rpc';
import type { simulationContract } from '../simulation-contract';
import { drive } from '../simulation-drive';
import { cellIn } from './find';
import type { Workshop } from './workshop';

interface Asked {
  readonly text: string;
  readonly cell: string;
  readonly folder?: string | undefined;
}

export function simulationHandlers(workshop: Workshop): Pick<EngineHandlers, keyof typeof simulationContract> {
  const family = workshop.jobs.family<null>();
  const running = new Map<number, Simulation>();
  const seen = async ({ text, cell, folder }: Asked) => {
    const run = await workshop.run(text, { waits: true, ...(folder === undefined ? {} : { folder }) });
    const id = cellIn(run, cell);
    return { simulation: run.simulations.get(id), result: run.results.find((each) => each.id === id) };
  };
  return {
    'simulation.start': async (asked) => {
      const { simulation, result } = await seen(asked);
      if (!simulation) {
        const why = result?.diagnostics.find(({ severity }) => severity !== 'info');
        throw new Refusal(why ?? diagnostic('simulate.not-one', { cell: asked.cell }));
      }
      const { job } = simulation;
      return {
        job: family.start(async ({ tell, signal }, id) => {
          try {
            const clock = (): number => workshop.ports.stopwatch();
            const watch = (current: Simulation): void => {
              running.set(id, current);
            };
            const record = await drive(job, { clock, signal, tell, watch });
            if (record) workshop.simulations.put(job.key, record);
            return null;
          } finally {
            running.delete(id);
          }
        }),
      };
    },
    'simulation.look': ({ job, look }) => {
      const simulation = running.get(job);
      const soFar = simulation?.overTime();
      // A curve needs a point.
      if (!simulation || !soFar || soFar.series.length === 0) return null;
      const { seconds, finished } = simulation.progress();
      return {
        simulated: format({ value: seconds, unit: 's' }),
        finished,
        chart: drawn(timelineChart, soFar, look),
      };
    },
    'simulation.result': ({ job }) => family.result(job),
    'simulation.requests': async (asked) => {
      const record = (await seen(asked)).simulation?.record;
      return record ? requestTable(record.answer) : null;
    },
  };
}
