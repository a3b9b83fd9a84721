/** Vega on the page. A spec is compiled once, however many charts are drawn by it: a notebook has a strip under every design. */

import { View, parse, Warn, logger, type Runtime, type TooltipHandler } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { ShownChart } from '../../app/contract';

export type { View } from 'vega';

export interface Wanted {
  readonly chart: ShownChart;
  /** Pixels; the spec's own where the place has none. */
  readonly width: number | undefined;
  readonly tooltip: TooltipHandler;
}

/** Draws into the place. Resolves when the chart stands. */
export async function drawInto(place: HTMLElement, { chart, width, tooltip }: Wanted): Promise<View> {
  const view = viewOf(chart);
  view.tooltip(tooltip);
  if (width !== undefined) view.width(width);
  place.replaceChildren();
  await view.initialize(place).runAsync();
  return view;
}

/** A chart with its rows, not drawn yet. */
export function viewOf(chart: ShownChart): View {
  const view = new View(runtimeOf(chart), { expr: expressionInterpreter, logLevel: Warn, renderer: 'svg' });
  fill(view, chart.data);
  return view;
}

/** Other numbers in the same shape; drawn at the next run. Sets that are the same as `before` are left alone: a cursor moves many times a second over thousands of rows. */
export function fill(view: View, data: ShownChart['data'], before?: ShownChart['data']): void {
  // Vega marks the rows it is given: it gets copies.
  for (const [name, rows] of Object.entries(data))
    if (rows !== before?.[name])
      view.data(
        name,
        rows.map((row) => ({ ...row })),
      );
}

/** Shapes drawn lately; a theme or a language is another shape. */
const compiled = new Map<string, Runtime>();
const remembered = 100;

function runtimeOf({ id, spec, data }: ShownChart): Runtime {
  const shape = `${Object.keys(data).join()} ${JSON.stringify(spec)}`;
  const runtime = compiled.get(shape) ?? compileOf(id, spec, data);
  compiled.delete(shape);
  compiled.set(shape, runtime);
  const [oldest] = compiled.keys();
  if (compiled.size > remembered && oldest !== undefined) compiled.delete(oldest);
  return runtime;
}

/** Without its rows: they are put into each view. */
function compileOf(id: string, spec: ShownChart['spec'], data: ShownChart['data']): Runtime {
  const empty = Object.fromEntries(Object.keys(data).map((name) => [name, []]));
  const whole: unknown = { ...spec, datasets: empty };
  if (!isSpec(whole)) throw new Error(`chart ${id} has no marks`);
  // An `ast` is walked, not compiled: our content security policy refuses text as code.
  return parse(compile(whole, { logger: logger(Warn) }).spec, {}, { ast: true });
}

function isSpec(spec: unknown): spec is TopLevelSpec {
  const parts = ['mark', 'layer', 'hconcat', 'vconcat', 'concat', 'facet', 'repeat'];
  return typeof spec === 'object' && spec !== null && parts.some((part) => part in spec);
}
