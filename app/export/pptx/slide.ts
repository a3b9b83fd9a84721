/** One slide: the parts along the top, the statement, its evidence, what it rests on below (LOOK.md 3, picture 6). In inches. */

import type { Block, Figure } from '../../../engine';
import { numberText } from '../../verdict';
import { trustWords } from '../../words';
import {
  accent,
  alarm,
  inch,
  ink,
  ink2,
  ink3,
  line,
  linesOf,
  sizeOfTitle,
  wide,
  type ChartPlace,
  type Page,
  type Room,
  type SlideToDraw,
} from './page';
import { drawRows, drawTable } from './table';

const emuAnInch = 914_400;

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
  // Beside a wide table the figures take less room.
  const isBroad = slide.wide.some((block) => block.kind === 'table' && block.table.columns.length > 5);
  const share = isBroad ? 0.73 : 0.63;
  const columns =
    slide.narrow.length === 0
      ? [{ blocks: slide.wide, x: inch.margin, width }]
      : slide.wide.length === 0
        ? [{ blocks: slide.narrow, x: inch.margin, width }]
        : [
            { blocks: slide.wide, x: inch.margin, width: share * width },
            { blocks: slide.narrow, x: inch.margin + (share + 0.04) * width, width: (0.96 - share) * width },
          ];
  const charts: ChartPlace[] = [];
  for (const column of columns) charts.push(...(await drawColumn(page, { ...column, top, bottom }, asked)));
  return charts;
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
    w: 8.3,
    h: 0.42,
    ...small,
    fontSize: 9,
    color: ink3,
  });
  const engine = language === 'zh' ? `引擎 ${document.engine}` : `engine ${document.engine}`;
  page.addText(
    `${engine} · ${document.fidelity} · ${document.time.slice(0, 10)}    ${String(number)} / ${String(document.slides.length)}`,
    { x: 9, y: 6.9, w: inch.width - inch.margin - 9, h: 0.42, ...small, align: 'right', fontSize: 9, color: ink3 },
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
      const below = column.blocks.slice(i + 1).reduce((sum, each) => sum + leastHeight(each, column.width), 0);
      const place = await placeChart(page, block, { ...room, height: Math.max(0.8, room.height - below) }, asked);
      places.push(place);
      y += place.box.height / emuAnInch + 0.45;
    } else y += drawBlock(page, block, room, asked) + 0.12;
  }
  return places;
}

function leastHeight(block: Block, width: number): number {
  switch (block.kind) {
    case 'figures':
      return block.figures.reduce((sum, figure) => sum + figureHeight(figure, width), 0);
    case 'table':
      return 0.24 * (block.table.rows.length + 1);
    case 'chart':
      return 1;
    default:
      return 0.5;
  }
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

function drawFigure(page: Page, figure: Figure, room: Room, { document, font }: SlideToDraw): number {
  const { label, number, note = '' } = figure;
  const { trust } = number;
  page.addText(
    [
      { text: label, options: { fontSize: 10, color: ink3, breakLine: true } },
      { text: numberText(number), options: { fontSize: 18, bold: true, color: ink } },
      {
        text: trust ? `   ${trustWords[trust][document.language]}` : '',
        options: { fontSize: 10, color: ink2, breakLine: true },
      },
      { text: note, options: { fontSize: 9, color: ink3 } },
    ],
    {
      x: room.x,
      y: room.y,
      w: room.width,
      h: figureHeight(figure, room.width),
      fontFace: font,
      margin: 0,
      valign: 'top',
    },
  );
  return figureHeight(figure, room.width);
}

/** The number, and as many lines as its label and its note take. */
function figureHeight({ label, note = '' }: Figure, width: number): number {
  return 0.38 + 0.16 * linesOf(label, 10, width) + (note === '' ? 0 : 0.15 * linesOf(note, 9, width));
}
