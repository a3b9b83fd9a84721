/** Cells and figures by the names a person gives; a wrong one is a Refusal that names the nearest. */

import { diagnostic, figureNamed, metricInfo, nearest, type Design, type Q, type Run } from '../../engine';
import { Refusal } from '../outcome';
import { headlineOf } from './record';

export function figureIn(run: Run, cell: string, metric: string): Q {
  const figures = run.figures.get(cellIn(run, cell));
  const figure = figures && figureNamed(figures, metric);
  if (figure) return figure;
  const needs = metricInfo[metric]?.needs;
  if (needs) throw new Refusal(diagnostic('usage.metric-needs', { cell, name: metric, needs }));
  const known = [...(figures?.keys() ?? [])];
  const near = nearest(metric, known);
  throw new Refusal(
    diagnostic('usage.unknown-metric', {
      cell,
      name: metric,
      known: known.join(', ') || '—',
      ...(near === undefined ? {} : { near }),
    }),
  );
}

/** The id again, if the notebook has it. */
export function cellIn(run: Run, cell: string): string {
  if (run.cells.some(({ id }) => id === cell)) return cell;
  const known = run.cells.filter(({ kind }) => kind !== 'prose' && kind !== 'front').map(({ id }) => id);
  const near = nearest(cell, known);
  throw new Refusal(
    diagnostic('usage.unknown-cell', {
      name: cell,
      known: known.join(', ') || '—',
      ...(near === undefined ? {} : { near }),
    }),
  );
}

/** The design of the cell, or of the notebook's headline; a cell that has none is a Refusal that names those that have. */
export function designNamed(run: Run, cell: string | undefined): Design {
  const wanted = cell === undefined ? headlineOf(run) : cellIn(run, cell);
  const design = wanted === undefined ? undefined : run.designs.get(wanted);
  if (design) return design;
  const known = [...run.designs.keys()].join(', ') || '—';
  throw new Refusal(diagnostic('usage.unknown-design', { name: wanted ?? '—', known }));
}
