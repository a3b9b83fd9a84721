/** Entries of the catalog are open records: each field is read with care. */

import type { CatalogEntry, Language, Text } from '../../app/contract';
import type { Trust } from '../shown';

/** A figure, or why there is none. */
export interface EntryFigure {
  readonly title: Text;
  /** Undefined where it is not known or the chip has no such unit. */
  readonly text?: string;
  /** As the entry writes it: what can be edited and read again. */
  readonly said?: string;
  readonly value?: number;
  readonly trust?: Trust;
  readonly source?: string;
  /** The source by its title. */
  readonly sourceTitle?: string;
  readonly confidence?: string;
  readonly note?: string;
  readonly absent?: Text;
  readonly unknown?: Text;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isText(value: unknown): value is Text {
  return isRecord(value) && typeof value.en === 'string' && typeof value.zh === 'string';
}

/** A word, a number, words in a row, or a text in the language. */
export function wordOf(field: unknown, language: Language): string {
  if (typeof field === 'string' || typeof field === 'number') return String(field);
  if (isText(field)) return field[language];
  return Array.isArray(field) ? field.filter((part) => typeof part === 'string').join(', ') : '';
}

export function figureAt(entry: CatalogEntry, name: string): EntryFigure | undefined {
  const field = entry[name];
  if (!isRecord(field) || !isText(field.title)) return undefined;
  const words = (key: 'source' | 'sourceTitle' | 'confidence' | 'note') => {
    const value = field[key];
    return typeof value === 'string' && value !== '' ? { [key]: value } : {};
  };
  return {
    title: field.title,
    ...(typeof field.text === 'string' ? { text: written(field.text), said: field.text } : {}),
    ...(typeof field.value === 'number' ? { value: field.value } : {}),
    ...(isTrust(field.origin) ? { trust: field.origin } : {}),
    ...words('source'),
    ...words('sourceTitle'),
    ...words('confidence'),
    ...words('note'),
    ...(isText(field.absent) ? { absent: field.absent } : {}),
    ...(isText(field.unknown) ? { unknown: field.unknown } : {}),
  };
}

/** Entries are typed by hand, "13500 TFLOPS", "3.7 us"; the screen has thin thousands, narrow gaps and the Greek letter. */
export function written(text: string): string {
  return text
    .replace(/^\d{4,}(?=\D|$)/, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, '\u2009'))
    .replace(/(?<=\d) us$/, ' µs')
    .replace(/(?<=\d) (?=\S+$)/, '\u202f');
}

/** Names of the fields that hold figures, in the entry's order. */
export function figureNames(entry: CatalogEntry): string[] {
  return Object.keys(entry).filter((name) => figureAt(entry, name) !== undefined);
}

export interface LayerLine {
  readonly count: number;
  readonly attention: string;
  readonly ffn: string;
  /** The dimensions, as the entry names them. */
  readonly dimensions: string;
}

export function layersOf(entry: CatalogEntry): readonly LayerLine[] {
  const { layers } = entry;
  return Array.isArray(layers) ? layers.filter(isRecord).map(layerLine) : [];
}

const attentionNames: Readonly<Record<string, string>> = {
  gqa: 'GQA',
  mla: 'MLA',
  'delta-net': 'GDN',
  kda: 'KDA',
  lightning: 'Lightning',
  compressed: 'CSA',
};

function layerLine(layer: Readonly<Record<string, unknown>>): LayerLine {
  const attention = isRecord(layer.attention) ? layer.attention : {};
  const ffn = isRecord(layer.ffn) ? layer.ffn : {};
  const kind = String(attention.kind);
  const index = kind === 'mla' && isRecord(attention.index) ? ' + DSA' : '';
  return {
    count: typeof layer.count === 'number' ? layer.count : 0,
    attention: `${attentionNames[kind] ?? kind}${index}`,
    ffn: ffn.kind === 'moe' ? 'MoE' : 'Dense',
    dimensions: [...dimensionsOf(attention), ...dimensionsOf(ffn)].join(' · '),
  };
}

function dimensionsOf(part: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(part).flatMap(([name, value]) => {
    if (name === 'kind' || value === false) return [];
    if (isRecord(value)) return [`${name} {${dimensionsOf(value).join(', ')}}`];
    return value === true ? [name] : [`${name} ${String(value)}`];
  });
}

function isTrust(value: unknown): value is Trust {
  return (
    value === 'measured' || value === 'datasheet' || value === 'calibrated' || value === 'given' || value === 'assumed'
  );
}
