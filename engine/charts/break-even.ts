/** What a million output tokens cost, over the price of a card-hour: where the line meets another design's cost they break even. */

import { million } from '../quantity';
import { figures, narrowSpace } from '../quantity-text';
import type { Chart, Tip } from './chart';
import { layered, words } from './config';
import { palettes } from './palette';
import { axesOf, axisTitle, fitted, hoverPoints, labelLayers } from './xy';

export interface CostSubject {
  readonly currency: string;
  readonly name: string;
  /** Money an hour, and money a token at it. */
  readonly cardHour: number;
  readonly perToken: number;
  /** The design it starts from, at its own price. */
  readonly start?: { readonly name: string; readonly perToken: number };
}

const titles = {
  x: { en: 'price of a card-hour', zh: '卡时价' },
  y: { en: 'cost of a million output tokens', zh: '每百万输出 token 成本' },
  even: { en: 'break even at', zh: '盈亏平衡：' },
};

export const breakEven: Chart<CostSubject> = {
  id: 'cost',
  title: { en: 'Cost and break-even', zh: '成本与盈亏平衡' },
  hint: {
    en: 'left of the mark this design is the cheaper one; the point is today’s price',
    zh: '标记左侧本设计更便宜；圆点为当前价格',
  },
  draw(subject, look) {
    const palette = palettes[look.theme];
    const { currency, name, cardHour, perToken, start } = subject;
    const slope = (perToken * million) / cardHour;
    const rival = start && { ...start, perMillion: start.perToken * million };
    const even = rival && rival.perMillion / slope;
    const right = 1.6 * Math.max(cardHour, even ?? 0);
    const money = (value: number): string => `${currency}${narrowSpace}${figures(value)}`;
    const point = (price: number, what: string, label: string, lines: readonly string[]) => ({
      what,
      price,
      cost: price * slope,
      nowLabel: what === 'now' ? label : '',
      evenLabel: what === 'even' ? label : '',
      ...(what === 'now' ? { metric: 'cost.per_output_token' } : {}),
      tip: { title: name, value: `${money(price * slope)} /M`, lines } satisfies Tip,
    });
    const anHour = (price: number): string =>
      ({ en: `at ${money(price)} a card-hour`, zh: `卡时价 ${money(price)}` })[look.language];
    return {
      data: {
        line: [
          { price: 0, cost: 0 },
          { price: right, cost: right * slope },
        ],
        // Always a row, so that the axis has an extent; unseen where there is nothing to compare with.
        rival: [
          rival
            ? { price: right, cost: rival.perMillion, from: 0, title: rival.name, shown: true }
            : { price: right, cost: 0, from: 0, title: '', shown: false },
        ],
        points: [
          point(cardHour, 'now', money(cardHour * slope), [anHour(cardHour)]),
          ...(even === undefined
            ? []
            : [point(even, 'even', `${titles.even[look.language]} ${money(even)}`, [anHour(even)])]),
        ],
      },
      spec: layered({
        look,
        description: breakEven.title,
        height: 200,
        data: 'line',
        extra: fitted,
        encoding: axesOf(
          { field: 'price', title: axisTitle(titles.x, `${currency}/h`, look), isLog: false, zero: true },
          { field: 'cost', title: axisTitle(titles.y, currency, look), isLog: false, zero: true },
          look,
        ),
        layer: [
          {
            data: { name: 'rival' },
            mark: { type: 'rule', strokeWidth: 1.8, color: palette.ink3 },
            encoding: {
              x: { field: 'from', type: 'quantitative' },
              x2: { field: 'price' },
              opacity: { condition: { test: 'datum.shown', value: 1 }, value: 0 },
            },
          },
          {
            data: { name: 'rival' },
            mark: { type: 'text', align: 'right', baseline: 'bottom', dy: -4, fontSize: 11, color: palette.ink2 },
            encoding: { text: words('title') },
          },
          { mark: { type: 'line', strokeWidth: 2, color: palette.accent } },
          {
            data: { name: 'points' },
            mark: { type: 'rule', strokeWidth: 1.3, color: palette.ink },
            encoding: {
              y: { field: 'cost', type: 'quantitative' },
              y2: { value: 'height' },
              opacity: { condition: { test: "datum.what === 'even'", value: 1 }, value: 0 },
            },
          },
          {
            data: { name: 'points' },
            mark: {
              type: 'point',
              filled: true,
              opacity: 1,
              fill: palette.accent,
              stroke: palette.surface,
              strokeWidth: 2,
            },
            encoding: { size: { condition: { test: "datum.what === 'now'", value: 110 }, value: 0 } },
          },
          ...labelLayers(look, {
            data: 'points',
            field: 'nowLabel',
            mark: { fontWeight: 600, dx: -9, dy: -8, align: 'right' },
          }),
          // Above the axis, beside the mark's foot, where the line never runs.
          ...labelLayers(look, {
            data: 'points',
            field: 'evenLabel',
            mark: { fontWeight: 600, dx: 6, dy: -8 },
            encoding: { y: { value: 'height' } },
          }),
          { data: { name: 'points' }, mark: hoverPoints() },
        ],
      }),
    };
  },
};
