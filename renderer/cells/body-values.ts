/** What a cell's YAML says at a path, as text: for forms, which write back through the engine's edit. */

import { isCollection, isScalar, parseDocument } from 'yaml';

export interface BodyValues {
  /** The text cannot be read: a form on it would show what is not there. */
  readonly isBroken: boolean;
  /** The scalar as written; undefined where nothing is said, or more than a scalar. */
  readonly at: (path: readonly string[]) => string | undefined;
  readonly says: (path: readonly string[]) => boolean;
}

export function valuesOf(body: string): BodyValues {
  const document = parseDocument(body, { logLevel: 'silent' });
  const node = (path: readonly string[]): unknown => document.getIn(path, true);
  return {
    isBroken: document.errors.length > 0 || !(document.contents === null || isCollection(document.contents)),
    at: (path) => {
      const found = node(path);
      return isScalar(found) ? (found.source ?? String(found.value)) : undefined;
    },
    says: (path) => node(path) !== undefined,
  };
}

/** A lever is on by `on`, `true`, or by being given parameters. */
export function isOn(values: BodyValues, path: readonly string[]): boolean | undefined {
  if (!values.says(path)) return undefined;
  const text = values.at(path);
  return text === undefined ? true : text === 'on' || text === 'true' || text === '';
}
