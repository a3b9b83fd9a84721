/** A chart as static SVG text, drawn by Vega without a screen. */

import { parse, View, type Spec } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { ShownChart } from '../../engine';

/** Draws at a fixed width in pixels: a page of text has no container to ask. */
export async function chartSvg(chart: ShownChart, width: number): Promise<string> {
  const view = new View(parse(compile(specOf(chart, width)).spec satisfies Spec), { renderer: 'none' });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** Our charts are plain JSON; that they are Vega-Lite is held by the charts' own tests. */
function specOf(chart: ShownChart, width: number): TopLevelSpec {
  const spec: unknown = { ...chart.spec, width, datasets: chart.data };
  if (!isSpec(spec)) throw new Error(`chart ${chart.id} has no marks`);
  return spec;
}

function isSpec(spec: unknown): spec is TopLevelSpec {
  const parts = ['mark', 'layer', 'hconcat', 'vconcat', 'concat', 'facet', 'repeat'];
  return typeof spec === 'object' && spec !== null && parts.some((part) => part in spec);
}
