/** The four shipped cases as documents, in both languages: each reads in the order of a case and tells a reader what he came for. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { caseDocument, type Block, type CaseDocument } from '../../engine/document';
import { sectionIds, type SectionId } from '../../engine/document/document';
import { createMemo } from '../../engine/notebook/memo';
import { run } from '../../engine/notebook/run';

const catalog = standardCatalog();
// Both languages hold the same cells.
const memo = createMemo();

function documentOf(name: string, language: 'en' | 'zh'): CaseDocument {
  const text = readFileSync(`scenarios/${name}${language === 'zh' ? '.zh' : ''}.bench.md`, 'utf8');
  return caseDocument({
    run: run(text, { catalog, memo }),
    catalog,
    look: { theme: 'light', language },
    engine: '1.2.3',
    time: '2026-11-24T08:00:00.000Z',
  });
}

const names = ['h20-prefill', 'bw151-decode', 'h20-decode-roi', 'best-value'];
const cases = names.flatMap((name) => (['en', 'zh'] as const).map((language) => [name, language] as const));

describe.each(cases)('%s in %s', (name, language) => {
  const document = documentOf(name, language);
  const blocksOf = (id: SectionId): readonly Block[] =>
    document.sections.find((section) => section.id === id)?.blocks ?? [];
  const statements = (id: SectionId): readonly string[] =>
    blocksOf(id).flatMap((block) => (block.kind === 'statement' ? [block.text] : []));
  const has = (id: SectionId, kind: Block['kind']): boolean => blocksOf(id).some((block) => block.kind === kind);

  test('reads question, verdict, evidence, cost, change, assumptions, derivations, none of them empty', () => {
    expect(document.sections.map(({ id }) => id)).toEqual(sectionIds);
    expect(document.sections.filter(({ blocks }) => blocks.length === 0)).toEqual([]);
    const parts = document.slides.map(({ section }) => section);
    expect(parts).toEqual([...parts].sort((a, b) => sectionIds.indexOf(a) - sectionIds.indexOf(b)));
    expect([...new Set(parts)]).toEqual(sectionIds.filter((id) => id !== 'study' && id !== 'appendix'));
  });

  test('concludes with odds, says what binds and what is next, what to buy and where it turns', () => {
    const said = (id: SectionId): string => statements(id).join('\n');
    const en = language === 'en';
    expect(said('verdict')).toMatch(en ? /in \d+ of 100 draws/ : /100 次抽样中 \d+ 次/);
    expect(said('evidence')).toMatch(en ? /binds; then [a-z ]+, at [\d.]+×/ : /是瓶颈；\S+到 [\d.]+ 倍后轮到/);
    expect(said('cost')).toMatch(en ? /Cheapest of the candidates for .* cards/ : /最便宜的候选：.*张卡/);
    expect(said('change')).toMatch(en ? /turns? where|would turn it|turns it/ : /反转|改变结论/);
    expect(blocksOf('cost').some((block) => block.kind === 'chart' && block.id === 'even')).toBe(true);
    expect(has('appendix', 'derivation')).toBe(true);
  });

  test('tells what each card costs among its assumptions and on their slide, each with a source that is listed where it names one', () => {
    const facts = blocksOf('assumptions').flatMap((block) => (block.kind === 'assumptions' ? block.facts : []));
    const slide = document.slides.find(({ section }) => section === 'assumptions');
    const shown = (slide?.wide ?? []).flatMap((block) => (block.kind === 'assumptions' ? block.facts : []));
    // A card-hour a design, then what it is made of: bought or rented, by the name in the price list.
    const money = new RegExp(`^[−\\d.\\s]+${document.currency}(?:/h)?$`);
    const priced = facts.filter(({ label, value }) => money.test(value) && / · |card-hour|卡时价/.test(label));
    expect(priced.length).toBeGreaterThan(3);
    expect(priced.filter((fact) => !shown.includes(fact))).toEqual([]);
    const known = new Set(document.sources.map(({ id }) => id));
    expect(facts.flatMap(({ source }) => (source === undefined || known.has(source) ? [] : [source]))).toEqual([]);
    expect(document.sources.filter(({ title }) => title === '')).toEqual([]);
  });

  test('says each headline figure with its trust', () => {
    const figures = blocksOf('verdict').flatMap((block) => (block.kind === 'figures' ? block.figures : []));
    expect(figures.length).toBeGreaterThan(5);
    expect(figures.filter(({ number }) => number.trust === undefined)).toEqual([]);
  });

  test('speaks its language alone', () => {
    const texts = document.sections.flatMap(({ id }) => statements(id));
    const han = /\p{Script=Han}/u;
    expect(texts.filter((text) => han.test(text) !== (language === 'zh'))).toEqual([]);
    const titles = document.slides.map(({ title }) => title);
    expect(titles.filter((text) => han.test(text) !== (language === 'zh'))).toEqual([]);
  });
});
