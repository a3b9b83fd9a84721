/** What a decode step moves, and what a million tokens cost, as prompts grow. */

import type { Text } from '../diagnostics';
import { figures, format, narrowSpace } from '../quantity-text';
import type { Chart, Look, Row, Tip } from './chart';
import { layered, words } from './config';
import { palettes } from './palette';
import { stateTitles, type PointState } from './state';
import { known } from './words';
import { axesOf, axisTitle, fitted, hoverPoints, labelLayers, scaleFor } from './xy';

export interface ContextPoint {
  readonly tokens: number;
  /** Bytes a card a step. */
  readonly weights: number;
  readonly kv: number;
  readonly activations: number;
  readonly links: number;
  /** Money a token; NaN without a price. */
  readonly cost: number;
  readonly state: PointState;
  readonly isNow: boolean;
}

export interface ContextSubject {
  readonly currency: string;
  readonly points: readonly ContextPoint[];
}

type Part = 'weights' | 'kv' | 'activations' | 'links';

const parts: Readonly<
  Record<Part, { readonly title: Text; readonly metric: string; readonly dash: readonly number[] }>
> = {
  kv: { title: { en: 'KV cache', zh: 'KV cache' }, metric: 'decode.hbm_bytes.kv', dash: [1, 0] },
  weights: { title: { en: 'weights', zh: '权重' }, metric: 'decode.hbm_bytes.weights', dash: [6, 3] },
  activations: { title: { en: 'activations', zh: '激活值' }, metric: 'decode.hbm_bytes.activations', dash: [2, 2] },
  links: { title: { en: 'sent to other cards', zh: '发往其他卡' }, metric: 'decode.link_bytes', dash: [1, 0] },
};
const order = ['kv', 'weights', 'activations', 'links'] as const satisfies readonly Part[];

/** Of the scale above the highest line. */
const headroom = 4;

const titles = {
  x: { en: 'prompt tokens', zh: '输入 token 数' },
  y: { en: 'moved a card a decode step', zh: '每步 Decode 单卡传输量' },
};

export const context: Chart<ContextSubject> = {
  id: 'context',
  title: { en: 'Against context length', zh: '随上下文长度' },
  hint: {
    en: 'both scales logarithmic; above the points: cost of a million output tokens, where there is a price',
    zh: '双对数刻度；点上方为每百万输出 token 成本（有价格时）',
  },
  draw(subject, look) {
    const palette = palettes[look.theme];
    const scale = scaleFor(
      subject.points.flatMap((point) => order.map((part) => point[part])),
      'B',
    );
    const rows = order.flatMap((part) => rowsOf(subject.points, part, scale.divisor, look));
    const colour = {
      field: 'part',
      type: 'nominal',
      legend: null,
      scale: {
        domain: [...order],
        range: [
          palette.resource['memory-bandwidth'],
          palette.resource['memory-bandwidth'],
          palette.resource['memory-bandwidth'],
          palette.resource.communication,
        ],
      },
    };
    return {
      data: { rows, costs: costsOf(subject, headroom * Math.max(...rows.map((row) => row.moved), 1e-9)) },
      spec: layered({
        look,
        description: context.title,
        height: 220,
        extra: fitted,
        encoding: axesOf(
          { field: 'tokens', title: titles.x[look.language], isLog: true },
          { field: 'moved', title: axisTitle(titles.y, scale.label, look), isLog: true },
          look,
        ),
        layer: [
          {
            data: { name: 'costs' },
            mark: { type: 'rule', strokeWidth: 1.3, color: palette.line2 },
            encoding: { y: null, opacity: { condition: { test: 'datum.now', value: 1 }, value: 0 } },
          },
          {
            data: { name: 'costs' },
            mark: { type: 'text', align: 'center', baseline: 'top', dy: 2, fontSize: 10.5 },
            encoding: {
              // Above all lines, and room for their names.
              y: { field: 'head', type: 'quantitative' },
              text: words('label'),
              color: { condition: { test: 'datum.now', value: palette.ink }, value: palette.ink3 },
            },
          },
          {
            mark: { type: 'line', strokeWidth: 1.8 },
            encoding: {
              color: colour,
              strokeDash: {
                field: 'part',
                type: 'nominal',
                legend: null,
                scale: { domain: [...order], range: order.map((part) => parts[part].dash) },
              },
            },
          },
          {
            mark: { type: 'point', filled: true, opacity: 1, stroke: palette.surface, strokeWidth: 2 },
            encoding: { fill: colour, size: { condition: { test: 'datum.now', value: 70 }, value: 0 } },
          },
          ...(['start', 'end'] as const).flatMap((side) =>
            labelLayers(look, {
              field: side,
              mark: {
                align: side === 'start' ? 'left' : 'right',
                dx: side === 'start' ? 2 : -4,
                dy: -8,
                color: palette.ink2,
              },
            }),
          ),
          { mark: hoverPoints(120) },
        ],
      }),
    };
  },
};

function rowsOf(points: readonly ContextPoint[], part: Part, divisor: number, { language }: Look) {
  const shown = points.filter((point) => point[part] > 0);
  const { title, metric } = parts[part];
  return shown.map((point, i) => ({
    part,
    tokens: point.tokens,
    moved: point[part] / divisor,
    now: point.isNow,
    // The cache grows away from the others: its name stands where it is highest, theirs where it is lowest.
    start: part !== 'kv' && i === 0 ? title[language] : '',
    end: part === 'kv' && i === shown.length - 1 ? title[language] : '',
    ...(point.isNow ? { metric } : {}),
    tip: {
      title: title[language],
      value: format({ value: point[part], unit: 'B' }),
      lines: [
        { en: `${figures(point.tokens)} tokens of prompt`, zh: `输入 ${figures(point.tokens)} token` }[language],
        ...(point.state === 'fine' ? [] : [stateTitles[point.state][language]]),
      ],
    } satisfies Tip,
  }));
}

/** Every third one is named, so that the labels have room; without a price the rows are there and say nothing. */
function costsOf({ currency, points }: ContextSubject, head: number): readonly Row[] {
  const now = Math.max(
    0,
    points.findIndex((point) => point.isNow),
  );
  return points.map((point, i) => {
    const written = format({ value: point.cost, unit: 'money' });
    const isNamed = Number.isFinite(point.cost) && Math.abs(i - now) % 3 === 0;
    return {
      tokens: point.tokens,
      head,
      cost: known(point.cost),
      now: point.isNow,
      label: !isNamed ? '' : point.isNow ? `${currency}${narrowSpace}${written}` : written,
    };
  });
}
