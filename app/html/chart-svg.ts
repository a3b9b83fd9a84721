/** A chart as static SVG text, drawn by Vega without a screen; or as the Vega spec that a page draws itself. */

import { parse, View, type Spec } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { ShownChart } from '../../engine';
import { measureText } from './text-width';

measureText();

/** Draws at a fixed width in pixels: a page of text has no container to ask. */
export async function chartSvg(chart: ShownChart, width: number): Promise<string> {
  const view = await chartView(chart, width);
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** The marks of a chart as Vega laid them out; whoever asks ends the view. */
export async function chartView(chart: ShownChart, width: number): Promise<View> {
  return new View(parse(vegaOf(chart, width)), { renderer: 'none' }).runAsync();
}

export function vegaOf(chart: ShownChart, width: number): Spec {
  return compile(specOf(chart, width)).spec satisfies Spec;
}

/** Our charts are plain JSON; that they are Vega-Lite is held by the charts' own tests. Vega marks the rows it is given: it gets copies. */
function specOf(chart: ShownChart, width: number): TopLevelSpec {
  const datasets = Object.fromEntries(
    Object.entries(chart.data).map(([name, rows]) => [name, rows.map((row) => ({ ...row }))]),
  );
  const spec: unknown = { ...chart.spec, width, datasets };
  if (!isSpec(spec)) throw new Error(`chart ${chart.id} has no marks`);
  return spec;
}

function isSpec(spec: unknown): spec is TopLevelSpec {
  const parts = ['mark', 'layer', 'hconcat', 'vconcat', 'concat', 'facet', 'repeat'];
  return typeof spec === 'object' && spec !== null && parts.some((part) => part in spec);
}
