/** Throughput a card against the speed a user sees, over the batch: what is not beaten in both is the frontier. */

import type { Text } from '../diagnostics';
import { figures, format, narrowSpace } from '../quantity-text';
import type { Chart, Look, Row, Tip } from './chart';
import { layered, words } from './config';
import { hatch } from './hatch';
import { palettes } from './palette';
import { stateTitles, type PointState } from './state';
import { axesOf, axisTitle, fitted, hoverPoints, labelLayers } from './xy';

export interface FrontierPoint {
  /** Requests a card. */
  readonly batch: number;
  /** Tokens a second a user. */
  readonly speed: number;
  /** Tokens a second a card. */
  readonly yield: number;
  readonly state: PointState;
  readonly isNow: boolean;
}

export interface FrontierSubject {
  readonly name: string;
  readonly points: readonly FrontierPoint[];
  /** The design it starts from, over the same batches. */
  readonly start?: { readonly name: string; readonly points: readonly FrontierPoint[] };
  /** The least speed that the SLO asks for. */
  readonly slo?: number;
}

const titles = {
  x: { en: 'speed a user', zh: '单用户速度' },
  y: { en: 'decode throughput a card', zh: '单卡 Decode 吞吐' },
};

export const frontier: Chart<FrontierSubject> = {
  id: 'frontier',
  title: { en: 'Throughput against speed', zh: '吞吐与速度' },
  hint: {
    en: 'a point a batch; right and up is better; hollow: does not fit; hatched: slower than the SLO',
    zh: '每点一个批量；越靠右上越好；空心：放不下；斜纹：低于 SLO',
  },
  draw(subject, look) {
    const palette = palettes[look.theme];
    const { points, start, slo } = subject;
    const own = rowsOf({ name: subject.name, points }, 'own', look);
    const before = start ? rowsOf(start, 'start', look) : [];
    return {
      data: {
        rows: [...before, ...own],
        // Always a row, so that the axis has an extent; unseen where there is no SLO.
        slo: [
          slo === undefined
            ? { speed: 0, from: 0, title: '', shown: false }
            : { speed: slo, from: 0, title: `SLO ${figures(slo)}${narrowSpace}tok/s`, shown: true },
        ],
      },
      spec: layered({
        look,
        description: frontier.title,
        height: 240,
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
            data: { name: 'slo' },
            mark: { type: 'rule', strokeWidth: 1.3, color: palette.ink },
            encoding: { y: null, opacity: { condition: { test: 'datum.shown', value: 1 }, value: 0 } },
          },
          {
            data: { name: 'slo' },
            mark: { type: 'text', align: 'left', baseline: 'top', dx: 4, dy: 2, fontSize: 10.5, color: palette.ink2 },
            encoding: { y: { value: 0 }, text: words('title') },
          },
          {
            mark: { type: 'line', strokeWidth: 2, interpolate: 'monotone' },
            encoding: {
              // Only as far as it fits.
              y: { field: 'fitting', type: 'quantitative' },
              order: { field: 'batch', type: 'quantitative' },
              color: {
                field: 'who',
                type: 'nominal',
                legend: null,
                scale: { domain: ['start', 'own'], range: [palette.ink3, palette.accent] },
              },
            },
          },
          {
            mark: { type: 'point', filled: true, opacity: 1, strokeWidth: 1.3 },
            encoding: {
              size: { condition: { test: 'datum.now', value: 120 }, value: 28 },
              fill: {
                condition: [
                  { test: '!datum.fits && !datum.now', value: palette.surface },
                  { test: "datum.who === 'own'", value: palette.accent },
                ],
                value: palette.ink3,
              },
              stroke: {
                condition: { test: '!datum.fits && !datum.now', value: palette.ink3 },
                value: palette.surface,
              },
            },
          },
          ...labelLayers(look, { field: 'batchLabel', mark: { dy: -8, fontWeight: 600 } }),
          ...labelLayers(look, { field: 'name', mark: { align: 'right', dx: 0, dy: -10, color: palette.ink2 } }),
          { mark: hoverPoints(160) },
        ],
      }),
    };
  },
};

function rowsOf(
  { name, points }: { readonly name: string; readonly points: readonly FrontierPoint[] },
  who: 'own' | 'start',
  { language }: Look,
): readonly Row[] {
  const shown = points.filter((point) => Number.isFinite(point.speed) && Number.isFinite(point.yield));
  // The line's name stands at its fast end, where the lines are furthest apart.
  const fastest = shown.reduce<FrontierPoint | undefined>(
    (best, point) => (best === undefined || point.speed > best.speed ? point : best),
    undefined,
  );
  return shown.map((point) => ({
    who,
    batch: point.batch,
    speed: point.speed,
    yield: point.yield,
    fits: point.state !== 'does-not-fit',
    fitting: point.state === 'does-not-fit' ? null : point.yield,
    now: point.isNow && who === 'own',
    batchLabel: point.isNow && who === 'own' ? batchText(point.batch)[language] : '',
    name: point === fastest && !(point.isNow && who === 'own') ? name : '',
    ...(point.isNow && who === 'own' ? { metric: 'decode.throughput_per_card' } : {}),
    tip: {
      title: `${name} · ${batchText(point.batch)[language]}`,
      value: format({ value: point.yield, unit: 'token/s' }),
      lines: [
        {
          en: `${figures(point.speed)}${narrowSpace}tok/s a user`,
          zh: `单用户 ${figures(point.speed)}${narrowSpace}tok/s`,
        }[language],
        ...(point.state === 'fine' ? [] : [stateTitles[point.state][language]]),
      ],
    } satisfies Tip,
  }));
}

function batchText(batch: number): Text {
  return { en: `${figures(batch)} a card`, zh: `每卡 ${figures(batch)}` };
}
