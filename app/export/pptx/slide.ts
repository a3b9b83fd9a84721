/** One slide: the parts along the top, the statement, its evidence, what it rests on below (LOOK.md 3, picture 6). In inches. */

import type PptxGenJS from 'pptxgenjs';
import type { Block, CaseDocument, Figure, ShownChart, ShownTable, Slide } from '../../../engine';
import { numberText } from '../../verdict';
import { trustWords } from '../../words';
import { cellText } from '../markdown';
import type { Box } from './drawing';
import type { Picture } from './svg-marks';

export const inch = { width: 13.333, height: 7.5, margin: 0.6 };
const emuAnInch = 914_400;

/** A chart and where it goes once the library has written the slide. */
export interface ChartPlace {
  readonly name: string;
  readonly chart: ShownChart;
  readonly picture: Picture;
  readonly box: Box;
}

export interface SlideToDraw {
  readonly slide: Slide;
  readonly document: CaseDocument;
  readonly tabs: readonly { readonly id: Slide['section']; readonly title: string }[];
  readonly number: number;
  readonly font: string;
  readonly picture: (chart: ShownChart, width: number) => Promise<Picture>;
}

const ink = '14171C';
const ink2 = '464D58';
const ink3 = '646C78';
const accent = '4433BC';
const line = 'CBD0D7';
const alarm = 'B8371C';

type Page = PptxGenJS.Slide;

export async function drawSlide(page: Page, asked: SlideToDraw): Promise<ChartPlace[]> {
  const { slide, font } = asked;
  drawFrame(page, asked);
  const titleSize = sizeOfTitle(wide(slide.title));
  const width = inch.width - 2 * inch.margin;
  const titleHeight = linesOf(slide.title, titleSize, width) * titleSize * 0.0172 + 0.1;
  page.addText(slide.title, {
    x: inch.margin,
    y: 0.75,
    w: width,
    h: titleHeight,
    fontSize: titleSize,
    bold: true,
    color: ink,
    fontFace: font,
    margin: 0,
    valign: 'top',
  });
  let top = 0.75 + titleHeight + 0.08;
  const lead = slide.lead.filter((text) => text !== '');
  if (lead.length > 0) {
    const size = lead.join('').length > 420 ? 12 : 14;
    const lines = lead.reduce((sum, text) => sum + linesOf(text, size, width), 0);
    const height = lines * size * 0.0185 + 0.08;
    page.addText(
      lead.map((text) => ({ text, options: { breakLine: true } })),
      {
        x: inch.margin,
        y: top,
        w: width,
        h: height,
        fontSize: size,
        color: ink2,
        fontFace: font,
        margin: 0,
        valign: 'top',
      },
    );
    top += height + 0.1;
  }
  const bottom = 6.72;
  const columns =
    slide.narrow.length === 0
      ? [{ blocks: slide.wide, x: inch.margin, width }]
      : slide.wide.length === 0
        ? [{ blocks: slide.narrow, x: inch.margin, width }]
        : [
            { blocks: slide.wide, x: inch.margin, width: 0.63 * width },
            { blocks: slide.narrow, x: inch.margin + 0.67 * width, width: 0.33 * width },
          ];
  const charts: ChartPlace[] = [];
  for (const column of columns) charts.push(...(await drawColumn(page, { ...column, top, bottom }, asked)));
  return charts;
}

/** Letters, counting a Chinese one as two. */
function wide(text: string): number {
  return [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? 2 : 1), 0);
}

/** A verdict of several sentences is a title too. */
function sizeOfTitle(signs: number): number {
  if (signs > 200) return 16;
  if (signs > 110) return 20;
  return signs > 60 ? 24 : 28;
}

/** With room to spare: the font that a reader's machine puts in Arial's place may be a wider one. */
function linesOf(text: string, size: number, width: number): number {
  const perLine = Math.max(8, Math.floor((width * 72) / (size * 0.62)));
  return Math.max(1, Math.ceil(wide(text) / perLine));
}

function drawFrame(page: Page, { slide, document, tabs, number, font }: SlideToDraw): void {
  const small = { fontSize: 11, fontFace: font, margin: 0, valign: 'middle' as const };
  let x = inch.margin;
  for (const { id, title } of tabs) {
    const isHere = id === slide.section;
    const width = 0.1 * wide(title) + 0.2;
    page.addText(title, { x, y: 0.25, w: width, h: 0.28, ...small, bold: isHere, color: isHere ? ink : ink3 });
    if (isHere) page.addShape('rect', { x, y: 0.54, w: width - 0.15, h: 0.025, fill: { color: accent } });
    x += width + 0.12;
  }
  page.addText(document.title, {
    x: Math.min(x + 0.1, 9),
    y: 0.25,
    w: inch.width - inch.margin - Math.min(x + 0.1, 9),
    h: 0.28,
    ...small,
    align: 'right',
    color: ink3,
  });
  page.addShape('line', {
    x: inch.margin,
    y: 6.85,
    w: inch.width - 2 * inch.margin,
    h: 0,
    line: { color: line, width: 0.75 },
  });
  const { language } = document;
  const rests = slide.rests.map(({ label, value, trust }) => `${label} ${value} (${trustWords[trust][language]})`);
  const word = language === 'zh' ? '依据' : 'Rests on';
  page.addText(rests.length === 0 ? '' : `${word}: ${rests.join('  ·  ')}`, {
    x: inch.margin,
    y: 6.9,
    w: 8.9,
    h: 0.42,
    ...small,
    fontSize: 9,
    color: ink3,
  });
  const engine = language === 'zh' ? `引擎 ${document.engine}` : `engine ${document.engine}`;
  page.addText(
    `${engine} · ${document.fidelity} · ${document.time.slice(0, 10)}    ${String(number)} / ${String(document.slides.length)}`,
    { x: 9.6, y: 6.9, w: inch.width - inch.margin - 9.6, h: 0.42, ...small, align: 'right', fontSize: 10, color: ink3 },
  );
}

interface Column {
  readonly blocks: readonly Block[];
  readonly x: number;
  readonly width: number;
  readonly top: number;
  readonly bottom: number;
}

async function drawColumn(page: Page, column: Column, asked: SlideToDraw): Promise<ChartPlace[]> {
  const places: ChartPlace[] = [];
  let y = column.top;
  for (const [i, block] of column.blocks.entries()) {
    const room = { x: column.x, y, width: column.width, height: Math.max(0.4, column.bottom - y) };
    if (block.kind === 'chart') {
      // What stands below the chart keeps its place.
      const below = column.blocks.slice(i + 1).reduce((sum, each) => sum + leastHeight(each), 0);
      const place = await placeChart(page, block, { ...room, height: Math.max(0.8, room.height - below) }, asked);
      places.push(place);
      y += place.box.height / emuAnInch + 0.45;
    } else y += drawBlock(page, block, room, asked) + 0.12;
  }
  return places;
}

function leastHeight(block: Block): number {
  switch (block.kind) {
    case 'figures':
      return 0.72 * block.figures.length;
    case 'table':
      return 0.24 * (block.table.rows.length + 1);
    case 'chart':
      return 1;
    default:
      return 0.5;
  }
}

interface Room {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Pixels that an inch of the column stands for: letters of 11.5 become readable from the last row. */
const pixelsAnInch = 76;

async function placeChart(
  page: Page,
  { id, chart }: Extract<Block, { kind: 'chart' }>,
  room: Room,
  { picture, document, font }: SlideToDraw,
): Promise<ChartPlace> {
  page.addText(
    [
      { text: `${chart.title[document.language]}  `, options: { bold: true, color: ink } },
      { text: chart.hint[document.language], options: { color: ink3, fontSize: 9 } },
    ],
    { x: room.x, y: room.y, w: room.width, h: 0.3, fontSize: 11, fontFace: font, margin: 0, valign: 'top' },
  );
  const drawn = await picture(chart, Math.round(room.width * pixelsAnInch));
  const scale = Math.min(room.width / drawn.width, (room.height - 0.35) / drawn.height);
  const name = `chart-${id}`;
  const box = { x: room.x, y: room.y + 0.35, width: drawn.width * scale, height: drawn.height * scale };
  page.addShape('rect', { x: box.x, y: box.y, w: box.width, h: box.height, objectName: name });
  return {
    name,
    chart,
    picture: drawn,
    box: {
      x: box.x * emuAnInch,
      y: box.y * emuAnInch,
      width: box.width * emuAnInch,
      height: box.height * emuAnInch,
    },
  };
}

/** Draws it and says how high it became. */
function drawBlock(page: Page, block: Block, room: Room, asked: SlideToDraw): number {
  const { language } = asked.document;
  switch (block.kind) {
    case 'table':
      return drawTable(page, block.table, room, asked);
    case 'figures':
      return block.figures.reduce(
        (sum, figure) => sum + drawFigure(page, figure, { ...room, y: room.y + sum }, asked),
        0,
      );
    case 'assumptions':
      return drawRows(
        page,
        [
          language === 'zh' ? ['事实', '数值', '依据', '来源'] : ['fact', 'value', 'rests on', 'source'],
          ...block.facts.map(({ label, value, trust, source }) => [
            label,
            value,
            trustWords[trust][language],
            source ?? '',
          ]),
        ],
        { room, asked, numbers: new Set([1]) },
      );
    case 'statement': {
      const isLead = block.role === 'lead' || block.role === 'verdict';
      const size = isLead ? 14 : 11;
      const height = linesOf(block.text, size, room.width) * size * 0.0185 + 0.05;
      page.addText(block.text, {
        x: room.x,
        y: room.y,
        w: room.width,
        h: height,
        fontSize: size,
        bold: isLead,
        color: block.role === 'warning' ? alarm : ink,
        fontFace: asked.font,
        margin: 0,
        valign: 'top',
      });
      return height;
    }
    default:
      return 0;
  }
}

function drawFigure(page: Page, { label, number, note }: Figure, room: Room, { document, font }: SlideToDraw): number {
  const { trust } = number;
  page.addText(
    [
      { text: label, options: { fontSize: 10, color: ink3, breakLine: true } },
      { text: numberText(number), options: { fontSize: 18, bold: true, color: ink } },
      {
        text: trust ? `   ${trustWords[trust][document.language]}` : '',
        options: { fontSize: 10, color: ink2, breakLine: true },
      },
      { text: note ?? '', options: { fontSize: 9, color: ink3 } },
    ],
    { x: room.x, y: room.y, w: room.width, h: 0.7, fontFace: font, margin: 0, valign: 'top' },
  );
  return 0.72;
}

function drawTable(page: Page, table: ShownTable, room: Room, asked: SlideToDraw): number {
  const { language } = asked.document;
  const rows = [
    table.columns.map(({ title }) => title[language]),
    ...table.rows.map((row) => table.columns.map(({ id }) => cellText(row.cells[id], language))),
  ];
  const numbers = new Set(table.columns.flatMap(({ align }, i) => (align === 'number' ? [i] : [])));
  return drawRows(page, rows, { room, asked, numbers });
}

interface Rows {
  readonly room: Room;
  readonly asked: SlideToDraw;
  /** Columns of numbers. */
  readonly numbers: ReadonlySet<number>;
}

function drawRows(page: Page, rows: readonly (readonly string[])[], { room, asked, numbers }: Rows): number {
  const longest = (rows[0] ?? []).map((_, i) => Math.min(60, Math.max(4, ...rows.map((row) => wide(row[i] ?? '')))));
  const whole = longest.reduce((sum, each) => sum + each, 0);
  const widths = longest.map((each) => (each / whole) * room.width);
  const linesIn = (row: readonly string[], size: number): number =>
    Math.max(1, ...row.map((cell, i) => linesOf(cell, size, (widths[i] ?? 1) - 0.1)));
  const heightAt = (size: number): number =>
    rows.reduce((sum, row) => sum + linesIn(row, size) * size * 0.0172 + 0.075, 0);
  const size = [12, 11, 10, 9, 8].find((each) => heightAt(each) <= room.height) ?? 7;
  page.addTable(
    rows.map((row, r) =>
      row.map((text, i) => ({
        text,
        options: {
          bold: r === 0,
          color: r === 0 ? ink3 : ink,
          align: numbers.has(i) ? ('right' as const) : ('left' as const),
          border: [
            { type: 'none' as const },
            { type: 'none' as const },
            { type: 'solid' as const, pt: 0.75, color: line },
            { type: 'none' as const },
          ],
        },
      })),
    ),
    {
      x: room.x,
      y: room.y,
      w: room.width,
      colW: widths,
      rowH: rows.map((row) => linesIn(row, size) * size * 0.0172 + 0.06),
      fontSize: size,
      fontFace: asked.font,
      margin: [0.02, 0.05, 0.02, 0.02],
      valign: 'middle',
    },
  );
  return heightAt(size);
}
