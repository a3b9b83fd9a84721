/** The article's figures as tables: each printed beside computed; and table 9 four times over. */

import type { ArticleCase } from '../article/cases';
import {
  correctedId,
  correctedStep,
  layouts,
  partTitles,
  printedId,
  printedStep,
  stepParts,
  type Layout,
  type StepPart,
} from '../article/decode-tables';
import { golden, sizeOf } from '../article/golden';
import type { Text } from '../diagnostics';
import type { Q } from '../quantity';
import { figures, format, show } from '../quantity-text';
import type { Evaluation } from '../types';
import type { ShownNumber, ShownTable, TableCell } from './result';
import { shownNumber } from './show';

type Row = ShownTable['rows'][number];

/** `cell` is the notebook cell in which Explain finds each figure by its id. */
export function articleTable(cases: readonly ArticleCase[], cell: string): ShownTable {
  return {
    id: 'article',
    title: { en: "The article's figures, printed and computed", zh: '原文数值：印出值与计算值' },
    columns: [
      { id: 'id', title: { en: 'Id', zh: '编号' }, align: 'text' },
      { id: 'where', title: { en: 'Where', zh: '出处' }, align: 'text' },
      { id: 'quantity', title: { en: 'Quantity', zh: '量' }, align: 'text' },
      { id: 'printed', title: { en: 'Printed', zh: '印出' }, align: 'number' },
      { id: 'computed', title: { en: 'Computed', zh: '计算' }, align: 'number' },
      { id: 'error', title: { en: 'Difference', zh: '相差' }, align: 'number' },
      { id: 'erratum', title: { en: 'Erratum', zh: '勘误' }, align: 'text', isRemark: true },
    ],
    rows: cases.map((each) => articleRow(each, cell)),
  };
}

function articleRow(each: ArticleCase, cell: string): Row {
  const { id, where, title, printed, predicted, quantity, erratum } = each;
  return {
    id,
    differs: !each.pass,
    cells: {
      id: textCell({ en: id, zh: id }),
      where: textCell(where),
      quantity: textCell(title),
      printed: printed === null ? { kind: 'empty' } : { kind: 'number', number: inUnit(each, printed, 'printed') },
      computed: {
        kind: 'number',
        number: { ...shownNumber(quantity, ''), ...written(each, predicted) },
        explain: { cell, metric: id },
        ...(each.pass ? {} : { note: { en: 'out of tolerance', zh: '超出容差' } }),
      },
      error: printed === null ? { kind: 'empty' } : { kind: 'number', number: percent(predicted / printed - 1) },
      erratum: erratum ? textCell(erratum) : { kind: 'empty' },
    },
  };
}

/** In the article's own unit, so that the figure reads as in print: 40.39 GiB. */
function inUnit(each: ArticleCase, value: number, origin: string): ShownNumber {
  const { quantity } = each;
  return { ...written(each, value), value: value * sizeOf(each.unit, quantity.unit), unitName: quantity.unit, origin };
}

const digits = 4;

function written({ unit, quantity }: ArticleCase, value: number): { readonly text: string; readonly unit: string } {
  // Times and ratios read better at their own scale; sizes keep the article's unit.
  if (unit === 's' || unit === '1') return show(value, quantity.unit, digits);
  const [word = ''] = unit.split(' ');
  return { text: figures(value, digits), unit: word };
}

function percent(share: number): ShownNumber {
  return { text: figures(share * 100, 2), unit: '%', value: share, unitName: '1', origin: 'derived' };
}

function textCell(text: Text): TableCell {
  return { kind: 'text', text };
}

/** Table 9 side by side: printed, computed as printed, corrected, and whole designs where they are given. */
export function tableNineView(o: {
  readonly cell: string;
  readonly designs?: Readonly<Record<Layout, Evaluation>>;
  /** The cells of `designs`, for Explain. */
  readonly designCells?: Readonly<Record<Layout, string>>;
}): ShownTable {
  const { designs } = o;
  return {
    id: 'table-9',
    title: { en: 'Table 9: a decode step at 32 requests a card', zh: '表 9：单卡 32 并发的一步 Decode' },
    columns: [
      { id: 'layout', title: { en: 'Layout', zh: '布局' }, align: 'text' },
      { id: 'part', title: { en: 'Time', zh: '耗时' }, align: 'text' },
      { id: 'printed', title: { en: 'Printed', zh: '印出' }, align: 'number' },
      { id: 'computed', title: { en: 'Computed as printed', zh: '按原文计算' }, align: 'number' },
      { id: 'corrected', title: { en: 'Corrected', zh: '更正后' }, align: 'number' },
      ...(designs
        ? [{ id: 'design', title: { en: 'Operator by operator', zh: '逐算子' }, align: 'number' as const }]
        : []),
      { id: 'why', title: { en: 'Why they differ', zh: '差在哪里' }, align: 'text', isRemark: true },
    ],
    rows: layouts.flatMap((layout) => {
      const asPrinted = printedStep(layout);
      const corrected = correctedStep(layout);
      return stepParts.map((part): Row => {
        const id = `${layout}.${part}`;
        const [en, zh] = partTitles[part];
        const design = designs?.[layout].metrics.get(designMetrics[part]);
        const designCell = o.designCells?.[layout];
        return {
          id,
          cells: {
            layout: textCell({ en: layout.toUpperCase(), zh: layout.toUpperCase() }),
            part: textCell({ en, zh }),
            printed: printedCell(layout, part),
            computed: timeCell(asPrinted[part], { cell: o.cell, metric: printedId(layout, part) }),
            corrected: timeCell(corrected[part], { cell: o.cell, metric: correctedId(layout, part) }),
            ...(designs
              ? {
                  design: design
                    ? timeCell(design, designCell && { cell: designCell, metric: designMetrics[part] })
                    : { kind: 'empty' },
                }
              : {}),
            why: textCell(why({ layout, part, asPrinted: asPrinted[part], corrected: corrected[part], design })),
          },
        };
      });
    }),
  };
}

const designMetrics: Readonly<Record<StepPart, string>> = {
  memory: 'decode.time.memory',
  communication: 'decode.time.communication',
  compute: 'decode.time.compute',
  total: 'decode.time',
};

function printedCell(layout: Layout, part: StepPart): TableCell {
  const printed = golden.find((each) => each.id === printedId(layout, part))?.printed;
  if (printed === null || printed === undefined) return { kind: 'empty' };
  return { kind: 'number', number: { ...show(printed, 's'), value: printed, unitName: 's', origin: 'printed' } };
}

function timeCell(q: Q, explain: { readonly cell: string; readonly metric: string } | undefined | ''): TableCell {
  return { kind: 'number', number: shownNumber(q, ''), ...(explain ? { explain } : {}) };
}

interface Difference {
  readonly layout: Layout;
  readonly part: StepPart;
  readonly asPrinted: Q<'s'>;
  readonly corrected: Q<'s'>;
  readonly design: Q | undefined;
}

/** One sentence a row: what the print leaves out, and what an operator count adds to that. */
function why({ layout, part, asPrinted, corrected, design }: Difference): Text {
  const from = format(asPrinted);
  const to = format(corrected);
  const counted = design && Number.isFinite(design.value) ? format(design) : undefined;
  const more = (en: string, zh: string): Text =>
    counted === undefined ? { en: '', zh: '' } : { en: `; ${counted} ${en}`, zh: `；${counted} ${zh}` };
  switch (part) {
    case 'memory': {
      const extra = more(
        'counts the cache half-way through the answer, the output head, and only what fused kernels write',
        '按输出过半时的缓存长度计，并计入输出头，激活值只计融合算子的实际读写',
      );
      return {
        en: `The step reads every expert its tokens touch, not 1 + 8/EP a layer: ${from} becomes ${to}${extra.en}`,
        zh: `一步要读 token 命中的全部专家，而非每层 1 + 8/EP 个：${from} 变为 ${to}${extra.zh}`,
      };
    }
    case 'communication': {
      const extra = more(
        'counts the link one way, FP8 dispatch, and remote cards only',
        '按链路单向、FP8 分发、只计远端卡',
      );
      return {
        en: `Print and correction agree, both with NVLink taken both ways together${extra.en}`,
        zh: `印出与更正一致，都按 NVLink 双向之和计${extra.zh}`,
      };
    }
    case 'compute': {
      const extra = more(
        'multiplies attention in BF16, at half the FP8 rate, and counts router and output head',
        '注意力按 BF16 计算（速率为 FP8 的一半），并计入路由与输出头',
      );
      return {
        en: `Each card computes 32 tokens' FFN at any EP, and the attention projections count: ${from} becomes ${to}${extra.en}`,
        zh: `任何 EP 下单卡都要算 32 个 token 的 FFN，且应计入注意力投影层：${from} 变为 ${to}${extra.zh}`,
      };
    }
    case 'total': {
      const extra = more(
        'lets each operator take only as long as its slowest resource',
        '让每个算子只耗其最慢资源的时间',
      );
      return {
        en: `${orders[layout].en} with nothing overlapped: ${from} becomes ${to}${extra.en}`,
        zh: `${orders[layout].zh}，毫不重叠：${from} 变为 ${to}${extra.zh}`,
      };
    }
  }
}

const orders: Readonly<Record<Layout, Text>> = {
  ep8: { en: 'Fastest in print, slowest put right,', zh: '原文最快，更正后最慢' },
  ep16: { en: 'Second in print and put right,', zh: '原文与更正后都居中' },
  ep32: { en: 'Slowest in print, fastest put right,', zh: '原文最慢，更正后最快' },
};
