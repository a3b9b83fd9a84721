/** What leaves the room, opened by other programs: the PDF drawn page by page, slides and sheets in LibreOffice, its formulas computed again there. */

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import JSZip from 'jszip';
import { afterAll, describe, expect, test } from 'vitest';
import { printOnPaper } from '../../app/cli/paper';
import { presentation } from '../../app/export/pptx/presentation';
import { sheetsOf, workbook } from '../../app/export/xlsx/workbook';
import { pageForPaper } from '../../app/export/forms';
import { valueOf } from '../../app/outcome';
import { standardCatalog } from '../../engine/catalog';
import { caseDocument, type CaseDocument } from '../../engine/document';
import type { Language } from '../../engine/diagnostics';
import { run } from '../../engine/notebook/run';

const folder = mkdtempSync(join(tmpdir(), 'chokepoint-renderings-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const has = (program: string): boolean => spawnSync('which', [program]).status === 0;
const lacking = ['pdftoppm', 'pdftotext', 'soffice'].filter((program) => !has(program));
if (lacking.length > 0) console.warn(`Renderings that need ${lacking.join(', ')} are skipped: not installed here.`);
const draws = !lacking.includes('pdftoppm') && !lacking.includes('pdftotext');
const opens = draws && !lacking.includes('soffice');

const catalog = standardCatalog();

function documentOf(name: string, language: Language): CaseDocument {
  const text = readFileSync(`scenarios/${name}${language === 'zh' ? '.zh' : ''}.bench.md`, 'utf8');
  const look = { theme: 'light', language } as const;
  return caseDocument({ run: run(text, { catalog }), catalog, look, engine: 'soak', time: '2026-11-24T00:00:00.000Z' });
}

/** Each page as grey points: its width and its rows. */
function pagesOf(pdf: string): { readonly width: number; readonly rows: readonly Uint8Array[] }[] {
  const stem = pdf.replace(/\.pdf$/, '-page');
  execFileSync('pdftoppm', ['-gray', '-r', '40', pdf, stem]);
  return readdirSync(folder)
    .filter((each) => join(folder, each).startsWith(stem))
    .sort()
    .map((each) => greyPoints(readFileSync(join(folder, each))));
}

/** Netpbm P5: "P5 width height 255", then the points. */
function greyPoints(file: Buffer): { readonly width: number; readonly rows: readonly Uint8Array[] } {
  const [head = '', across = '', down = ''] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(file.toString('latin1', 0, 64)) ?? [];
  const [width, height] = [Number(across), Number(down)];
  const rows = Array.from({ length: height }, (_, y) => {
    const from = head.length + y * width;
    return file.subarray(from, from + width);
  });
  return { width, rows };
}

const isInk = (point: number): boolean => point < 200;

function inked(rows: readonly Uint8Array[]): number {
  return rows.reduce((sum, row) => sum + row.reduce((points, point) => points + (isInk(point) ? 1 : 0), 0), 0);
}

/** Points in the outermost fiftieth at the left and the right, where nothing may stand: what runs out of the page ends there. */
function cutOff({ width, rows }: { readonly width: number; readonly rows: readonly Uint8Array[] }): number {
  const edge = Math.ceil(width / 50);
  return inked(rows.flatMap((row) => [row.subarray(0, edge), row.subarray(width - edge)]));
}

function textOf(pdf: string): string {
  return execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8', maxBuffer: 1e8 });
}

/** Points that the first Latin word of the title is high: the printer shrinks all of a page to fit one line that is too wide. */
function titleHeight(pdf: string): number {
  const boxes = execFileSync('pdftotext', ['-bbox', '-l', '1', pdf, '-'], { encoding: 'utf8' });
  const [, top, bottom] = /yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">[A-Za-z]/.exec(boxes) ?? [];
  return Number(bottom) - Number(top);
}

/** As the style sheet sets a title of 22 px. */
const titleAtFullSize = 28;

/** Converted by LibreOffice, with a profile of its own so that one that is open does not mind. */
function converted(file: string, to: string): void {
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
  execFileSync('soffice', [profile, '--headless', '--convert-to', to, '--outdir', folder, file], { stdio: 'ignore' });
}

describe.each(['h20-prefill', 'bw151-decode', 'h20-decode-roi', 'best-value'])('%s', (name) => {
  describe.each(['en', 'zh'] as const)('in %s', (language) => {
    const document = documentOf(name, language);
    const at = (ending: string): string => join(folder, `${name}-${language}${ending}`);

    test.skipIf(!draws)('prints pages that are drawn whole and at their size, each numbered', async () => {
      const program = process.env['CHOKEPOINT_E2E_ELECTRON'];
      const printed = await printOnPaper(await pageForPaper(document), {
        ...process.env,
        CHOKEPOINT_ELECTRON: program,
      });
      writeFileSync(at('.pdf'), valueOf(printed));
      const pages = pagesOf(at('.pdf'));
      expect(pages.length).toBeGreaterThan(5);
      expect(pages.filter(({ rows }) => inked(rows) < 200)).toEqual([]);
      expect(pages.map(cutOff)).toEqual(pages.map(() => 0));
      const words = textOf(at('.pdf'));
      expect(titleHeight(at('.pdf'))).toBeGreaterThan(titleAtFullSize);
      expect(words.match(/\d+ \/ \d+/g)?.length).toBeGreaterThanOrEqual(pages.length);
    });

    test.skipIf(!opens)('has a slide for each of its statements', async () => {
      writeFileSync(at('-slides.pptx'), await presentation(document));
      converted(at('-slides.pptx'), 'pdf');
      const pages = pagesOf(at('-slides.pdf'));
      expect(pages).toHaveLength(document.slides.length);
      expect(pages.filter(({ rows }) => inked(rows) < 200)).toEqual([]);
    });

    test.skipIf(!opens)('comes to the same money when a spreadsheet computes it again', async () => {
      // Without the values that stand beside the formulas nothing is left but to compute them.
      const zip = await JSZip.loadAsync(await workbook(document));
      for (const part of zip.file(/^xl\/worksheets\/sheet\d+\.xml$/)) {
        const text = await part.async('text');
        zip.file(part.name, text.replace(/(<f>[^<]*<\/f>)<v>[^<]*<\/v>/g, '$1'));
      }
      writeFileSync(at('-money.xlsx'), await zip.generateAsync({ type: 'nodebuffer' }));
      // A file a sheet (-1), every digit (not as shown, which LibreOffice writes in quotes).
      converted(at('-money.xlsx'), 'csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,false,false,false,false,-1');
      const off: string[] = [];
      let formulas = 0;
      for (const sheet of sheetsOf(document)) {
        if (!sheet.rows.flat().some(({ kind }) => kind === 'formula')) continue;
        const lines = readFileSync(at(`-money-${sheet.name}.csv`), 'utf8').split('\n');
        sheet.rows.forEach((row, y) => {
          row.forEach((cell, x) => {
            if (cell.kind !== 'formula' || cell.value === null) return;
            formulas += 1;
            const found = Number(lines[y]?.split('\t')[x]?.replaceAll('"', ''));
            if (!(Math.abs(found - cell.value) <= 1e-9 * Math.abs(cell.value)))
              off.push(
                `${sheet.name} row ${String(y + 1)}: ${cell.formula} is ${String(found)}, not ${String(cell.value)}`,
              );
          });
        });
      }
      expect(off).toEqual([]);
      expect(formulas).toBeGreaterThan(10);
    });
  });
});
