/** The case as a workbook: the verdict, one sheet a table with units in its heads, and the money as formulas that compute again. */

import type { Block, CaseDocument, Ledger, LedgerRow, ShownNumber, ShownTable, TableCell } from '../../../engine';
import { factsLine } from '../../html/document';
import { changeText } from '../../verdict';
import { trustWords } from '../../words';
import { spreadsheetFormulas } from './formulas';
import { workbookFile } from './package';
import { empty, number, text, type Cell, type Sheet } from './sheet';
import { commonScale, heldUnit, type UnitScale } from './unit-scale';

export async function workbook(document: CaseDocument): Promise<Uint8Array> {
  const { title, time, engine } = document;
  return workbookFile(named(sheetsOf(document)), { title, time, program: `Chokepoint ${engine}` });
}

export function sheetsOf(document: CaseDocument): readonly Sheet[] {
  const tables = new Map(
    blocksOf(document).flatMap((block) => (block.kind === 'table' ? [[block.id, block.table] as const] : [])),
  );
  return [
    summary(document),
    ...document.ledgers.map((ledger) => ledgerSheet(ledger, document)),
    ...[...tables].map(([id, table]) => tableSheet(id, table, document)),
    facts(document),
    sources(document),
    allFigures(document),
  ];
}

function blocksOf({ sections }: CaseDocument): readonly Block[] {
  return sections.flatMap(({ blocks }) => blocks);
}

function words(document: CaseDocument, en: string, zh: string): string {
  return document.language === 'zh' ? zh : en;
}

function summary(document: CaseDocument): Sheet {
  const said = (id: string): string[] =>
    (document.sections.find((section) => section.id === id)?.blocks ?? []).flatMap((block) =>
      block.kind === 'statement' ? [block.text] : [],
    );
  const figures = blocksOf(document).flatMap((block) => (block.kind === 'figures' ? block.figures : []));
  const heads = [
    words(document, 'figure', '数字'),
    words(document, 'value', '值'),
    words(document, 'unit', '单位'),
    words(document, 'rests on', '依据'),
    words(document, 'beside it', '对照'),
  ];
  return {
    name: words(document, 'Summary', '摘要'),
    widths: [60, 16, 14, 14, 60],
    rows: [
      [text(document.title, 'title')],
      [text(factsLine(document), 'note')],
      [],
      ...[...said('question'), ...said('verdict')].map((line) => [text(line)]),
      [],
      heads.map((head) => text(head, 'head')),
      ...figures.map(({ label, number: shown, note }) => {
        const scale = commonScale([shown]);
        return [
          text(label),
          scaled(shown, scale),
          text(scale?.unit ?? ''),
          text(shown.trust ? trustWords[shown.trust][document.language] : ''),
          text(note ?? '', 'note'),
        ];
      }),
    ],
  };
}

function scaled({ value }: ShownNumber, scale: UnitScale | undefined): Cell {
  return number(value === null || !scale ? null : value / scale.divisor);
}

/** Lines that were given stand on a tint: change one, and all below it follows. */
function ledgerSheet({ title, rows }: Ledger, document: CaseDocument): Sheet {
  const heads = [
    words(document, 'line', '项目'),
    words(document, 'symbol', '符号'),
    words(document, 'value', '值'),
    words(document, 'unit', '单位'),
    words(document, 'rests on', '依据'),
    words(document, 'source', '来源'),
    words(document, 'note', '说明'),
  ];
  const first = 4;
  const place = new Map(rows.map(({ id }, i) => [id, `C${String(first + i)}`]));
  return {
    name: `${words(document, 'Money', '成本')} ${title}`,
    widths: [56, 14, 18, 12, 14, 24, 50],
    frozen: first - 1,
    rows: [
      [text(`${words(document, 'Money of', '成本：')} ${title}`, 'title')],
      [
        text(
          words(
            document,
            'Values on a tint are given or computed elsewhere; the others are formulas over them.',
            '带底色的值为给定或另行计算，其余为对它们的公式。',
          ),
          'note',
        ),
      ],
      heads.map((head) => text(head, 'head')),
      ...rows.map((row) => [
        text(row.label),
        text(row.symbol.replaceAll('"', '')),
        ledgerCell(row, place),
        text(heldUnit(row.number, document.currency)),
        text(row.number.trust ? trustWords[row.number.trust][document.language] : ''),
        text(row.source ?? ''),
        text(row.note ?? '', 'note'),
      ]),
    ],
  };
}

function ledgerCell({ number: shown, formula }: LedgerRow, place: ReadonlyMap<string, string>): Cell {
  const write = formula && spreadsheetFormulas[formula.id];
  if (!formula || !write) return number(shown.value, 'input');
  const cells = Object.fromEntries(Object.entries(formula.inputs).map(([key, id]) => [key, place.get(id) ?? '#REF!']));
  return { kind: 'formula', formula: write(cells), value: shown.value, style: 'computed' };
}

/** A column of one unit has it in its head; else each row has its own in a column beside its name. */
function tableSheet(id: string, table: ShownTable, document: CaseDocument): Sheet {
  const { language } = document;
  const ofColumn = new Map(table.columns.map((column) => [column.id, commonScale(numbersIn(table, column.id))]));
  const isByColumn = table.columns.every(
    (column) => numbersIn(table, column.id).length === 0 || ofColumn.get(column.id) !== undefined,
  );
  const [first, ...rest] = table.columns;
  const heads = [
    ...(first ? [text(headOf(first.title[language], ofColumn.get(first.id), isByColumn), 'head')] : []),
    ...(isByColumn ? [] : [text(words(document, 'unit', '单位'), 'head')]),
    ...rest.map((column) => text(headOf(column.title[language], ofColumn.get(column.id), isByColumn), 'head')),
  ];
  const rows = table.rows.map((row) => {
    const own = commonScale(Object.values(row.cells).flatMap(numberOf));
    const cell = (column: string): Cell =>
      tableCell(row.cells[column], isByColumn ? ofColumn.get(column) : own, language);
    return [
      ...(first ? [cell(first.id)] : []),
      ...(isByColumn ? [] : [text(own?.unit ?? '')]),
      ...rest.map((column) => cell(column.id)),
    ];
  });
  return {
    name: id,
    widths: [40, ...heads.slice(1).map(() => 24)],
    frozen: 2,
    rows: [[text(table.title[language], 'title')], heads, ...rows],
  };
}

function headOf(title: string, scale: UnitScale | undefined, isByColumn: boolean): string {
  return isByColumn && scale && scale.unit !== '' ? `${title} (${scale.unit})` : title;
}

function numberOf(cell: TableCell | undefined): ShownNumber[] {
  return cell?.kind === 'number' ? [cell.number] : [];
}

function numbersIn(table: ShownTable, column: string): ShownNumber[] {
  return table.rows.flatMap((row) => numberOf(row.cells[column]));
}

function tableCell(
  cell: TableCell | undefined,
  scale: UnitScale | undefined,
  language: CaseDocument['language'],
): Cell {
  if (!cell || cell.kind === 'empty') return empty;
  if (cell.kind === 'text') return text(cell.text[language] + (cell.note ? ` (${cell.note[language]})` : ''));
  if (scale) return scaled(cell.number, scale);
  const change = cell.change ? changeText(cell.change, language) : '';
  return text([cell.number.text, cell.number.unit, change].filter((part) => part !== '').join(' '));
}

function facts(document: CaseDocument): Sheet {
  const all = blocksOf(document).flatMap((block) => (block.kind === 'assumptions' ? block.facts : []));
  const heads = [
    words(document, 'fact', '事实'),
    words(document, 'value', '值'),
    words(document, 'rests on', '依据'),
    words(document, 'source', '来源'),
    words(document, 'note', '说明'),
  ];
  return {
    name: words(document, 'Assumptions', '假设'),
    widths: [60, 20, 14, 26, 60],
    frozen: 1,
    rows: [
      heads.map((head) => text(head, 'head')),
      ...all.map(({ label, value, trust, source, note }) => [
        text(label),
        text(value),
        text(trustWords[trust][document.language]),
        text(source ?? ''),
        text(note ?? '', 'note'),
      ]),
    ],
  };
}

function sources(document: CaseDocument): Sheet {
  const heads = [
    'id',
    words(document, 'title', '标题'),
    words(document, 'where', '位置'),
    words(document, 'date', '日期'),
    'URL',
  ];
  return {
    name: words(document, 'Sources', '来源'),
    widths: [28, 60, 50, 14, 50],
    frozen: 1,
    rows: [
      heads.map((head) => text(head, 'head')),
      ...document.sources.map(({ id, title, locator, date, url }) => [
        text(id),
        text(title),
        text(locator),
        text(date),
        text(url ?? ''),
      ]),
    ],
  };
}

function allFigures(document: CaseDocument): Sheet {
  const heads = [
    words(document, 'cell', '单元'),
    words(document, 'metric', '指标'),
    words(document, 'title', '名称'),
    words(document, 'value', '值'),
    words(document, 'unit', '单位'),
    words(document, 'rests on', '依据'),
  ];
  return {
    name: words(document, 'All figures', '全部数字'),
    widths: [20, 40, 60, 18, 12, 14],
    frozen: 1,
    rows: [
      heads.map((head) => text(head, 'head')),
      ...document.figures.map(({ cell, metric, title, number: shown }) => [
        text(cell),
        text(metric),
        text(title[document.language]),
        number(shown.value),
        text(heldUnit(shown, document.currency)),
        text(shown.trust ? trustWords[shown.trust][document.language] : ''),
      ]),
    ],
  };
}

/** Names are at most 31 characters, without []:*?/\ and without an apostrophe at either end, and each its own. */
function named(sheets: readonly Sheet[]): readonly Sheet[] {
  const taken = new Set<string>();
  return sheets.map((sheet) => {
    const clean = sheet.name.replace(/[[\]:*?/\\]/g, ' ').replace(/^'+|'+$/g, '');
    let name = clean.slice(0, 31);
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${clean.slice(0, 27)} ${String(n)}`;
    taken.add(name.toLowerCase());
    return { ...sheet, name };
  });
}
