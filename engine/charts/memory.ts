/** Memory of a card by part, each part starting where the one before ends, against what the card can give. */

import type { Language } from '../diagnostics';
import { format } from '../quantity-text';
import type { Evaluation } from '../types';
import type { Chart, Row } from './chart';
import { layered, pixels, words } from './config';
import { hatch } from './hatch';
import { palettes } from './palette';
import { known, percent } from './words';

const rowHeight = 16;
const labelWidth = 136;
const figureWidth = 112;
const names = {
  total: { en: 'together', zh: '合计' },
  start: { en: 'before this change', zh: '本次改动之前' },
  capacity: { en: 'the card', zh: '整卡' },
  alarm: { en: 'alarm', zh: '阈值' },
};

export const memory: Chart = {
  id: 'memory',
  title: { en: 'Memory of a card', zh: '单卡显存' },
  hint: {
    en: 'each part begins where the last one ends',
    zh: '每一项从上一项的末尾开始',
  },
  draw(e, look, start) {
    const palette = palettes[look.theme];
    const parts = partsOf(e, look.language, start);
    const height = (parts.length + 1) * rowHeight;
    const box = (from: string, to: string): Record<string, unknown> => ({
      x: pixels(from),
      x2: { field: to },
      y: pixels('top'),
      y2: { field: 'bottom' },
    });
    const wide = `(width - ${labelWidth + figureWidth})`;
    const place = [
      { calculate: `(datum.row + 1.5) * ${rowHeight}`, as: 'middle' },
      { calculate: 'datum.middle - 5', as: 'top' },
      { calculate: 'datum.middle + 5', as: 'bottom' },
      { calculate: `${labelWidth} + ${wide} * datum.from / datum.reach`, as: 'left' },
      { calculate: `${labelWidth} + ${wide} * min(datum.to, max(datum.from, datum.limit)) / datum.reach`, as: 'right' },
      { calculate: `${labelWidth} + ${wide} * datum.to / datum.reach`, as: 'end' },
    ];
    const markPlace = [
      { calculate: `${labelWidth} + ${wide} * datum.at / datum.reach`, as: 'left' },
      { calculate: '2', as: 'top' },
      { calculate: `${height}`, as: 'bottom' },
    ];
    return {
      data: { rows: parts, marks: marksOf(e, look.language, start) },
      spec: layered({
        look,
        description: memory.title,
        height,
        transform: place,
        layer: [
          {
            mark: { type: 'rect', cursor: 'pointer', tooltip: { content: 'data' } },
            encoding: {
              ...box('left', 'right'),
              fill: { value: palette.resource['memory-capacity'] },
              fillOpacity: { condition: { test: "datum.part === 'start'", value: 0.35 }, value: 1 },
            },
          },
          {
            transform: [{ filter: 'datum.to > datum.limit' }],
            mark: { type: 'rect', fill: hatch('alarm', look.theme), stroke: palette.alarm, strokeWidth: 1 },
            encoding: box('right', 'end'),
          },
          {
            mark: { type: 'text', align: 'left', x: 0, limit: labelWidth - 8 },
            encoding: {
              y: pixels('middle'),
              text: words('title'),
              color: { condition: { test: "datum.part === 'total'", value: palette.ink }, value: palette.ink2 },
            },
          },
          {
            transform: [{ calculate: 'width', as: 'figureX' }],
            mark: { type: 'text', align: 'right' },
            encoding: {
              x: pixels('figureX'),
              y: pixels('middle'),
              text: words('figure'),
              color: { condition: { test: 'datum.to > datum.limit', value: palette.alarm }, value: palette.ink },
            },
          },
          {
            data: { name: 'marks' },
            transform: markPlace,
            mark: { type: 'rule', strokeWidth: 1.4 },
            encoding: { x: pixels('left'), y: pixels('top'), y2: { field: 'bottom' } },
          },
          // The alarm's name ends at its mark and the card's begins at its own, so that the two never meet.
          ...(['right', 'left'] as const).map((align) => ({
            data: { name: 'marks' },
            transform: [{ filter: `datum.mark === '${align === 'right' ? 'alarm' : 'capacity'}'` }, ...markPlace],
            mark: {
              type: 'text',
              align,
              dx: align === 'right' ? -4 : 4,
              y: rowHeight / 2,
              fontSize: 10.5,
              color: palette.ink3,
            },
            encoding: { x: pixels('left'), text: words('title') },
          })),
        ],
      }),
    };
  },
};

/** Where the card ends, and the end of the scale: the largest of what is drawn. */
function scaleOf(
  e: Evaluation,
  start: Evaluation | undefined,
): { whole: number; total: number; before?: number; reach: number } {
  const sum = (each: Evaluation): number => each.memory.reduce((bytes, part) => bytes + part.bytes.value, 0);
  const whole = e.metrics.get('memory.capacity')?.value ?? Number.NaN;
  const total = sum(e);
  if (!start) return { whole, total, reach: Math.max(whole, total) };
  const before = sum(start);
  return { whole, total, before, reach: Math.max(whole, total, before) };
}

/** The parts, their sum, and the sum before the change. */
function partsOf(e: Evaluation, language: Language, start: Evaluation | undefined): readonly Row[] {
  const { whole, total, before, reach } = scaleOf(e, start);
  const usable = format({ value: whole, unit: 'B' });
  let from = 0;
  const spans = [
    ...e.memory.map((part) => {
      const span = { part: part.id, title: part.title[language], from, to: from + part.bytes.value };
      from = span.to;
      return span;
    }),
    { part: 'total', title: names.total[language], from: 0, to: total },
    ...(before === undefined ? [] : [{ part: 'start', title: names.start[language], from: 0, to: before }]),
  ];
  return spans.map((span, row) => {
    const bytes = span.to - span.from;
    const figure = format({ value: bytes, unit: 'B' });
    const share = percent(bytes / whole);
    return {
      part: span.part,
      title: span.title,
      row,
      bytes: known(bytes),
      from: known(span.from),
      to: known(span.to),
      limit: known(whole),
      reach: known(reach),
      figure: `${figure}  ${share}`,
      metric: e.metrics.has(`memory.${span.part}`) ? `memory.${span.part}` : 'memory.total',
      tip: {
        title: span.title,
        value: figure,
        lines: [{ en: `${share} of the usable ${usable}`, zh: `占可用 ${usable} 的 ${share}` }[language]],
      },
    };
  });
}

function marksOf(e: Evaluation, language: Language, start: Evaluation | undefined): readonly Row[] {
  const { whole, reach } = scaleOf(e, start);
  const alarm = e.decode.load.find((load) => load.resource === 'memory-capacity')?.limit.value;
  const card = {
    mark: 'capacity',
    at: known(whole),
    reach: known(reach),
    title: `${names.capacity[language]} ${format({ value: whole, unit: 'B' })}`,
  };
  if (alarm === undefined) return [card];
  return [
    card,
    {
      mark: 'alarm',
      at: known(alarm * whole),
      reach: known(reach),
      title: `${names.alarm[language]} ${percent(alarm)}`,
    },
  ];
}
