/** Entries as the command line and the browser list them: plain JSON, each figure with its unit, origin and source. */

import type { Text } from '../diagnostics';
import { isKnown, type Q, type Unit } from '../quantity';
import { format, show } from '../quantity-text';
import type { AttentionSpec, Chip, LayerGroup } from '../types';
import { chipFieldNames, chipFields, mathFormats, peakFields } from './chip';
import { linksOf } from './links';
import type { ChipRecord, FigureRecord, ModelRecord, PeakRecord, Source } from './schema';

export type CatalogKind = 'chips' | 'models' | 'optimizations' | 'sources';

/** A figure as listed: the SI value, how it was written, and who vouches for it; or why there is none. */
export interface EntryFigure {
  readonly title: Text;
  readonly value: number | null;
  readonly unit: Unit;
  readonly text?: string;
  readonly origin?: string;
  readonly source?: string;
  readonly confidence?: string;
  readonly note?: string;
  readonly absent?: Text;
  readonly unknown?: Text;
}

export interface CatalogEntry {
  readonly id: string;
  readonly title: string;
  readonly summary: Text;
  /** Figures by field name ("tflops.fp8"), and plain fields (aliases, layers, evidence). */
  readonly [field: string]: unknown;
}

interface ListedChip {
  readonly record: ChipRecord;
  readonly chip: Chip;
  readonly extras: Readonly<Record<string, Q>>;
  /** All there are: what was not measured on this one was measured on another. */
  readonly chips: ReadonlyMap<string, Chip>;
}

export function chipEntry({ record, chip, extras, chips }: ListedChip): CatalogEntry {
  const peaks = mathFormats.map((math) => {
    const q = chip.tflops[math];
    const value = 'absent' in q ? undefined : q.value;
    return [`tflops.${math}`, listed({ record: record.tflops[math], unit: 'FLOP/s', title: peakFields[math], value })];
  });
  const own = chipFieldNames.map((field) => {
    const { unit, title } = chipFields[field];
    return [field, listed({ record: record[field], unit, title, value: chip[field].value })];
  });
  const beside = Object.entries(record.extras).map(([name, extra]) => {
    const { unit, ...stated } = extra;
    return [
      `extras.${name}`,
      listed({ record: stated, unit, title: { en: name, zh: name }, value: extras[name]?.value }),
    ];
  });
  const { id, title, vendor, aliases, deviceNames, release, memoryType, topology, note, evidence } = record;
  return {
    id,
    title,
    summary: chipSummary(record, chip),
    vendor,
    aliases,
    deviceNames,
    ...(release !== undefined && { release }),
    ...(memoryType !== undefined && { memoryType }),
    ...(topology !== undefined && { topology }),
    links: linksOf(record, chip, chips),
    ...Object.fromEntries([...peaks, ...own, ...beside]),
    ...(note !== undefined && { note }),
    evidence,
  };
}

function listed(given: { record: PeakRecord; unit: Unit; title: Text; value: number | undefined }): EntryFigure {
  const { record, unit, title } = given;
  const value = given.value === undefined || Number.isNaN(given.value) ? null : given.value;
  if ('absent' in record)
    return {
      title,
      value: null,
      unit,
      absent: record.absent,
      ...(record.source !== undefined && { source: record.source }),
    };
  if ('unknown' in record) return { title, value: null, unit, unknown: record.unknown };
  const { value: text, ...cite } = record satisfies FigureRecord;
  return { title, value, unit, text, ...cite };
}

function chipSummary(record: ChipRecord, chip: Chip): Text {
  const fp8 = chip.tflops.fp8;
  const bf16 = chip.tflops.bf16;
  const known = (q: Chip['tflops']['fp8']): q is Q<'FLOP/s'> => !('absent' in q) && isKnown(q);
  const fastest: Text[] = known(fp8)
    ? [{ en: `${format(fp8)} FP8`, zh: `FP8 ${format(fp8)}` }]
    : known(bf16)
      ? [{ en: `${format(bf16)} BF16`, zh: `BF16 ${format(bf16)}` }]
      : [];
  const memory =
    'value' in record.memory
      ? [`${record.memory.value}${record.memoryType === undefined ? '' : ` ${record.memoryType}`}`]
      : [];
  const bandwidth = isKnown(chip.memoryBandwidth) ? [format(chip.memoryBandwidth)] : [];
  const both = [...memory, ...bandwidth].map((part): Text => ({ en: part, zh: part }));
  const parts = [...both, ...fastest];
  const none: Text = { en: 'no figure published', zh: '没有公布的数据' };
  return parts.length === 0
    ? none
    : { en: parts.map(({ en }) => en).join(', '), zh: parts.map(({ zh }) => zh).join('，') };
}

export interface ListedModel {
  readonly record: ModelRecord;
  /** Null where the architecture is blocked. */
  readonly total: number | null;
  readonly active: number | null;
}

export function modelEntry({ record, total, active }: ListedModel): CatalogEntry {
  const { id, title, aliases, published, blocked, layers, raw, ...rest } = record;
  const parameter = (name: Text, value: number | null) => ({
    title: name,
    value,
    unit: 'parameter',
    ...(value === null ? {} : { origin: 'derived' }),
    source: record.source,
  });
  return {
    id,
    title,
    summary: modelSummary({ record, total, active }),
    aliases,
    parameters: parameter({ en: 'parameters, without MTP', zh: '参数量（不含 MTP）' }, total),
    activeParameters: parameter(
      { en: 'active parameters a token (blocks and head)', zh: '每 token 激活参数量（层与输出头）' },
      active,
    ),
    ...rest,
    layers,
    ...(published && { published }),
    ...(blocked && { blocked }),
    ...(raw && { raw }),
  };
}

function modelSummary({ record, total, active }: ListedModel): Text {
  if (record.blocked) {
    const { en, zh } = record.blocked.reason;
    return { en: `Not computed yet. ${en}`, zh: `暂不能计算。${zh}` };
  }
  const size = (value: number | null) => (value === null ? '—' : written(value));
  const count = record.layers.reduce((sum, group) => sum + group.count, 0);
  const kinds = [...new Set(record.layers.flatMap(kindsOf))].join(' + ');
  return total === active
    ? { en: `${size(total)}, ${count} layers, ${kinds}`, zh: `${size(total)}，${count} 层，${kinds}` }
    : {
        en: `${size(total)}, ${size(active)} active, ${count} layers, ${kinds}`,
        zh: `${size(total)}，激活 ${size(active)}，${count} 层，${kinds}`,
      };
}

function kindsOf({ attention, ffn }: LayerGroup): string[] {
  return [attentionName(attention), ffn.kind === 'moe' ? `MoE ${ffn.experts}/${ffn.topk}` : 'dense'];
}

function attentionName(spec: AttentionSpec): string {
  switch (spec.kind) {
    case 'gqa': {
      if (spec.blocks) return `GQA (${spec.blocks.best} × ${spec.blocks.size})`;
      const most = spec.window ?? spec.chunk;
      return most === undefined ? 'GQA' : `GQA (${most})`;
    }
    case 'mla':
      return spec.index ? 'MLA + DSA' : 'MLA';
    case 'delta-net':
      return 'GDN';
    case 'kda':
      return 'KDA';
    case 'lightning':
      return 'lightning';
    case 'compressed':
      return spec.ratio === 0 ? `SWA (${spec.window})` : `c${spec.ratio}a`;
  }
}

function written(value: number): string {
  const { text, unit } = show(value, 'parameter', 4);
  return `${text} ${unit}`;
}

export function sourceEntry(source: Source): CatalogEntry {
  const where = source.url ?? source.locator;
  return { ...source, summary: { en: where, zh: where } };
}
