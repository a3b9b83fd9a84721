import { describe, expect, it } from 'vitest';
import { standardCatalog, withEntries } from '../../engine/catalog';
import { designer } from '../../engine/explore/space';
import { run } from '../../engine/notebook/run';
import { trustOf } from '../../engine/quantity';
import { notebook, sweepIn } from '../explore/notebook';

const list = {
  id: 'ours',
  title: { en: 'Our offers', zh: '我方报价' },
  source: 'on-demand-lists',
  date: '2026-06',
  until: '2026-09',
  confidence: 'medium',
  prices: [
    { chip: 'h20-96g', name: 'H20', basis: 'rented', currency: 'USD', per: 'card-hour', low: '0.9 /h', high: '1.1 /h' },
    { chip: 'h200', name: 'H200', basis: 'rented', currency: 'USD', per: 'card-hour', low: '2.5 /h' },
  ],
};
const { catalog } = withEntries(standardCatalog(), [{ path: 'prices/ours.json', text: JSON.stringify(list) }]);

interface Asked {
  readonly rent: string;
  readonly front?: string;
  readonly today?: string;
}

function priced({ rent, front = '', today = '2026-08-15' }: Asked) {
  const text = `---
chokepoint: 1
title: Listed
fidelity: roofline
${front}---
\`\`\`yaml hardware chip
use: h20-96g
nodes: 2
\`\`\`
\`\`\`yaml model v3
use: deepseek-v3
\`\`\`
\`\`\`yaml workload chat
input: 2000
output: 800
concurrency: 16 per card
\`\`\`
\`\`\`yaml parallelism layout
prefill: {tp: 8, ep: 8}
decode: {tp: 1, dp: 16, ep: 16}
\`\`\`
\`\`\`yaml cost money
rent: ${rent}
\`\`\`
\`\`\`yaml hardware other
use: h200
nodes: 2
\`\`\`
`;
  const ran = run(text, { catalog, today, limits: false });
  const of = (id: string) => {
    const cell = ran.results.find((result) => result.id === id);
    if (!cell) throw new Error(`no ${id}`);
    return { status: cell.status, codes: cell.diagnostics.map(({ code }) => code), cell };
  };
  return { money: of('money'), other: of('other'), front: of('front'), ran };
}

describe('a rent out of the catalog’s price lists', () => {
  it('is the middle of what is quoted, with list, date and confidence behind it', () => {
    const { money, ran } = priced({ rent: 'h20-96g.rented.ours' });
    expect([money.status, money.codes]).toEqual(['ok', []]);
    const hour = ran.evaluations.get('money')?.metrics.get('cost.card_hour');
    expect(hour?.value).toBe(1);
    expect(hour && trustOf(hour)).toBe('assumed');
    expect(hour?.origin).toMatchObject({ source: 'on-demand-lists', date: '2026-06', confidence: 'medium' });
  });

  it('is told in the notebook’s currency at its dated rate, and not without one', () => {
    const front = 'currency: CNY\nfx: {USD: 0.14 per CNY, date: 2026-08-01}\n';
    const { ran } = priced({ rent: 'h200.rented.ours', front });
    expect(ran.evaluations.get('other')?.metrics.get('cost.card_hour')?.value).toBeCloseTo(2.5 / 0.14, 12);
    expect(priced({ rent: 'h200.rented.ours', front: 'currency: CNY\n' }).money.codes).toEqual(['money.rate-missing']);
  });

  it('of another chip is told wherever the chip does not match', () => {
    const { money, other } = priced({ rent: 'h20-96g.rented.ours' });
    expect([money.codes, other.codes]).toEqual([[], ['price.other-chip']]);
    const swapped = priced({ rent: 'h200.rented.ours' });
    expect([swapped.money.codes, swapped.other.codes]).toEqual([['price.other-chip'], []]);
    expect(swapped.money.cell.diagnostics[0]?.at?.line).toBe(1);
  });

  it.each([
    ['2026-05-31', ['price.not-yet']],
    ['2026-06-01', []],
    ['2026-09-30', []],
    ['2026-10-01', ['price.expired']],
  ])('on %s is told %j', (today, codes) => {
    expect(priced({ rent: 'h20-96g.rented.ours', today }).money.codes).toEqual(codes);
  });

  it('that no list has is told, with the nearest that one has', () => {
    const { money } = priced({ rent: 'h20-96g.rentd.ours' });
    expect(money.codes).toEqual(['price.unknown']);
    expect(money.cell.diagnostics[0]?.text.en).toContain('Did you mean h20-96g.rented.ours?');
  });

  it('varies in a sweep like any other rent', () => {
    const sweep = sweepIn(notebook('vary: {rent: [$1/h, h200.rented.semianalysis-2026-09]}'));
    const design = designer(sweep.space);
    expect([0, 1].map((point) => design(point).cost.cardHour?.value)).toEqual([
      1,
      standardCatalog().prices.find(({ id }) => id === 'h200.rented.semianalysis-2026-09')?.low.value,
    ]);
  });
});

describe('a rate of exchange', () => {
  it.each([
    ['2026-08-16', ['money.rate-future']],
    ['2026-08-15', []],
  ])('of %s is told %j on 2026-08-15', (date, codes) => {
    const { front } = priced({ rent: '¥7/h', front: `fx: {CNY: 7.1 per USD, date: ${date}}\n` });
    expect(front.codes).toEqual(codes);
  });
});
