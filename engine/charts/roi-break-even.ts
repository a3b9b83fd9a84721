/** What serving costs over the own card-hour, against every other candidate at its own price: where the lines meet they break even. */

import type { Chart, Tip } from './chart';
import { layered } from './config';
import { palettes } from './palette';
import { axesOf, axisTitle, fitted, hoverPoints, labelLayers, rowsOfLabels, spreadUpwards } from './xy';

export interface RoiLine {
  readonly name: string;
  /** Money a million output tokens, all of the request counted. */
  readonly cost: number;
  /** 10 % and 90 % of it. */
  readonly band?: readonly [number, number];
  /** The own card-hour at which both cost the same. */
  readonly even: number;
}

export interface RoiBreakEvenSubject {
  readonly currency: string;
  readonly own: {
    readonly name: string;
    readonly cardHour: number;
    readonly cost: number;
    /** Of the cost, what does not move with that card-hour: prefill cards with a price of their own. */
    readonly fixed: number;
    /** Shares of the cost: 10 % and 90 %. */
    readonly band?: readonly [number, number];
  };
  readonly rivals: readonly RoiLine[];
  readonly write: (money: number) => string;
}

/** Shares of the picture's height and width that a line of a label takes. */
const labelHeight = 0.085;
const labelWidth = 0.09;
/** More labels than this at one place cannot be read apart anyway. */
const labelRows = [0, 1, 2, 3];
const labelRowHeight = 15;

const titles = {
  x: { en: 'card-hour', zh: '卡时价' },
  y: { en: 'cost of a million output tokens, input included', zh: '每百万输出 token 成本（含输入）' },
  now: { en: 'now', zh: '当前' },
  even: { en: 'break-even', zh: '盈亏平衡' },
};

export const roiBreakEven: Chart<RoiBreakEvenSubject> = {
  id: 'roi-break-even',
  title: { en: 'Break-even', zh: '盈亏平衡' },
  hint: {
    en: 'left of a circle the own design is cheaper than that rival; bands: 80 % interval',
    zh: '圆圈左侧本方案比该对手便宜；色带：80% 区间',
  },
  draw({ currency, own, rivals, write }, look) {
    const palette = palettes[look.theme];
    const { language } = look;
    const evens = rivals.map(({ even }) => even).filter((even) => even > 0 && Number.isFinite(even));
    const left = 0.6 * Math.min(own.cardHour, ...evens);
    const right = 1.3 * Math.max(own.cardHour, ...evens);
    const costAt = (price: number): number => own.fixed + ((own.cost - own.fixed) * price) / own.cardHour;
    const [low, high] = own.band ?? [1, 1];
    const end = (price: number) => ({
      price,
      cost: costAt(price),
      low: low * costAt(price),
      high: high * costAt(price),
      name: price === right ? own.name : '',
    });
    const point = (what: 'now' | 'even', price: number, with_: string) => ({
      what,
      price,
      cost: costAt(price),
      label: what === 'now' ? `${titles.now[language]} ${write(price)}` : write(price),
      tip: {
        title: with_,
        value: write(costAt(price)),
        lines: [`${titles[what][language]} ${write(price)}/h`],
      } satisfies Tip,
    });
    const top = Math.max(high * costAt(right), ...rivals.map(({ cost, band }) => band?.[1] ?? cost));
    const labelsAt = spreadUpwards(
      rivals.map(({ cost }) => cost),
      labelHeight * top,
    );
    const points = [
      ...rivals.flatMap(({ name, even }) => (even > 0 && Number.isFinite(even) ? [point('even', even, name)] : [])),
      point('now', own.cardHour, own.name),
    ];
    const rows = rowsOfLabels(
      points.map(({ price }) => price),
      labelWidth * (right - left),
    );
    return {
      data: {
        line: [end(left), end(right)],
        rivals: rivals.map(({ name, cost, band }, i) => ({
          name: `${name} ${write(cost)}`,
          price: left,
          until: right,
          cost,
          labelAt: labelsAt[i],
          low: band?.[0] ?? cost,
          high: band?.[1] ?? cost,
          series: String(Math.min(i, 2)),
        })),
        points: points.map((each, i) => ({ ...each, row: Math.min(rows[i] ?? 0, labelRows.length - 1) })),
      },
      spec: layered({
        look,
        description: roiBreakEven.title,
        height: 260,
        data: 'line',
        extra: fitted,
        encoding: axesOf(
          { field: 'price', title: axisTitle(titles.x, `${currency}/h`, look), isLog: false },
          { field: 'cost', title: axisTitle(titles.y, currency, look), isLog: false, zero: true },
          look,
        ),
        layer: [
          {
            data: { name: 'rivals' },
            mark: { type: 'rect', fill: palette.ink3, opacity: 0.13 },
            encoding: { x2: { field: 'until' }, y: { field: 'low', type: 'quantitative' }, y2: { field: 'high' } },
          },
          {
            mark: { type: 'area', fill: palette.accent, opacity: 0.13 },
            encoding: { y: { field: 'low', type: 'quantitative' }, y2: { field: 'high' } },
          },
          {
            data: { name: 'rivals' },
            mark: { type: 'rule', strokeWidth: 1.8 },
            encoding: {
              x2: { field: 'until' },
              color: {
                field: 'series',
                type: 'nominal',
                legend: null,
                scale: { domain: ['0', '1', '2'], range: [palette.ink, palette.ink, palette.ink3] },
              },
              strokeDash: { condition: { test: "datum.series === '1'", value: [4, 3] }, value: [1, 0] },
            },
          },
          { mark: { type: 'line', strokeWidth: 2, color: palette.accent } },
          {
            data: { name: 'points' },
            mark: { type: 'rule', strokeWidth: 1.3, strokeDash: [2, 2] },
            encoding: {
              y: { field: 'cost', type: 'quantitative' },
              y2: { value: 'height' },
              color: { condition: { test: "datum.what === 'now'", value: palette.accent }, value: palette.ink3 },
            },
          },
          {
            data: { name: 'points' },
            mark: { type: 'point', filled: true, opacity: 1, size: 90, strokeWidth: 1.6 },
            encoding: {
              fill: { condition: { test: "datum.what === 'now'", value: palette.accent }, value: palette.surface },
              stroke: { condition: { test: "datum.what === 'now'", value: palette.surface }, value: palette.ink },
            },
          },
          ...labelLayers(look, {
            data: 'rivals',
            field: 'name',
            // At the right the own line has left the rivals' behind.
            mark: { align: 'right', dx: -4, dy: -8, color: palette.ink, limit: 260 },
            encoding: {
              x: { field: 'until', type: 'quantitative' },
              y: { field: 'labelAt', type: 'quantitative' },
            },
          }),
          ...labelLayers(look, {
            field: 'name',
            mark: { align: 'right', dx: -4, dy: -12, fontWeight: 600, color: palette.accent },
          }),
          ...labelRows
            .filter((row) => rows.includes(row))
            .flatMap((row) =>
              labelLayers(look, {
                data: 'points',
                where: `datum.row === ${row}`,
                mark: { dx: 5, dy: -8 - row * labelRowHeight, fontWeight: 600 },
                encoding: { y: { value: 'height' } },
              }),
            ),
          { data: { name: 'points' }, mark: hoverPoints() },
        ],
      }),
    };
  },
};
