/** The catalog with one figure changed, and what a notebook then says that is not so. */

import { readFileSync } from 'node:fs';
import { withEntries, type Catalog } from '../../engine/catalog';
import { join, split } from '../../engine/notebook/format';
import { run, type Run } from '../../engine/notebook/run';
import { untrue, type Claims, type Notebook } from './claims';

export interface Change {
  /** "h20-96g tflops.fp8", "deepseek-v3 layers.1.count", "price b200.rented.semianalysis-2026-09". */
  readonly figure: string;
  readonly catalog: Catalog;
}

type Fields = Readonly<Record<string, unknown>>;

/** Where the figures of a chip and of a model stand in their files. */
export const chipPlaces = [
  ...['bf16', 'fp8', 'int8', 'fp4'].map((math) => `tflops.${math}`),
  ...['memory', 'memoryBandwidth', 'scaleUp', 'scaleOut', 'tdp'],
];
export const modelPlaces = ['layers.0.count', 'layers.1.count', 'layers.1.ffn.inner', 'layers.1.ffn.topk', 'vocab'];

/** One figure half as much again; what was measured beside a peak, a third less. Undefined where the entry states none there. */
export function changed(figure: string, catalog: Catalog): Change | undefined {
  const [id = '', place = ''] = figure.split(' ');
  if (id === 'price') return changedPrice(place, catalog);
  if (catalog.models.has(id)) return changedFile({ path: `models/${id}`, place: place.split('.'), figure, catalog });
  const beside = place in catalog.extras(id);
  const stands = [...(beside ? ['extras', place] : place.split('.')), 'value'];
  return changedFile({ path: `chips/${id}`, place: stands, by: beside ? 2 / 3 : 1.5, figure, catalog });
}

function changedPrice(id: string, catalog: Catalog): Change | undefined {
  const price = catalog.prices.find((each) => each.id === id);
  if (!price) return undefined;
  const at = catalog.prices.filter(({ list }) => list === price.list).indexOf(price);
  const end = price.low.value === price.high.value ? 'low' : 'high';
  const place = ['prices', String(at), end];
  return changedFile({ path: `prices/${price.list}`, place, figure: `price ${id}`, catalog });
}

interface Place extends Change {
  readonly path: string;
  readonly place: readonly string[];
  readonly by?: number;
}

function changedFile({ path, place, by = 1.5, figure, catalog }: Place): Change | undefined {
  const file = readFileSync(new URL(`../../engine/catalog/${path}.json`, import.meta.url), 'utf8');
  const after = times(JSON.parse(file), place, by);
  if (after === undefined) return undefined;
  const found = withEntries(catalog, [{ path: `${path}.json`, text: JSON.stringify(after) }]);
  const wrong = found.diagnostics.find(({ severity }) => severity === 'error');
  if (wrong) throw new Error(`${figure}: ${wrong.text.en}`);
  return { figure, catalog: found.catalog };
}

/** A copy with the figure at a place so many times as large. */
function times(value: unknown, [key, ...rest]: readonly string[], by: number): unknown {
  if (key === undefined) {
    if (typeof value === 'number') return Math.ceil(value * by);
    return typeof value === 'string' ? value.replace(/^[\d.]+/, (digits) => String(Number(digits) * by)) : undefined;
  }
  const fields = fieldsOf(value);
  const inside = fields && times(fields[key], rest, by);
  if (inside === undefined) return undefined;
  return Array.isArray(value) ? Object.values({ ...fields, [key]: inside }) : { ...fields, [key]: inside };
}

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : undefined;
}

/** A notebook with what its prose claims, as it runs with the catalog as it is. */
export interface Stated {
  readonly both: Notebook;
  readonly claims: Claims;
  readonly text: string;
  readonly catalog: Catalog;
  readonly asIs: Run;
}

export function stated(both: Notebook, claims: Claims, catalog: Catalog): Stated {
  return { both, claims, text: both.en, catalog, asIs: run(both.en, { catalog, limits: false }) };
}

/** Sweeps and fleets take seconds: without them, as far as the cells alone bear the verdict. */
export function statedByCells(both: Notebook, claims: Claims, catalog: Catalog): Stated {
  const slow = ['sweep', 'roi', 'simulate'];
  const cells = split(both.en);
  const text = join(cells.filter(({ kind }) => !slow.includes(kind)));
  const gone = cells.flatMap(({ id, kind }) => (slow.includes(kind) ? [id] : []));
  const stands = (words: string) => !gone.some((id) => words.split(' ').includes(id));
  const left = {
    ...claims,
    figures: claims.figures.filter(({ figure, over = '' }) => stands(figure) && stands(over)),
    conditions: claims.conditions.filter(({ that }) => stands(that)),
  };
  return { both, claims: left, text, catalog, asIs: run(text, { catalog, limits: false }) };
}

/** Whether a change moves the verdict or a condition of it, and what the notebook then says that it did not say wrongly before. */
export function noticed({ both, claims, text, catalog, asIs }: Stated, change: Change) {
  const found = run(text, { catalog: change.catalog, limits: false });
  const before = new Set(untrue(both, claims, asIs, catalog));
  return {
    figure: change.figure,
    moves: verdictOf(found) !== verdictOf(asIs),
    told: untrue(both, claims, found, change.catalog).filter((each) => !before.has(each)),
  };
}

function verdictOf({ answer }: Run): string {
  return JSON.stringify([answer?.verdict.en, answer?.rests]);
}
