/** Under every defining cell: two phases × four resources in 48 px, and which one chokes. */

import { resources } from '../types';
import type { Chart } from './chart';
import { layered, pixels, words } from './config';
import { loadMarks } from './load-marks';
import { loadRows } from './loads';
import { palettes } from './palette';
import { resourceShapeScale, symbolSize } from './shapes';
import { shortResourceTitles } from './words';

const rowHeight = 16;
const labelWidth = 56;

/** Where a column starts; its bar takes a good third of it, the figure and the choke mark the rest. */
const columnStart = `${labelWidth} + datum.column * (width - ${labelWidth}) / 4`;
const barWidth = `0.37 * (width - ${labelWidth}) / 4`;

const layout = [
  { calculate: columnStart, as: 'left' },
  { calculate: barWidth, as: 'length' },
  { calculate: `${1.5 * rowHeight} + datum.phaseIndex * ${rowHeight}`, as: 'middle' },
  { calculate: 'datum.middle - 4', as: 'top' },
  { calculate: 'datum.middle + 4', as: 'bottom' },
  { calculate: 'datum.left + datum.length', as: 'trackEnd' },
  { calculate: 'datum.left + datum.length * min(datum.binds, 1)', as: 'bindsEnd' },
  { calculate: 'datum.left + datum.length * min(max(datum.share, datum.binds), 1)', as: 'shareEnd' },
  { calculate: 'datum.left + datum.length * min(datum.share, 1.14)', as: 'overEnd' },
  { calculate: 'datum.left + datum.length * datum.tick', as: 'tickX' },
  { calculate: 'datum.middle - 7', as: 'tickTop' },
  { calculate: 'datum.middle + 7', as: 'tickBottom' },
  { calculate: 'datum.left + 1.14 * datum.length + 4', as: 'figureX' },
  { calculate: 'datum.figureX + 8 + 6.4 * length(datum.percent)', as: 'chokeX' },
  { calculate: `datum.left + (width - ${labelWidth}) / 4`, as: 'right' },
];

export const strip: Chart = {
  id: 'strip',
  title: { en: 'Four resources', zh: '四类资源' },
  hint: { en: 'bar: share of the pass; tick: alarm', zh: '条：占整个过程的比例；竖线：阈值' },
  draw(e, look) {
    const palette = palettes[look.theme];
    const { bars, choke, door, fill, box } = loadMarks(look, 'trackEnd');
    return {
      data: {
        rows: loadRows(e, look.language),
        columns: resources.map((resource, column) => ({
          resource,
          column,
          title: shortResourceTitles[resource][look.language],
        })),
      },
      spec: layered({
        look,
        description: strip.title,
        height: 3 * rowHeight,
        transform: layout,
        layer: [
          {
            data: { name: 'columns' },
            transform: [
              { calculate: `${columnStart} + 6`, as: 'left' },
              { calculate: `${rowHeight / 2}`, as: 'middle' },
            ],
            mark: { type: 'point', filled: true, opacity: 1, size: symbolSize(10) },
            encoding: {
              x: pixels('left'),
              y: pixels('middle'),
              shape: { field: 'resource', type: 'nominal', scale: resourceShapeScale, legend: null },
              fill: fill('resource'),
            },
          },
          {
            data: { name: 'columns' },
            transform: [
              { calculate: `${columnStart} + 16`, as: 'left' },
              { calculate: `${rowHeight / 2}`, as: 'middle' },
            ],
            mark: { type: 'text', align: 'left', color: palette.ink2, fontSize: 11 },
            encoding: { x: pixels('left'), y: pixels('middle'), text: words('title') },
          },
          {
            transform: [{ filter: 'datum.column === 0' }],
            mark: { type: 'text', align: 'left', x: 0 },
            encoding: { y: pixels('middle'), text: words('phaseTitle') },
          },
          { mark: { type: 'rect', fill: palette.track }, encoding: box('left', 'trackEnd') },
          ...bars,
          {
            mark: { type: 'text', align: 'left' },
            encoding: {
              x: pixels('figureX'),
              y: pixels('middle'),
              text: words('percent'),
              color: {
                condition: [
                  { test: 'datum.share > 1', value: palette.alarm },
                  { test: 'datum.chokes', value: palette.ink },
                ],
                value: palette.ink2,
              },
            },
          },
          choke(10),
          door,
        ],
      }),
    };
  },
};
