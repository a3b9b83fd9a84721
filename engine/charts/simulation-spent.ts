/** Where the time of every card of a simulation went: a stacked bar a rank, prefill above decode. */

import type { Text } from '../diagnostics';
import type { Answer, RankShare } from '../simulate/answer';
import { spentOn, type SpentOn } from '../simulate/statistics/account';
import type { Chart, Look, Tip } from './chart';
import { layered, pixels, words } from './config';
import { hatch } from './hatch';
import { palettes } from './palette';
import { percent, phaseTitles } from './words';
import { fitted } from './xy';

const rowHeight = 16;
const labelWidth = 132;
const legendHeight = 46;
/** More bars than can be told apart are joined, neighbours by neighbours. */
const mostBars = 16;

export const spentTitles: Readonly<Record<SpentOn, Text>> = {
  compute: { en: 'compute', zh: '算力' },
  memory: { en: 'memory bandwidth', zh: '显存带宽' },
  communication: { en: 'communication', zh: '通信带宽' },
  imbalance: { en: 'waiting on the slowest rank', zh: '等待最慢 rank' },
  idle: { en: 'empty', zh: '空闲' },
  host: { en: 'launches and host', zh: '启动与主机' },
  preemption: { en: 'computed again', zh: '重复计算' },
};

export const spentChart: Chart<Answer> = {
  id: 'simulation-spent',
  title: { en: 'Where the time of every card went', zh: '每张卡的时间去向' },
  hint: {
    en: 'a bar a rank; colour: what bound it; hatched: waited; hollow: host or empty',
    zh: '每个 rank 一条；颜色：受限的资源；斜纹：等待；空心：主机或空闲',
  },
  draw(answer, look) {
    const palette = palettes[look.theme];
    const { parts, bars } = rowsOf(answer, look);
    const names = spentOn.map((kind) => spentTitles[kind][look.language]);
    const fills: Readonly<Record<SpentOn, string>> = {
      compute: palette.resource.compute,
      memory: palette.resource['memory-bandwidth'],
      communication: palette.resource.communication,
      imbalance: hatch('neutral', look.theme),
      idle: palette.surface,
      host: palette.track,
      preemption: hatch('alarm', look.theme),
    };
    const place = [
      { calculate: `(datum.row + 0.5) * ${rowHeight}`, as: 'middle' },
      { calculate: 'datum.middle - 5', as: 'top' },
      { calculate: 'datum.middle + 5', as: 'bottom' },
      { calculate: `${labelWidth} + (width - ${labelWidth}) * datum.from`, as: 'left' },
      { calculate: `${labelWidth} + (width - ${labelWidth}) * datum.to`, as: 'right' },
    ];
    return {
      data: { rows: parts, bars },
      spec: layered({
        look,
        description: spentChart.title,
        height: Math.ceil(Math.max(...bars.map(({ row }) => row + 1)) * rowHeight) + legendHeight,
        extra: fitted,
        transform: place,
        layer: [
          {
            mark: { type: 'rect', stroke: palette.line2, strokeWidth: 0.7, tooltip: { content: 'data' } },
            encoding: {
              x: pixels('left'),
              x2: { field: 'right' },
              y: pixels('top'),
              y2: { field: 'bottom' },
              fill: {
                field: 'name',
                type: 'nominal',
                scale: { domain: names, range: spentOn.map((kind) => fills[kind]) },
                legend: {
                  orient: 'top',
                  title: null,
                  columns: 4,
                  symbolType: 'square',
                  symbolStrokeColor: palette.line2,
                  symbolStrokeWidth: 0.7,
                  symbolSize: 90,
                  labelColor: palette.ink2,
                  labelFontSize: 11,
                  labelLimit: 240,
                  offset: 4,
                },
              },
            },
          },
          {
            data: { name: 'bars' },
            transform: place,
            mark: { type: 'text', align: 'left', x: 0, limit: labelWidth - 8, color: palette.ink2 },
            encoding: { y: pixels('middle'), text: words('title') },
          },
        ],
      }),
    };
  },
};

interface Bar {
  readonly title: string;
  readonly row: number;
  readonly spent: RankShare['spent'];
}

function barsOf(answer: Answer, { language }: Look): readonly Bar[] {
  let row = 0;
  return (['prefill', 'decode'] as const).flatMap((pool) => {
    const ranks = answer.ranks.filter((rank) => rank.pool === pool);
    if (ranks.length === 0) return [];
    const size = Math.ceil(ranks.length / mostBars);
    const bars = Array.from({ length: Math.ceil(ranks.length / size) }, (_, at) => {
      const some = ranks.slice(at * size, (at + 1) * size);
      const [first, last] = [at * size, at * size + some.length - 1];
      const span = first === last ? String(first) : `${String(first)}–${String(last)}`;
      return { title: `${phaseTitles[pool][language]} rank ${span}`, row: row++, spent: meanOf(some) };
    });
    row += 0.5;
    return bars;
  });
}

function meanOf(ranks: readonly RankShare[]): RankShare['spent'] {
  const mean = (kind: SpentOn): number => ranks.reduce((sum, { spent }) => sum + spent[kind], 0) / ranks.length;
  return {
    compute: mean('compute'),
    memory: mean('memory'),
    communication: mean('communication'),
    imbalance: mean('imbalance'),
    idle: mean('idle'),
    host: mean('host'),
    preemption: mean('preemption'),
  };
}

function rowsOf(answer: Answer, look: Look) {
  const { language } = look;
  const bars = barsOf(answer, look);
  const parts = bars.flatMap(({ title, row, spent }) => {
    let from = 0;
    return spentOn.flatMap((kind) => {
      const share = spent[kind];
      if (!(share > 0)) return [];
      const to = from + share;
      const tip: Tip = {
        title,
        value: `${spentTitles[kind][language]} ${percent(share)}`,
        lines: spentOn
          .filter((each) => spent[each] > 0)
          .map((each) => `${spentTitles[each][language]} ${percent(spent[each])}`),
      };
      const part = { row, rank: title, name: spentTitles[kind][language], share, from, to, tip };
      from = to;
      return [part];
    });
  });
  return { parts, bars: bars.map(({ title, row }) => ({ title, row, from: 0, to: 0 })) };
}
