/** A figure over two things that are varied: value in every place, a line around what meets all that is asked, hatched where nothing fits. */

import type { Text } from '../diagnostics';
import type { PlaceState } from '../explore/sweep-grids';
import type { Chart, Look, Row, Tip } from './chart';
import { layered, pixels, words } from './config';
import { hatch } from './hatch';
import { mixed, palettes, readable } from './palette';

export interface HeatPlace {
  readonly state: PlaceState;
  /** NaN where there is no figure. */
  readonly value: number;
  readonly text: string;
  readonly isBest: boolean;
  readonly tip: Tip;
}

export interface HeatSubject {
  readonly title: Text;
  readonly across: { readonly title: Text; readonly values: readonly string[] };
  readonly down?: { readonly title: Text; readonly values: readonly string[] };
  /** By row, then by column. */
  readonly places: readonly (readonly (HeatPlace | undefined)[])[];
  /** "inside the line: TPOT ≤ 20 ms"; absent where nothing is asked. */
  readonly inside?: Text;
}

const rowHeight = 26;
/** Names of both axes, and under them what lies inside the line: long names would meet on one. */
const headLine = 17;
const footHeight = 20;
const labelWidth = 92;

const unfit: Readonly<Partial<Record<PlaceState, Text>>> = {
  'does-not-fit': { en: 'no fit', zh: '放不下' },
  'cannot-be': { en: '–', zh: '–' },
  unknown: { en: '?', zh: '？' },
};

export const heat: Chart<HeatSubject> = {
  id: 'heat',
  title: { en: 'Heat map', zh: '热图' },
  hint: { en: 'the best point at each pair of values', zh: '每对取值下的最佳点' },
  draw(subject, look) {
    const palette = palettes[look.theme];
    const { across, down, places } = subject;
    const rows = places.length;
    const columns = across.values.length;
    const inside = subject.inside?.[look.language];
    const headHeight = headLine * (inside === undefined ? 1 : 2) + 3;
    const height = headHeight + rows * rowHeight + footHeight;
    const x = (column: string) => `${labelWidth} + (width - ${labelWidth}) * ${column} / ${columns}`;
    const y = (row: string) => `${headHeight} + ${rowHeight} * ${row}`;
    const head = `${down ? `${down.title[look.language]} ↓ ` : ''}${across.title[look.language]} →`;
    return {
      data: {
        rows: cells(subject, look),
        edges: contour(places),
        acrossNames: across.values.map((text, column) => ({ text, column })),
        downNames: (down?.values ?? []).map((text, row) => ({ text, row })),
        heads: [head, ...(inside === undefined ? [] : [inside])].map((text, line) => ({ text, line })),
      },
      spec: layered({
        look,
        description: subject.title,
        height,
        transform: [
          { calculate: x('datum.column'), as: 'left' },
          { calculate: x('(datum.column + 1)'), as: 'right' },
          { calculate: x('(datum.column + 0.5)'), as: 'centre' },
          { calculate: y('datum.row'), as: 'top' },
          { calculate: y('(datum.row + 1)'), as: 'bottom' },
          { calculate: y('(datum.row + 0.5)'), as: 'middle' },
        ],
        layer: [
          {
            mark: {
              type: 'rect',
              stroke: palette.surface,
              strokeWidth: 1.5,
              cursor: 'pointer',
              tooltip: { content: 'data' },
            },
            encoding: {
              x: pixels('left'),
              x2: { field: 'right' },
              y: pixels('top'),
              y2: { field: 'bottom' },
              fill: { field: 'fill', type: 'nominal', scale: null },
            },
          },
          {
            mark: { type: 'text', align: 'center', fontSize: 11 },
            encoding: {
              x: pixels('centre'),
              y: pixels('middle'),
              text: words('text'),
              color: { field: 'ink', type: 'nominal', scale: null },
            },
            transform: [{ filter: '!datum.best' }],
          },
          {
            mark: { type: 'text', align: 'center', fontSize: 11, fontWeight: 700 },
            encoding: {
              x: pixels('centre'),
              y: pixels('middle'),
              text: words('text'),
              color: { field: 'ink', type: 'nominal', scale: null },
            },
            transform: [{ filter: 'datum.best' }],
          },
          {
            data: { name: 'edges' },
            transform: [
              { calculate: x('datum.fromColumn'), as: 'x1' },
              { calculate: x('datum.toColumn'), as: 'x2' },
              { calculate: y('datum.fromRow'), as: 'y1' },
              { calculate: y('datum.toRow'), as: 'y2' },
            ],
            mark: { type: 'rule', strokeWidth: 2, strokeCap: 'square', color: palette.ink },
            encoding: { x: pixels('x1'), x2: { field: 'x2' }, y: pixels('y1'), y2: { field: 'y2' } },
          },
          {
            data: { name: 'acrossNames' },
            transform: [{ calculate: x('(datum.column + 0.5)'), as: 'centre' }],
            mark: {
              type: 'text',
              align: 'center',
              fontSize: 10.5,
              color: palette.ink3,
              y: height - footHeight / 2 + 2,
            },
            encoding: { x: pixels('centre'), text: words('text') },
          },
          {
            data: { name: 'downNames' },
            transform: [{ calculate: y('(datum.row + 0.5)'), as: 'middle' }],
            mark: {
              type: 'text',
              align: 'right',
              fontSize: 10.5,
              color: palette.ink3,
              x: labelWidth - 6,
              limit: labelWidth - 8,
            },
            encoding: { y: pixels('middle'), text: words('text') },
          },
          {
            data: { name: 'heads' },
            transform: [{ calculate: `${headLine} * (datum.line + 0.5)`, as: 'middle' }],
            mark: { type: 'text', align: 'left', fontSize: 11, x: 0, limit: { expr: 'width' } },
            encoding: {
              y: pixels('middle'),
              text: words('text'),
              color: { condition: { test: 'datum.line === 0', value: palette.ink3 }, value: palette.ink2 },
            },
          },
        ],
      }),
    };
  },
};

/** Accent 12 to 84 % mixed into the surface (LOOK.md 5). */
const paleShare = 0.12;
const fullShare = 0.84;
/** Of figures that spread further the logarithm is shown. */
const wide = 20;

function cells({ places }: HeatSubject, look: Look): readonly Row[] {
  const palette = palettes[look.theme];
  const values = places.flat().flatMap((place) => (place && Number.isFinite(place.value) ? [place.value] : []));
  const share = scaleOf(values);
  return places.flatMap((line, row) =>
    line.map((place, column) => {
      if (!place) return { row, column, fill: palette.track, ink: palette.ink3, text: '', best: false };
      const word = unfit[place.state];
      const isFigure = word === undefined && Number.isFinite(place.value);
      const fill = isFigure
        ? mixed(palette.accent, palette.surface, paleShare + (fullShare - paleShare) * share(place.value))
        : place.state === 'does-not-fit'
          ? hatch('neutral', look.theme)
          : palette.track;
      return {
        row,
        column,
        fill,
        ink: isFigure ? readable(fill, [palette.ink, palette.surface]) : palette.ink2,
        text: word?.[look.language] ?? place.text,
        best: place.isBest,
        tip: place.tip,
      };
    }),
  );
}

function scaleOf(values: readonly number[]): (value: number) => number {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const isLog = least > 0 && most / least > wide;
  const on = (value: number): number => (isLog ? Math.log(value) : value);
  return (value) => (most > least ? (on(value) - on(least)) / (on(most) - on(least)) : 0.5);
}

/** Where a place that will do meets one that will not. */
function contour(places: HeatSubject['places']): readonly Row[] {
  const isFine = (row: number, column: number): boolean | undefined => {
    const place = places[row]?.[column];
    return place && place.state === 'fine';
  };
  const isEdge = (a: boolean | undefined, b: boolean | undefined): boolean =>
    a !== undefined && b !== undefined && a !== b;
  return places.flatMap((line, row) =>
    line.flatMap((_, column) => {
      const here = isFine(row, column);
      return [
        ...(isEdge(here, isFine(row, column + 1))
          ? [{ fromColumn: column + 1, toColumn: column + 1, fromRow: row, toRow: row + 1 }]
          : []),
        ...(isEdge(here, isFine(row + 1, column))
          ? [{ fromColumn: column, toColumn: column + 1, fromRow: row + 1, toRow: row + 1 }]
          : []),
      ];
    }),
  );
}
