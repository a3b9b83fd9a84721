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

/** Lines of a table, two spaces between columns. */
export function tableText(columns: readonly PrintColumn[], rows: readonly (readonly string[])[], style: Style): string {
  const widths = columns.map((column, i) =>
    Math.max(widthOf(column.title), ...rows.map((row) => widthOf(row[i] ?? ''))),
  );
  const line = (cells: readonly string[], paint: (text: string) => string) =>
    columns
      .map((column, i) => {
        const cell = cells[i] ?? '';
        const gap = ' '.repeat(Math.max(0, (widths[i] ?? 0) - widthOf(cell)));
        return column.align === 'right' ? gap + paint(cell) : paint(cell) + gap;
      })
      .join('  ')
      .trimEnd();
  return [
    line(
      columns.map(({ title }) => title),
      style.dim,
    ),
    ...rows.map((row) => line(row, (text) => text)),
  ].join('\n');
}

export interface Style {
  readonly dim: (text: string) => string;
  readonly strong: (text: string) => string;
  /** What wants attention: an error, something worse. */
  readonly alarm: (text: string) => string;
  readonly good: (text: string) => string;
}

/** ANSI colours, or none. */
export function styleFor(colours: boolean): Style {
  const paint = (code: number) => (text: string) => (colours && text !== '' ? `\u001b[${code}m${text}\u001b[0m` : text);
  return { dim: paint(2), strong: paint(1), alarm: paint(31), good: paint(35) };
}
