/** What is known: chips, models, optimizations, sources. */

import { optimizations, type CatalogEntry, type CatalogKind, type Optimization } from '../../engine';
import type { EngineHandlers } from '../rpc';
import type { Workshop } from './workshop';

export function catalogHandlers(workshop: Workshop): Pick<EngineHandlers, 'catalog.list'> {
  return { 'catalog.list': ({ kind }) => listEntries(workshop, kind) };
}

export async function listEntries(workshop: Workshop, kind: CatalogKind): Promise<readonly CatalogEntry[]> {
  if (kind === 'optimizations') return optimizations.map(optimizationEntry);
  return (await workshop.catalog()).entries(kind);
}

/** A lever as the catalog lists it: its words and parameters, not its functions. */
function optimizationEntry({
  id,
  title,
  summary,
  level,
  stage,
  parameters,
  excludes,
  affects,
  cite,
  reported,
}: Optimization): CatalogEntry {
  const listed = Object.entries(parameters).map(([name, { unit, meaning, least, most, whole, standard }]) => {
    const { origin } = standard;
    const cited =
      origin.kind === 'derived'
        ? {}
        : {
            ...(origin.source === undefined ? {} : { source: origin.source }),
            ...(origin.note === undefined ? {} : { note: origin.note }),
          };
    return [name, { meaning, unit, least, most, whole, standard: standard.value, origin: origin.kind, ...cited }];
  });
  return {
    id,
    title: title.en,
    titleInWords: title,
    summary,
    level,
    stage,
    parameters: Object.fromEntries(listed),
    excludes,
    affects,
    cite,
    ...(reported ? { reported } : {}),
  };
}
