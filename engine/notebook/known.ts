/** What reading a cell needs to know, drawn from the catalog and the head. */

import type { Catalog } from '../catalog';
import { optimizations } from '../optimizations';
import type { Known } from './kind';
import type { Money } from './money';

const none: ReadonlyMap<string, string> = new Map();

export function knownOf(catalog: Catalog, money: Money, files = none): Known {
  const ids = (things: ReadonlyMap<string, unknown>): string[] => [...things.keys()].sort();
  return {
    chips: { ids: ids(catalog.chips), find: (name) => catalog.chip(name) },
    models: { ids: ids(catalog.models), find: (name) => catalog.model(name) },
    optimizations,
    money,
    files,
  };
}
