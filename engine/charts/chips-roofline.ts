/** The roofs of several chips in one number format: what each can do at most, by arithmetic a byte. */

import type { Language } from '../diagnostics';
import type { Q } from '../quantity';
import { figures, format, narrowSpace } from '../quantity-text';
import type { Chip, MathFormat } from '../types';
import type { Chart, Look, Row } from './chart';
import { layered, words } from './config';
import { palettes } from './palette';

export interface ChipRoofs {
  readonly chips: readonly Chip[];
  readonly math: MathFormat;
}

/** Pixels that two labels need, of those that the roofs take up. */
const labelRoom = 15 / 216;
/** Beside the plot, for the names at the ends of the lines. */
const labelWidth = 210;

const axes = {
  x: { en: 'FLOP a byte of memory traffic →', zh: '每字节显存读写的计算量 FLOP/B →' },
  y: { en: '↑ FLOP a second, a card', zh: '↑ 单卡每秒计算量 FLOPS' },
};
const ridge = { en: 'Ridge', zh: '拐点' };

export const chipsRoofline: Chart<ChipRoofs> = {
  id: 'chips-roofline',
  title: { en: 'Rooflines', zh: '屋顶线对比' },
  hint: {
    en: 'left of the bend the memory limits, right of it the arithmetic',
    zh: '拐点左侧受限于显存带宽，右侧受限于算力',
  },
  draw(subject, look) {
    const palette = palettes[look.theme];
    const roofs = subject.chips.flatMap((chip, place) => roofOf(chip, subject.math, place));
    const series = { domain: ['0', '1', '2', '3', '4', '5'] };
    const { accent, ink, ink3 } = palette;
    const colour = { ...series, range: [accent, ink, ink, ink3, ink3, ink3] };
    const dash = {
      ...series,
      range: [
        [1, 0],
        [1, 0],
        [6, 3],
        [1, 0],
        [6, 3],
        [2, 2],
      ],
    };
    const label = { type: 'text', align: 'left', fontSize: 11, dx: 8 };
    return {
      data: { rows: linesOf(roofs), ridges: ridgesOf(roofs, look.language), labels: labelsOf(roofs) },
      spec: layered({
        look,
        description: chipsRoofline.title,
        height: 260,
        extra: { autosize: { type: 'fit', contains: 'padding' }, padding: { right: labelWidth } },
        encoding: encodingOf(look),
        layer: [
          {
            mark: { type: 'line', strokeWidth: 1.8 },
            encoding: {
              detail: words('chip'),
              order: { field: 'step', type: 'quantitative' },
              stroke: { field: 'series', type: 'nominal', scale: colour, legend: null },
              strokeDash: { field: 'series', type: 'nominal', scale: dash, legend: null },
            },
          },
          {
            data: { name: 'ridges' },
            mark: {
              type: 'point',
              filled: true,
              opacity: 1,
              size: 90,
              stroke: palette.surface,
              strokeWidth: 2,
              tooltip: { content: 'data' },
            },
            encoding: { fill: { field: 'series', type: 'nominal', scale: colour, legend: null } },
          },
          {
            data: { name: 'labels' },
            mark: { ...label, fontWeight: 600 },
            encoding: {
              text: words('title'),
              color: { field: 'series', type: 'nominal', scale: colour, legend: null },
            },
          },
        ],
      }),
    };
  },
};

function encodingOf({ language, theme }: Look): Record<string, unknown> {
  const palette = palettes[theme];
  const wholeDecade = 'abs(datum.value / pow(10, round(log(datum.value) / LN10)) - 1) < 1e-6';
  return {
    x: {
      field: 'intensity',
      type: 'quantitative',
      scale: { type: 'log', nice: false },
      axis: { title: axes.x[language], titleAnchor: 'end', format: '~s', tickCount: 5, labelOverlap: true },
    },
    y: {
      field: 'rate',
      type: 'quantitative',
      scale: { type: 'log', nice: false },
      axis: {
        title: axes.y[language],
        titleAngle: 0,
        titleAlign: 'left',
        titleAnchor: 'end',
        titleBaseline: 'bottom',
        titleX: 0,
        titleY: -8,
        format: '~s',
        tickCount: 4,
        labelOverlap: true,
        gridColor: { condition: { test: wholeDecade, value: palette.grid }, value: palette.surface },
      },
    },
  };
}

interface Roof {
  readonly chip: Chip;
  readonly math: MathFormat;
  readonly series: string;
  readonly peak: Q<'FLOP/s'>;
  readonly ridge: number;
}

/** Nothing where the chip lacks the format, or a figure is not known: the caller says which. */
function roofOf(chip: Chip, math: MathFormat, place: number): Roof[] {
  const peak = chip.tflops[math];
  if ('absent' in peak || !(peak.value > 0) || !(chip.memoryBandwidth.value > 0)) return [];
  return [{ chip, math, series: String(place), peak, ridge: peak.value / chip.memoryBandwidth.value }];
}

function endsOf(roofs: readonly Roof[]): { readonly left: number; readonly right: number } {
  const ridges = roofs.map((roof) => roof.ridge);
  return { left: Math.min(...ridges) / 8, right: Math.max(...ridges) * 8 };
}

function linesOf(roofs: readonly Roof[]): readonly Row[] {
  const { left, right } = endsOf(roofs);
  return roofs.flatMap(({ chip, series, peak, ridge: bend }) => {
    const at = (step: number, intensity: number, rate: number) => ({ chip: chip.id, series, step, intensity, rate });
    return [at(0, left, left * chip.memoryBandwidth.value), at(1, bend, peak.value), at(2, right, peak.value)];
  });
}

function ridgesOf(roofs: readonly Roof[], language: Language): readonly Row[] {
  return roofs.map(({ chip, math, series, peak, ridge: bend }) => ({
    chip: chip.id,
    series,
    intensity: bend,
    rate: peak.value,
    tip: {
      title: chip.title,
      value: `${ridge[language]} ${figures(bend)}${narrowSpace}FLOP/B`,
      lines: [`${math.toUpperCase()} ${format(peak)}`, format(chip.memoryBandwidth)],
    },
  }));
}

/** Names beside the ends of the lines, from the lowest up, moved apart where the lines lie close. */
function labelsOf(roofs: readonly Roof[]): readonly Row[] {
  const { left, right } = endsOf(roofs);
  const rates = roofs.flatMap(({ chip, peak }) => [left * chip.memoryBandwidth.value, peak.value].map(Math.log10));
  const room = labelRoom * (Math.max(...rates) - Math.min(...rates));
  let free = Number.NEGATIVE_INFINITY;
  return [...roofs]
    .sort((a, b) => a.peak.value - b.peak.value)
    .map(({ chip, series, peak }) => {
      const place = Math.max(Math.log10(peak.value), free);
      free = place + room;
      return { chip: chip.id, series, intensity: right, rate: 10 ** place, title: `${chip.title} · ${format(peak)}` };
    });
}
