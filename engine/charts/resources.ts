/** The bars of the instrument: a row a resource, each phase under a line left free for its title. */

import type { Evaluation } from '../types';
import type { Chart, Drawing, Look, Row } from './chart';
import { layered, pixels, words } from './config';
import { loadMarks } from './load-marks';
import { loadRows } from './loads';
import { palettes } from './palette';

export const rowHeight = 16;
/** Of the pass; the rest of the width holds what does not fit, and the choke mark. */
const reach = 1.16;

/** Room at the right for the time of each. */
const timeWidth = 60;

const layoutBeside = (room: number) => [
  { calculate: `(width - ${room}) / ${reach}`, as: 'whole' },
  { calculate: `${rowHeight} * (5 * datum.phaseIndex + 1 + datum.column + 0.5)`, as: 'middle' },
  { calculate: 'datum.middle - 5', as: 'top' },
  { calculate: 'datum.middle + 5', as: 'bottom' },
  { calculate: 'datum.middle - 6.5', as: 'tickTop' },
  { calculate: 'datum.middle + 6.5', as: 'tickBottom' },
  { calculate: '0 * datum.column', as: 'left' },
  { calculate: 'datum.whole * min(datum.binds, 1)', as: 'bindsEnd' },
  { calculate: 'datum.whole * min(max(datum.share, datum.binds), 1)', as: 'shareEnd' },
  { calculate: `datum.whole * min(datum.share, ${reach - 0.1})`, as: 'overEnd' },
  { calculate: 'datum.whole * datum.tick', as: 'tickX' },
  { calculate: 'max(datum.shareEnd, datum.overEnd) + 11', as: 'chokeX' },
  { calculate: 'width', as: 'right' },
];

export const resourcesChart: Chart = {
  id: 'resources',
  title: { en: 'Load of the four resources', zh: '四类资源的负载' },
  hint: {
    en: 'solid: it sets the pace; hatched: hidden behind another; tick: alarm',
    zh: '实色：决定节拍；斜纹：被其他资源隐藏；竖线：阈值',
  },
  draw: (e, look) => drawn(e, look, 0, []),
};

/** The same with the time that each is busy at the right: for where no table of them stands beside. */
export const resourceTimesChart: Chart = {
  ...resourcesChart,
  draw: (e, look) =>
    drawn(e, look, timeWidth, [
      {
        mark: { type: 'text', align: 'right', fontSize: 11, color: palettes[look.theme].ink2, x: 'width' },
        encoding: { y: pixels('middle'), text: words('time') },
      },
    ]),
};

function drawn(e: Evaluation, look: Look, room: number, more: readonly Row[]): Drawing {
  const palette = palettes[look.theme];
  const marks = loadMarks(look, 'whole');
  return {
    data: { rows: loadRows(e, look.language) },
    spec: layered({
      look,
      description: resourcesChart.title,
      height: 10 * rowHeight,
      transform: layoutBeside(room),
      layer: [
        ...[0, 0.25, 0.5, 0.75, 1].map((share) => ({
          transform: [
            { filter: 'datum.column === 0' },
            { calculate: `datum.whole * ${share}`, as: 'gridX' },
            { calculate: `datum.middle + ${3.5 * rowHeight}`, as: 'gridBottom' },
          ],
          mark: { type: 'rule', color: palette.grid, strokeWidth: 1 },
          encoding: { x: pixels('gridX'), y: pixels('tickTop'), y2: { field: 'gridBottom' } },
        })),
        ...marks.bars,
        marks.choke(11),
        marks.door,
        ...more,
      ],
    }),
  };
}
