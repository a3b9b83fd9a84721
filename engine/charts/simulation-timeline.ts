/** A simulation over time: queues, batch, cache and the cards' resources, a band each over one axis, and a cursor to move along it. */

import { figures } from '../quantity-text';
import { timelineRows, type OverTime, type TimelineRow } from '../simulate/timeline';
import type { Chart, Look } from './chart';
import { layered, pixels, words } from './config';
import { palettes } from './palette';
import { percent } from './words';
import { fitted, plainNumber } from './xy';

/** A band: a line of words above, then the curve. */
const bandHeight = 44;
const wordsHeight = 15;
const curveHeight = 24;
const axisHeight = 38;

export const timelineChart: Chart<OverTime> = {
  id: 'simulation-timeline',
  title: { en: 'Queue and utilisation', zh: '队列与利用率' },
  hint: { en: 'over the run; one time axis', zh: '整个运行过程，同一时间轴' },
  draw(run, look) {
    const palette = palettes[look.theme];
    const { rows, bands } = rowsOf(run, look);
    const fill = {
      field: 'fill',
      type: 'nominal',
      legend: null,
      scale: {
        domain: ['count', 'compute', 'memory-bandwidth', 'memory-capacity', 'communication'],
        range: [
          palette.ink2,
          palette.resource.compute,
          palette.resource['memory-bandwidth'],
          palette.resource['memory-capacity'],
          palette.resource.communication,
        ],
      },
    };
    const text = (field: string, mark: Readonly<Record<string, unknown>>) => ({
      data: { name: 'bands' },
      mark: { type: 'text', baseline: 'bottom', fontSize: 11, ...mark },
      encoding: { y: pixels('words'), text: words(field) },
    });
    return {
      // Always a row, so that the axis has an extent; unseen until the cursor is moved.
      data: { rows, bands, cursor: [{ time: 0, shown: false }] },
      spec: layered({
        look,
        description: timelineChart.title,
        height: timelineRows.length * bandHeight + axisHeight,
        extra: fitted,
        layer: [
          {
            mark: { type: 'area', opacity: 0.28, line: false, interpolate: 'step-after' },
            encoding: { ...across, y: pixels('y'), y2: { field: 'base' }, detail: { field: 'row' }, fill },
          },
          {
            mark: { type: 'line', strokeWidth: 1.4, interpolate: 'step-after' },
            encoding: { ...across, y: pixels('y'), detail: { field: 'row' }, stroke: fill },
          },
          {
            data: { name: 'bands' },
            mark: { type: 'rule', strokeWidth: 1, color: palette.grid },
            encoding: { y: pixels('base') },
          },
          text('title', { align: 'left', x: 0, fontWeight: 600, color: palette.ink }),
          text('told', { align: 'right', x: 'width', color: palette.ink3 }),
          {
            data: { name: 'cursor' },
            mark: { type: 'rule', strokeWidth: 1.5, color: palette.accent },
            encoding: {
              x: { field: 'time', type: 'quantitative' },
              opacity: { condition: { test: 'datum.shown', value: 1 }, value: 0 },
            },
          },
        ],
      }),
    };
  },
};

const across = {
  x: {
    field: 'time',
    type: 'quantitative',
    scale: { nice: false, zero: true },
    axis: { title: 's →', titleAnchor: 'end', tickCount: 6, labelOverlap: true, labelExpr: plainNumber },
  },
};

function rowsOf({ series, cards }: OverTime, { language }: Look) {
  const bands = timelineRows.map((row, index) => {
    const values = series.map((each) => row.of(each, cards));
    const peak = Math.max(0, ...values);
    const mean = values.reduce((sum, each) => sum + each, 0) / Math.max(1, values.length);
    const base = index * bandHeight + wordsHeight + curveHeight;
    const written = writerOf(row);
    return {
      row,
      values,
      // A share fills its band at 100 %, a count at its peak.
      full: Math.max(1, peak),
      base,
      shown: {
        row: row.id,
        title: `${row.title[language]} · ${row.unit[language]}`,
        told: {
          en: `mean ${written(mean)} · peak ${written(peak)}`,
          zh: `均值 ${written(mean)} · 峰值 ${written(peak)}`,
        }[language],
        words: index * bandHeight + wordsHeight - 3,
        base,
      },
    };
  });
  return {
    bands: bands.map(({ shown }) => shown),
    rows: bands.flatMap(({ row, values, full, base }) =>
      series.map(({ time }, at) => ({
        row: row.id,
        time,
        value: values[at] ?? 0,
        base,
        y: base - (curveHeight * (values[at] ?? 0)) / full,
        fill: row.resource ?? 'count',
      })),
    ),
  };
}

function writerOf({ kind }: TimelineRow): (value: number) => string {
  return kind === 'share' ? percent : (value) => figures(value);
}
