/** How the load of a resource is drawn, wherever its row stands: what binds, what is hidden, what does not fit, the alarm, the choke. */

import type { Look, Row } from './chart';
import { pixels } from './config';
import { fills, hatch } from './hatch';
import { palettes } from './palette';
import { chokeShape, symbolSize } from './shapes';

type Encoding = Record<string, unknown>;

/** The layout of the chart says where: left, bindsEnd, shareEnd, overEnd, tickX, chokeX, right, and how tall. */
export interface LoadMarks {
  readonly bars: readonly Row[];
  readonly choke: (size: number) => Row;
  /** Takes the pointer over all of the row. */
  readonly door: Row;
  readonly fill: (field: string) => Encoding;
  readonly box: (from: string, to: string) => Encoding;
}

/** `whole` is the field that a full pass reaches to. */
export function loadMarks({ theme }: Look, whole: string): LoadMarks {
  const palette = palettes[theme];
  const scale = fills(theme);
  const fill = (field: string): Encoding => ({ field, type: 'nominal', scale, legend: null });
  const box = (from: string, to: string): Encoding => ({
    x: pixels(from),
    x2: { field: to },
    y: pixels('top'),
    y2: { field: 'bottom' },
  });
  return {
    fill,
    box,
    bars: [
      { mark: 'rect', encoding: { ...box('left', 'bindsEnd'), fill: fill('resource') } },
      {
        transform: [{ filter: 'datum.share > datum.binds' }],
        mark: 'rect',
        encoding: { ...box('bindsEnd', 'shareEnd'), fill: fill('hidden') },
      },
      {
        transform: [{ filter: 'datum.share > 1' }],
        mark: { type: 'rect', fill: hatch('alarm', theme), stroke: palette.alarm, strokeWidth: 1 },
        encoding: box(whole, 'overEnd'),
      },
      {
        transform: [{ filter: 'isValid(datum.tick)' }],
        mark: { type: 'rule', strokeWidth: 1.5 },
        encoding: { x: pixels('tickX'), y: pixels('tickTop'), y2: { field: 'tickBottom' } },
      },
    ],
    choke: (size) => ({
      transform: [{ filter: 'datum.chokes' }],
      mark: { type: 'point', shape: chokeShape, filled: true, opacity: 1, size: symbolSize(size) },
      encoding: {
        x: pixels('chokeX'),
        y: pixels('middle'),
        fill: { condition: { test: 'datum.share > 1', value: palette.alarm }, value: palette.ink },
      },
    }),
    door: {
      mark: { type: 'rect', fill: 'transparent', cursor: 'pointer', tooltip: { content: 'data' } },
      encoding: { ...box('left', 'right'), y: pixels('tickTop'), y2: { field: 'tickBottom' } },
    },
  };
}
