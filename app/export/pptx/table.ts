/** A table of a slide: native cells, letters as large as the room allows. */

import { narrowSpace, type ShownTable } from '../../../engine';
import { cellText } from '../markdown';
import { ink, ink3, line, linesOf, wide, type Page, type Room, type SlideToDraw } from './page';

export function drawTable(page: Page, table: ShownTable, room: Room, asked: SlideToDraw): number {
  const { language } = asked.document;
  const rows = [
    table.columns.map(({ title }) => title[language]),
    ...table.rows.map((row) => table.columns.map(({ id }) => cellText(row.cells[id], language))),
  ];
  const numbers = new Set(table.columns.flatMap(({ align }, i) => (align === 'number' ? [i] : [])));
  return drawRows(page, rows, { room, asked, numbers });
}

/** A letter or a digit of a word is about so wide to its size. */
const wordWidth = 0.56;

/** Between thousands: no place to break a figure. */
const thinSpace = '\u2009';

interface Rows {
  readonly room: Room;
  readonly asked: SlideToDraw;
  /** Columns of numbers. */
  readonly numbers: ReadonlySet<number>;
}

export function drawRows(page: Page, rows: readonly (readonly string[])[], { room, asked, numbers }: Rows): number {
  const columns = rows[0] ?? [];
  // Where there are many, a long name takes a second line before it takes the room of the figures.
  const widest = columns.length > 4 ? 22 : 60;
  const longest = columns.map((_, i) => Math.min(widest, Math.max(4, ...rows.map((row) => wide(row[i] ?? '')))));
  const whole = longest.reduce((sum, each) => sum + each, 0);
  const widths = longest.map((each) => (each / whole) * room.width);
  const linesIn = (row: readonly string[], size: number): number =>
    Math.max(1, ...row.map((cell, i) => linesOf(cell, size, (widths[i] ?? 1) - 0.1)));
  const heightAt = (size: number): number =>
    rows.reduce((sum, row) => sum + linesIn(row, size) * size * 0.0172 + 0.075, 0);
  const words = columns.map((_, i) =>
    rows.flatMap((row) => (row[i] ?? '').replaceAll(thinSpace, narrowSpace).split(/[ \p{Script=Han}]/u)),
  );
  const holdsWords = (size: number): boolean =>
    words.every((each, i) => each.every((word) => wide(word) * size * wordWidth <= 72 * ((widths[i] ?? 1) - 0.1)));
  const size = [12, 11, 10, 9, 8].find((each) => heightAt(each) <= room.height && holdsWords(each)) ?? 7;
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
