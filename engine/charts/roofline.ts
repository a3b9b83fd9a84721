/** Every operator against the chip: arithmetic done a second over arithmetic a byte, under the roofs of the datasheet. */

import type { Language } from '../diagnostics';
import { figures, format, narrowSpace, show } from '../quantity-text';
import type { Chip, Evaluation, MathFormat, Phase, TimedOp } from '../types';
import type { Chart, Drawing, Look } from './chart';
import { layered, words } from './config';
import { palettes } from './palette';
import { apart, type Corner, type Placed } from './roofline-labels';
import { percent, phaseTitles, resourceTitles } from './words';
import { resources } from '../types';

const axes = {
  x: { en: 'FLOP a byte of memory traffic →', zh: '每字节显存读写的计算量 FLOP/B →' },
  y: { en: '↑ FLOP a second, a card', zh: '↑ 单卡每秒计算量 FLOPS' },
};

/** Three to five gridlines: the powers of ten. */
const wholeDecade = 'abs(datum.value / pow(10, round(log(datum.value) / LN10)) - 1) < 1e-6';

const unplaced = {
  en: 'No operator has a time yet: a figure of the chip is not known',
  zh: '尚无算子用时：芯片的某项指标未知',
};

export const roofline: Chart = {
  id: 'roofline',
  title: { en: 'Roofline', zh: '屋顶线' },
  hint: {
    en: 'a point an operator, in the colour of what binds it; lines: what the chip can do',
    zh: '每点一个算子，颜色为受限的资源；线为芯片上限',
  },
  draw(e, look) {
    const palette = palettes[look.theme];
    const placed = placedOps(e, look.language);
    if (placed.length === 0) return nothingToPlace(look);
    const roofs = roofsOf(e, placed);
    const points = labelledPoints(placed, roofs);
    const colour = {
      field: 'resource',
      type: 'nominal',
      legend: null,
      scale: { domain: [...resources], range: resources.map((resource) => palette.resource[resource]) },
    };
    const label = { type: 'text', align: 'left', dx: 9, fontSize: 11, limit: 160 };
    const named = [{ filter: "datum.label !== ''" }];
    return {
      data: { rows: points, roofs },
      spec: layered({
        look,
        description: roofline.title,
        height: 260,
        extra: { autosize: { type: 'fit', contains: 'padding' } },
        encoding: {
          x: {
            field: 'intensity',
            type: 'quantitative',
            scale: { type: 'log', nice: false },
            axis: { title: axes.x[look.language], titleAnchor: 'end', format: '~s', tickCount: 5, labelOverlap: true },
          },
          y: {
            field: 'rate',
            type: 'quantitative',
            scale: { type: 'log', nice: false },
            axis: {
              title: axes.y[look.language],
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
        },
        layer: [
          {
            data: { name: 'roofs' },
            mark: { type: 'line', strokeWidth: 1.4, color: palette.ink2 },
            encoding: { detail: words('roof'), order: { field: 'step', type: 'quantitative' } },
          },
          {
            data: { name: 'roofs' },
            transform: [{ filter: "datum.label !== '' && datum.step > 0" }],
            mark: { type: 'text', align: 'right', baseline: 'bottom', dy: -8, fontSize: 10.5, color: palette.ink3 },
            encoding: { text: words('label') },
          },
          {
            data: { name: 'roofs' },
            transform: [{ filter: "datum.label !== '' && datum.step === 0" }],
            mark: { type: 'text', align: 'left', baseline: 'top', dx: 12, dy: -4, fontSize: 10.5, color: palette.ink3 },
            encoding: { text: words('label') },
          },
          {
            mark: {
              type: 'point',
              filled: true,
              opacity: 1,
              size: 90,
              stroke: palette.surface,
              strokeWidth: 2,
              cursor: 'pointer',
              tooltip: { content: 'data' },
            },
            encoding: {
              fill: colour,
              shape: {
                field: 'phaseTitle',
                type: 'nominal',
                scale: {
                  domain: [phaseTitles.prefill[look.language], phaseTitles.decode[look.language]],
                  range: ['square', 'circle'],
                },
                legend: {
                  title: null,
                  orient: 'bottom-right',
                  symbolFillColor: palette.ink3,
                  symbolStrokeColor: palette.ink3,
                  labelColor: palette.ink2,
                },
              },
            },
          },
          {
            transform: named,
            mark: { ...label, stroke: palette.surface, strokeWidth: 4, strokeJoin: 'round' },
            encoding: { text: words('label') },
          },
          { transform: named, mark: { ...label, fontWeight: 600 }, encoding: { text: words('label') } },
        ],
      }),
    };
  },
};

/** Where no operator has a time, axes would only mislead. */
function nothingToPlace(look: Look): Drawing {
  return {
    data: { rows: [{ title: unplaced[look.language] }] },
    spec: layered({
      look,
      description: roofline.title,
      height: 32,
      layer: [
        {
          mark: { type: 'text', align: 'left', x: 0, y: 16, color: palettes[look.theme].ink3 },
          encoding: { text: words('title') },
        },
      ],
    }),
  };
}

function placedOps(e: Evaluation, language: Language) {
  return [e.prefill, e.decode].flatMap((phase) => {
    const pass = e.metrics.get(`${phase.name}.time`)?.value ?? Number.NaN;
    return phase.ops.flatMap((op) => pointOf(phase, op, pass, language));
  });
}

function labelledPoints(placed: ReturnType<typeof placedOps>, roofs: readonly Corner[]) {
  const free = apart(placed, roofs);
  return placed.map((point) => ({ ...point, label: free.has(point) ? point.operator : '' }));
}

function pointOf(phase: Phase, timed: TimedOp, pass: number, language: Language) {
  const { op } = timed;
  const flop = op.flop.value * timed.times.value;
  const bytes = (op.weightBytes.value + op.kvBytes.value + op.activationBytes.value) * timed.times.value;
  const seconds = timed.time.value;
  if (!(flop > 0 && bytes > 0 && seconds > 0)) return [];
  const rate = show(flop / seconds, 'FLOP/s');
  const bound = timed.binds ? resourceTitles[timed.binds][language] : '';
  return [
    {
      phase: phase.name,
      phaseTitle: phaseTitles[phase.name][language],
      operator: op.title[language],
      resource: timed.binds ?? 'compute',
      intensity: flop / bytes,
      rate: flop / seconds,
      seconds,
      metric: `${phase.name}.time`,
      tip: {
        title: `${phaseTitles[phase.name][language]} · ${op.title[language]}`,
        value: format(timed.time),
        lines: [
          `${format({ value: flop, unit: 'FLOP' })} ÷ ${format(timed.time)} = ${rate.text}${narrowSpace}${rate.unit}`,
          `${format({ value: flop, unit: 'FLOP' })} ÷ ${format({ value: bytes, unit: 'B' })} = ${figures(flop / bytes)}${narrowSpace}FLOP/B`,
          {
            en: `${bound} binds; ${percent(seconds / pass)} of the pass`,
            zh: `${bound}受限；占整个过程 ${percent(seconds / pass)}`,
          }[language],
        ],
      },
    },
  ];
}

/** The slope of the memory and the peak of each format in use, of each chip in use. */
function roofsOf(e: Evaluation, points: readonly Placed[]): readonly Corner[] {
  const chips = new Map([e.case.prefill.chip, e.case.decode.chip].map((chip) => [chip.id, chip]));
  const used = new Set(
    [...e.prefill.ops, ...e.decode.ops].filter(({ op }) => op.flop.value > 0).map(({ op }) => op.math),
  );
  return [...chips.values()].flatMap((chip) => {
    const bandwidth = chip.memoryBandwidth.value;
    const peaks = [...used].flatMap((math) => peakOf(chip, math));
    if (!(bandwidth > 0) || peaks.length === 0) return [];
    const ridges = peaks.map((peak) => peak.value / bandwidth);
    const left = Math.min(...points.map((point) => point.intensity), ...ridges) / 2;
    const right = Math.max(...points.map((point) => point.intensity), ...ridges) * 4;
    const top = Math.max(...ridges);
    const slope = `${chip.id} memory`;
    const name = chips.size > 1 ? `${chip.title} ` : '';
    return [
      {
        roof: slope,
        step: 0,
        intensity: left,
        rate: left * bandwidth,
        label: `${name}${format(chip.memoryBandwidth)}`,
      },
      { roof: slope, step: 1, intensity: top, rate: top * bandwidth, label: '' },
      ...peaks.flatMap((peak) => {
        const roof = `${chip.id} ${peak.math}`;
        const label = `${name}${peak.math.toUpperCase()} ${format({ value: peak.value, unit: 'FLOP/s' })}`;
        return [
          { roof, step: 0, intensity: peak.value / bandwidth, rate: peak.value, label: '' },
          { roof, step: 1, intensity: right, rate: peak.value, label },
        ];
      }),
    ];
  });
}

function peakOf(chip: Chip, math: MathFormat): { math: MathFormat; value: number }[] {
  const peak = chip.tflops[math];
  return 'absent' in peak || !(peak.value > 0) ? [] : [{ math, value: peak.value }];
}
