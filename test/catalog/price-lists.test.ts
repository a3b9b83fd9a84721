import { describe, expect, it } from 'vitest';
import { standardCatalog, withEntries } from '../../engine/catalog';
import { isBefore, priceProblems } from '../../engine/catalog/prices';

const catalog = standardCatalog();

const list = {
  id: 'ours',
  title: { en: 'Our offers', zh: '我方报价' },
  source: 'on-demand-lists',
  date: '2026-06',
  confidence: 'medium',
  prices: [
    { chip: 'h200', name: 'H200', basis: 'rented', currency: 'USD', per: 'card-hour', low: '2.10 /h', high: '2.60 /h' },
  ],
};

function withList(change: object, row: object = {}) {
  const text = JSON.stringify({ ...list, ...change, prices: list.prices.map((price) => ({ ...price, ...row })) });
  return withEntries(catalog, [{ path: 'prices/ours.json', text }]);
}

describe('a person’s own price list', () => {
  it('stands beside the shipped ones, each price under a name of its own', () => {
    const { catalog: mine, diagnostics } = withList({ until: '2026-12' });
    expect(diagnostics).toEqual([]);
    expect(mine.prices.length).toBe(catalog.prices.length + 1);
    expect(mine.prices.find(({ id }) => id === 'h200.rented.ours')).toMatchObject({
      date: '2026-06',
      until: '2026-12',
      confidence: 'medium',
      low: { value: 2.1, unit: 'money/h' },
      high: { value: 2.6 },
    });
    const ids = mine.prices.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each([
    ['ends before it begins', { until: '2026-05' }, {}, 'prices.0.until: valid until 2026-05, which is before 2026-06'],
    ['has a row that does', {}, { date: '2026-08-02', until: '2026-08-01' }, 'valid until 2026-08-01'],
    [
      'is older than the chip',
      { date: '2021-03' },
      {},
      'a price of 2021-03 for NVIDIA H200 SXM, which came out in 2024',
    ],
    ['has a date that is none', { date: 'last summer' }, {}, 'must be a day, a month or a year'],
    ['pays to be rented', {}, { low: '-2 /h' }, '"-2 /h" must be more than zero'],
    ['costs nothing', {}, { low: '0 /h' }, 'must be more than zero'],
    ['is absurd', {}, { low: '2e6 /h', high: '2e6 /h' }, 'beyond any price of its kind'],
    ['has its range the wrong way round', {}, { low: '3 /h' }, 'the lower price 3 /h is above the higher, 2.60 /h'],
    ['names no unit', {}, { low: '2' }, 'prices.0.low'],
    ['is in shells', {}, { currency: 'XSH' }, 'prices.0.currency'],
  ])('that %s is left out, and told', (_, change, row, reason) => {
    const { catalog: mine, diagnostics } = withList(change, row);
    expect(mine.prices.length).toBe(catalog.prices.length);
    expect(diagnostics.map(({ code }) => code)).toEqual(['catalog.field-wrong']);
    expect(diagnostics[0]?.text.en).toContain(reason);
    expect(diagnostics[0]?.text.zh).not.toBe('');
  });

  it('that cites nobody known is used, and told', () => {
    expect(withList({ source: 'hearsay' }).diagnostics.map(({ code }) => code)).toEqual(['catalog.source-unknown']);
  });
});

describe('the shipped price lists', () => {
  it('contradict neither the calendar nor the chips', () => {
    const problems = [...catalog.records.prices.values()].flatMap((file) =>
      priceProblems(file, catalog.records.chips).map(({ text }) => `${file.id}: ${text.en}`),
    );
    expect(problems).toEqual([]);
  });
});

describe('dates', () => {
  it.each([
    ['2026', '2026-11', false],
    ['2026-10', '2026-11-01', true],
    ['2026-11', '2026-11-24', false],
    ['2025-12-31', '2026', true],
    ['2026-11-25', '2026-11-24', false],
  ])('%s is before %s: %s', (date, other, expected) => {
    expect(isBefore(date, other)).toBe(expected);
  });
});
