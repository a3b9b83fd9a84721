/** What a cell's YAML says at a path, as text: for forms, which write back through the engine's edit. */

import { isCollection, isMap, isScalar, parseDocument, type YAMLMap } from 'yaml';

export interface BodyValues {
  /** The text cannot be read: a form on it would show what is not there. */
  readonly isBroken: boolean;
  /** The scalar as written; undefined where nothing is said, or more than a scalar. */
  readonly at: (path: readonly string[]) => string | undefined;
  readonly says: (path: readonly string[]) => boolean;
  /** What is said beyond these fields, as written. */
  readonly beyond: (fields: readonly (readonly string[])[]) => readonly Said[];
}

interface Said {
  readonly path: readonly string[];
  readonly text: string;
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
    beyond: (fields) => (isMap(document.contents) ? beyondIn(document.contents, [], { body, fields }) : []),
  };
}

interface Form {
  readonly body: string;
  readonly fields: readonly (readonly string[])[];
}

function beyondIn(map: YAMLMap, at: readonly string[], form: Form): Said[] {
  return map.items.flatMap(({ key, value }): Said[] => {
    if (!isScalar(key)) return [];
    const path = [...at, String(key.value)];
    const has = (isShown: (field: readonly string[]) => boolean): boolean =>
      form.fields.some((field) => path.every((part, index) => field[index] === part) && isShown(field));
    if (isMap(value) && has((field) => field.length > path.length)) return beyondIn(value, path, form);
    if (!isCollection(value) && has((field) => field.length === path.length)) return [];
    const [start, end] = isCollection(value) || isScalar(value) ? (value.range ?? [0, 0]) : [0, 0];
    return [{ path, text: form.body.slice(start, end).trimEnd() }];
  });
}

/** A lever is on by `on`, `true`, or by being given parameters. */
export function isOn(values: BodyValues, path: readonly string[]): boolean | undefined {
  if (!values.says(path)) return undefined;
  const text = values.at(path);
  return text === undefined ? true : text === 'on' || text === 'true' || text === '';
}
