/** One sheet of a workbook as SpreadsheetML (ECMA-376 part 1, 18.3): cells of text, numbers and formulas with the value they have now. */

/** How a number stands: as it is, as one to be changed, as one that a formula makes. */
export type NumberStyle = 'number' | 'input' | 'computed';
export type TextStyle = 'text' | 'head' | 'title' | 'note';

export type Cell =
  | { readonly kind: 'text'; readonly text: string; readonly style?: TextStyle }
  | { readonly kind: 'number'; readonly value: number; readonly style?: NumberStyle }
  /** `value`: what it comes to, so that a viewer that computes nothing shows it too. */
  | { readonly kind: 'formula'; readonly formula: string; readonly value: number | null; readonly style?: NumberStyle }
  | { readonly kind: 'empty' };

export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
  /** In characters. */
  readonly widths: readonly number[];
  /** Rows that stay in view. */
  readonly frozen?: number;
}

/** Enough digits for a token's millionths and for a year's cost: the format follows the size. */
export const sizes = ['large', 'usual', 'small'] as const;
export type Size = (typeof sizes)[number];

export const textStyles: readonly TextStyle[] = ['text', 'head', 'title', 'note'];
export const numberStyles: readonly NumberStyle[] = ['number', 'input', 'computed'];

export const text = (said: string, style: TextStyle = 'text'): Cell => ({ kind: 'text', text: said, style });
export const number = (value: number | null, style: NumberStyle = 'number'): Cell =>
  value === null || !Number.isFinite(value) ? { kind: 'empty' } : { kind: 'number', value, style };
export const empty: Cell = { kind: 'empty' };

/** 0 → "A", 26 → "AA". */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

export function sheetXml({ rows, widths, frozen }: Sheet): string {
  const pane = frozen
    ? `<pane ySplit="${String(frozen)}" topLeftCell="A${String(frozen + 1)}" activePane="bottomLeft" state="frozen"/>`
    : '';
  const columns = widths.map(
    (width, i) => `<col min="${String(i + 1)}" max="${String(i + 1)}" width="${String(width)}" customWidth="1"/>`,
  );
  const lines = rows.map((cells, r) => {
    const made = cells.map((cell, c) => cellXml(cell, `${columnName(c)}${String(r + 1)}`)).join('');
    return `<row r="${String(r + 1)}">${made}</row>`;
  });
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0" showGridLines="0">${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>${columns.length > 0 ? `<cols>${columns.join('')}</cols>` : ''}<sheetData>${lines.join('')}</sheetData><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup orientation="landscape" fitToHeight="0"/></worksheet>`.replace(
    '<sheetViews>',
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>',
  );
}

function cellXml(cell: Cell, place: string): string {
  switch (cell.kind) {
    case 'empty':
      return '';
    case 'text':
      return cell.text === ''
        ? ''
        : `<c r="${place}" s="${styleOf(cell.style)}" t="inlineStr"><is><t xml:space="preserve">${xmlText(cell.text)}</t></is></c>`;
    case 'number':
      return `<c r="${place}" s="${numberStyle(cell.value, cell.style)}"><v>${String(cell.value)}</v></c>`;
    case 'formula':
      return `<c r="${place}" s="${numberStyle(cell.value, cell.style)}"><f>${xmlText(cell.formula)}</f>${cell.value === null ? '' : `<v>${String(cell.value)}</v>`}</c>`;
  }
}

function styleOf(style: TextStyle = 'text'): string {
  return String(textStyles.indexOf(style));
}

/** Numbers come after the texts, three sizes each. */
function numberStyle(value: number | null, style: NumberStyle = 'number'): string {
  const size = sizeOf(Math.abs(value ?? 0));
  return String(textStyles.length + numberStyles.indexOf(style) * sizes.length + sizes.indexOf(size));
}

function sizeOf(value: number): Size {
  if (value >= 1000) return 'large';
  return value === 0 || value >= 0.001 ? 'usual' : 'small';
}

/** Characters that XML 1.0 forbids are left out: a notebook may hold any. */
export function xmlText(said: string): string {
  return said
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
