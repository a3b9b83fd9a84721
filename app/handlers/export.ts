/** The notebook as a document. */

import { resolve } from 'node:path';
import { resourcesChart, walk, type Catalog, type Run, type ShownChart } from '../../engine';
import type { Look } from '../contract';
import type { ReportSource } from '../html/report';
import { valueOf } from '../outcome';
import type { EngineHandlers } from '../rpc';
import { chartsOfCell } from './charts';
import type { Workshop } from './workshop';

export function exportHandlers(workshop: Workshop): Pick<EngineHandlers, 'export.html'> {
  return {
    'export.html': async ({ text, folder, path, look }) => {
      const full = resolve(path);
      const run = await workshop.run(text, folder === undefined ? {} : { folder });
      valueOf(await workshop.ports.writeText(full, await reportOf(workshop, run, look)));
      return { path: full };
    },
  };
}

export async function reportOf(workshop: Workshop, run: Run, look: Look): Promise<string> {
  const catalog = await workshop.catalog();
  const { head, cells, results } = run;
  // The window sets words beside the resource bars; a page has a table of them instead.
  const stands = (chart: ShownChart) => chart.id !== resourcesChart.id;
  const charts = new Map(cells.map(({ id }) => [id, chartsOfCell({ run, catalog, look }, id).filter(stands)]));
  // Vega takes longer to load than most commands to run.
  const { reportHtml } = await import('../html/report');
  return reportHtml({
    head,
    cells,
    results,
    charts,
    sources: sourcesOf(run, catalog),
    engine: workshop.engine,
    time: workshop.ports.now(),
    look,
  });
}

/** Every source that a figure of the notebook rests on, by id. */
function sourcesOf({ figures }: Run, catalog: Catalog): readonly ReportSource[] {
  const cited = new Set<string>();
  const seen = new Set<Parameters<typeof walk>[0]>();
  for (const metrics of figures.values()) {
    for (const q of metrics.values()) {
      const visit = ({ origin }: typeof q) => {
        if (origin.kind !== 'derived' && origin.kind !== 'question' && origin.source !== undefined)
          cited.add(origin.source);
      };
      walk(q, visit, seen);
    }
  }
  return [...cited].sort().map((id) => {
    const source = catalog.sources.get(id);
    if (!source) return { id, title: '', locator: '', date: '' };
    const { title, locator, published, read, url } = source;
    return { id, title, locator, date: published ?? read ?? '', ...(url === undefined ? {} : { url }) };
  });
}
