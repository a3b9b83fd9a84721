/** Between two saved designs: what each input that differs adds to a metric, as today's engine reads both notebooks. */

import { dirname } from 'node:path';
import { attribute, diagnostic, metricInfo, shownNumber, type Design, type Text } from '../../engine';
import type { Waterfall } from '../history-contract';
import { figureOf } from '../history/comparison';
import { showRun } from '../history/runs';
import { Refusal, valueOf } from '../outcome';
import { headlineOf } from './record';
import type { Workshop } from './workshop';

interface Pick {
  readonly run: number;
  readonly cell?: string;
}

export async function waterfallOf(
  workshop: Workshop,
  asked: { readonly from: Pick; readonly to: Pick; readonly metric: string },
): Promise<Waterfall | null> {
  const from = await designOf(workshop, asked.from);
  const to = await designOf(workshop, asked.to);
  const found = attribute({ from, to, metric: asked.metric, catalog: await workshop.catalog() });
  if (!found) return null;
  const { metric, parts, orders } = found;
  const info = metricInfo[metric];
  const unit = info?.unit ?? '1';
  const title = info?.title ?? { en: metric, zh: metric };
  const number = (value: number) =>
    ({
      kind: 'number',
      number: shownNumber(figureOf({ value, unit, origin: 'derived' }), to.currency),
    }) as const;
  const line = (id: string, name: Text, value: number) => ({
    id,
    cells: { name: { kind: 'text' as const, text: name }, value: number(value) },
  });
  return {
    metric,
    title,
    from: found.from,
    to: found.to,
    parts,
    method: methodText(orders),
    table: {
      id: 'waterfall',
      title,
      columns: [
        { id: 'name', title: { en: 'input', zh: '输入' }, align: 'text' },
        { id: 'value', title: { en: 'adds', zh: '贡献' }, align: 'number' },
      ],
      rows: [
        line('from', { en: 'first design', zh: '第一个设计' }, found.from),
        ...parts.map(({ id, title: name, change }) => line(id, name, change)),
        line('to', { en: 'second design', zh: '第二个设计' }, found.to),
      ],
    },
  };
}

function methodText(orders: 'all' | number): Text {
  return orders === 'all'
    ? { en: 'mean over all orders of change', zh: '对所有变更顺序取平均' }
    : { en: `mean over ${orders} orders drawn`, zh: `对抽取的 ${orders} 种顺序取平均` };
}

async function designOf(workshop: Workshop, { run: id, cell }: Pick): Promise<Design> {
  const saved = valueOf(showRun(workshop.history(), id));
  const run = await workshop.run(saved.text, saved.path === undefined ? {} : { folder: dirname(saved.path) });
  const wanted = cell ?? saved.headline ?? headlineOf(run);
  const design = wanted === undefined ? undefined : run.designs.get(wanted);
  if (design) return design;
  const known = [...run.designs.keys()].join(', ');
  throw new Refusal(diagnostic('history.no-design', { id, cell: wanted ?? '', known }));
}
