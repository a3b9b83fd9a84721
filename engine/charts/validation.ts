/** What the model predicts against what was published or measured, a point a case; on the line the two agree. */

import type { Language } from '../diagnostics';
import { units, type Unit } from '../quantity';
import { figures, format, narrowSpace } from '../quantity-text';
import type { Chart, Look, Row } from './chart';
import { layered, words } from './config';
import { palettes } from './palette';
import { percent } from './words';

/** A case with both figures; what the report calls them (validate/report.ts). */
export interface ComparedCase {
  readonly id: string;
  readonly predicted: number;
  readonly actual: number;
  readonly error: number;
  readonly pass: boolean | null;
}

export interface Compared {
  /** All in one unit. */
  readonly cases: readonly ComparedCase[];
  readonly unit: string;
}

/** Beyond this a case is a large miss, and its note says why. */
export const largeMiss = 0.2;

const titles = {
  actual: { en: 'published or measured, {unit} →', zh: '公开或实测值 {unit} →' },
  predicted: { en: '↑ model, {unit}', zh: '↑ 模型 {unit}' },
  against: { en: 'against', zh: '对比' },
};

export const validationChart: Chart<Compared> = {
  id: 'validation',
  title: { en: 'Model against the figures', zh: '模型与数字对照' },
  hint: {
    en: 'on the line they agree; dashed: 20 % off; hollow: further off, or outside its bar',
    zh: '线上为一致；虚线为偏差 20 %；空心为偏差更大或超出容差',
  },
  draw(subject, look) {
    const palette = palettes[look.theme];
    const rows = subject.cases.filter(({ actual, predicted }) => actual > 0 && predicted > 0);
    const point = { type: 'point', opacity: 1, tooltip: { content: 'data' } };
    return {
      data: { rows: rows.map((each) => rowOf(each, subject.unit, look.language)), lines: linesOf(rows) },
      spec: layered({
        look,
        description: validationChart.title,
        height: 300,
        extra: { autosize: { type: 'fit', contains: 'padding' } },
        encoding: encodingOf(subject.unit, look),
        layer: [
          {
            data: { name: 'lines' },
            mark: { type: 'line', strokeWidth: 1.3, color: palette.ink3 },
            encoding: {
              detail: words('line'),
              order: { field: 'step', type: 'quantitative' },
              strokeDash: {
                field: 'line',
                type: 'nominal',
                legend: null,
                scale: {
                  domain: ['equal', 'low', 'high'],
                  range: [
                    [1, 0],
                    [4, 3],
                    [4, 3],
                  ],
                },
              },
            },
          },
          {
            transform: [{ filter: '!datum.missed' }],
            mark: { ...point, filled: true, size: 22, fill: palette.ink2, fillOpacity: 0.55 },
          },
          {
            transform: [{ filter: 'datum.missed' }],
            mark: { ...point, filled: false, size: 36, stroke: palette.alarm, strokeWidth: 1.4 },
          },
        ],
      }),
    };
  },
};

const wholeDecade = 'abs(datum.value / pow(10, round(log(datum.value) / LN10)) - 1) < 1e-6';

function encodingOf(unit: string, { language, theme }: Look): Record<string, unknown> {
  const palette = palettes[theme];
  const axis = { format: '~s', labelOverlap: true, tickCount: 5 };
  const scale = { type: 'log', nice: false };
  const named = (title: Record<Language, string>) => title[language].replace('{unit}', unit === '1' ? '' : unit);
  return {
    x: {
      field: 'actual',
      type: 'quantitative',
      scale,
      axis: { ...axis, title: named(titles.actual), titleAnchor: 'end' },
    },
    y: {
      field: 'predicted',
      type: 'quantitative',
      scale,
      axis: {
        ...axis,
        title: named(titles.predicted),
        titleAngle: 0,
        titleAlign: 'left',
        titleAnchor: 'end',
        titleBaseline: 'bottom',
        titleX: 0,
        titleY: -8,
        // The powers of ten alone.
        gridColor: { condition: { test: wholeDecade, value: palette.grid }, value: palette.surface },
      },
    },
  };
}

function rowOf({ id, predicted, actual, error, pass }: ComparedCase, unit: string, language: Language): Row {
  return {
    id,
    predicted,
    actual,
    missed: pass === false || (pass === null && Math.abs(error) > largeMiss),
    tip: {
      title: id,
      value: `${error > 0 ? '+' : ''}${Math.abs(error) < 0.001 ? '0' : percent(error)}`,
      lines: [`${caseFigure(predicted, unit)} ${titles.against[language]} ${caseFigure(actual, unit)}`],
    },
  };
}

/** A figure in the unit of its case, scaled for reading where the product has that unit. */
export function caseFigure(value: number, unit: string): string {
  if (isUnit(unit)) return format({ value, unit }, 3);
  return `${figures(value, 4)}${narrowSpace}${unitName(unit)}`;
}

/** The golden file says of some units what they count: "GFLOP (10^9)". A prefix says that by itself. */
export function unitName(unit: string): string {
  return unit.replace(/ \(.*\)$/, '');
}

function isUnit(name: string): name is Unit {
  return Object.hasOwn(units, name);
}

/** Agreement, and a fifth off to either side, over all that is shown. */
function linesOf(cases: readonly ComparedCase[]): readonly Row[] {
  if (cases.length === 0) return [];
  const all = cases.flatMap(({ predicted, actual }) => [predicted, actual]);
  const [least, most] = [Math.min(...all) / 1.5, Math.max(...all) * 1.5];
  const line = (name: string, factor: number) =>
    [least, most].map((actual, step) => ({ line: name, step, actual, predicted: actual * factor }));
  return [...line('equal', 1), ...line('low', 1 - largeMiss), ...line('high', 1 + largeMiss)];
}
