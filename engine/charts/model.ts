/** What a model is made of: its parameters by part, in one bar. */

import { parametersOf } from '../catalog/parameters';
import type { Language, Text } from '../diagnostics';
import type { Q } from '../quantity';
import { figures, format, narrowSpace } from '../quantity-text';
import type { Architecture } from '../types';
import type { Chart, Row } from './chart';
import { layered, pixels, words } from './config';
import { palettes } from './palette';
import { percent } from './words';

const order = ['routed', 'shared', 'dense', 'attention', 'embedding', 'mtp'] as const;
type Part = (typeof order)[number];

const titles: Readonly<Record<Part, Text>> = {
  routed: { en: 'routed experts', zh: '路由专家' },
  shared: { en: 'shared experts', zh: '共享专家' },
  dense: { en: 'dense FFN', zh: '稠密 FFN' },
  attention: { en: 'attention', zh: '注意力' },
  embedding: { en: 'embedding, head', zh: '词嵌入与输出头' },
  mtp: { en: 'MTP layers', zh: 'MTP 层' },
};

export const model: Chart<Architecture> = {
  id: 'model',
  title: { en: 'Parameters by part', zh: '参数构成' },
  hint: { en: 'share of all parameters', zh: '占全部参数的比例' },
  draw(subject, look) {
    const palette = palettes[look.theme];
    const rows = rowsOf(subject, look.language);
    const place = [
      { calculate: 'width * datum.from', as: 'left' },
      { calculate: 'width * datum.to', as: 'right' },
      { calculate: '1 + 0 * datum.from', as: 'top' },
      { calculate: '15 + 0 * datum.from', as: 'bottom' },
    ];
    return {
      data: { rows, keys: [{ title: keyOf(rows) }] },
      spec: layered({
        look,
        description: model.title,
        height: 32,
        transform: place,
        layer: [
          {
            mark: { type: 'rect', stroke: palette.surface, strokeWidth: 1, tooltip: { content: 'data' } },
            encoding: {
              x: pixels('left'),
              x2: { field: 'right' },
              y: pixels('top'),
              y2: { field: 'bottom' },
              fill: {
                field: 'shade',
                type: 'nominal',
                legend: null,
                scale: { domain: ['main', 'second', 'other'], range: [palette.ink2, palette.ink4, palette.line2] },
              },
            },
          },
          {
            transform: [{ filter: "datum.shade === 'main'" }, { calculate: 'datum.left + 6', as: 'textX' }],
            mark: { type: 'text', align: 'left', y: 8, color: palette.surface, fontSize: 11 },
            encoding: { x: pixels('textX'), text: words('label') },
          },
          {
            data: { name: 'keys' },
            mark: {
              type: 'text',
              align: 'left',
              x: 0,
              y: 24,
              color: palette.ink3,
              fontSize: 11,
              limit: { expr: 'width' },
            },
            encoding: { text: words('title') },
          },
        ],
      }),
    };
  },
};

function rowsOf(subject: Architecture, language: Language): readonly (Row & { label: string; shade: string })[] {
  const parts = partsOf(subject);
  const all = parts.reduce((sum, part) => sum + part.count, 0);
  const byCount = [...parts].sort((a, b) => b.count - a.count);
  let from = 0;
  return byCount.map(({ part, count }, place) => {
    const to = from + count / all;
    const value = format({ value: count, unit: 'parameter' });
    const row = {
      part,
      parameters: count,
      from,
      to,
      shade: place === 0 ? 'main' : place === 1 ? 'second' : 'other',
      label:
        place === 0
          ? `${titles[part][language]} ${value} · ${share(count / all)}`
          : `${titles[part][language]} ${share(count / all)}`,
      metric: 'model.parameters',
      tip: { title: titles[part][language], value, lines: [share(count / all)] },
    };
    from = to;
    return row;
  });
}

function keyOf(rows: readonly { readonly label: string; readonly shade: string }[]): string {
  return rows.flatMap((row) => (row.shade === 'main' ? [] : [row.label])).join(' · ');
}

/** Small parts keep their digits: 0.3 %, not 0 %. */
function share(part: number): string {
  return part < 0.1 ? `${figures(100 * part, 2)}${narrowSpace}%` : percent(part);
}

/** The parts of the catalog, the small ones with their neighbours; nothing where a dimension of the model is not known. */
export function partsOf(subject: Architecture): readonly { readonly part: Part; readonly count: number }[] {
  const { parts, mtp } = parametersOf(subject);
  const of: Readonly<Record<Part, readonly Q<'parameter'>[]>> = {
    routed: [parts.routedExperts],
    shared: [parts.sharedExperts],
    dense: [parts.denseFfn, parts.router, parts.norms, parts.residual],
    attention: [parts.attention, parts.index],
    embedding: [parts.embedding, parts.head],
    mtp: [mtp],
  };
  return order.flatMap((part) => {
    const count = of[part].reduce((sum, each) => sum + each.value, 0);
    return count > 0 ? [{ part, count }] : [];
  });
}
