/** catalog: what is known, with sources. */

import { diagnostic, nearest, type CatalogEntry, type CatalogKind, type Language, type Text } from '../../engine';
import { listEntries } from '../handlers/catalog';
import { Refusal } from '../outcome';
import type { Call, Command } from './command';
import { jsonText } from './json';
import { pageOf, styleFor, tableText, widthOf } from './print';

const kinds: readonly CatalogKind[] = ['chips', 'models', 'optimizations', 'sources'];

export const catalog: Command = {
  name: 'catalog',
  usage: `${kinds.join('|')} [ID]`,
  summary: { en: 'what is known, with sources', zh: '已知的芯片、模型、优化与来源' },
  options: {},
  least: 1,
  most: 2,
  act: async (call) => {
    const [word = '', id] = call.words;
    const kind = kinds.find((each) => each === word);
    if (!kind) throw new Refusal(unknownKind(word));
    const entries = await listEntries(call.workshop, kind);
    if (id === undefined) list(call, entries);
    else show(call, find(entries, kind, id));
    return 0;
  },
};

function unknownKind(value: string) {
  const near = nearest(value, kinds);
  return diagnostic('usage.bad-value', { name: 'catalog', value, known: kinds.join(', '), ...(near ? { near } : {}) });
}

/** By id, title or alias, in any case. */
function find(entries: readonly CatalogEntry[], kind: CatalogKind, name: string): CatalogEntry {
  const wanted = name.toLowerCase();
  const found =
    entries.find((entry) => entry.id === wanted) ??
    entries.find((entry) => namesOf(entry).some((each) => each.toLowerCase() === wanted));
  if (found) return found;
  const near = nearest(wanted, entries.flatMap(namesOf));
  throw new Refusal(diagnostic('usage.unknown-entry', { kind, name, ...(near === undefined ? {} : { near }) }));
}

function namesOf(entry: CatalogEntry): string[] {
  const aliases = Array.isArray(entry.aliases) ? entry.aliases.map(String) : [];
  return [entry.id, entry.title, ...aliases];
}

function list({ console, json, language }: Call, entries: readonly CatalogEntry[]): void {
  if (json) return console.out(jsonText(entries));
  const id = { title: 'id', align: 'left' } as const;
  const summary = { title: language === 'zh' ? '概要' : 'summary', align: 'left' } as const;
  const rows = entries.map((entry) => [entry.id, entry.title, entry.summary[language]]);
  const title = { title: language === 'zh' ? '名称' : 'name', align: 'left' } as const;
  console.out(tableText([id, title, summary], rows, pageOf(console)));
}

function show({ console, json, language }: Call, entry: CatalogEntry): void {
  if (json) return console.out(jsonText(entry));
  const style = styleFor(console.colours);
  const { id, title, summary, ...fields } = entry;
  const lines = Object.entries(fields).flatMap(([name, value]) => fieldLines(name, value, language));
  const width = Math.max(...lines.map(([name]) => widthOf(name)));
  console.out(
    [
      `${style.strong(title)}  ${style.dim(id)}`,
      summary[language],
      '',
      ...lines.map(([name, text]) => `${name.padEnd(width)}  ${text}`),
    ].join('\n'),
  );
}

/** A field as lines: a figure with who vouches for it, a list joined, anything deeper as its own fields. */
function fieldLines(name: string, value: unknown, language: Language): (readonly [string, string])[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [[name, String(value)]];
  if (Array.isArray(value)) {
    if (value.every((each) => typeof each !== 'object')) return value.length === 0 ? [] : [[name, value.join(', ')]];
    return value.flatMap((each, i) => fieldLines(`${name}.${i}`, each, language));
  }
  if (isText(value)) return [[name, value[language]]];
  const fields = new Map<string, unknown>(Object.entries(value));
  const figure = fields.get('text') ?? reasonIn(fields, language);
  if (typeof figure === 'string') {
    const cite = ['origin', 'source', 'confidence', 'note']
      .map((key) => fields.get(key))
      .filter((each) => typeof each === 'string');
    return [[name, [figure, ...cite].join(' · ')]];
  }
  return [...fields].flatMap(([key, each]) => fieldLines(`${name}.${key}`, each, language));
}

/** Why there is no figure: the chip has no such unit, or nobody has published it. */
function reasonIn(fields: ReadonlyMap<string, unknown>, language: Language): string | undefined {
  const reason = fields.get('absent') ?? fields.get('unknown');
  return isText(reason) ? `— ${reason[language]}` : undefined;
}

function isText(value: unknown): value is Text {
  return (
    typeof value === 'object' &&
    value !== null &&
    'en' in value &&
    'zh' in value &&
    typeof value.en === 'string' &&
    typeof value.zh === 'string'
  );
}
