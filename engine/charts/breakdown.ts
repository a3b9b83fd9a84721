/** Where the time of a pass goes: operator groups in the colour of what binds them, hidden work hatched behind. */

import type { Language, Text } from '../diagnostics';
import type { Q } from '../quantity';
import { show, narrowSpace } from '../quantity-text';
import { timeResources, type Evaluation, type Phase } from '../types';
import type { Chart, Row, Tip } from './chart';
import { layered, pixels, words } from './config';
import { bindsMost, groupsOf, type Group } from './groups';
import { fills, hatch } from './hatch';
import { palettes } from './palette';
import { busyMetric, known, passTitles, percent, phaseTitles, resourceTitles } from './words';

const rowHeight = 16;
/** Words take no more than they need, and in a narrow column no more than a part: the bars are what is looked at. */
const labelWidth = 'min(136, 0.32 * width)';
/** Time and share; the time alone where there is no room for both. */
const isWide = 'width > 420';
const figureWidth = `(${isWide} ? 112 : 64)`;

const latency: Text = { en: 'launch and latency', zh: '启动与时延' };
const hiddenWord: Text = { en: 'hidden', zh: '被隐藏' };
const hostTitle: Text = { en: 'host and launch gaps', zh: '主机与启动间隙' };

interface Part {
  readonly fill: string;
  readonly title: string;
  readonly seconds: number;
}

interface Bar {
  readonly id: string;
  readonly title: string;
  readonly time: number;
  readonly parts: readonly Part[];
  readonly metric: string;
}

export const breakdown: Chart = {
  id: 'breakdown',
  title: { en: 'Time by operator', zh: '各算子用时' },
  hint: {
    en: 'colour: what binds it; hatched: hidden behind it',
    zh: '颜色：受限的资源；斜纹：被隐藏的占用',
  },
  draw(e, look) {
    const palette = palettes[look.theme];
    const scale = fills(look.theme);
    const { bars, parts, titles, height } = rowsOf(e, look.language);
    const bar = { x: pixels('left'), x2: { field: 'right' }, y: pixels('top'), y2: { field: 'bottom' } };
    const x = (share: string) => `${labelWidth} + (width - ${labelWidth} - ${figureWidth}) * datum.${share}`;
    const place = [
      { calculate: `(datum.row + 0.5) * ${rowHeight}`, as: 'middle' },
      { calculate: 'datum.middle - 5', as: 'top' },
      { calculate: 'datum.middle + 5', as: 'bottom' },
      { calculate: x('from'), as: 'left' },
      { calculate: x('to'), as: 'right' },
    ];
    return {
      data: { rows: parts, bars, titles },
      spec: layered({
        look,
        description: breakdown.title,
        height,
        transform: place,
        layer: [
          {
            mark: {
              type: 'rect',
              stroke: palette.surface,
              strokeWidth: 0.5,
              cursor: 'pointer',
              tooltip: { content: 'data' },
            },
            encoding: {
              ...bar,
              fill: {
                field: 'fill',
                type: 'nominal',
                legend: null,
                scale: {
                  domain: [...scale.domain, 'latency'],
                  range: [...scale.range, hatch('neutral', look.theme)],
                },
              },
            },
          },
          {
            data: { name: 'bars' },
            transform: place,
            mark: { type: 'text', align: 'left', x: 0, limit: { expr: `${labelWidth} - 8` }, color: palette.ink2 },
            encoding: { y: pixels('middle'), text: words('title') },
          },
          {
            data: { name: 'bars' },
            transform: [
              ...place,
              { calculate: 'datum.right + 6', as: 'figureX' },
              { calculate: `${isWide} ? datum.figure : datum.time`, as: 'said' },
            ],
            mark: { type: 'text', align: 'left', cursor: 'pointer' },
            encoding: { x: pixels('figureX'), y: pixels('middle'), text: words('said') },
          },
          {
            data: { name: 'titles' },
            transform: place,
            mark: { type: 'text', align: 'left', x: 0, fontWeight: 600 },
            encoding: { y: pixels('middle'), text: words('title') },
          },
        ],
      }),
    };
  },
};

function rowsOf(e: Evaluation, language: Language): { bars: Row[]; parts: Row[]; titles: Row[]; height: number } {
  const bars: Row[] = [];
  const parts: Row[] = [];
  const titles: Row[] = [];
  let row = 0;
  for (const phase of [e.prefill, e.decode]) {
    const pass = e.metrics.get(`${phase.name}.time`);
    const length = pass?.value ?? Number.NaN;
    titles.push({ phase: phase.name, row, title: titleOf(phase, pass, language) });
    row += 1;
    const all = barsOf(phase, e.metrics.get(`${phase.name}.time.launch`), language);
    const longest = Math.max(...all.map((bar) => bar.parts.reduce((sum, part) => sum + part.seconds, 0)));
    for (const bar of all) {
      let from = 0;
      for (const part of bar.parts) {
        const to = from + part.seconds / longest;
        parts.push({
          phase: phase.name,
          row,
          operator: bar.title,
          part: part.title,
          fill: part.fill,
          seconds: known(part.seconds),
          from: known(from),
          to: known(to),
          metric: bar.metric,
          tip: tipOf(bar, length, language),
        });
        from = to;
      }
      const shown = show(bar.time, 's');
      const time = `${shown.text}${narrowSpace}${shown.unit}`;
      const figure = `${time}  ${percent(bar.time / length)}`;
      bars.push({
        phase: phase.name,
        row,
        title: bar.title,
        seconds: known(bar.time),
        from: 0,
        to: known(from),
        time,
        figure,
      });
      row += 1;
    }
    row += 0.5;
  }
  return { bars, parts, titles, height: Math.ceil(row * rowHeight) };
}

function titleOf(phase: Phase, pass: Q | undefined, language: Language): string {
  const shown = pass ? show(pass.value, pass.unit) : undefined;
  const time = shown ? ` · ${shown.text}${narrowSpace}${shown.unit} ${passTitles[phase.name][language]}` : '';
  return `${phaseTitles[phase.name][language]}${time}`;
}

function barsOf(phase: Phase, launch: Q | undefined, language: Language): Bar[] {
  const bars = groupsOf(phase).map((group) => ({
    id: group.id,
    title: group.title[language],
    time: group.time,
    parts: partsOf(group, language),
    metric: `${phase.name}.${busyMetric[bindsMost(group)]}`,
  }));
  // Where operators carry their own latencies, what is left to add is the host's own time.
  const carried = phase.ops.some((each) => each.launch.value > 0);
  const alone = phase.ops.reduce((sum, { op, time }) => sum + (op.group === 'host' ? time.value : 0), 0);
  const time = carried ? alone : (launch?.value ?? 0);
  if (!(time > 0)) return bars;
  const host = { fill: 'latency', title: hostTitle[language], seconds: time };
  return [
    ...bars,
    { id: 'host', title: hostTitle[language], time, parts: [host], metric: `${phase.name}.time.launch` },
  ];
}

/** What sets the pace first, then what hides behind it; nothing of no length. */
function partsOf(group: Group, language: Language): Part[] {
  const solid = timeResources.map((resource) => ({
    fill: resource,
    title: resourceTitles[resource][language],
    seconds: group.binds[resource],
  }));
  const hidden = timeResources.map((resource) => ({
    fill: `${resource}-hidden`,
    title: `${resourceTitles[resource][language]} (${hiddenWord[language]})`,
    seconds: group.hidden[resource],
  }));
  const still = { fill: 'latency', title: latency[language], seconds: group.binds.latency };
  return [...solid, still, ...hidden].filter((part) => part.seconds > 0);
}

function tipOf(bar: Bar, pass: number, language: Language): Tip {
  const write = (seconds: number): string => {
    const shown = show(seconds, 's');
    return `${shown.text}${narrowSpace}${shown.unit}`;
  };
  return {
    title: bar.title,
    value: write(bar.time),
    lines: [
      ...bar.parts.map((part) => `${part.title} ${write(part.seconds)}`),
      { en: `${percent(bar.time / pass)} of the pass`, zh: `占整个过程 ${percent(bar.time / pass)}` }[language],
    ],
  };
}
