/** Around an explained number: the metrics that rest on it, and the cell and line that say it. */

import { metricInfo, type Design, type Q, type Run, type Text } from '../../engine';

export interface Feed {
  readonly metric: string;
  readonly title: Text;
}

/** Metrics of the cell with this number among what they are derived from, those nearest to it first. */
export function feedsOf(run: Run, cell: string, node: Q): readonly Feed[] {
  const steps = new Map<Q, number>();
  const far = (q: Q): number => {
    if (q === node) return 0;
    const known = steps.get(q);
    if (known !== undefined) return known;
    // Held while its inputs are looked at: no number is derived from itself.
    steps.set(q, Infinity);
    const inputs = q.origin.kind === 'derived' ? Object.values(q.origin.inputs) : [];
    const nearest = 1 + Math.min(Infinity, ...inputs.map(far));
    steps.set(q, nearest);
    return nearest;
  };
  return [...(run.figures.get(cell) ?? [])]
    .map(([metric, q]) => ({ metric, far: far(q) }))
    .filter((each) => each.far > 0 && each.far < Infinity)
    .sort((a, b) => a.far - b.far)
    .map(({ metric }) => ({ metric, title: metricInfo[metric]?.title ?? { en: metric, zh: metric } }));
}

export interface Place {
  readonly cell: string;
  /** In the cell's body, from 1; absent where no one line says it. */
  readonly line?: number;
}

/**
 * The cell that says a number: where the design holds it, the first cell of the chain whose design does; where it stands in the
 * catalog, the cell that chose the entry; a derived number is said by no cell, and shown by its own.
 */
export function placeOf(run: Run, cell: string, node: Q): Place {
  const chain = chainOf(run, cell);
  if (node.origin.kind === 'derived') return { cell };
  const inDesign = chain.findLast((id) => pathTo(run.designs.get(id), node) !== undefined);
  if (inDesign !== undefined) return lineIn(run, inDesign, pathTo(run.designs.get(inDesign), node)?.at(-1));
  const path = pathTo(run.evaluations.get(cell)?.case, node);
  const section = path && sectionOf(path);
  if (!section) return { cell };
  return lineIn(
    run,
    lastChange(run, chain, section),
    section === 'hardware' || section === 'model' ? 'use' : undefined,
  );
}

/** The cell and those it starts from, itself first. */
function chainOf(run: Run, cell: string): readonly string[] {
  const from = new Map(run.results.map((result) => [result.id, result.from]));
  const chain: string[] = [];
  for (let id: string | undefined = cell; id !== undefined; id = from.get(id)) chain.push(id);
  return chain;
}

type Section = 'hardware' | 'model' | 'workload' | 'parallelism' | 'levers' | 'cost';

/** Which part of a design a part of the case came from. */
const sections: Readonly<Record<string, Section>> = {
  chip: 'hardware',
  cards: 'hardware',
  model: 'model',
  formats: 'model',
  workload: 'workload',
  batch: 'workload',
  layout: 'parallelism',
  applied: 'levers',
  speculation: 'levers',
  prices: 'cost',
};

function sectionOf(path: readonly string[]): Section | undefined {
  return path.map((key) => sections[key]).find((section) => section !== undefined);
}

/** Designs are patches: what a cell does not change is the very object of the cell before. */
function lastChange(run: Run, chain: readonly string[], section: Section): string {
  const part = (id: string | undefined): Design[Section] | undefined =>
    id === undefined ? undefined : run.designs.get(id)?.[section];
  const at = chain.findIndex((id, place) => part(id) !== part(chain[place + 1]));
  return chain[at] ?? chain[0] ?? '';
}

function lineIn(run: Run, cell: string, key: string | undefined): Place {
  const body = run.cells.find(({ id }) => id === cell)?.body ?? '';
  // "tflops.fp8" is written as fp8 below tflops; camelCase keys are written as they are.
  const word = key?.split('.').at(-1);
  if (word === undefined) return { cell };
  const line = body
    .split('\n')
    .findIndex((text) => new RegExp(`(^|[\\s{,])["']?${escaped(word)}["']?\\s*:`).test(text));
  return line < 0 ? { cell } : { cell, line: line + 1 };
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** A number is a leaf here: how it came about is another question. */
function isNumber(thing: object): boolean {
  return 'origin' in thing && 'unit' in thing;
}

/** The keys that lead from a thing to the very number, not into how numbers came about. */
function pathTo(thing: unknown, node: Q, depth = 0): readonly string[] | undefined {
  if (thing === node) return [];
  if (typeof thing !== 'object' || thing === null || isNumber(thing) || depth > 8) return undefined;
  for (const [key, below] of Object.entries(thing)) {
    const path = pathTo(below, node, depth + 1);
    if (path) return [key, ...path];
  }
  return undefined;
}
