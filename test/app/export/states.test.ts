/** What every export says of itself, in every form and both languages: who computed it and how, and on what it rests. */

import JSZip from 'jszip';
import { beforeAll, describe, expect, test } from 'vitest';
import { numberText } from '../../../app/verdict';
import { trustWords } from '../../../app/words';
import { exported, pageForPaper } from '../../../app/export/forms';
import { standardCatalog } from '../../../engine/catalog';
import { caseDocument, type Block, type CaseDocument } from '../../../engine/document';
import { run } from '../../../engine/notebook/run';
import { duel } from '../../support/case-notebook';

const catalog = standardCatalog();
const made = { engine: '7.8.9', time: '2031-02-03T04:05:00.000Z' };
const documents = {
  en: caseDocument({ run: run(duel, { catalog }), catalog, look: { theme: 'light', language: 'en' }, ...made }),
  zh: caseDocument({ run: run(duel, { catalog }), catalog, look: { theme: 'light', language: 'zh' }, ...made }),
};

/** Spaces of any width are one space, so that a number is found however it is set. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function wordsOf(markup: string): string {
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", apos: "'" };
  return markup
    .replace(/<(script|style)[^>]*>[^]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, '\n')
    .replace(/&(#?\w+);/g, (found, name: string) => entities[name] ?? found);
}

async function partsOf(form: 'pptx' | 'xlsx', document: CaseDocument, part: RegExp): Promise<string> {
  const zip = await JSZip.loadAsync((await exported(form, document, 'x')).content);
  const numbered = (name: string): number => Number(/(\d+)\.xml$/.exec(name)?.[1] ?? 0);
  const files = zip.file(part).sort((a, b) => numbered(a.name) - numbered(b.name));
  return (await Promise.all(files.map((file) => file.async('string')))).map(wordsOf).join('\n');
}

async function textOf(form: string, document: CaseDocument): Promise<string> {
  switch (form) {
    case 'pdf':
      return wordsOf(await pageForPaper(document));
    case 'html':
      return wordsOf(String((await exported('html', document, 'x')).content));
    case 'pptx':
      return partsOf('pptx', document, /^ppt\/slides\/slide\d+\.xml$/);
    case 'xlsx':
      return partsOf('xlsx', document, /^xl\/worksheets\/sheet\d+\.xml$/);
    case 'md':
      return String((await exported('md', document, 'x')).content);
    default:
      return String((await exported('csv', document, 'x')).content);
  }
}

function blocksOf({ sections, slides }: CaseDocument, form: string): readonly Block[] {
  return form === 'pptx'
    ? slides.flatMap(({ wide, narrow }) => [...wide, ...narrow])
    : sections.flatMap(({ blocks }) => blocks);
}

/** Whether these stand one after another somewhere, each near to the one before. */
function isSaid(text: string, [first = '', ...rest]: readonly string[], from = 0): boolean {
  const at = text.indexOf(first, from);
  if (at < 0) return false;
  let end = at + first.length;
  const isHere = rest.every((part) => {
    const next = text.indexOf(part, end);
    const isNear = next >= 0 && next - end < 120;
    end = next + part.length;
    return isNear;
  });
  return isHere || isSaid(text, [first, ...rest], at + 1);
}

const forms = ['pdf', 'html', 'pptx', 'xlsx', 'md', 'csv'];
const cases = (['en', 'zh'] as const).flatMap((language) => forms.map((form) => [form, language] as const));

describe.each(cases)('%s in %s', (form, language) => {
  const document = documents[language];
  const blocks = blocksOf(document, form);
  let said = '';
  beforeAll(async () => {
    said = plain(await textOf(form, document));
  });

  test('states engine, fidelity, date, assumptions with their trust, and sources', () => {
    for (const each of ['7.8.9', 'calibrated', '2031-02-03']) expect(said).toContain(each);
    const facts = blocks.flatMap((block) => (block.kind === 'assumptions' ? block.facts : []));
    expect(facts.length).toBeGreaterThan(5);
    for (const { label, value, trust } of facts) {
      expect(said).toContain(plain(label));
      expect(said).toContain(plain(value));
      expect(said).toContain(form === 'csv' ? trust : trustWords[trust][language]);
    }
    // A slide has room for the first ones, its notes name the rest.
    const sources = form === 'pptx' ? document.sources.slice(0, 10) : document.sources;
    expect(sources.length).toBeGreaterThan(5);
    for (const { id, title } of sources) {
      expect(said).toContain(id);
      expect(said).toContain(form === 'csv' ? title.replaceAll('"', '""') : title);
    }
  });

  test('says of each headline number what it rests on', () => {
    const figures = blocks.flatMap((block) => (block.kind === 'figures' ? block.figures : []));
    expect(figures.length).toBeGreaterThan(2);
    for (const { label, number, cell, metric } of figures) {
      const { trust } = number;
      if (trust === undefined) throw new Error(`${label} rests on nothing`);
      if (form === 'csv') {
        const line = said.indexOf(`${cell},headline,${metric},`);
        expect(said.slice(line, line + 400)).toContain(`${String(number.value)},${number.unitName},${trust},`);
        continue;
      }
      // A sheet holds the value itself, in a unit of its own.
      const parts = form === 'xlsx' ? [plain(label)] : [plain(label), plain(numberText(number))];
      expect([label, isSaid(said, [...parts, trustWords[trust][language]])]).toEqual([label, true]);
    }
  });

  test.skipIf(form === 'csv' || form === 'xlsx')('reads in the order of a case', () => {
    const titles =
      form === 'pptx'
        ? document.slides.map(({ title }) => title)
        : document.sections.map(({ title }) => (form === 'md' ? `## ${title}` : title));
    // A page lists its parts first.
    let at = form === 'pdf' || form === 'html' ? said.indexOf(titles.at(-1) ?? '') : 0;
    for (const title of titles) {
      const next = said.indexOf(plain(title), at);
      expect([title, next >= at]).toEqual([title, true]);
      at = next;
    }
  });
});
