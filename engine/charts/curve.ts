/** Any metric of a design against any field of it: a line over numbers, bars over names. */

import type { Text } from '../diagnostics';
import type { Unit } from '../quantity';
import { format, show } from '../quantity-text';
import type { Chart, Drawing, Look, Row, Tip } from './chart';
import { layered, pixels, words } from './config';
import { hatch } from './hatch';
import { palettes } from './palette';
import { stateTitles, type PointState } from './state';
import { known } from './words';
import { axesOf, axisTitle, fitted, hoverPoints, labelLayers, scaleFor } from './xy';

export interface CurvePoint {
  /** As the cell would write it: "16 per card". */
  readonly text: string;
  /** NaN of a name. */
  readonly x: number;
  /** NaN where there is no figure. */
  readonly y: number;
  readonly state: PointState;
  readonly reason?: Text;
  /** The design as it stands. */
  readonly isNow: boolean;
}

export interface CurveSubject {
  readonly field: { readonly title: Text; readonly unit: Unit; readonly isNamed: boolean; readonly isLog: boolean };
  readonly metric: { readonly id: string; readonly title: Text; readonly unit: Unit };
  readonly points: readonly CurvePoint[];
  /** A figure that must not be passed, of this metric. */
  readonly bound?: { readonly value: number; readonly title: Text };
}

const rowHeight = 16;
const labelWidth = 136;
const figureWidth = 96;

export const curve: Chart<CurveSubject> = {
  id: 'curve',
  title: { en: 'Curve', zh: '曲线' },
  hint: {
    en: 'all else as in this cell; hollow: does not fit or misses the SLO; crossed: cannot be',
    zh: '其余与本单元相同；空心：放不下或未达 SLO；叉：不成立',
  },
  draw: line,
};

/** The same over names. */
export const curveBars: Chart<CurveSubject> = {
  ...curve,
  hint: {
    en: 'all else as in this cell, what was set for its chip left out; hatched: does not fit or misses the SLO',
    zh: '其余与本单元相同，但不沿用对其芯片的改写；斜纹：放不下或未达 SLO',
  },
  draw: bars,
};

const isFine = "datum.state === 'fine'";

function line(subject: CurveSubject, look: Look): Drawing {
  const { field, metric, points, bound } = subject;
  const palette = palettes[look.theme];
  const across = scaleFor(
    points.map((point) => point.x),
    field.unit,
  );
  const up = scaleFor([...points.map((point) => point.y), bound?.value ?? 0], metric.unit);
  const rows = points
    .filter((point) => Number.isFinite(point.x))
    .map((point) => ({
      ...rowOf(point, subject, look),
      x: point.x / across.divisor,
      // What has no figure is crossed out on the axis, where hovering tells why.
      y: Number.isFinite(point.y) ? point.y / up.divisor : 0,
      drawn: known(point.y / up.divisor),
      label: point.isNow ? format({ value: point.y, unit: metric.unit }) : '',
    }));
  const round = { type: 'point', filled: true, opacity: 1, strokeWidth: 1.4 };
  return {
    data: {
      rows,
      // Always a row, so that the axis has an extent; unseen where there is no bound.
      bounds: [
        bound
          ? { y: bound.value / up.divisor, title: bound.title[look.language], shown: true }
          : { y: 0, title: '', shown: false },
      ],
    },
    spec: layered({
      look,
      description: metric.title,
      height: 200,
      extra: fitted,
      encoding: axesOf(
        {
          field: 'x',
          title: axisTitle(field.title, field.unit === 'per card' ? '' : across.label, look),
          isLog: field.isLog,
        },
        { field: 'y', title: axisTitle(metric.title, up.label, look), isLog: false, zero: true },
        look,
      ),
      layer: [
        {
          data: { name: 'bounds' },
          mark: { type: 'rule', strokeWidth: 1.3, color: palette.ink },
          encoding: {
            x: null,
            y: { field: 'y', type: 'quantitative' },
            opacity: { condition: { test: 'datum.shown', value: 1 }, value: 0 },
          },
        },
        {
          data: { name: 'bounds' },
          mark: { type: 'text', align: 'left', baseline: 'bottom', dx: 4, dy: -3, fontSize: 10.5, color: palette.ink2 },
          encoding: { x: { value: 0 }, y: { field: 'y', type: 'quantitative' }, text: words('title') },
        },
        {
          mark: { type: 'line', strokeWidth: 2, color: palette.accent },
          encoding: { y: { field: 'drawn', type: 'quantitative' } },
        },
        {
          mark: round,
          encoding: {
            shape: { condition: { test: '!isValid(datum.drawn)', value: 'cross' }, value: 'circle' },
            size: {
              condition: [
                { test: 'datum.now', value: 110 },
                { test: isFine, value: 30 },
              ],
              value: 40,
            },
            fill: { condition: { test: `${isFine} || datum.now`, value: palette.accent }, value: palette.surface },
            stroke: { condition: { test: `${isFine} || datum.now`, value: palette.surface }, value: palette.ink3 },
          },
        },
        ...labelLayers(look, { mark: { fontWeight: 600, dy: -9 } }),
        { mark: hoverPoints() },
      ],
    }),
  };
}

function bars(subject: CurveSubject, look: Look): Drawing {
  const { metric, points } = subject;
  const palette = palettes[look.theme];
  const most = Math.max(...points.map((point) => point.y).filter(Number.isFinite), 0);
  const rows = points.map((point, row) => ({
    ...rowOf(point, subject, look),
    row,
    share: known(point.y / most),
    figure: Number.isFinite(point.y)
      ? format({ value: point.y, unit: metric.unit })
      : stateTitles[point.state][look.language],
  }));
  const wide = `(width - ${labelWidth + figureWidth})`;
  const place = [
    { calculate: `(datum.row + 0.5) * ${rowHeight}`, as: 'middle' },
    { calculate: 'datum.middle - 5', as: 'top' },
    { calculate: 'datum.middle + 5', as: 'bottom' },
    { calculate: `${labelWidth}`, as: 'left' },
    { calculate: `${labelWidth} + ${wide} * (isValid(datum.share) ? datum.share : 0)`, as: 'right' },
    { calculate: 'datum.right + 6', as: 'figureX' },
  ];
  const box = { x: pixels('left'), x2: { field: 'right' }, y: pixels('top'), y2: { field: 'bottom' } };
  return {
    data: { rows },
    spec: layered({
      look,
      description: metric.title,
      height: Math.max(1, rows.length) * rowHeight,
      transform: place,
      layer: [
        {
          mark: { type: 'rect', cursor: 'pointer', tooltip: { content: 'data' } },
          encoding: {
            ...box,
            fill: {
              condition: [
                { test: "datum.state !== 'fine'", value: hatch('neutral', look.theme) },
                { test: 'datum.now', value: palette.accent },
              ],
              value: palette.ink3,
            },
          },
        },
        {
          mark: { type: 'text', align: 'left', x: 0, limit: labelWidth - 8 },
          encoding: {
            y: pixels('middle'),
            text: words('text'),
            color: { condition: { test: 'datum.now', value: palette.ink }, value: palette.ink2 },
          },
        },
        {
          mark: { type: 'text', align: 'left' },
          encoding: {
            x: pixels('figureX'),
            y: pixels('middle'),
            text: words('figure'),
            color: { condition: { test: "datum.state !== 'fine'", value: palette.ink3 }, value: palette.ink },
          },
        },
      ],
    }),
  };
}

function rowOf(point: CurvePoint, { metric }: CurveSubject, { language }: Look): Row {
  const { text, state, reason, isNow, y } = point;
  const shown = show(y, metric.unit);
  return {
    text,
    state,
    now: isNow,
    value: known(y),
    ...(isNow ? { metric: metric.id } : {}),
    tip: {
      title: text,
      value: Number.isFinite(y) ? format({ value: y, unit: metric.unit }) : shown.text,
      lines: [
        ...(state === 'fine' ? [] : [(reason ?? stateTitles[state])[language]]),
        ...(isNow ? [{ en: 'this cell', zh: '本单元' }[language]] : []),
      ],
    } satisfies Tip,
  };
}
