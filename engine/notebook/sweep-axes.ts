/** What a sweep varies: keys that name fields of design cells, read by those cells' own shapes, so that whatever a cell may say a sweep may try. */

import { diagnostic, nearest, type Diagnostic, type Text } from '../diagnostics';
import { pointsIn, type Axis, type AxisValue } from '../explore/space';
import { show } from '../quantity-text';
import type { Kind, Known, Meaning } from './kind';
import { readRange } from './sweep-range';
import { type Field, type Report, type Shape } from './shape';
import type { Entry, Value } from './yaml-body';

/** "hardware" alone means its chip, "model" alone its model. */
const alone: Readonly<Record<string, readonly string[]>> = { hardware: ['use'], model: ['use'] };

/** More can neither be awaited nor, as a file, be read. */
const mostPoints = 1e9;

interface Place {
  readonly kind: Kind;
  readonly shape: Shape<Meaning>;
  readonly path: readonly string[];
}

/** The value of `vary`: each key an axis, its values a list, one value, or a range. */
export function axesShape(kinds: readonly Kind[], known: Known): Shape<readonly Axis[]> {
  const shapes = kinds.map((kind) => ({ kind, shape: kind.shape(known) }));
  const example = '{hardware: [h20-96g, h800], decode.ep: [8, 16]}';
  return {
    example,
    schema: () => ({ type: 'object', additionalProperties: { type: ['array', 'string', 'number', 'object'] } }),
    read: (value, report) => {
      if (value.kind !== 'map') {
        report(diagnostic('yaml.not-keys', { example }, { at: value.at }));
        return undefined;
      }
      const counted = value.entries.map((entry) => ({ id: entry.key, values: valuesOf(entry, report) ?? [] }));
      const points = pointsIn({ axes: counted });
      if (points > mostPoints) {
        const told = { points: figure(points), most: figure(mostPoints), axes: productText(counted) };
        report(diagnostic('sweep.too-many', told, { at: value.at }));
        return undefined;
      }
      const axes = value.entries.map((entry, i) => readAxis(entry, counted[i]?.values ?? [], shapes, report));
      return axes.every((axis) => axis !== undefined) ? axes : undefined;
    },
  };
}

/** "hardware 2 × decode.ep 3". */
export function productText(axes: readonly { readonly id: string; readonly values: readonly unknown[] }[]): string {
  return axes.map(({ id, values }) => `${id} ${figure(values.length)}`).join(' × ');
}

function figure(count: number): string {
  return show(count, '1', 15).text;
}

function readAxis(
  entry: Entry,
  values: readonly Value[],
  shapes: readonly Omit<Place, 'path'>[],
  report: Report,
): Axis | undefined {
  const place = placeOf(entry.key, shapes);
  if ('code' in place) {
    report({ ...place, at: entry.keyAt });
    return undefined;
  }
  // What is wrong with one value is mostly wrong with the next: said once.
  let quiet = false;
  const once: Report = (problem) => {
    if (!quiet) report(problem);
    quiet ||= problem.severity === 'error';
  };
  const read = values.map((value) => readValue(value, entry, place, once));
  if (read.length === 0) {
    // A range that cannot be read has said so.
    if (entry.value.kind !== 'map') report(diagnostic('sweep.no-values', { key: entry.key }, { at: entry.keyAt }));
    return undefined;
  }
  if (!read.every((each) => each !== undefined)) return undefined;
  return {
    id: entry.key,
    title: titleOf(place),
    values: read,
    replaces: place.path.at(-1) === 'use' && place.path.length === 1,
  };
}

function valuesOf({ value }: Entry, report: Report): readonly Value[] | undefined {
  switch (value.kind) {
    case 'list':
      return value.items;
    case 'scalar':
      return [value];
    case 'empty':
      return [];
    case 'map':
      return value.entries.some(({ key }) => key === 'from') ? readRange(value, report) : [value];
  }
}

/** The cell body that says this one value at its place, read as if it stood in a cell of its own. */
function readValue(value: Value, entry: Entry, { shape, path }: Place, report: Report): AxisValue | undefined {
  const body = path.reduceRight<Value>(
    (below, key) => ({ kind: 'map', entries: [{ key, keyAt: entry.keyAt, value: below }], at: value.at }),
    value,
  );
  let failed = false;
  const meaning = shape.read(body, (problem) => {
    failed ||= problem.severity === 'error';
    report(problem);
  });
  if (failed || meaning?.kind !== 'change') return undefined;
  return { text: textOf(value), change: meaning.change };
}

/** As one would write it on one line. */
function textOf(value: Value): string {
  switch (value.kind) {
    case 'scalar':
      return value.text;
    case 'empty':
      return '';
    case 'list':
      return `[${value.items.map(textOf).join(', ')}]`;
    case 'map':
      return `{${value.entries.map(({ key, value: each }) => `${key}: ${textOf(each)}`).join(', ')}}`;
  }
}

function placeOf(key: string, shapes: readonly Omit<Place, 'path'>[]): Place | Diagnostic {
  const path = key.split('.');
  const [first = '', ...rest] = path;
  const own = shapes.find(({ kind }) => kind.id === first);
  if (own) {
    const below = rest.length === 0 ? (alone[first] ?? []) : rest;
    return below.length > 0 && hasField(own.shape, below) ? { ...own, path: below } : unknown(key, shapes);
  }
  const found = shapes.filter(({ shape }) => first !== 'use' && hasField(shape, path));
  const [only, another] = found;
  if (!only) return unknown(key, shapes);
  // Every cell may say the fidelity; it means the same in each.
  if (another && first !== 'fidelity')
    return diagnostic('sweep.ambiguous-field', {
      key,
      choices: found.map(({ kind }) => `${kind.id}.${key}`).join(', '),
    });
  return { ...only, path };
}

function hasField(shape: Pick<Shape<unknown>, 'below'>, path: readonly string[]): boolean {
  return fieldAt(shape, path) !== undefined;
}

function fieldAt({ below = [] }: Pick<Shape<unknown>, 'below'>, path: readonly string[]): Field<unknown> | undefined {
  const [first, ...rest] = path;
  const field = below.find((each) => each.key === first);
  return field && (rest.length === 0 ? field : fieldAt(field.shape, rest));
}

function titleOf({ kind, shape, path }: Place): Text {
  const titles = path.flatMap((_, i) => fieldAt(shape, path.slice(0, i + 1))?.title ?? []);
  if (path.length === 1 && path[0] === 'use') return kind.title;
  return { en: titles.map(({ en }) => en).join(' · '), zh: titles.map(({ zh }) => zh).join(' · ') };
}

function unknown(key: string, shapes: readonly Omit<Place, 'path'>[]): Diagnostic {
  const known = [...Object.keys(alone), ...shapes.flatMap(({ shape }) => keysOf(shape.below ?? []))];
  // "ep" stands under prefill and decode; decode is what is varied most.
  const below = known.filter((each) => each.endsWith(`.${key}`));
  const near = below.find((each) => each.startsWith('decode.')) ?? below[0] ?? nearest(key, known);
  return diagnostic('sweep.unknown-field', { key, near });
}

function keysOf(fields: readonly Field<unknown>[], prefix = ''): string[] {
  return fields
    .filter((each) => !each.hidden)
    .flatMap((each) => [`${prefix}${each.key}`, ...keysOf(each.shape.below ?? [], `${prefix}${each.key}.`)]);
}
