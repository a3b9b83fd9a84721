/** What may be written at one place of a cell: one value reads it, describes it for completion, and lays out its form. */

import { diagnostic, nearest, type Diagnostic, type Fix, type Span, type Text } from '../diagnostics';
import type { FieldInfo } from './source';
import type { Entry, Value } from './yaml-body';

export type Report = (problem: Diagnostic) => void;
export type Schema = Readonly<Record<string, unknown>>;
export type Language = keyof Text;

/** How a form edits a single value; absent for groups and lists. */
export type Control = Omit<FieldInfo, 'path' | 'title' | 'meaning'>;

export interface Shape<T> {
  /** What it means, or undefined after reporting why not. */
  readonly read: (value: Value, report: Report) => T | undefined;
  readonly schema: (language: Language) => Schema;
  readonly control?: Control;
  /** Fields below this one. */
  readonly below?: readonly Field<unknown>[];
  /** An example of what to write here. */
  readonly example: string;
}

export interface Field<T> {
  readonly key: string;
  readonly title: Text;
  readonly meaning: Text;
  readonly shape: Shape<T>;
  /** What holds when it is unsaid, in words or as text to write. */
  readonly standard?: string;
  /** Read only to say what to write instead: neither offered nor shown. */
  readonly hidden?: boolean;
}

export function field<T>(
  key: string,
  shape: Shape<T>,
  words: { readonly title: Text; readonly meaning: Text; readonly standard?: string },
): Field<T> {
  return { key, shape, ...words };
}

/** What a group's `make` may ask for. */
export interface Taken {
  readonly get: <T>(field: Field<T>) => T | undefined;
  /** True where the key is written, whether or not its value can be read. */
  readonly has: (field: Field<unknown>) => boolean;
  readonly at: (field: Field<unknown>) => Span;
  readonly report: Report;
}

/** Keys with values. An unknown key is reported with the nearest known one. */
export function group<T>(
  fields: readonly Field<unknown>[],
  make: (taken: Taken) => T | undefined,
  unknown: (entry: Entry, offered: readonly Field<unknown>[]) => Diagnostic = unknownKey,
): Shape<T> {
  const offered = fields.filter((each) => !each.hidden);
  const first = offered[0];
  const example = first ? `${first.key}: ${first.shape.example}` : 'key: value';
  return {
    example: `{${example}}`,
    below: fields,
    read: (value, report) => {
      if (value.kind === 'scalar' || value.kind === 'list') {
        report(diagnostic('yaml.not-keys', { example }, { at: value.at }));
        return undefined;
      }
      const entries = value.kind === 'map' ? value.entries : [];
      for (const entry of entries) if (!fields.some((each) => each.key === entry.key)) report(unknown(entry, offered));
      return make({
        has: (wanted) => entries.some((entry) => entry.key === wanted.key),
        at: (wanted) => entries.find((entry) => entry.key === wanted.key)?.keyAt ?? value.at,
        report,
        get: (wanted) => {
          const entry = entries.find((each) => each.key === wanted.key);
          return entry && readEntry(entry, wanted.shape, report);
        },
      });
    },
    schema: (language) => ({
      type: 'object',
      properties: Object.fromEntries(offered.map((each) => [each.key, described(each, language)])),
    }),
  };
}

function readEntry<T>(entry: Entry, shape: Shape<T>, report: Report): T | undefined {
  if (entry.value.kind !== 'empty') return shape.read(entry.value, report);
  report(diagnostic('value.missing', { key: entry.key }, { at: entry.keyAt }));
  return undefined;
}

function unknownKey(entry: Entry, offered: readonly Field<unknown>[]): Diagnostic {
  const known = offered.map((each) => each.key);
  const near = nearest(entry.key, known);
  return diagnostic(
    'yaml.unknown-key',
    { key: entry.key, near, known: known.join(', ') },
    { at: entry.keyAt, ...useInstead(near, entry.keyAt) },
  );
}

/** The quick fix that writes `text` at `at`; nothing where there is nothing to write. */
export function useInstead(text: string | undefined, at: Span): { readonly fixes?: readonly Fix[] } {
  return text === undefined ? {} : { fixes: [{ title: { en: `Write ${text}`, zh: `改为 ${text}` }, at, text }] };
}

/** The schema of one field: its shape, its words, its unit and what holds when it is unsaid. */
function described(each: Field<unknown>, language: Language): Schema {
  const { control } = each.shape;
  const said = language === 'en' ? 'Unsaid' : '未写时';
  const unit = language === 'en' ? 'Unit' : '单位';
  const lines = [
    `**${each.title[language]}**`,
    each.meaning[language],
    ...(control?.unit === undefined ? [] : [`${unit}: ${control.unit}`]),
    ...(each.standard === undefined ? [] : [`${said}: ${each.standard}`]),
  ];
  const text = lines.join('\n\n');
  return { ...each.shape.schema(language), description: lines.slice(1).join(' · '), markdownDescription: text };
}

/** Any number of fields of one kind, keyed by names that the registry gives. */
export function fieldsOf(fields: readonly Field<unknown>[], path: readonly string[] = []): FieldInfo[] {
  return fields.flatMap((each) => {
    if (each.hidden) return [];
    const here = [...path, each.key];
    const own: FieldInfo[] = each.shape.control
      ? [
          {
            path: here,
            title: each.title,
            meaning: each.meaning,
            ...each.shape.control,
            ...(each.standard === undefined ? {} : { standard: each.standard }),
          },
        ]
      : [];
    return [...own, ...fieldsOf(each.shape.below ?? [], here)];
  });
}

/** A list, each item with its place. */
export function list<T>(item: Shape<T>): Shape<readonly { readonly value: T; readonly at: Span }[]> {
  const example = `[${item.example}]`;
  return {
    example,
    read: (value, report) => {
      if (value.kind !== 'list') {
        report(diagnostic('value.not-a-list', { example }, { at: value.at }));
        return undefined;
      }
      return value.items.flatMap((each) => {
        const read = item.read(each, report);
        return read === undefined ? [] : [{ value: read, at: each.at }];
      });
    },
    schema: (language) => ({ type: 'array', items: item.schema(language) }),
  };
}

/** A field that this build only knows by name: says what to write instead. */
export function later(key: string, words: { readonly what: Text; readonly write: Text }): Field<never> {
  const title = words.what;
  return {
    key,
    title,
    meaning: words.write,
    hidden: true,
    shape: {
      example: '',
      read: (value, report) => {
        report(diagnostic('build.later', words, { at: value.at }));
        return undefined;
      },
      schema: () => ({}),
    },
  };
}
