/** Text for a terminal: aligned tables that know how wide Chinese is, and colours where they are seen. */

/** Columns that a text takes: East Asian wide and full-width characters take two (Unicode UAX 11), marks that combine none. */
export function widthOf(text: string): number {
  let width = 0;
  for (const sign of text.replace(styles, '')) width += combining.test(sign) ? 0 : wide.test(sign) ? 2 : 1;
  return width;
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u;
const combining = /\p{Mn}|\u200b/u;
// eslint-disable-next-line no-control-regex -- the escape character is what starts a colour
const styles = /\u001b\[[0-9;]*m/g;

export interface PrintColumn {
  readonly title: string;
  readonly align: 'left' | 'right';
}

/** Where a long last column may be broken into lines of its own. */
export interface Page {
  readonly style: Style;
  /** Columns of the terminal; without it no line is broken. */
  readonly width?: number | undefined;
}

/** Narrower than this a column of words is no help. */
const leastWords = 24;

/** Lines of a table, two spaces between columns. A last column of words that does not fit is broken within its own place. */
export function tableText(
  columns: readonly PrintColumn[],
  rows: readonly (readonly string[])[],
  { style, width = Infinity }: Page,
): string {
  const widths = columns.map((column, i) =>
    Math.max(widthOf(column.title), ...rows.map((row) => widthOf(row[i] ?? ''))),
  );
  const last = columns.length - 1;
  const before = widths.slice(0, last).reduce((sum, each) => sum + each + 2, 0);
  const room = columns[last]?.align === 'left' ? Math.max(leastWords, width - before) : Infinity;
  const line = (cells: readonly string[], paint: (text: string) => string) => {
    const [first = '', ...more] = wrapped(cells[last] ?? '', room);
    const parts = columns.map((column, i) => {
      const cell = i === last ? first : (cells[i] ?? '');
      const gap = ' '.repeat(Math.max(0, (widths[i] ?? 0) - widthOf(cell)));
      return column.align === 'right' ? gap + paint(cell) : paint(cell) + gap;
    });
    return [parts.join('  ').trimEnd(), ...more.map((rest) => ' '.repeat(before) + paint(rest))].join('\n');
  };
  const titles = columns.map(({ title }) => title);
  return [line(titles, style.dim), ...rows.map((row) => line(row, (text) => text))].join('\n');
}

/** Broken between words, and between Chinese characters, so that no line is wider than `room` where that can be. */
function wrapped(text: string, room: number): string[] {
  if (widthOf(text) <= room) return [text];
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(/[\u3000-\u9fff\uff00-\uff60]|[^\s\u3000-\u9fff\uff00-\uff60]+\s*|\s+/g) ?? []) {
    if (line !== '' && widthOf(line + piece.trimEnd()) > room) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return [...lines, line.trimEnd()];
}

export interface Style {
  readonly dim: (text: string) => string;
  readonly strong: (text: string) => string;
  /** What wants attention: an error, something worse. */
  readonly alarm: (text: string) => string;
  readonly good: (text: string) => string;
}

/** How a table is set on this console. */
export function pageOf(console: { readonly colours: boolean; readonly width?: number }): Page {
  return { style: styleFor(console.colours), width: console.width };
}

/** ANSI colours, or none. */
export function styleFor(colours: boolean): Style {
  const paint = (code: number) => (text: string) => (colours && text !== '' ? `\u001b[${code}m${text}\u001b[0m` : text);
  return { dim: paint(2), strong: paint(1), alarm: paint(31), good: paint(35) };
}
