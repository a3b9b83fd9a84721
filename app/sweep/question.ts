/** A sweep as it crosses to another thread: the text it stands in and all that the text needs. Both sides read the same sweep out of it. */

import {
  diagnostic,
  nearest,
  run,
  standardCatalog,
  withEntries,
  type Catalog,
  type Fidelity,
  type Run,
  type Sweep,
  type UserFile,
} from '../../engine';
import { done, refused, type Outcome } from '../outcome';

export interface SweepQuestion {
  readonly text: string;
  readonly cell: string;
  readonly fidelity?: Fidelity;
  /** Files that the notebook names, by the path as it is written there. */
  readonly files: readonly (readonly [path: string, text: string])[];
  /** The person's own catalog entries. */
  readonly ownFiles: readonly UserFile[];
}

export interface Prepared {
  readonly sweep: Sweep;
  readonly catalog: Catalog;
  readonly run: Run;
}

/** The sweep, ready to run; or why there is none. */
export function prepare(question: SweepQuestion): Outcome<Prepared> {
  const { text, cell, fidelity, files, ownFiles } = question;
  const { catalog } = withEntries(standardCatalog(), ownFiles);
  const found = run(text, {
    catalog,
    files: new Map(files),
    only: cell,
    inlinePoints: 0,
    ...(fidelity === undefined ? {} : { fidelity }),
  });
  const sweep = found.sweeps.get(cell)?.sweep;
  if (sweep) return done({ sweep, catalog, run: found });
  const result = found.results.find(({ id }) => id === cell);
  const error = result?.diagnostics.find(({ severity }) => severity !== 'info');
  if (error) return refused(error);
  const sweeps = found.cells.filter(({ kind }) => kind === 'sweep').map(({ id }) => id);
  if (result) {
    const words = { name: cell, kind: result.kind, known: sweeps.join(', ') };
    return refused(diagnostic('usage.not-a-sweep', words));
  }
  const near = nearest(cell, sweeps);
  return refused(diagnostic('usage.unknown-cell', { name: cell, known: sweeps.join(', '), ...(near ? { near } : {}) }));
}
