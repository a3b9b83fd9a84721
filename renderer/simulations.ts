/** The window's side of simulations: one job a question, found again by it while another view is shown. */

import type { SimulationLook } from '../app/contract';
import { rpc } from './bridge';
import { longWork } from './long-work';
import { createStore } from './store';
import { look } from './workspace';

interface Asked {
  readonly text: string;
  readonly cell: string;
  readonly folder?: string;
}

/** Grows when all cells were asked to run: those that wait start. */
export const runsAsked = createStore(0);

export const simulations = longWork<Asked, SimulationLook | null>({
  start: (asked) => rpc('simulation.start', asked),
  result: (job) => rpc('simulation.result', { job }),
  look: (job) => rpc('simulation.look', { job, look: look() }),
});
