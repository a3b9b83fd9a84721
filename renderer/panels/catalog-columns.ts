/** What the catalog's table can show of each kind of entry, and by what it can be narrowed. */

import type { CatalogEntry, CatalogKind, Language, Text } from '../../app/contract';
import type { Trust } from '../shown';
import { figureAt, isRecord, isText, layersOf, wordOf } from './catalog-read';

export interface CatalogCell {
  readonly text: string;
  /** Sorts by this, else by the text. */
  readonly value?: number;
  readonly trust?: Trust;
  /** Why there is no figure, or where it stands: the hover. */
  readonly hint?: string;
  readonly url?: string;
  readonly isMono?: boolean;
}

export interface CatalogColumn {
  readonly id: string;
  readonly title: Text;
  readonly align: 'text' | 'number';
  readonly width: number;
  /** False where a person has to ask for it. */
  readonly isUsual: boolean;
  readonly read: (entry: CatalogEntry, language: Language) => CatalogCell;
}

export interface Facet {
  readonly id: string;
  readonly title: Text;
  /** What of it an entry has. */
  readonly read: (entry: CatalogEntry) => readonly { readonly id: string; readonly label: Text }[];
}

type Words = readonly [id: string, en: string, zh: string];

function column(
  [id, en, zh]: Words,
  read: CatalogColumn['read'],
  { width = 110, align = 'text', isUsual = true }: Partial<CatalogColumn> = {},
): CatalogColumn {
  return { id, title: { en, zh }, align, width, isUsual, read };
}

function plain(names: Words, more: Partial<CatalogColumn> = {}): CatalogColumn {
  return column(names, (entry, language) => ({ text: wordOf(entry[names[0]], language) }), more);
}

function figure(names: Words, more: Partial<CatalogColumn> = {}): CatalogColumn {
  return column(names, (entry, language) => figureCell(entry, names[0], language), {
    align: 'number',
    width: 104,
    ...more,
  });
}

/** A peak: the head says the unit once for all. */
function peak(format: string): CatalogColumn {
  const name = `tflops.${format}`;
  const head = `${format.toUpperCase()}, TFLOPS`;
  return column(
    [name, head, head],
    (entry, language) => {
      const cell = figureCell(entry, name, language);
      return { ...cell, text: cell.text.replace(/\sTFLOPS$/, '') };
    },
    { align: 'number', width: 96 },
  );
}

function figureCell(entry: CatalogEntry, name: string, language: Language): CatalogCell {
  const found = figureAt(entry, name);
  if (!found) return { text: '' };
  const why = found.absent ?? found.unknown;
  if (found.text === undefined) return { text: '—', ...(why ? { hint: why[language] } : {}) };
  const hint = [found.sourceTitle ?? found.source, found.confidence, found.note]
    .filter((part) => part !== undefined)
    .join(' · ');
  return {
    text: found.text,
    ...(found.value === undefined ? {} : { value: found.value }),
    ...(found.trust ? { trust: found.trust } : {}),
    ...(hint === '' ? {} : { hint }),
  };
}

const id = column(['id', 'id', 'id'], (entry) => ({ text: entry.id, isMono: true }), { width: 140 });
const title = column(
  ['title', 'name', '名称'],
  (entry, language) => ({ text: isText(entry.titleInWords) ? entry.titleInWords[language] : entry.title }),
  { width: 180 },
);
const rare = { isUsual: false };

function counted(names: Words, more: Partial<CatalogColumn> = {}): CatalogColumn {
  return column(
    names,
    (entry) => {
      const value = entry[names[0]];
      return typeof value === 'number'
        ? { text: value.toLocaleString('en').replaceAll(',', '\u2009'), value }
        : { text: '—' };
    },
    { align: 'number', width: 90, ...more },
  );
}

function published(name: 'total' | 'active', names: Words): CatalogColumn {
  return column(
    names,
    (entry) => {
      const text = isRecord(entry.published) ? entry.published[name] : undefined;
      return { text: typeof text === 'string' ? text : '—' };
    },
    { align: 'number', width: 104, ...rare },
  );
}

const distinct = (parts: readonly string[]) => [...new Set(parts)].join(' + ');

function tabled(names: Words, words: Readonly<Record<string, Text>>): CatalogColumn {
  return column(names, (entry, language) => {
    const value = String(entry[names[0]]);
    return { text: words[value]?.[language] ?? value };
  });
}

/** What the engine calls a value: `levelInWords` beside `level`. */
function wordsBeside(entry: CatalogEntry, name: string): Text {
  const said = entry[`${name}InWords`];
  const value = String(entry[name]);
  return isText(said) ? said : { en: value, zh: value };
}

function inWords(names: Words): CatalogColumn {
  return column(names, (entry, language) => ({ text: wordsBeside(entry, names[0])[language] }), { width: 120 });
}

const confidences = {
  high: { en: 'high', zh: '高' },
  medium: { en: 'medium', zh: '中' },
  low: { en: 'low', zh: '低' },
} as const satisfies Record<string, Text>;

export const catalogWords: Readonly<Record<string, Readonly<Record<string, Text>>>> = {
  confidence: confidences,
};

export const catalogColumns: Readonly<Record<CatalogKind, readonly CatalogColumn[]>> = {
  chips: [
    title,
    id,
    plain(['vendor', 'vendor', '厂商'], { width: 80 }),
    figure(['memory', 'memory', '显存'], { width: 80 }),
    plain(['memoryType', 'memory type', '显存类型'], { width: 90, ...rare }),
    figure(['memoryBandwidth', 'bandwidth', '显存带宽'], { width: 96 }),
    peak('bf16'),
    peak('fp8'),
    peak('int8'),
    peak('fp4'),
    figure(['scaleUp', 'scale-up', '机内互联'], { width: 92 }),
    figure(['scaleOut', 'scale-out', '机间网络'], { width: 88 }),
    figure(['scaleUpDomain', 'scale-up domain', '高速互联域'], rare),
    figure(['cardsPerNode', 'cards a node', '每节点卡数'], rare),
    figure(['linkLatency', 'link latency', '互联时延'], rare),
    figure(['sms', 'compute units', '计算单元'], rare),
    figure(['l2', 'L2', 'L2'], rare),
    figure(['tdp', 'TDP', 'TDP'], { width: 76 }),
    plain(['release', 'release', '发布'], rare),
  ],
  models: [
    title,
    id,
    figure(['parameters', 'parameters', '参数量']),
    figure(['activeParameters', 'active a token', '每 token 激活']),
    figure(['kvPerToken', 'KV a token', '每 token KV']),
    column(['attention', 'attention', '注意力'], (entry) => ({
      text: distinct(layersOf(entry).map((layer) => layer.attention)),
    })),
    column(['ffn', 'FFN', 'FFN'], (entry) => ({ text: distinct(layersOf(entry).map((layer) => layer.ffn)) })),
    column(
      ['layers', 'layers', '层数'],
      (entry) => {
        const value = layersOf(entry).reduce((sum, layer) => sum + layer.count, 0);
        return value === 0 ? { text: '—' } : { text: String(value), value };
      },
      { align: 'number', width: 70 },
    ),
    counted(['contextLength', 'context', '上下文']),
    plain(['nativePrecision', 'checkpoint', '检查点精度'], { width: 130 }),
    counted(['hidden', 'hidden', '隐藏维'], rare),
    counted(['vocab', 'vocabulary', '词表'], rare),
    published('total', ['published-total', 'published total', '公布总量']),
    published('active', ['published-active', 'published active', '公布激活量']),
    column(
      ['source', 'source', '来源'],
      (entry, language) => ({ text: wordOf(entry.sourceTitle ?? entry.source, language) }),
      { width: 220, ...rare },
    ),
  ],
  optimizations: [
    { ...title, width: 170 },
    { ...id, width: 150 },
    inWords(['level', 'level', '层级']),
    inWords(['stage', 'stage', '阶段']),
    plain(['summary', 'what it does', '作用'], { width: 420 }),
    plain(['source', 'source', '出处'], { width: 150 }),
  ],
  sources: [
    { ...title, width: 300 },
    { ...id, width: 170 },
    tabled(['confidence', 'confidence', '可信程度'], confidences),
    plain(['published', 'published', '发布日期'], { width: 90 }),
    plain(['read', 'read', '阅读日期'], { width: 90, ...rare }),
    plain(['locator', 'where', '位置'], { width: 300 }),
    plain(['license', 'licence', '许可'], rare),
  ],
};

const word = (name: string, en = name, zh = en) => ({ id: name, label: { en, zh } });

const ownership: Facet = {
  id: 'own',
  title: { en: 'Whose', zh: '归属' },
  read: (entry) =>
    entry.own === undefined ? [word('shipped', 'shipped', '自带')] : [word('own', 'your own', '自己的')],
};

function tabledFacet(names: Words, words: Readonly<Record<string, Text>>): Facet {
  const [name, en, zh] = names;
  return {
    id: name,
    title: { en, zh },
    read: (entry) => {
      const value = String(entry[name]);
      return [{ id: value, label: words[value] ?? { en: value, zh: value } }];
    },
  };
}

function inWordsFacet([name, en, zh]: Words): Facet {
  return {
    id: name,
    title: { en, zh },
    read: (entry) => [{ id: String(entry[name]), label: wordsBeside(entry, name) }],
  };
}

const whole = ['memory', 'memoryBandwidth', 'tflops.bf16'];

export const catalogFacets: Readonly<Record<CatalogKind, readonly Facet[]>> = {
  chips: [
    {
      id: 'vendor',
      title: { en: 'Vendor', zh: '厂商' },
      read: (entry) => [word(wordOf(entry.vendor, 'en'))],
    },
    {
      id: 'known',
      title: { en: 'Figures', zh: '数据' },
      read: (entry) =>
        whole.every((name) => figureAt(entry, name)?.value !== undefined)
          ? [word('whole', 'enough to compute', '足够计算')]
          : [word('gaps', 'with gaps', '有缺项')],
    },
    ownership,
  ],
  models: [
    {
      id: 'attention',
      title: { en: 'Attention', zh: '注意力' },
      read: (entry) => layersOf(entry).map((layer) => word(layer.attention)),
    },
    {
      id: 'ffn',
      title: { en: 'FFN', zh: 'FFN' },
      read: (entry) => layersOf(entry).map((layer) => word(layer.ffn)),
    },
    ownership,
  ],
  optimizations: [inWordsFacet(['level', 'Level', '层级']), inWordsFacet(['stage', 'Stage', '阶段'])],
  sources: [tabledFacet(['confidence', 'Confidence', '可信程度'], confidences)],
};
