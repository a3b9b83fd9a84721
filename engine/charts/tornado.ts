/** One assumption moved at a time through its range: what the own cost against the rival's then is, and whether the verdict turns. */

import type { Text } from '../diagnostics';
import type { Chart, Look, Row, Tip } from './chart';
import { layered, pixels, words } from './config';
import { hatch } from './hatch';
import { palettes } from './palette';
import type { Sides } from './sides';
import { percent } from './words';

export interface TornadoBar {
  readonly title: Text;
  readonly low: { readonly text: string; readonly outcome: number };
  readonly high: { readonly text: string; readonly outcome: number };
  /** The value at which both cost the same, where the range has one. */
  readonly flip?: string;
  readonly basis: Text;
}

export interface TornadoSubject {
  /** Whose cost it is, where another's is on the other side. */
  readonly own: string;
  readonly sides: Sides;
  /** Own cost ÷ the other's − 1. */
  readonly now: number;
  /** Widest first. */
  readonly bars: readonly TornadoBar[];
}

const rowHeight = 22;
const headHeight = 34;
const footHeight = 20;
/** An assumption is told in a few words: they get what room there is, the bars the rest. */
const labelWidth = 'clamp(0.4 * width, 160, 250)';
const endWidth = 64;
/** Of the picture between the words. */
const plotWidth = `(width - ${labelWidth} - ${2 * endWidth})`;
/** Between the middles of two ticks whose words do not touch; under the line of equal cost they are longer. */
const tickRoom = 38;
const lineRoom = 56;
/** The rest are told by the table. */
const mostBars = 10;

const names = {
  now: { en: 'now', zh: '当前' },
  turns: { en: 'turns at', zh: '反转点：' },
};

export const tornado: Chart<TornadoSubject> = {
  id: 'tornado',
  title: { en: 'What would change the verdict', zh: '什么会改变结论' },
  hint: { en: 'one assumption moved at a time, widest first', zh: '每次只变动一个假设，影响由大到小' },
  draw(subject, look) {
    const palette = palettes[look.theme];
    const { language } = look;
    const bars = subject.bars.slice(0, mostBars);
    const { from, to, step, ticks } = extentOf(subject.now, bars);
    const bottom = headHeight + bars.length * rowHeight;
    const at = (value: number): number => (value - from) / (to - from);
    const x = (share: string) => `${labelWidth} + ${endWidth} + ${plotWidth} * ${share}`;
    const nowText = `${names.now[language]} ${signed(subject.now)}`;
    const { isJudged, under, over, line } = subject.sides;
    const side = [`← ${subject.own} ${under[language]}`.replace(/ +/g, ' '), `${over[language]} →`];
    return {
      data: {
        rows: bars.map((bar, row) => barRow(bar, row, at, { look, isJudged })),
        lines: [
          { share: at(subject.now), text: nowText, what: 'now' },
          { share: at(0), text: '', what: 'same' },
        ],
        ticks: ticks.map((value) => ({
          share: at(value),
          off: Math.abs(at(value) - at(0)),
          // From the line outwards, so that every second, or every fourth, can be left out.
          nth: Math.round(value / step),
          text: value === 0 ? line[language] : signed(value),
        })),
        sides: [
          { share: at(0), text: side[0], what: 'cheaper' },
          { share: at(0), text: side[1], what: 'dearer' },
        ],
      },
      spec: layered({
        look,
        description: tornado.title,
        height: bottom + footHeight,
        transform: [
          { calculate: `${headHeight} + (datum.row + 0.5) * ${rowHeight}`, as: 'middle' },
          { calculate: 'datum.middle - 5', as: 'top' },
          { calculate: 'datum.middle + 5', as: 'under' },
          ...['low', 'high', 'greyFrom', 'greyTo', 'alarmFrom', 'alarmTo'].map((name) => ({
            calculate: x(`datum.${name}`),
            as: `${name}X`,
          })),
        ],
        layer: [
          {
            data: { name: 'ticks' },
            transform: [{ calculate: x('datum.share'), as: 'x' }],
            mark: { type: 'rule', color: palette.grid, strokeWidth: 1, y: headHeight, y2: bottom },
            encoding: { x: pixels('x') },
          },
          {
            data: { name: 'ticks' },
            transform: [
              { calculate: x('datum.share'), as: 'x' },
              { calculate: `ceil(${tickRoom} / (${plotWidth} * ${step / (to - from)}))`, as: 'every' },
              {
                filter: `datum.nth === 0 || (datum.nth % datum.every === 0 && datum.off * ${plotWidth} > ${lineRoom})`,
              },
            ],
            mark: {
              type: 'text',
              align: 'center',
              fontSize: 10.5,
              color: palette.ink3,
              y: bottom + footHeight / 2 + 1,
            },
            encoding: { x: pixels('x'), text: words('text') },
          },
          // The side on which the rival is the cheaper one.
          {
            data: { name: 'lines' },
            transform: [
              { filter: `datum.what === 'same' && ${String(isJudged)}` },
              { calculate: x('datum.share'), as: 'x' },
              { calculate: x('1'), as: 'end' },
            ],
            mark: { type: 'rect', fill: palette.alarm, opacity: 0.07, y: headHeight, y2: bottom },
            encoding: { x: pixels('x'), x2: { field: 'end' } },
          },
          {
            mark: { type: 'rect', fill: palette.ink4, cursor: 'pointer', tooltip: { content: 'data' } },
            encoding: { x: pixels('greyFromX'), x2: { field: 'greyToX' }, y: pixels('top'), y2: { field: 'under' } },
          },
          {
            transform: [{ filter: 'datum.alarmTo > datum.alarmFrom' }],
            mark: {
              type: 'rect',
              fill: hatch('alarm', look.theme),
              stroke: palette.alarm,
              strokeWidth: 1.2,
              cursor: 'pointer',
              tooltip: { content: 'data' },
            },
            encoding: { x: pixels('alarmFromX'), x2: { field: 'alarmToX' }, y: pixels('top'), y2: { field: 'under' } },
          },
          {
            data: { name: 'lines' },
            transform: [{ calculate: x('datum.share'), as: 'x' }],
            mark: { type: 'rule', strokeWidth: 1.5, y: headHeight - 4, y2: bottom },
            encoding: {
              x: pixels('x'),
              color: { condition: { test: "datum.what === 'now'", value: palette.accent }, value: palette.ink },
            },
          },
          {
            data: { name: 'lines' },
            transform: [{ filter: "datum.what === 'now'" }, { calculate: x('datum.share'), as: 'x' }],
            mark: {
              type: 'text',
              align: 'center',
              fontWeight: 600,
              fontSize: 11,
              color: palette.accent,
              y: headHeight - 11,
            },
            encoding: { x: pixels('x'), text: words('text') },
          },
          ...(['cheaper', 'dearer'] as const).map((what) => ({
            data: { name: 'sides' },
            transform: [{ filter: `datum.what === '${what}'` }, { calculate: x('datum.share'), as: 'x' }],
            mark: {
              type: 'text',
              align: what === 'cheaper' ? 'right' : 'left',
              dx: what === 'cheaper' ? -6 : 6,
              fontSize: 11,
              color: what === 'cheaper' || !isJudged ? palette.ink3 : palette.alarm,
              y: 8,
            },
            encoding: { x: pixels('x'), text: words('text') },
          })),
          {
            mark: {
              type: 'text',
              align: 'right',
              x: { expr: `${labelWidth} - 4` },
              limit: { expr: `${labelWidth} - 8` },
            },
            encoding: {
              y: pixels('middle'),
              text: words('title'),
              color: { condition: { test: 'datum.turns', value: palette.ink }, value: palette.ink2 },
            },
          },
          ...(['left', 'right'] as const).flatMap((end) =>
            [true, false].map((isHalo) => ({
              transform: [{ calculate: `${end === 'left' ? 'min' : 'max'}(datum.lowX, datum.highX)`, as: 'end' }],
              mark: {
                type: 'text',
                align: end === 'left' ? 'right' : 'left',
                dx: end === 'left' ? -5 : 5,
                fontSize: 11,
                ...(isHalo ? { stroke: palette.surface, strokeWidth: 3, strokeJoin: 'round' } : {}),
              },
              encoding: {
                x: pixels('end'),
                y: pixels('middle'),
                text: words(`${end}Text`),
                color: {
                  condition: { test: `datum.${end}Dearer`, value: palette.alarm },
                  value: palette.ink2,
                },
              },
            })),
          ),
        ],
      }),
    };
  },
};

interface Drawing {
  readonly look: Look;
  readonly isJudged: boolean;
}

function barRow(
  bar: TornadoBar,
  row: number,
  at: (value: number) => number,
  { look: { language }, isJudged }: Drawing,
): Row {
  // What nothing refuses is grey on both sides.
  const bound = isJudged ? 0 : Number.POSITIVE_INFINITY;
  const ends = [bar.low, bar.high].sort((a, b) => a.outcome - b.outcome);
  const [left = bar.low, right = bar.high] = ends;
  const turns = isJudged && left.outcome < 0 !== right.outcome < 0;
  return {
    row,
    title: bar.title[language],
    low: at(bar.low.outcome),
    high: at(bar.high.outcome),
    greyFrom: at(Math.min(left.outcome, bound)),
    greyTo: at(Math.min(right.outcome, bound)),
    alarmFrom: isJudged ? at(Math.max(left.outcome, 0)) : 0,
    alarmTo: isJudged ? at(Math.max(right.outcome, 0)) : 0,
    leftText: left.text,
    rightText: right.text,
    leftDearer: left.outcome > bound,
    rightDearer: right.outcome > bound,
    turns,
    tip: {
      title: bar.title[language],
      value: `${signed(left.outcome)} … ${signed(right.outcome)}`,
      lines: [
        `${bar.low.text} … ${bar.high.text}`,
        bar.basis[language],
        ...(bar.flip === undefined ? [] : [`${names.turns[language]} ${bar.flip}`]),
      ],
    } satisfies Tip,
  };
}

function signed(share: number): string {
  return `${share > 0 ? '+' : share < 0 ? '−' : ''}${percent(Math.abs(share))}`;
}

/** Both sides of "same cost" are seen, by a tenth at least. */
function extentOf(
  now: number,
  bars: readonly TornadoBar[],
): { from: number; to: number; step: number; ticks: number[] } {
  const all = [now, 0, ...bars.flatMap(({ low, high }) => [low.outcome, high.outcome])].filter(Number.isFinite);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const room = 0.06 * Math.max(0.05, most - least);
  const [from, to] = [least - room, most + room];
  const step = stepFor(to - from);
  const ticks: number[] = [];
  for (let i = Math.ceil(from / step); i * step <= to; i++) ticks.push(i === 0 ? 0 : i * step);
  return { from, to, step, ticks };
}

/** About six ticks at round shares. */
function stepFor(extent: number): number {
  const rough = extent / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step >= rough) ?? 10 * power;
}
