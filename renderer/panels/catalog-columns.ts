/** What the catalog's table shows of each kind of entry. Entries are open records: each field is read with care. */

import type { CatalogEntry, CatalogKind, Language, Text } from '../../app/contract';
import type { Trust } from '../shown';

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
  readonly read: (entry: CatalogEntry, language: Language) => CatalogCell;
}

const id: CatalogColumn = {
  id: 'id',
  title: { en: 'id', zh: 'id' },
  align: 'text',
  read: (entry) => ({ text: entry.id, isMono: true }),
};
const title: CatalogColumn = {
  id: 'title',
  title: { en: 'name', zh: '名称' },
  align: 'text',
  read: (entry, language) => ({ text: isText(entry.titleInWords) ? entry.titleInWords[language] : entry.title }),
};
const summary: CatalogColumn = {
  id: 'summary',
  title: { en: 'summary', zh: '概要' },
  align: 'text',
  read: (entry, language) => ({ text: entry.summary[language] }),
};

function plain(field: string, en: string, zh: string): CatalogColumn {
  return { id: field, title: { en, zh }, align: 'text', read: (entry) => ({ text: wordOf(entry[field]) }) };
}

function figure(field: string, en: string, zh: string): CatalogColumn {
  return { id: field, title: { en, zh }, align: 'number', read: (entry, language) => figureOf(entry[field], language) };
}

export const catalogColumns: Readonly<Record<CatalogKind, readonly CatalogColumn[]>> = {
  chips: [
    title,
    id,
    plain('vendor', 'vendor', '厂商'),
    figure('memory', 'memory', '显存'),
    figure('memoryBandwidth', 'bandwidth', '显存带宽'),
    figure('tflops.bf16', 'BF16', 'BF16'),
    figure('tflops.fp8', 'FP8', 'FP8'),
    figure('tflops.int8', 'INT8', 'INT8'),
    figure('tflops.fp4', 'FP4', 'FP4'),
    figure('scaleUp', 'scale-up', '机内互联'),
    figure('scaleOut', 'scale-out', '机间网络'),
    figure('tdp', 'TDP', 'TDP'),
  ],
  models: [
    title,
    id,
    { ...summary, title: { en: 'size and layers', zh: '规模与层' } },
    plain('source', 'source', '来源'),
  ],
  optimizations: [title, id, plain('level', 'level', '层级'), summary, plain('cite', 'source', '出处')],
  sources: [
    title,
    id,
    plain('date', 'date', '日期'),
    {
      ...summary,
      title: { en: 'where', zh: '位置' },
      read: (entry, language) => {
        const url = typeof entry.url === 'string' && entry.url.startsWith('https://') ? { url: entry.url } : {};
        return { text: entry.summary[language], ...url };
      },
    },
  ],
};

function figureOf(field: unknown, language: Language): CatalogCell {
  if (!isRecord(field)) return { text: '' };
  const why = isText(field.absent)
    ? field.absent[language]
    : isText(field.unknown)
      ? field.unknown[language]
      : undefined;
  if (typeof field.text !== 'string') return { text: '—', ...(why === undefined ? {} : { hint: why }) };
  const hint = [field.source, field.confidence, field.note]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(' · ');
  return {
    text: field.text,
    ...(typeof field.value === 'number' ? { value: field.value } : {}),
    ...(isTrust(field.origin) ? { trust: field.origin } : {}),
    ...(hint === '' ? {} : { hint }),
  };
}

function wordOf(field: unknown): string {
  if (typeof field === 'string' || typeof field === 'number') return String(field);
  return Array.isArray(field) ? field.filter((part) => typeof part === 'string').join(', ') : '';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown): value is Text {
  return isRecord(value) && typeof value.en === 'string' && typeof value.zh === 'string';
}

function isTrust(value: unknown): value is Trust {
  return (
    value === 'measured' || value === 'datasheet' || value === 'calibrated' || value === 'given' || value === 'assumed'
  );
}
