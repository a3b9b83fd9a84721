/** Cells and figures by the names a person gives; a wrong one is a Refusal that names the nearest. */

import { diagnostic, figureNamed, nearest, type Q, type Run } from '../../engine';
import { Refusal } from '../outcome';

export function figureIn(run: Run, cell: string, metric: string): Q {
  const figures = run.figures.get(cellIn(run, cell));
  const figure = figures && figureNamed(figures, metric);
  if (figure) return figure;
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
