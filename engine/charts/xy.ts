/** What charts with two axes of numbers share: scales in a readable unit, axes, labels with a halo (LOOK.md 5). */

import type { Text } from '../diagnostics';
import { units, type Unit } from '../quantity';
import type { Look } from './chart';
import { words } from './config';
import { palettes } from './palette';

/** A unit in which the largest value reads well: all values of an axis are divided by it. */
export interface Scale {
  readonly divisor: number;
  readonly label: string;
}

export function scaleFor(values: readonly number[], unit: Unit): Scale {
  const largest = Math.max(0, ...values.filter(Number.isFinite));
  const shown: readonly (readonly [number, number, string])[] = units[unit].shown;
  const [, divisor, label] = shown.find(([least]) => largest >= least) ?? shown.at(-1) ?? [0, 1, ''];
  return { divisor, label };
}

export interface Axis {
  readonly field: string;
  /** "↑ TPOT, ms" */
  readonly title: string;
  readonly isLog: boolean;
  /** Starts at zero unless the differences would vanish. */
  readonly zero?: boolean;
}

/** "TPOT, ms", or "MFU" of what has no unit. */
export function axisTitle(name: Text, unit: string, { language }: Pick<Look, 'language'>): string {
  if (unit === '') return name[language];
  return { en: `${name.en}, ${unit}`, zh: `${name.zh}，${unit}` }[language];
}

/** Powers of ten alone get a gridline where the scale is logarithmic. */
const wholeDecade = 'abs(datum.value / pow(10, round(log(datum.value) / LN10)) - 1) < 1e-6';

/** Thousands by a thin space (LOOK.md 7). */
export const plainNumber = "replace(format(datum.value, ',~g'), ',', '\\u2009')";

export function axesOf(x: Axis, y: Axis, { theme }: Look): Record<string, unknown> {
  const palette = palettes[theme];
  const scale = ({ isLog, zero = false }: Axis): Record<string, unknown> =>
    isLog ? { type: 'log', nice: false } : { zero, nice: true };
  const label = ({ isLog }: Axis): Record<string, unknown> => (isLog ? { format: '~s' } : { labelExpr: plainNumber });
  const common = { labelOverlap: true, tickCount: 5 };
  return {
    x: {
      field: x.field,
      type: 'quantitative',
      scale: { ...scale(x), ...(x.isLog ? { padding: 8 } : {}) },
      axis: { ...common, ...label(x), title: `${x.title} →`, titleAnchor: 'end' },
    },
    y: {
      field: y.field,
      type: 'quantitative',
      scale: scale(y),
      axis: {
        ...common,
        ...label(y),
        tickCount: 4,
        title: `↑ ${y.title}`,
        titleAngle: 0,
        titleAlign: 'left',
        titleAnchor: 'end',
        titleBaseline: 'bottom',
        titleX: 0,
        titleY: -8,
        ...(y.isLog
          ? { gridColor: { condition: { test: wholeDecade, value: palette.grid }, value: palette.surface } }
          : {}),
      },
    },
  };
}

/** Text beside a point, readable over lines: once as a halo in the ground's colour, once as ink. */
export function labelLayers(
  { theme }: Look,
  options: {
    readonly data?: string;
    readonly field?: string;
    /** Only the rows of which this holds. */
    readonly where?: string;
    readonly mark?: Readonly<Record<string, unknown>>;
    readonly encoding?: Readonly<Record<string, unknown>>;
  },
): readonly Record<string, unknown>[] {
  const { data, field = 'label', where, mark, encoding } = options;
  const base = { type: 'text', align: 'left', dx: 9, fontSize: 11, limit: 200, ...mark };
  const own = {
    ...(data === undefined ? {} : { data: { name: data } }),
    ...(where === undefined ? {} : { transform: [{ filter: where }] }),
    encoding: { ...encoding, text: words(field) },
  };
  return [
    { ...own, mark: { ...base, stroke: palettes[theme].surface, strokeWidth: 4, strokeJoin: 'round' } },
    { ...own, mark: base },
  ];
}

/** The row of each label, from the bottom up: the first in which it does not touch one before it. Labels begin at `at` and are `width` long. */
export function rowsOfLabels(at: readonly number[], width: number): readonly number[] {
  const ends: number[] = [];
  const rows = new Map<number, number>();
  for (const [index, start] of [...at.entries()].sort(([, a], [, b]) => a - b)) {
    const free = ends.findIndex((end) => end <= start);
    const row = free < 0 ? ends.length : free;
    ends[row] = start + width;
    rows.set(index, row);
  }
  return at.map((_, index) => rows.get(index) ?? 0);
}

/** Where labels stand that belong at these heights, none nearer to the next than `gap`: pushed upwards, in their order. */
export function spreadUpwards(at: readonly number[], gap: number): readonly number[] {
  let last = -Infinity;
  const placed = new Map<number, number>();
  for (const [index, wanted] of [...at.entries()].sort(([, a], [, b]) => a - b)) {
    last = Math.max(wanted, last + gap);
    placed.set(index, last);
  }
  return at.map((wanted, index) => placed.get(index) ?? wanted);
}

/** As high as the picture needs with its axes around it. */
export const fitted = { autosize: { type: 'fit', contains: 'padding' } } as const;

/** A hover answers near a point too: nobody has to meet six pixels. */
export function hoverPoints(size = 220): Record<string, unknown> {
  return { type: 'point', filled: true, opacity: 0, size, cursor: 'pointer', tooltip: { content: 'data' } };
}
