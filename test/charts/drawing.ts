/** A chart compiled and drawn as the window does it, with every complaint of Vega's an error. */

import { expressionInterpreter } from 'vega-interpreter';
import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { Drawn } from '../../engine/charts';

function isSpec(spec: unknown): spec is TopLevelSpec {
  return typeof spec === 'object' && spec !== null && '$schema' in spec;
}

export function compiled(chart: Drawn) {
  const warnings: string[] = [];
  const keep = (...said: unknown[]) => {
    warnings.push(said.join(' '));
    return logger;
  };
  const logger = { level: () => logger, error: keep, warn: keep, info: () => logger, debug: () => logger };
  if (!isSpec(chart.spec)) throw new Error('not a Vega-Lite spec');
  return { vega: compile(chart.spec, { logger }).spec, warnings };
}

/** What Vega says while it draws is as unwanted as what Vega-Lite says before. */
const complain = (...said: unknown[]): never => {
  throw new Error(`Vega says ${said.join(' ')}`);
};
const strict = {
  level: () => strict,
  error: complain,
  warn: complain,
  info: () => strict,
  debug: () => strict,
};

export async function svgOf(chart: Drawn): Promise<string> {
  const view = new View(parse(compiled(chart).vega, undefined, { ast: true }), {
    renderer: 'none',
    expr: expressionInterpreter,
    logger: strict,
  });
  for (const [name, rows] of Object.entries(chart.data)) view.data(name, [...rows]);
  await view.runAsync();
  view.width(560);
  await view.runAsync();
  const svg = await view.toSVG();
  view.finalize();
  return svg;
}

export function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (Array.isArray(value)) return value.flatMap(numbersIn);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}
