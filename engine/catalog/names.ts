/** Finding an entry by what people call it: id, title, alias, in any case. */

import { diagnostic, nearest, type Text } from '../diagnostics';
import type { Parsed } from '../quantity-text';

export interface Named {
  readonly id: string;
  readonly title: string;
  readonly aliases: readonly string[];
}

/** "H20 96G" and "h20-96g" are one name. */
export function nameKey(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
}

/** Every name of an entry, its id first. */
export function namesOf(entry: Named): string[] {
  return [entry.id, entry.title, ...entry.aliases];
}

/** Name → id. An id is never shadowed by another entry's alias. */
export function indexNames(entries: Iterable<Named>): ReadonlyMap<string, string> {
  const index = new Map<string, string>();
  const all = [...entries];
  for (const { id } of all) index.set(nameKey(id), id);
  for (const entry of all) {
    for (const name of namesOf(entry)) if (!index.has(nameKey(name))) index.set(nameKey(name), entry.id);
  }
  return index;
}

export interface Lookup<T> {
  readonly what: Text;
  /** The command's word that lists them: chips, models. */
  readonly command: string;
  readonly names: ReadonlyMap<string, string>;
  readonly things: ReadonlyMap<string, T>;
}

export function find<T>(name: string, lookup: Lookup<T>): Parsed<T> {
  const id = lookup.names.get(nameKey(name));
  const thing = id === undefined ? undefined : lookup.things.get(id);
  if (thing !== undefined) return { ok: true, value: thing };
  const near = nearest(nameKey(name), lookup.names.keys());
  const suggestion = near === undefined ? undefined : lookup.names.get(near);
  return {
    ok: false,
    problem: diagnostic('catalog.unknown', { what: lookup.what, id: name, near: suggestion, command: lookup.command }),
  };
}
