/** How near a measured kernel family stands to what is asked, and what a chip without measurements takes over. */

import type { Text } from '../diagnostics';
import type { Chip, KernelClass } from '../types';
import type { Ask, Entry } from './calibrations';
import type { FamilyRecord } from '../calibration-schema';

/**
 * Chips of one die differ in memory, links and power only, and share their kernels. H100, H800 and H200 are one GH100
 * with 132 multiprocessors (calibrations move between H100 and H200 within 0.06–0.12); the H20 has 78 of them.
 */
const dies: readonly (readonly string[])[] = [
  ['h100', 'h800', 'h200'],
  ['h20-96g', 'h20-141g'],
  ['b200', 'gb200'],
  ['b300', 'gb300'],
];

export function areOneDie(a: string, b: string): boolean {
  return dies.some((die) => die.includes(a) && die.includes(b));
}

/** The measured chips that stand for a class, nearest first. */
const classes = {
  poor: ['h20-96g', 'h100', 'h800', 'h200', 'b200'],
  fp4: ['b200', 'gb200', 'h200', 'h100', 'h800'],
  plain: ['h100', 'h800', 'h200', 'b200'],
} as const satisfies Record<KernelClass, readonly string[]>;

/** Libraries in the order in which an engine would choose them, where none is asked for. */
const preferred = [
  'deepgemm',
  'cublas',
  'cudnn',
  'flashmla',
  'fa3',
  'flashinfer',
  'deepep',
  'custom',
  'nccl',
  'trtllm',
  'sglang',
  'vllm',
];

/** Weights of one step away: another library misses by 0.16–0.26, a sibling of the die by 0.06–0.12, another class by 0.24. */
const cost = {
  die: 1,
  class: 2,
  further: 1,
  library: 2.5,
  preference: 0.01,
  format: 4,
  cards: 0.3,
  nodes: 1.5,
} as const;

/** 0 = measured exactly as asked; infinite where the family cannot stand for it. */
export function distanceTo({ file, record }: Entry, ask: Ask): number {
  if ('variant' in record && record.variant !== ask.variant) return Number.POSITIVE_INFINITY;
  const library =
    ask.library === undefined
      ? cost.preference * rank(preferred, file.library)
      : file.library === ask.library
        ? 0
        : cost.library;
  return chipDistance(file.chip, ask.chip) + library + formatDistance(record, ask) + sizeDistance(record, ask);
}

function chipDistance(measured: string, chip: Chip): number {
  if (measured === chip.id) return 0;
  if (areOneDie(measured, chip.id)) return cost.die;
  return cost.class + cost.further * rank(classes[chip.kernelClass], measured);
}

function rank(list: readonly string[], wanted: string): number {
  const at = list.indexOf(wanted);
  return at < 0 ? list.length : at;
}

/** FP8 kernels stand for INT8, INT4 weights and FP4 where those are unmeasured; BF16 ones come last. */
function formatDistance(record: FamilyRecord, ask: Ask): number {
  if (record.dtype === 'any' || ask.dtype === undefined || record.dtype === ask.dtype) return 0;
  return record.dtype === 'fp8' ? cost.format : 2 * cost.format;
}

function sizeDistance(record: FamilyRecord, ask: Ask): number {
  if (record.op !== 'collective') return 0;
  const cards = ask.cards === undefined ? 0 : Math.abs(Math.log2(record.cards / ask.cards));
  const nodes = ask.nodes === undefined ? 0 : Math.abs(Math.log2(record.nodes / ask.nodes));
  // A network and a scale-up fabric share nothing.
  const crossing = ask.nodes !== undefined && ask.nodes > 1 !== record.nodes > 1 ? 2 * cost.format : 0;
  return cost.cards * cards + cost.nodes * nodes + crossing;
}

/** What was taken over and from where; undefined where chip, library and format are the ones asked for. */
export function borrowing({ file, record }: Entry, ask: Ask): Text | undefined {
  const en: string[] = [];
  const zh: string[] = [];
  if (file.chip !== ask.chip.id) {
    en.push(`measured on ${file.chip}, not on ${ask.chip.id}`);
    zh.push(`在 ${file.chip} 而非 ${ask.chip.id} 上实测`);
  }
  if (ask.library !== undefined && file.library !== ask.library) {
    en.push(`kernels of ${file.library}, not of ${ask.library}`);
    zh.push(`取自 ${file.library} 而非 ${ask.library} 的核函数`);
  }
  if (formatDistance(record, ask) > 0) {
    en.push(`${record.dtype} kernels for ${ask.dtype ?? ''}`);
    zh.push(`以 ${record.dtype} 核函数代替 ${ask.dtype ?? ''}`);
  }
  return en.length === 0 ? undefined : { en: en.join('; '), zh: zh.join('；') };
}
