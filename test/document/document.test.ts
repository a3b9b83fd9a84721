import { describe, expect, test } from 'vitest';
import { caseDocument, type Block, type CaseDocument } from '../../engine';
import { run } from '../../engine/notebook/run';
import { standardCatalog } from '../../engine/catalog';
import { duel } from '../support/case-notebook';

const catalog = standardCatalog();

function documentOf(text: string, language: 'en' | 'zh' = 'en'): CaseDocument {
  const look = { theme: 'light', language } as const;
  return caseDocument({
    run: run(text, { catalog }),
    catalog,
    look,
    engine: '1.2.3',
    time: '2026-11-24T08:00:00.000Z',
  });
}

function blocksOf({ sections }: CaseDocument, id: string): readonly Block[] {
  return sections.find((section) => section.id === id)?.blocks ?? [];
}

/** All that a section says, as one text. */
function said(document: CaseDocument, id: string): string {
  return JSON.stringify(blocksOf(document, id));
}

describe('the case of an ROI notebook', () => {
  const document = documentOf(duel);

  test('reads in the order of a case', () => {
    expect(document.sections.map(({ id }) => id)).toEqual([
      'question',
      'verdict',
      'evidence',
      'cost',
      'change',
      'study',
      'assumptions',
      'appendix',
    ]);
    expect(document).toMatchObject({ title: 'Two chips for one model', engine: '1.2.3', fidelity: 'calibrated' });
  });

  test('asks in the notebook’s opening words and concludes in its closing ones', () => {
    expect(said(document, 'question')).toContain('which is cheaper, and at which price does that turn?');
    expect(said(document, 'verdict')).toContain('The price of a card-hour decides.');
  });

  test('answers what binds, what is next, what to buy and at which price it turns', () => {
    expect(said(document, 'evidence')).toMatch(/compute binds; then memory bandwidth, at [\d.]+× the compute/);
    expect(said(document, 'cost')).toMatch(
      /Cheapest of the candidates for 100.req\/s: NVIDIA H\w+.*\d+ nodes for prefill and \d+ for decode/,
    );
    expect(said(document, 'change')).toMatch(
      /It turns where the card-hour of NVIDIA H20 96 GB (falls|rises) to \$[\d.]+/,
    );
    expect(said(document, 'verdict')).toMatch(/in \d+ of 100 draws/);
  });

  test('gives each headline figure its trust, and each fact its trust', () => {
    const figures = blocksOf(document, 'verdict').flatMap((block) => (block.kind === 'figures' ? block.figures : []));
    expect(figures.length).toBeGreaterThan(5);
    expect(figures.filter(({ number }) => number.trust === undefined)).toEqual([]);
    const facts = blocksOf(document, 'assumptions').flatMap((block) =>
      block.kind === 'assumptions' ? block.facts : [],
    );
    const labels = facts.map(({ label }) => label);
    expect(labels).toContain('rent of a card-hour · NVIDIA H20 96 GB');
    expect(labels).toContain('memory bandwidth of NVIDIA H20 96 GB');
    // A curve is a line, not a page of constants.
    expect(labels.some((label) => label.startsWith('kernels of '))).toBe(true);
    expect(facts.length).toBeLessThan(80);
    expect(document.constants.length).toBeGreaterThan(facts.length);
  });

  test('tells a price that was given in another currency in its own', () => {
    const foreign = duel
      .replace('currency: USD', 'currency: USD\nfx: {CNY: 7.1 per USD, date: 2026-11-01}')
      .replace('rent: $2/h', 'rent: ¥14.2/h');
    const rent = blocksOf(documentOf(foreign), 'assumptions')
      .flatMap((block) => (block.kind === 'assumptions' ? block.facts : []))
      .find(({ label }) => label === 'rent of a card-hour · NVIDIA H800 SXM');
    expect(rent).toMatchObject({ value: '2\u202fUSD/h', note: '¥14.2/h' });
  });

  test('lists every source that a fact names', () => {
    const known = new Set(document.sources.map(({ id }) => id));
    const facts = blocksOf(document, 'assumptions').flatMap((block) =>
      block.kind === 'assumptions' ? block.facts : [],
    );
    expect(facts.flatMap(({ source }) => (source === undefined || known.has(source) ? [] : [source]))).toEqual([]);
  });

  test('derives the headline figures: a formula with its symbols, then with values', () => {
    const derivations = blocksOf(document, 'appendix').flatMap((block) =>
      block.kind === 'derivation' ? [block.derivation] : [],
    );
    expect(derivations[0]).toMatchObject({ title: 'Cost of a request, whole nodes paid' });
    expect(derivations[0]?.symbols).toContain('3600');
    expect(derivations[0]?.values).toMatch(/\d+ "\/h"/);
  });

  test('has a ledger a candidate, in which every line comes after those that it is made of', () => {
    expect(document.ledgers.map(({ title }) => title)).toEqual(['int4', 'h800-money']);
    for (const { rows } of document.ledgers) {
      const seen = new Set<string>();
      for (const { id, formula } of rows) {
        expect(Object.values(formula?.inputs ?? {}).filter((input) => !seen.has(input))).toEqual([]);
        seen.add(id);
      }
    }
  });

  test('is as many slides in Chinese, with no English sentence of ours left', () => {
    const zh = documentOf(duel, 'zh');
    expect(zh.slides.map(({ section }) => section)).toEqual(document.slides.map(({ section }) => section));
    expect(zh.sections.map(({ title }) => title)).toEqual([
      '问题',
      '结论',
      '证据',
      '成本与盈亏平衡',
      '什么会改变结论',
      '逐步分析',
      '假设与来源',
      '附录：推导',
    ]);
    const texts = ['verdict', 'cost', 'change'].flatMap((id) =>
      blocksOf(zh, id).flatMap((block) => (block.kind === 'statement' ? [block.text] : [])),
    );
    expect(texts.filter((text) => !/\p{Script=Han}/u.test(text))).toEqual([]);
  });

  test('puts the notebook’s words beside a slide into its notes', () => {
    const compared = document.slides.find(({ title }) => title === 'Side by side');
    expect(compared?.notes).toBe('Side by side at the same batch.');
    expect(document.slides[0]?.notes).toBe(
      'A team serves DeepSeek-V3. It can rent H20 or H800: which is cheaper, and at which price does that turn?',
    );
  });
});

describe('what is presented', () => {
  const chosen = (cells: string) => documentOf(duel.replace('headline: int4', `present: [${cells}]`));
  const evidence = ({ slides }: CaseDocument) =>
    slides.filter(({ section }) => section === 'evidence').map(({ title }) => title.replace(/[: ].*/, ''));

  test('stands in the order of the front matter', () => {
    expect(evidence(chosen('both, h800-money, int4'))).toEqual(['Side', 'NVIDIA', 'NVIDIA']);
    expect(evidence(chosen('layout, case, both'))).toEqual(['NVIDIA', 'Side', 'NVIDIA', 'NVIDIA']);
  });

  test('may be a cell that is not there: the front matter says so', () => {
    const { results } = run(duel.replace('headline: int4', 'present: [nobody]'), { catalog });
    expect(results.find(({ kind }) => kind === 'front')?.diagnostics.map(({ code }) => code)).toEqual(['cell.missing']);
  });
});

describe('a notebook without an ROI cell', () => {
  const text = duel.slice(0, duel.indexOf('Side by side'));

  test('is judged by its objectives, with the odds of the model’s error', () => {
    const document = documentOf(text);
    expect(said(document, 'verdict')).toMatch(/the SLO: TTFT .* of 2.s, TPOT .* of 50.ms/);
    expect(said(document, 'verdict')).toMatch(/Odds of meeting it, as the model errs on \d+ published runs/);
    expect(said(document, 'change')).toContain('What would help');
  });

  test('says that nothing is known of cost where nothing is priced', () => {
    const unpriced = text.replace(/```yaml cost [^`]+```\n/g, '').replace('from=money', 'from=layout');
    expect(said(documentOf(unpriced), 'cost')).toContain('No cell says a price');
  });

  test('says at roofline that it is a limit', () => {
    expect(said(documentOf(text.replace('calibrated', 'roofline')), 'verdict')).toContain(
      'A physical limit, not a forecast',
    );
  });
});

test.each([
  '',
  '---\nchokepoint: 1\n---\n',
  '# Only words\n\nNothing to compute.',
  '```yaml hardware x\nuse: nothing\n```\n',
])('a notebook without a design is a document too: %j', (text) => {
  const document = documentOf(text);
  expect(said(document, 'verdict')).toContain('No cell of this notebook holds a whole design yet');
  expect(document.slides.length).toBeGreaterThan(0);
});
