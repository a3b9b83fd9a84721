/** A chip file → a Chip and the facts beside it. */

import { diagnostic, type Diagnostic, type Text } from '../diagnostics';
import { isKnown, type Q, type Unit } from '../quantity';
import { format } from '../quantity-text';
import type { Absent, Chip, KernelClass, MathFormat } from '../types';
import { readFigure } from './figure';
import type { ChipRecord, PeakRecord } from './schema';
import { transportTitles } from './transports';

/** The chip's figures that a person may override with `set:`, and their units. */
export const chipFields = {
  memory: { unit: 'B', title: { en: 'memory', zh: '显存容量' } },
  memoryBandwidth: { unit: 'B/s', title: { en: 'memory bandwidth', zh: '显存带宽' } },
  scaleUp: { unit: 'B/s', title: { en: 'scale-up bandwidth, one way', zh: '机内互联单向带宽' } },
  scaleOut: { unit: 'B/s', title: { en: 'scale-out bandwidth, one way', zh: '机间网络单向带宽' } },
  scaleUpDomain: { unit: 'card', title: { en: 'scale-up domain', zh: '高速互联域' } },
  cardsPerNode: { unit: 'card', title: { en: 'cards a node', zh: '每节点卡数' } },
  linkLatency: { unit: 's', title: { en: 'scale-up latency', zh: '互联时延' } },
  sms: { unit: '1', title: { en: 'compute units', zh: '计算单元数' } },
  l2: { unit: 'B', title: { en: 'L2 cache', zh: 'L2 缓存' } },
  tdp: { unit: 'W', title: { en: 'TDP', zh: 'TDP' } },
} as const satisfies Record<string, { readonly unit: Unit; readonly title: Text }>;

export type ChipField = keyof typeof chipFields;

/** The same in the order they are shown. */
export const chipFieldNames = [
  'memory',
  'memoryBandwidth',
  'scaleUp',
  'scaleOut',
  'scaleUpDomain',
  'cardsPerNode',
  'linkLatency',
  'sms',
  'l2',
  'tdp',
] as const satisfies readonly ChipField[];

export const mathFormats = ['bf16', 'fp8', 'int8', 'fp4'] as const satisfies readonly MathFormat[];

export const peakFields = {
  bf16: { en: 'dense BF16 peak', zh: 'BF16 稠密峰值' },
  fp8: { en: 'dense FP8 peak', zh: 'FP8 稠密峰值' },
  int8: { en: 'dense INT8 peak', zh: 'INT8 稠密峰值' },
  fp4: { en: 'dense FP4 peak', zh: 'FP4 稠密峰值' },
} as const satisfies Record<MathFormat, Text>;

export interface ReadChip {
  readonly chip: Chip;
  readonly extras: Readonly<Record<string, Q>>;
  readonly problems: readonly Diagnostic[];
}

export function readChip(record: ChipRecord): ReadChip {
  const problems: Diagnostic[] = [];
  const report = (problem: Diagnostic) => problems.push(problem);
  const of = (title: Text): Text => ({
    en: `${title.en} of ${record.title}`,
    zh: `${record.title} 的${/^[A-Z0-9]/.test(title.zh) ? ' ' : ''}${title.zh}`,
  });

  const figure = <F extends ChipField>(field: F): Q<(typeof chipFields)[F]['unit']> => {
    const { unit, title } = chipFields[field];
    return readFigure(record[field], unit, { field, label: of(overWhat(field, title, record)), report });
  };
  const peak = (format: MathFormat): Q<'FLOP/s'> | Absent => {
    const given: PeakRecord = record.tflops[format];
    if ('absent' in given) return { absent: given.absent };
    return readFigure(given, 'FLOP/s', { field: `tflops.${format}`, label: of(peakFields[format]), report });
  };

  const tflops = { bf16: peak('bf16'), fp8: peak('fp8'), int8: peak('int8'), fp4: peak('fp4') };
  const memoryBandwidth = figure('memoryBandwidth');
  const chip: Chip = {
    id: record.id,
    title: record.title,
    vendor: record.vendor,
    deviceNames: record.deviceNames,
    tflops,
    memory: figure('memory'),
    memoryBandwidth,
    scaleUp: figure('scaleUp'),
    scaleOut: figure('scaleOut'),
    scaleUpDomain: figure('scaleUpDomain'),
    cardsPerNode: figure('cardsPerNode'),
    linkLatency: figure('linkLatency'),
    sms: figure('sms'),
    l2: figure('l2'),
    tdp: figure('tdp'),
    kernelClass: kernelClassOf(tflops, memoryBandwidth),
  };
  const extras = Object.fromEntries(
    Object.entries(record.extras).map(([name, extra]) => {
      const { unit, ...stated } = extra;
      return [name, readFigure(stated, unit, { field: `extras.${name}`, label: of({ en: name, zh: name }), report })];
    }),
  );
  problems.push(...nonsense(chip, extras));
  return { chip, extras, problems };
}

/** Below this many BF16 FLOP a byte of memory traffic a chip is filled by few rows, and tiles of 64 waste it (H20: 37; H100: 295). */
const computePoor = 90;

export function kernelClassOf({ bf16, fp4 }: Chip['tflops'], memoryBandwidth: Q<'B/s'>): KernelClass {
  if (!('absent' in bf16) && bf16.value / memoryBandwidth.value < computePoor) return 'poor';
  return 'absent' in fp4 ? 'plain' : 'fp4';
}

/** Where it is known what carries a link, its bandwidth says so. */
function overWhat(field: ChipField, title: Text, { transport }: ChipRecord): Text {
  const carrier = field === 'scaleUp' || field === 'scaleOut' ? transport?.[field] : undefined;
  if (!carrier) return title;
  const over = transportTitles[carrier];
  return { en: `${title.en}, over ${over.en},`, zh: `${over.zh} ${title.zh}` };
}

/** Zero, negative, or measured above its own peak: such a file is refused, for every later number would be wrong. */
function nonsense(chip: Chip, extras: Readonly<Record<string, Q>>): Diagnostic[] {
  const figures = ownFigures(chip);
  const found: Diagnostic[] = [];
  for (const [field, q] of [...figures, ...Object.entries(extras)]) {
    if (isKnown(q) && q.value <= 0)
      found.push(diagnostic('catalog.not-positive', { value: format(q) }, { path: field.split('.') }));
  }
  const peaks = new Map(figures);
  for (const [name, measured] of Object.entries(extras)) {
    if (measured.origin.kind !== 'measured') continue;
    const peak = peaks.get(name.replace(/\.measured$/, ''));
    // An assumed peak may be the one that is wrong (MI308X); a published one bounds what can be measured.
    if (!peak || peak === measured || peak.origin.kind === 'assumed' || !(measured.value > peak.value)) continue;
    const path = ['extras', name];
    found.push(diagnostic('catalog.above-peak', { measured: format(measured), peak: format(peak) }, { path }));
  }
  return found;
}

function ownFigures(chip: Chip): (readonly [string, Q])[] {
  const peaks = mathFormats.flatMap((format): [string, Q][] => {
    const peak = chip.tflops[format];
    return 'absent' in peak ? [] : [[`tflops.${format}`, peak]];
  });
  return [...peaks, ...chipFieldNames.map((field): [string, Q] => [field, chip[field]])];
}
