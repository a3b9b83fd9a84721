/** Sheets → a workbook file (ECMA-376): parts, styles and properties in a zip. */

import JSZip from 'jszip';
import {
  numberStyles,
  sheetXml,
  sizes,
  textStyles,
  xmlText,
  type NumberStyle,
  type Sheet,
  type Size,
  type TextStyle,
} from './sheet';

export interface About {
  readonly title: string;
  /** ISO 8601. */
  readonly time: string;
  readonly program: string;
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export async function workbookFile(sheets: readonly Sheet[], about: About): Promise<Uint8Array> {
  const zip = new JSZip();
  const date = new Date(about.time);
  const put = (path: string, content: string): void => {
    zip.file(path, xml + content.replace(/^<\?xml[^>]*\?>\s*/, ''), { date, createFolders: false });
  };
  put('[Content_Types].xml', contentTypes(sheets));
  put(
    '_rels/.rels',
    relationships([
      ['rId1', `${relations}/officeDocument`, 'xl/workbook.xml'],
      [
        'rId2',
        'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties',
        'docProps/core.xml',
      ],
    ]),
  );
  put('docProps/core.xml', coreProperties(about));
  put('xl/workbook.xml', workbookXml(sheets));
  put(
    'xl/_rels/workbook.xml.rels',
    relationships([
      ...sheets.map(
        (_, i) => [`rId${String(i + 1)}`, `${relations}/worksheet`, `worksheets/sheet${String(i + 1)}.xml`] as const,
      ),
      [`rId${String(sheets.length + 1)}`, `${relations}/styles`, 'styles.xml'] as const,
    ]),
  );
  put('xl/styles.xml', stylesXml());
  sheets.forEach((sheet, i) => put(`xl/worksheets/sheet${String(i + 1)}.xml`, sheetXml(sheet)));
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
}

function contentTypes(sheets: readonly Sheet[]): string {
  const parts = sheets.map(
    (_, i) => `<Override PartName="/xl/worksheets/sheet${String(i + 1)}.xml" ContentType="${types}.worksheet+xml"/>`,
  );
  return `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>${parts.join('')}</Types>`;
}

function relationships(all: readonly (readonly [id: string, type: string, target: string])[]): string {
  const made = all.map(([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`);
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${made.join('')}</Relationships>`;
}

function coreProperties({ title, time, program }: About): string {
  return `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xmlText(title)}</dc:title><dc:creator>${xmlText(program)}</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${time.slice(0, 19)}Z</dcterms:created></cp:coreProperties>`;
}

function workbookXml(sheets: readonly Sheet[]): string {
  const made = sheets.map(
    ({ name }, i) => `<sheet name="${xmlText(name)}" sheetId="${String(i + 1)}" r:id="rId${String(i + 1)}"/>`,
  );
  // Computed again when it is opened: what stands in the cells is then the spreadsheet's own.
  return `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${made.join('')}</sheets><calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>`;
}

const formats: Readonly<Record<Size, { readonly id: number; readonly code: string }>> = {
  large: { id: 164, code: '#,##0.##' },
  usual: { id: 165, code: '0.####' },
  small: { id: 166, code: '0.000E+00' },
};

const textLooks: Readonly<Record<TextStyle, string>> = {
  text: '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>',
  head: '<xf numFmtId="0" fontId="1" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1" applyAlignment="1"><alignment vertical="bottom" wrapText="1"/></xf>',
  title: '<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/>',
  note: '<xf numFmtId="0" fontId="4" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>',
};

/** What is to be changed stands on a tint, what a formula makes is bold. */
const numberLooks: Readonly<Record<NumberStyle, { readonly font: number; readonly fill: number }>> = {
  number: { font: 0, fill: 0 },
  input: { font: 3, fill: 2 },
  computed: { font: 1, fill: 0 },
};

function numberXf(style: NumberStyle, size: Size): string {
  const { font, fill } = numberLooks[style];
  return `<xf numFmtId="${String(formats[size].id)}" fontId="${String(font)}" fillId="${String(fill)}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top"/></xf>`;
}

function stylesXml(): string {
  const font = (more: string): string => `<font>${more}<name val="Calibri"/><family val="2"/></font>`;
  const fonts = [
    font('<sz val="11"/><color rgb="FF14171C"/>'),
    font('<b/><sz val="11"/><color rgb="FF14171C"/>'),
    font('<b/><sz val="16"/><color rgb="FF14171C"/>'),
    font('<sz val="11"/><color rgb="FF4433BC"/>'),
    font('<sz val="10"/><color rgb="FF646C78"/>'),
  ];
  const fills = [
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
    '<fill><patternFill patternType="solid"><fgColor rgb="FFEFEDFB"/><bgColor indexed="64"/></patternFill></fill>',
  ];
  const borders = [
    '<border><left/><right/><top/><bottom/><diagonal/></border>',
    '<border><left/><right/><top/><bottom style="thin"><color rgb="FFCBD0D7"/></bottom><diagonal/></border>',
  ];
  const looks = [
    ...textStyles.map((style) => textLooks[style]),
    ...numberStyles.flatMap((style) => sizes.map((size) => numberXf(style, size))),
  ];
  const codes = sizes.map(
    (size) => `<numFmt numFmtId="${String(formats[size].id)}" formatCode="${formats[size].code}"/>`,
  );
  const counted = (name: string, all: readonly string[]): string =>
    `<${name} count="${String(all.length)}">${all.join('')}</${name}>`;
  return `<styleSheet xmlns="${main}">${counted('numFmts', codes)}${counted('fonts', fonts)}${counted('fills', fills)}${counted('borders', borders)}<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>${counted('cellXfs', looks)}<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}
