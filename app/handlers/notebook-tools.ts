/** What a person does with an open notebook beyond running it: structure, levers, charts over other designs. */

import {
  askedChart,
  curveChoices,
  curveOf,
  formatBody,
  knownOf,
  leverGains,
  offeredCharts,
  restructure,
  type CellAt,
  type Evaluation,
  type LeverGain,
  type Look,
} from '../../engine';
import { valueOf } from '../outcome';
import type { EngineHandlers } from '../rpc';
import type { Workshop } from './workshop';

type Methods =
  | 'notebook.restructure'
  | 'notebook.format'
  | 'notebook.levers'
  | 'notebook.choices'
  | 'notebook.chart'
  | 'notebook.curve';

interface Place {
  readonly text: string;
  readonly cell: string;
  readonly folder?: string | undefined;
}

/** A choice of words only: nothing is drawn. */
const anyLook: Look = { theme: 'light', language: 'en' };

export function notebookTools(workshop: Workshop): Pick<EngineHandlers, Methods> {
  const tell = teller();
  const cellAt = async ({ text, cell, folder }: Place, look: Look): Promise<CellAt> => {
    const run = await workshop.run(text, { limits: false, ...(folder === undefined ? {} : { folder }) });
    const catalog = await workshop.catalog();
    return { run, cell, catalog, known: knownOf(catalog, run.head), look };
  };
  return {
    'notebook.restructure': async ({ text, change }) => {
      const known = knownOf(await workshop.catalog(), { currency: 'USD', rates: [] });
      return valueOf(restructure(text, change, known));
    },
    'notebook.format': ({ body }) => ({ body: formatBody(body) }),
    'notebook.levers': async (place) => ({ levers: await tell(await cellAt(place, anyLook)) }),
    'notebook.choices': async (place) => {
      const at = await cellAt(place, anyLook);
      return { charts: offeredCharts(at.run, at.cell), ...curveChoices(at) };
    },
    'notebook.chart': async ({ chart, look, ...place }) => ({
      chart: askedChart(await cellAt(place, look), chart) ?? null,
    }),
    'notebook.curve': async ({ metric, field, values, look, ...place }) => {
      const found = curveOf(await cellAt(place, look), { metric, field, values });
      if (!found) return { chart: null };
      return 'code' in found ? { chart: null, reason: found.text } : { chart: found };
    },
  };
}

/** Longer at a stretch would be felt by whoever types meanwhile. */
const sliceMs = 8;

/** Tells the levers of a cell in slices, so that runs go in between; a newer question ends an older one. */
function teller(): (at: CellAt) => Promise<readonly LeverGain[] | null> {
  const known = new WeakMap<Evaluation, readonly LeverGain[]>();
  let newest = 0;
  return async ({ run, cell, catalog }) => {
    const own = ++newest;
    const evaluation = run.evaluations.get(cell);
    const before = evaluation && known.get(evaluation);
    if (before) return before;
    const told: LeverGain[] = [];
    let began = performance.now();
    for (const gain of leverGains(run, cell, catalog)) {
      told.push(gain);
      if (performance.now() - began < sliceMs) continue;
      await new Promise((resolve) => setImmediate(resolve));
      if (own !== newest) return null;
      began = performance.now();
    }
    if (evaluation) known.set(evaluation, told);
    return told;
  };
}
