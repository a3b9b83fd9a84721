/** What if a rival ran the levers that the own design runs and it does not? Each alone; a question of yes or no, so never drawn. */

import type { Catalog } from '../catalog';
import type { Text } from '../diagnostics';
import { optimizations } from '../optimizations';
import type { Q } from '../quantity';
import { fleetFor, type Fleet } from './fleet';
import type { Contender } from './assumptions';

export interface AlsoRuns {
  readonly id: string;
  readonly title: Text;
  readonly fleet: Fleet;
}

/** In canonical order; levers that the rival cannot run, or that somebody switched off there, are left out. */
export function rivalAlsoRuns(
  own: Contender,
  rival: Contender,
  asked: { load: Q<'1/s'>; catalog: Catalog },
): AlsoRuns[] {
  return optimizations.flatMap(({ id, title }) => {
    const setting = own.design.levers[id];
    const has = rival.evaluation.case.applied.some((lever) => lever.id === id);
    if (setting?.on !== true || has || rival.design.levers[id]?.on === false) return [];
    const design = { ...rival.design, levers: { ...rival.design.levers, [id]: setting } };
    const fleet = fleetFor(design, asked.load, asked.catalog);
    if (fleet.kind !== 'fleet' || !fleet.evaluation.case.applied.some((lever) => lever.id === id)) return [];
    return [{ id, title, fleet }];
  });
}
