/** The fields that a curve can run over, each with values around what the design says now, written as a cell would. */

import { mathFormats, type ChipField } from '../catalog';
import type { Text } from '../diagnostics';
import { optimizations } from '../optimizations';
import { isKnown, units, type Q, type Unit } from '../quantity';
import type { Case, Evaluation } from '../types';
import type { Known } from './kind';

export interface FieldValue {
  /** As a cell writes it. */
  readonly text: string;
  /** In SI; NaN of a name. */
  readonly value: number;
  readonly isNow: boolean;
}

export interface CurveField {
  /** As a sweep names it: "decode.ep". */
  readonly key: string;
  readonly title: Text;
  readonly unit: Unit;
  readonly isNamed: boolean;
  readonly isLog: boolean;
  readonly values: readonly FieldValue[];
}

/** What this design can be varied in; a field that it does not have is left out. */
export function curveFields(evaluation: Evaluation, known: Known): readonly CurveField[] {
  const kase = evaluation.case;
  return [
    ...workloadFields(kase),
    ...layoutFields(kase),
    chips(kase, known),
    ...chipFieldsOf(kase),
    ...leverFields(kase),
    ...priceFields(kase),
  ];
}

interface Numbers {
  readonly key: string;
  readonly title: Text;
  readonly unit: Unit;
  readonly now: number;
  readonly write: (value: number) => string;
  readonly others: readonly number[];
  readonly isLog?: boolean;
}

function numbers({ key, title, unit, now, write, others, isLog = true }: Numbers): CurveField {
  const all = [...new Set([...others, now])].filter(Number.isFinite).sort((a, b) => a - b);
  return {
    key,
    title,
    unit,
    isNamed: false,
    isLog,
    values: all.map((value) => ({ text: write(value), value, isNow: value === now })),
  };
}

const halfSteps = Array.from({ length: 15 }, (_, i) => 2 ** ((i - 7) / 2));

/** A good factor to either side, in steps of √2. */
function around(now: number, whole: boolean, least = 0): number[] {
  return halfSteps
    .map((factor) => now * factor)
    .map((value) => (whole ? Math.round(value) : Number(value.toPrecision(3))))
    .filter((value) => value > least);
}

function workloadFields(kase: Case): CurveField[] {
  const { perCard, input, output, prefixHit } = kase.workload;
  return [
    numbers({
      key: 'concurrency',
      title: { en: 'requests a card', zh: '单卡并发' },
      unit: 'per card',
      now: perCard.value,
      write: (n) => `${n} per card`,
      others: around(perCard.value, perCard.value >= 4),
    }),
    tokens('input', { en: 'prompt tokens', zh: '输入 token 数' }, input),
    tokens('output', { en: 'output tokens', zh: '输出 token 数' }, output),
    numbers({
      key: 'prefixHit',
      title: { en: 'prefix hit', zh: '前缀命中率' },
      unit: '1',
      now: prefixHit.value,
      write: String,
      others: shares(0, 0.9),
      isLog: false,
    }),
  ];
}

function tokens(key: string, title: Text, now: Q): CurveField {
  return numbers({ key, title, unit: 'token', now: now.value, write: String, others: around(now.value, true) });
}

/** A value with the suffix that means its unit itself; counts and shares stand alone. */
function writer(unit: Unit): (value: number) => string {
  const written: Readonly<Record<string, number>> = units[unit].written;
  const suffix = Object.keys(written).find((each) => written[each] === 1) ?? '';
  return (value) => (suffix === '' ? String(value) : `${value} ${suffix}`);
}

const steps = 10;

function shares(least: number, most: number): number[] {
  return Array.from({ length: steps }, (_, i) => Number((least + ((most - least) * i) / (steps - 1)).toPrecision(3)));
}

const powers = Array.from({ length: 9 }, (_, i) => 2 ** i);

function layoutFields(kase: Case): CurveField[] {
  const { tp, ep, dp } = kase.decode.layout;
  const ways = (key: string, title: Text, now: number) =>
    numbers({ key, title, unit: '1', now, write: String, others: powers });
  return [
    ways('decode.ep', { en: 'decode EP', zh: 'Decode EP' }, ep),
    ways('decode.tp', { en: 'decode TP', zh: 'Decode TP' }, tp),
    ways('decode.dp', { en: 'decode DP', zh: 'Decode DP' }, dp),
  ];
}

function chips(kase: Case, { chips: { ids } }: Known): CurveField {
  const now = kase.decode.chip.id;
  return {
    key: 'hardware',
    title: { en: 'chip', zh: '芯片' },
    unit: '1',
    isNamed: true,
    isLog: false,
    values: ids.map((text) => ({ text, value: Number.NaN, isNow: text === now })),
  };
}

/** Figures of a chip that a notebook may override, and the words for them on an axis. */
const chipParts: readonly { readonly field: ChipField; readonly suffix: string; readonly title: Text }[] = [
  { field: 'memoryBandwidth', suffix: 'B/s', title: { en: 'memory bandwidth', zh: '显存带宽' } },
  { field: 'memory', suffix: 'B', title: { en: 'memory', zh: '显存容量' } },
  { field: 'scaleUp', suffix: 'B/s', title: { en: 'scale-up, one way', zh: '机内互联单向带宽' } },
  { field: 'scaleOut', suffix: 'B/s', title: { en: 'scale-out, one way', zh: '机间网络单向带宽' } },
];

function chipFieldsOf(kase: Case): CurveField[] {
  const { chip } = kase.decode;
  const parts = chipParts.flatMap(({ field, suffix, title }) => {
    const q: Q = chip[field];
    if (!isKnown(q)) return [];
    const write = (value: number): string => `${value} ${suffix}`;
    return [numbers({ key: `set.${field}`, title, unit: q.unit, now: q.value, write, others: around(q.value, false) })];
  });
  const peaks = mathFormats.flatMap((math) => {
    const peak = chip.tflops[math];
    if ('absent' in peak || !isKnown(peak)) return [];
    const name = math.toUpperCase();
    return [
      numbers({
        key: `set.tflops.${math}`,
        title: { en: `${name} peak`, zh: `${name} 峰值算力` },
        unit: 'FLOP/s',
        now: peak.value,
        write: (value) => `${value} FLOPS`,
        others: around(peak.value, false),
      }),
    ];
  });
  return [...parts, ...peaks];
}

function leverFields(kase: Case): CurveField[] {
  return kase.applied.flatMap(({ id, parameters }) => {
    const lever = optimizations.find((each) => each.id === id);
    return Object.entries(lever?.parameters ?? {}).flatMap(([name, spec]) => {
      const now = parameters[name];
      if (!now || spec.choices || !Number.isFinite(spec.least) || !Number.isFinite(spec.most)) return [];
      const wide = spec.most > 100 * Math.max(spec.least, 1);
      const others = wide
        ? around(now.value, spec.whole, spec.least).filter((value) => value <= spec.most)
        : spec.whole
          ? Array.from({ length: Math.min(16, spec.most - spec.least + 1) }, (_, i) => spec.least + i)
          : shares(spec.least, spec.most);
      const title = lever?.title ?? { en: id, zh: id };
      return [
        numbers({
          key: `${id}.${name}`,
          title: { en: `${title.en}: ${name}`, zh: `${title.zh}：${name}` },
          unit: spec.unit,
          now: now.value,
          write: writer(spec.unit),
          others,
          isLog: wide,
        }),
      ];
    });
  });
}

function priceFields({ prices }: Case): CurveField[] {
  if (!prices) return [];
  const now = prices.cardHour.decode.value;
  return [
    numbers({
      key: 'rent',
      title: { en: 'price of a card-hour', zh: '卡时价' },
      unit: 'money/h',
      now,
      write: (value) => `${value} ${prices.currency}/h`,
      others: around(now, false),
    }),
  ];
}
