/** Cumulative distributions of what the requests of a simulation felt, with the SLO: the refused side is hatched. */

import type { Text } from '../diagnostics';
import { format } from '../quantity-text';
import type { Answer, Latency } from '../simulate/answer';
import type { Chart, Look } from './chart';
import { layered } from './config';
import { hatch } from './hatch';
import { palettes } from './palette';
import { percent } from './words';
import { axesOf, axisTitle, fitted, labelLayers, scaleFor } from './xy';

export interface LatencySubject {
  readonly answer: Answer;
  readonly slo: { readonly ttft?: number; readonly tpot?: number };
}

type Drawable = Exclude<Latency, 'itl'>;

const titles: Readonly<Record<Drawable, Text>> = {
  ttft: { en: 'TTFT', zh: 'TTFT' },
  tpot: { en: 'TPOT', zh: 'TPOT' },
  e2e: { en: 'End to end', zh: '端到端' },
};

const hint: Text = {
  en: 'share of requests at or under; hatched: outside the SLO',
  zh: '不超过该值的请求占比；斜纹：超出 SLO',
};

function latencyChart(name: Drawable): Chart<LatencySubject> {
  return {
    id: `simulation-${name}`,
    title: titles[name],
    hint,
    draw: (subject, look) => {
      const palette = palettes[look.theme];
      const { rows, marks, slo, unit } = rowsOf(name, subject, look);
      const axes = axesOf(
        { field: 'x', title: axisTitle(titles[name], unit, look), isLog: false, zero: name !== 'tpot' },
        { field: 'share', title: '', isLog: false, zero: true },
        look,
      );
      return {
        data: { rows, marks, slo: [slo] },
        spec: layered({
          look,
          description: titles[name],
          height: 190,
          extra: fitted,
          encoding: {
            ...axes,
            y: {
              field: 'share',
              type: 'quantitative',
              scale: { domain: [0, 1] },
              axis: {
                title: null,
                values: [0, 0.5, 0.9, 0.99],
                labelExpr: "datum.value == 0 ? '0' : 'p' + 100 * datum.value",
                gridColor: palette.grid,
                // p90 and p99 are neighbours.
                labelOffset: { condition: { test: 'datum.value > 0.95', value: -3 }, value: 0 },
              },
            },
          },
          layer: [
            {
              data: { name: 'slo' },
              mark: { type: 'rect', fill: hatch('alarm', look.theme) },
              encoding: {
                x2: { value: 'width' },
                y: { value: 0 },
                y2: { value: 'height' },
                opacity: { condition: { test: 'datum.shown', value: 0.3 }, value: 0 },
              },
            },
            {
              data: { name: 'slo' },
              mark: { type: 'rule', strokeWidth: 1.4, color: palette.ink },
              encoding: { y: null, opacity: { condition: { test: 'datum.shown', value: 1 }, value: 0 } },
            },
            { mark: { type: 'line', strokeWidth: 1.8, color: palette.ink, interpolate: 'step-after' } },
            {
              data: { name: 'marks' },
              mark: { type: 'point', filled: true, opacity: 1, size: 40, fill: palette.surface, strokeWidth: 1.4 },
              encoding: {
                stroke: { condition: { test: 'datum.missed', value: palette.alarm }, value: palette.ink },
              },
            },
            ...sides.flatMap(({ side, mark }) =>
              labelLayers(look, {
                data: 'marks',
                field: side,
                mark: { ...mark, dy: 10, fontWeight: 600 },
                encoding: {
                  color: { condition: { test: 'datum.missed', value: palette.alarm }, value: palette.ink },
                },
              }),
            ),
            ...sides.flatMap(({ side, mark }) =>
              labelLayers(look, {
                data: 'slo',
                field: side,
                mark: { ...mark, baseline: 'bottom', dy: -3, fontSize: 10.5, color: palette.ink2 },
                encoding: { y: { value: 'height' } },
              }),
            ),
          ],
        }),
      };
    },
  };
}

/** Words stand on the side where there is room. */
const sides = [
  { side: 'after', mark: { align: 'left', dx: 7 } },
  { side: 'before', mark: { align: 'right', dx: -7 } },
] as const;

const marked = ['p50', 'p90', 'p99'] as const;
const levels = { p50: 0.5, p90: 0.9, p99: 0.99 } as const;

function rowsOf(name: Drawable, { answer, slo }: LatencySubject, { language }: Look) {
  const steps = answer.distribution[name];
  const limit = name === 'e2e' ? undefined : slo[name];
  const { divisor, label } = scaleFor([...steps.map(([seconds]) => seconds), limit ?? 0], 's');
  const inside = limit === undefined ? 1 : steps.reduce((share, [at, upTo]) => (at <= limit ? upTo : share), 0);
  const first = steps[0];
  const from = name === 'tpot' ? (first?.[0] ?? 0) : 0;
  const most = Math.max(limit ?? 0, ...steps.map(([seconds]) => seconds));
  const isRight = (seconds: number): boolean => seconds - from > 0.6 * (most - from);
  return {
    unit: label,
    rows: [
      ...(first ? [{ x: first[0] / divisor, share: 0 }] : []),
      ...steps.map(([seconds, share]) => ({ x: seconds / divisor, share })),
    ],
    marks: marked.flatMap((each) => {
      const { value } = answer.latency[name][each];
      if (!Number.isFinite(value)) return [];
      return [
        {
          x: value / divisor,
          share: levels[each],
          ...worded(format({ value, unit: 's' }), isRight(value)),
          missed: limit !== undefined && value > limit,
        },
      ];
    }),
    // Always a row, so that the axis has an extent; unseen where there is no SLO.
    slo:
      limit === undefined
        ? { x: (first?.[0] ?? 0) / divisor, ...worded('', false), shown: false }
        : {
            x: limit / divisor,
            ...worded(
              {
                en: `${percent(inside)} inside ${format({ value: limit, unit: 's' })}`,
                zh: `${percent(inside)} 在 ${format({ value: limit, unit: 's' })} 以内`,
              }[language],
              isRight(limit),
            ),
            shown: true,
          },
  };
}

/** The words of a row on the side where there is room. */
function worded(text: string, isBefore: boolean) {
  return { before: isBefore ? text : '', after: isBefore ? '' : text };
}

export const latencyCharts: readonly Chart<LatencySubject>[] = [
  latencyChart('ttft'),
  latencyChart('tpot'),
  latencyChart('e2e'),
];
