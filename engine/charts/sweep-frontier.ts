/** Every point of a sweep by the speed a user sees and what a card yields; a line a candidate joins those that nothing beats. */

import { figures, narrowSpace } from '../quantity-text';
import type { Chart, Look, Row, Tip } from './chart';
import { layered } from './config';
import { hatch } from './hatch';
import { palettes, type Palette } from './palette';
import { axesOf, axisTitle, fitted, hoverPoints, labelLayers } from './xy';

export interface SweepSpot {
  /** Tokens a second a user. */
  readonly speed: number;
  /** Tokens a second a card. */
  readonly yield: number;
  readonly tip: Tip;
}

export interface SweepLine {
  readonly name: string;
  /** On the frontier, in any order. */
  readonly spots: readonly SweepSpot[];
  /** The one that yields most at the speed asked for, and what is said of it. */
  readonly chosen?: SweepSpot & { readonly said: string };
}

export interface SweepFrontierSubject {
  /** The first is the subject. */
  readonly lines: readonly SweepLine[];
  /** Points of the sweep, or as many as are kept, with the place of their line. */
  readonly dots: readonly { readonly line: number; readonly speed: number; readonly yield: number }[];
  /** The least speed that is asked for. */
  readonly slo?: number;
}

const titles = {
  x: { en: 'speed a user', zh: '单用户速度' },
  y: { en: 'decode throughput a card', zh: '单卡 Decode 吞吐' },
};

const height = 280;
/** Labels of two lines must not lie over one another. */
const labelHeight = 40;

export const sweepFrontier: Chart<SweepFrontierSubject> = {
  id: 'sweep-frontier',
  title: { en: 'Pareto frontier', zh: 'Pareto 前沿' },
  hint: {
    en: 'dots: points of the sweep; lines: the most a card yields at each speed; hatched: slower than the SLO',
    zh: '点：扫描中的点；线：每种速度下单卡的最高吞吐；斜纹：低于 SLO',
  },
  draw(subject, look) {
    const palette = palettes[look.theme];
    const most = Math.max(0, ...subject.lines.flatMap(({ spots }) => spots.map((spot) => spot.yield)));
    const chosen = placedLabels(subject, most, look);
    const isLow = chosen.some(({ labelYield }) => labelYield < 0.25 * most);
    return {
      data: {
        rows: dotsOf(subject).map((dot) => ({ ...dot, series: String(Math.min(dot.line, last)) })),
        lines: subject.lines.flatMap(({ name, spots }, line) =>
          spots.map((spot) => ({ ...spot, line: name, series: String(Math.min(line, last)) })),
        ),
        chosen,
        // Always a row, so that the axis has an extent; unseen where nothing is asked.
        slo: [sloRow(subject)],
      },
      spec: layered({
        look,
        description: sweepFrontier.title,
        height,
        extra: fitted,
        encoding: axesOf(
          { field: 'speed', title: axisTitle(titles.x, 'tok/s', look), isLog: false, zero: true },
          { field: 'yield', title: axisTitle(titles.y, 'tok/s', look), isLog: false, zero: true },
          look,
        ),
        layer: [
          {
            data: { name: 'slo' },
            mark: { type: 'rect', fill: hatch('neutral', look.theme), opacity: 0.35 },
            encoding: {
              x: { field: 'from', type: 'quantitative' },
              x2: { field: 'speed' },
              y: { value: 0 },
              y2: { value: 'height' },
            },
          },
          {
            mark: { type: 'point', filled: true, size: 10, opacity: 0.26, strokeWidth: 0 },
            encoding: { color: colours(palette) },
          },
          {
            data: { name: 'slo' },
            mark: { type: 'rule', strokeWidth: 1.3, color: palette.ink },
            encoding: { y: null, opacity: { condition: { test: 'datum.shown', value: 1 }, value: 0 } },
          },
          // At its foot, where the best points and their words are at the top.
          ...(['left', 'right'] as const).flatMap((side) =>
            labelLayers(look, {
              data: 'slo',
              field: `${side}Title`,
              mark: {
                align: side,
                dx: side === 'left' ? 4 : -4,
                ...(isLow ? { baseline: 'top', dy: 2 } : { baseline: 'bottom', dy: -3 }),
                fontSize: 10.5,
                color: palette.ink2,
              },
              encoding: { y: { value: isLow ? 0 : 'height' } },
            }),
          ),
          {
            data: { name: 'lines' },
            mark: { type: 'line', strokeWidth: 1.8 },
            encoding: {
              detail: { field: 'line', type: 'nominal' },
              order: { field: 'speed', type: 'quantitative' },
              color: colours(palette),
              strokeDash: { condition: { test: "datum.series === '2'", value: [4, 3] }, value: [1, 0] },
            },
          },
          {
            data: { name: 'chosen' },
            mark: { type: 'point', filled: true, opacity: 1, size: 100, strokeWidth: 2, stroke: palette.surface },
            encoding: {
              color: colours(palette),
              shape: {
                field: 'series',
                type: 'nominal',
                legend: null,
                scale: { domain: series, range: ['circle', 'square', 'diamond', 'triangle-up', 'cross'] },
              },
            },
          },
          ...(['left', 'right'] as const).flatMap((side) => [
            ...label(look, `${side}Name`, { fontWeight: 600, dy: -6, ...aside[side] }, palette),
            ...label(look, `${side}Said`, { dy: 7, ...aside[side] }, palette),
          ]),
          { data: { name: 'lines' }, mark: hoverPoints(120) },
        ],
      }),
    };
  },
};

/** Accent for the subject, then ink, ink dashed, ink3; all further ones alike. */
const series = ['0', '1', '2', '3', '4'];
const last = series.length - 1;

/** Its words stand where there is room for them. */
function sloRow({ slo, lines }: SweepFrontierSubject): Row {
  if (slo === undefined) return { speed: 0, from: 0, leftTitle: '', rightTitle: '', shown: false };
  const title = `SLO ${figures(slo)}${narrowSpace}tok/s`;
  const isRight = slo > 0.8 * Math.max(...lines.flatMap(({ spots }) => spots.map(({ speed }) => speed)));
  return {
    speed: slo,
    from: 0,
    leftTitle: isRight ? '' : title,
    rightTitle: isRight ? title : '',
    shown: true,
  };
}

/** At least those of the lines, so that the axes have an extent. */
function dotsOf({ dots, lines }: SweepFrontierSubject): SweepFrontierSubject['dots'] {
  if (dots.length > 0) return dots;
  return lines.flatMap(({ spots }, line) => spots.map(({ speed, yield: yields }) => ({ line, speed, yield: yields })));
}

function colours(palette: Palette): Row {
  return {
    field: 'series',
    type: 'nominal',
    legend: null,
    scale: { domain: series, range: [palette.accent, palette.ink, palette.ink2, palette.ink3, palette.ink4] },
  };
}

/** Beside a point at the right of the picture the words stand at its left. */
const aside = { left: { align: 'left', dx: 9 }, right: { align: 'right', dx: -9 } } as const;

function label(
  look: Look,
  field: string,
  mark: Readonly<Record<string, unknown>>,
  palette: Palette,
): readonly Record<string, unknown>[] {
  return labelLayers(look, {
    data: 'chosen',
    field,
    mark: { limit: 320, color: field.endsWith('Said') ? palette.ink2 : palette.ink, ...mark },
    encoding: { y: { field: 'labelYield', type: 'quantitative' } },
  });
}

/** Best at the top; one that would lie over another is moved down. A line without a chosen point is named at its fast end. */
function placedLabels({ lines, slo }: SweepFrontierSubject, most: number, look: Look) {
  const spots = lines
    .flatMap(({ name, spots: all, chosen }, line) => {
      const at = chosen ?? fastest(all);
      return at ? [{ name, line, at, said: chosen?.said ?? (slo === undefined ? '' : noneSaid[look.language]) }] : [];
    })
    .sort((a, b) => b.at.yield - a.at.yield);
  const right = Math.max(0, ...lines.flatMap(({ spots: all }) => all.map(({ speed }) => speed)));
  let ceiling = Number.POSITIVE_INFINITY;
  return spots.map(({ name, line, at, said }) => {
    const labelYield = Math.min(at.yield, ceiling);
    ceiling = labelYield - (labelHeight / height) * most;
    const isRight = at.speed > 0.55 * right;
    return {
      name,
      leftName: isRight ? '' : name,
      leftSaid: isRight ? '' : said,
      rightName: isRight ? name : '',
      rightSaid: isRight ? said : '',
      speed: at.speed,
      yield: at.yield,
      labelYield,
      series: String(Math.min(line, last)),
    };
  });
}

const noneSaid = { en: 'nothing at this speed', zh: '无法达到该速度' };

function fastest(spots: readonly SweepSpot[]): SweepSpot | undefined {
  return spots.reduce<SweepSpot | undefined>(
    (best, each) => (best && best.speed >= each.speed ? best : each),
    undefined,
  );
}
