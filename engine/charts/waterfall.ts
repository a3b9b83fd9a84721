/** How a figure came to be down the chain: each change from where the one before it ended. */

import type { Unit } from '../quantity';
import { format } from '../quantity-text';
import type { Chart, Drawing, Look, Row, Tip } from './chart';
import { layered, pixels, words } from './config';
import { palettes } from './palette';
import { known } from './words';

export interface WaterfallSubject {
  readonly metric: { readonly id: string; readonly unit: Unit; readonly better: 'lower' | 'higher' | 'neither' };
  /** The cells of the chain from the first whole design to this one. */
  readonly steps: readonly WaterfallStep[];
  /** Name of the last bar, where it is not that of the last step. */
  readonly end?: string;
  /** Money carries its sign. */
  readonly write?: (value: number) => string;
}

interface WaterfallStep {
  readonly cell: string;
  readonly value: number;
  readonly fits: boolean;
  /** What the end would lose without this cell alone: where the two differ, effects interact. */
  readonly alone?: number;
}

const rowHeight = 16;
const labelWidth = 136;
const figureWidth = 112;

export const waterfall: Chart<WaterfallSubject> = {
  id: 'waterfall',
  title: { en: 'Chain of changes', zh: '改动链' },
  hint: {
    en: 'TPOT from the first whole design to this cell; filled: better, outlined: worse, grey: does not fit',
    zh: '从首个完整设计到本单元的 TPOT；实心：更好，空心：更差，灰色：放不下',
  },
  draw(subject, look): Drawing {
    const palette = palettes[look.theme];
    const rows = rowsOf(subject, look);
    const wide = `(width - ${labelWidth + figureWidth})`;
    const place = [
      { calculate: `(datum.row + 0.5) * ${rowHeight}`, as: 'middle' },
      { calculate: 'datum.middle - 5', as: 'top' },
      { calculate: 'datum.middle + 5', as: 'bottom' },
      { calculate: `datum.middle + ${rowHeight} + 5`, as: 'nextBottom' },
      { calculate: `${labelWidth} + ${wide} * datum.from`, as: 'left' },
      { calculate: `${labelWidth} + ${wide} * datum.to`, as: 'right' },
      { calculate: `${labelWidth} + ${wide} * datum.end`, as: 'endX' },
      { calculate: `${labelWidth} + ${wide} * datum.mark`, as: 'markX' },
      { calculate: 'max(datum.left, datum.right, isValid(datum.mark) ? datum.markX + 4 : 0) + 6', as: 'figureX' },
    ];
    const box = { x: pixels('left'), x2: { field: 'right' }, y: pixels('top'), y2: { field: 'bottom' } };
    return {
      data: { rows },
      spec: layered({
        look,
        description: waterfall.title,
        height: Math.max(1, rows.length) * rowHeight,
        transform: place,
        layer: [
          {
            transform: [{ filter: '!datum.last' }],
            mark: { type: 'rule', strokeWidth: 1, color: palette.line2 },
            encoding: { x: pixels('endX'), y: pixels('top'), y2: { field: 'nextBottom' } },
          },
          {
            mark: { type: 'rect', strokeWidth: 1.3, cursor: 'pointer', tooltip: { content: 'data' } },
            encoding: {
              ...box,
              fill: {
                condition: [
                  { test: "datum.kind === 'whole' && datum.fits", value: palette.ink2 },
                  { test: "datum.kind === 'whole'", value: palette.ink4 },
                  { test: "datum.kind === 'better'", value: palette.accent },
                ],
                value: palette.surface,
              },
              stroke: {
                condition: [
                  { test: "datum.kind === 'worse'", value: palette.alarm },
                  { test: "datum.kind === 'neither'", value: palette.ink3 },
                ],
                value: null,
              },
            },
          },
          {
            transform: [{ filter: 'isValid(datum.mark)' }],
            mark: { type: 'point', shape: 'diamond', size: 70, filled: true, opacity: 1, stroke: palette.surface },
            encoding: { x: pixels('markX'), y: pixels('middle'), fill: { value: palette.ink } },
          },
          {
            mark: { type: 'text', align: 'left', x: 0, limit: labelWidth - 8 },
            encoding: {
              y: pixels('middle'),
              text: words('cell'),
              color: { condition: { test: "datum.kind === 'whole'", value: palette.ink }, value: palette.ink2 },
            },
          },
          {
            mark: { type: 'text', align: 'left' },
            encoding: {
              x: pixels('figureX'),
              y: pixels('middle'),
              text: words('figure'),
              color: {
                condition: [
                  { test: "datum.kind === 'worse'", value: palette.alarm },
                  { test: '!datum.fits', value: palette.ink3 },
                ],
                value: palette.ink,
              },
            },
          },
        ],
      }),
    };
  },
};

function rowsOf({ metric, steps, end, write: told }: WaterfallSubject, { language }: Look): readonly Row[] {
  const all = steps.filter((step) => Number.isFinite(step.value));
  const places = all.flatMap((step, i) => [step.value, markOf(step, all[i - 1]) ?? 0]);
  const most = Math.max(...places, Number.MIN_VALUE);
  const write = told ?? ((value: number): string => format({ value, unit: metric.unit }));
  const whole = (step: WaterfallStep, row: number, last: boolean): Row => ({
    row,
    cell: step.cell,
    kind: 'whole',
    fits: step.fits,
    value: known(step.value),
    from: 0,
    to: step.value / most,
    end: step.value / most,
    mark: null,
    last,
    figure: write(step.value),
    ...(last ? { metric: metric.id } : {}),
    tip: { title: step.cell, value: write(step.value), lines: [] } satisfies Tip,
  });
  const [first, ...rest] = all;
  const final = all.at(-1);
  if (!first || !final) return [];
  if (rest.length === 0) return [whole(first, 0, true)];
  const signed = (change: number): string =>
    change === 0 ? '0' : `${change < 0 ? '−' : '+'}${write(Math.abs(change))}`;
  const changes = rest.map((step, i) => {
    const before = all[i] ?? first;
    const change = step.value - before.value;
    const better = metric.better === 'neither' ? undefined : change < 0 === (metric.better === 'lower');
    const mark = markOf(step, before);
    return {
      row: i + 1,
      cell: step.cell,
      kind: change === 0 || better === undefined ? 'neither' : better ? 'better' : 'worse',
      fits: step.fits,
      value: known(change),
      from: Math.min(step.value, before.value) / most,
      to: Math.max(step.value, before.value) / most,
      end: step.value / most,
      mark: mark === undefined ? null : mark / most,
      last: false,
      figure: signed(change),
      tip: {
        title: step.cell,
        value: signed(change),
        lines: [
          `${write(before.value)} → ${write(step.value)}`,
          ...(step.alone === undefined ? [] : [`${aloneWords[language]} ${signed(step.alone)}`]),
        ],
      } satisfies Tip,
    };
  });
  return [
    whole(first, 0, false),
    ...changes,
    {
      ...whole(final, rest.length + 1, true),
      cell: end ?? { en: `at ${final.cell}`, zh: `到 ${final.cell}` }[language],
    },
  ];
}

const aloneWords = { en: 'at the end, alone:', zh: '末端单独作用：' } as const;

/** Where the step would lead if it did what it does at the end. */
function markOf({ alone }: WaterfallStep, before: WaterfallStep | undefined): number | undefined {
  if (alone === undefined || !before || !Number.isFinite(alone)) return undefined;
  return Math.max(0, before.value + alone);
}
