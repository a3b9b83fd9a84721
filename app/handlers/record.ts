/** A run → what the history keeps of it. */

import { basename } from 'node:path';
import { isKnown, missingOf, trustOf, type Case, type Q, type Run } from '../../engine';
import { hashOf, type RunRecord, type StoredDesign, type StoredMetric } from '../history/record';
import type { StoredSimulation } from '../history/simulations';
import { storeCase } from '../history/stored-case';

export interface Circumstances {
  readonly text: string;
  readonly engine: string;
  readonly time: Date;
  readonly path?: string | undefined;
  readonly title?: string | undefined;
}

/** Every cell that has figures, in the order of the text. */
export function recordOf(run: Run, { text, engine, time, path, title }: Circumstances): RunRecord {
  const designs = run.cells.flatMap(({ id, kind }): StoredDesign[] => {
    const figures = run.figures.get(id);
    if (!figures) return [];
    const kase = run.evaluations.get(id)?.case;
    return [
      {
        cell: id,
        kind,
        chips: kase ? chipsOf(kase) : [],
        ...(kase ? { model: kase.model.title, case: storeCase(kase) } : {}),
        metrics: storeMetrics(figures),
      },
    ];
  });
  const headline = headlineOf(run);
  return {
    time: time.toISOString(),
    // A notebook without a title goes by its file's name.
    title: title ?? (run.head.title || basename(path ?? '', '.bench.md')),
    tags: [],
    ...(path === undefined ? {} : { path }),
    text,
    engine,
    fidelity: headline === undefined ? run.head.fidelity : (run.designs.get(headline)?.fidelity ?? run.head.fidelity),
    currency: run.head.currency,
    ...(headline === undefined ? {} : { headline }),
    designs,
  };
}

/** What came of its simulations; one that a bad line of its trace stopped came to nothing. */
export function simulationsIn({ simulations }: Run): readonly StoredSimulation[] {
  return [...simulations].flatMap(([cell, { job, record }]) =>
    record && !record.problem ? [{ cell, question: hashOf(job.key), record }] : [],
  );
}

/** The cell named in the front matter, else the last defining cell that is whole, else the last one with figures. */
export function headlineOf({ head, cells, figures, evaluations }: Run): string | undefined {
  if (head.headline !== undefined && figures.has(head.headline)) return head.headline;
  return (cells.findLast(({ id }) => evaluations.has(id)) ?? cells.findLast(({ id }) => figures.has(id)))?.id;
}

function chipsOf(kase: Case): string[] {
  return [...new Set([kase.prefill.chip.title, kase.decode.chip.title])];
}

function storeMetrics(figures: ReadonlyMap<string, Q>): Record<string, StoredMetric> {
  return Object.fromEntries([...figures].map(([name, q]) => [name, storeMetric(q)]));
}

export function storeMetric(q: Q): StoredMetric {
  const trust = trustOf(q);
  return {
    value: isKnown(q) ? q.value : null,
    unit: q.unit,
    origin: q.origin.kind,
    ...(trust ? { trust } : {}),
    ...(isKnown(q) ? {} : { missing: missingOf(q) }),
  };
}
