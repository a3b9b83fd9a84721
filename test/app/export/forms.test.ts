import { createHash } from 'node:crypto';
import JSZip from 'jszip';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CaseDocument } from '../../../engine';
import { exported, pageForPaper } from '../../../app/export/forms';
import { documentOf } from '../../../app/handlers/export';
import { createWorkshop } from '../../../app/handlers/workshop';
import { nodePorts } from '../../../app/ports';
import { duel } from '../../support/case-notebook';
import { temporaryFolder } from '../support/temp';

async function built(text: string, language: 'en' | 'zh' = 'en'): Promise<CaseDocument> {
  const workshop = createWorkshop(nodePorts({ CHOKEPOINT_DATA: temporaryFolder() }));
  return documentOf(workshop, await workshop.run(text), { theme: 'light', language });
}

const evil = duel
  .replace('title: Two chips for one model', 'title: "<script>alert(1)</script> & co"')
  .replace('# Does it pay?', '# <img src=x onerror=alert(1)> </script>');

let document: CaseDocument;
beforeAll(async () => {
  document = await built(duel);
});

const textOf = (content: string | Uint8Array) =>
  typeof content === 'string' ? content : new TextDecoder().decode(content);
const page = async (shown: CaseDocument) => textOf((await exported('html', shown, 'x')).content);

describe('the page', () => {
  test('runs one script, whose hash its policy names, and may fetch nothing', async () => {
    const text = await page(document);
    const policy =
      /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(text)?.[1]?.replaceAll('&#39;', "'") ?? '';
    const scripts = [...text.matchAll(/<script>([^]*?)<\/script>/g)].map((match) => match[1] ?? '');
    expect(scripts).toHaveLength(1);
    const hash = createHash('sha256')
      .update(scripts[0] ?? '')
      .digest('base64');
    expect(policy).toContain(`script-src 'sha256-${hash}'`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('http');
    // What the script itself is made of may hold any letters: it runs under the policy.
    const markup = text.replace(/<(script|style)[^>]*>[^]*?<\/\1>/g, '');
    expect(/<link|<iframe|\ssrc=|@import|url\((?!#)/i.exec(markup)?.[0]).toBeUndefined();
  });

  test('has each chart drawn, and as a spec that its script brings to life', async () => {
    const text = await page(document);
    const specs: unknown = JSON.parse(
      /<script type="application\/json" id="charts">([^]*?)<\/script>/.exec(text)?.[1] ?? '',
    );
    const names = [...text.matchAll(/<figure data-chart="([^"]+)">/g)].map((match) => match[1] ?? '');
    expect(names.length).toBeGreaterThan(5);
    expect(Object.keys(Object(specs)).sort()).toEqual([...new Set(names)].sort());
    expect(text.match(/<figure data-chart[^]*?<svg/g)).toHaveLength(names.length);
    const hatches = new Set([...text.matchAll(/url\(#(hatch-[\w-]+)\)/g)].map((match) => match[1]));
    for (const id of hatches) expect(text).toContain(`id="${id ?? ''}"`);
  });

  test('says what made it, and shows nothing that a notebook says as markup', async () => {
    const told = (await page(document)).replace(/<(script|style)[^>]*>[^]*?<\/\1>/g, '');
    expect(told).toMatch(
      /fidelity calibrated · runtime engine · currency USD · engine \S+ · \d{4}-\d\d-\d\d \d\d:\d\d UTC/,
    );
    const text = await page(await built(evil));
    expect(text.includes('<script>alert')).toBe(false);
    expect(text.includes('<img')).toBe(false);
  });

  test('for paper has no script at all, and headings for bookmarks', async () => {
    const text = await pageForPaper(document);
    expect(text).not.toContain('<script');
    expect(text.match(/<h2>/g)).toHaveLength(document.sections.length);
  });
});

test('Markdown names a picture beside it for each chart', async () => {
  const { content, beside } = await exported('md', document, 'case');
  const named = [...textOf(content).matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map((match) => match[1] ?? '');
  expect(named.length).toBeGreaterThan(5);
  expect([...new Set(named)].sort()).toEqual(beside.map(({ path }) => path).sort());
  for (const { content: svg } of beside) expect(svg).toMatch(/^<svg[^>]*><defs>/);
});

test('CSV holds every figure, a line each, and the facts', async () => {
  const lines = textOf((await exported('csv', document, 'x')).content).split('\r\n');
  expect(lines[0]).toBe('\uFEFFcell,kind,metric,title,value,unit,trust,source,fidelity,engine,date');
  expect(lines.filter((line) => line.startsWith('int4,optimizations,serving.tpot,'))).toHaveLength(1);
  expect(lines.filter((line) => line.startsWith(',fact,')).length).toBeGreaterThan(20);
  expect(lines.filter((line) => line.includes(',headline,')).length).toBeGreaterThan(5);
});

async function unzipped(form: 'xlsx' | 'pptx', shown: CaseDocument): Promise<ReadonlyMap<string, string>> {
  const { content } = await exported(form, shown, 'x');
  const zip = await JSZip.loadAsync(content);
  const parts = Object.values(zip.files).filter(({ dir }) => !dir);
  return new Map(await Promise.all(parts.map(async (part) => [part.name, await part.async('string')] as const)));
}

/** Every element is closed where it was opened. */
function isBalanced(xml: string): boolean {
  const open: string[] = [];
  for (const [, closes, name = '', alone] of xml.matchAll(/<(\/?)([\w:]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (closes) {
      if (open.pop() !== name) return false;
    } else if (!alone) open.push(name);
  }
  return open.length === 0;
}

describe('the workbook', () => {
  test('is well formed, with units in its heads and the money as formulas over the cells above', async () => {
    const parts = await unzipped('xlsx', document);
    const xml = [...parts].filter(([name]) => /\.(xml|rels)$/.test(name));
    expect(xml.filter(([, text]) => !isBalanced(text)).map(([name]) => name)).toEqual([]);
    const names = [...(parts.get('xl/workbook.xml') ?? '').matchAll(/<sheet name="([^"]+)"/g)].map(
      (match) => match[1] ?? '',
    );
    expect(names.slice(0, 3)).toEqual(['Summary', 'Money int4', 'Money h800-money']);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    expect(names.filter((name) => name.length > 31)).toEqual([]);
    const money = parts.get('xl/worksheets/sheet2.xml') ?? '';
    const formulasOf = [...money.matchAll(/<c r="C(\d+)"[^>]*><f>([^<]+)<\/f><v>/g)];
    expect(formulasOf.length).toBeGreaterThan(5);
    for (const [, row, formula = ''] of formulasOf)
      for (const [, at] of formula.matchAll(/C(\d+)/g)) expect(Number(at)).toBeLessThan(Number(row));
    expect([...parts.values()].join('')).toContain('cost of an output token (USD/M)');
  });

  test('takes any words of a notebook', async () => {
    const parts = await unzipped('xlsx', await built(evil.replace('INT4 experts', 'INT4\u0007 experts'), 'zh'));
    expect([...parts].filter(([, text]) => !isBalanced(text)).map(([name]) => name)).toEqual([]);
    expect(parts.get('xl/worksheets/sheet1.xml')).toContain('&lt;script&gt;');
  });
});

describe('the presentation', () => {
  test('has a slide for each, native tables, charts as shapes, and notes', async () => {
    const parts = await unzipped('pptx', document);
    const slides = [...parts].filter(([name]) => /^ppt\/slides\/slide\d+\.xml$/.test(name));
    expect(slides).toHaveLength(document.slides.length);
    expect(slides.filter(([, text]) => !isBalanced(text)).map(([name]) => name)).toEqual([]);
    const all = slides.map(([, text]) => text).join('');
    const charts = document.slides
      .flatMap(({ wide, narrow }) => [...wide, ...narrow])
      .filter(({ kind }) => kind === 'chart');
    expect(all.match(/<p:grpSp>/g)).toHaveLength(charts.length);
    expect(all).toContain('<a:tbl>');
    expect(all).toContain('prst="wdUpDiag"');
    expect(all).not.toMatch(/NaN|undefined|Infinity/);
    const notes = [...parts].filter(([name]) => name.startsWith('ppt/notesSlides/notesSlide')).map(([, text]) => text);
    expect(notes.join('')).toContain('Side by side at the same batch.');
  });

  test('gives every shape of a slide an id of its own', async () => {
    const parts = await unzipped('pptx', document);
    for (const [name, text] of parts) {
      if (!/^ppt\/slides\/slide\d+\.xml$/.test(name)) continue;
      const ids = [...text.matchAll(/<p:cNvPr id="(\d+)"/g)].map((match) => match[1]);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});
