/** What a person does with an open notebook beyond running it: structure, charts over other designs. */

import {
  askedChart,
  curveChoices,
  curveOf,
  formatBody,
  knownOf,
  offeredCharts,
  restructure,
  type CellAt,
  type Look,
} from '../../engine';
import { valueOf } from '../outcome';
import type { EngineHandlers } from '../rpc';
import type { Workshop } from './workshop';

type Methods = 'notebook.restructure' | 'notebook.format' | 'notebook.choices' | 'notebook.chart' | 'notebook.curve';

interface Place {
  readonly text: string;
  readonly cell: string;
  readonly folder?: string | undefined;
}

/** A choice of words only: nothing is drawn. */
const anyLook: Look = { theme: 'light', language: 'en' };

export function notebookTools(workshop: Workshop): Pick<EngineHandlers, Methods> {
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
