import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { readPrices } from '../../engine/catalog/prices';
import { run } from '../../engine/notebook/run';

const catalog = standardCatalog();

function notebook(roi: string, front = ''): string {
  return `---
chokepoint: 1
title: Does it pay
fidelity: roofline
${front}---
\`\`\`yaml hardware chip
use: h20-96g
nodes: 2
\`\`\`
\`\`\`yaml model r1
use: deepseek-v3
\`\`\`
\`\`\`yaml workload chat
input: 3260
output: 1100
concurrency: 32 per card
slo: {ttft: 4 s, tpot: 50 ms}
\`\`\`
\`\`\`yaml parallelism layout
prefill: {tp: 16, ep: 16}
decode: {tp: 1, dp: 16, ep: 16}
\`\`\`
\`\`\`yaml cost money
rent: $0.85/h
\`\`\`
\`\`\`yaml optimizations int4
w4a8: on
mtp: {drafts: 1, acceptance: 0.85}
\`\`\`
\`\`\`yaml hardware h800 from=layout
use: h800
\`\`\`
\`\`\`yaml cost on-h800
rent: $2/h
\`\`\`
\`\`\`yaml workload strict from=on-h800
slo: {tpot: 10 us}
\`\`\`
\`\`\`yaml roi case
${roi.trim()}
\`\`\`
`;
}

function cellOf(roi: string, front = '') {
  const cell = run(notebook(roi, front), { catalog }).results.find(({ id }) => id === 'case');
  if (!cell) throw new Error('no case');
  return cell;
}

describe('an ROI cell', () => {
  it('tells fleets, the verdict, what it rests on and how sure it is', () => {
    const cell = cellOf(
      'design: int4\nagainst: [on-h800, strict]\nload: 100 req/s\nprice: {input: $0.28/M, output: $0.42/M}',
    );
    expect(cell.status).toBe('ok');
    expect(cell.tables.map(({ id }) => id)).toEqual(['fleets', 'tornado']);
    expect(Object.keys(cell.roi?.metrics ?? {})).toEqual([
      'roi.cards',
      'roi.cost_per_request',
      'roi.margin',
      'roi.payback',
      'roi.npv',
      'roi.break_even_card_hour',
      'roi.cost_against_rival',
      'roi.odds',
    ]);
    expect(cell.roi?.metrics['roi.odds']?.value).toBe(cell.roi?.sure?.cheaper);
    expect(cell.roi?.metrics['roi.cost_against_rival']?.value).toBeCloseTo(cell.roi?.sure?.now ?? Number.NaN, 12);
    expect(cell.roi?.sure?.dots).toHaveLength(50);
    // What the own design runs and the rival does not.
    expect(cell.roi?.sure?.alsoRuns.map(({ id }) => id)).toEqual(expect.arrayContaining(['w4a8', 'mtp']));
    expect(cell.roi?.against[1]?.reason?.en).toMatch(/no number of cards will do/);
    expect(cell.diagnostics.map(({ code, at }) => [code, at?.line])).toEqual([['roi.impossible', 2]]);
  });

  it('takes each candidate in the layout that serves the load at the least cost, and says which', () => {
    const body = (layouts: string) => `design: int4\nagainst: [on-h800]\nload: 100 req/s${layouts}`;
    const layouts = '\nlayouts: {decode: [{tp: 1, dp: 8, ep: 8}, {tp: 2, dp: 8, ep: 16}], prefill.tp: [8, 16]}';
    const asked = cellOf(body(layouts));
    const requestOf = (roi: typeof asked.roi): number => roi?.metrics['roi.cost_per_request']?.value ?? Number.NaN;
    const said = asked.diagnostics.filter(({ code }) => code === 'roi.layout').map(({ text }) => text.en);
    expect(said).toHaveLength(2);
    // Every layout by itself: none of them is cheaper than the one taken, and the one taken is one of them.
    const alone = [
      cellOf(body('')),
      ...['{tp: 1, dp: 8, ep: 8}', '{tp: 2, dp: 8, ep: 16}'].flatMap((decode) =>
        ['8', '16'].map((tp) => cellOf(body(`\nlayouts: {decode: [${decode}], prefill.tp: [${tp}]}`))),
      ),
    ].map(({ roi }) => requestOf(roi));
    expect(requestOf(asked.roi)).toBe(Math.min(...alone));
  });

  it('refuses more layouts than an edit can wait for', () => {
    const many = Array.from({ length: 33 }, (_, i) => String(i + 1)).join(', ');
    const cell = cellOf(`design: int4\nload: 100 req/s\nlayouts: {decode.ep: [${many}]}`);
    expect(cell.diagnostics.map(({ code }) => code)).toEqual(['roi.many-layouts']);
  });

  it('sells at the model’s list price where the catalog has one', () => {
    const body = 'design: int4\nload: 1 req/s\nprice: api';
    expect(cellOf(body).diagnostics.map(({ code }) => code)).toEqual(['roi.no-list-price']);
  });

  it('sells cached input at the price of the list, where the list has one', () => {
    const listed = (basis: 'api-input' | 'api-cached-input' | 'api-output', low: string) => ({
      model: 'deepseek-v3',
      name: 'DeepSeek-V3',
      basis,
      currency: 'USD' as const,
      per: 'million-tokens' as const,
      low,
    });
    const marginAt = (prices: readonly ReturnType<typeof listed>[]): number | undefined => {
      const list = {
        id: 'test-list',
        title: { en: 'A test list', zh: '测试价目' },
        source: 'test',
        date: '2026-01',
        confidence: 'low' as const,
      };
      const own = { ...catalog, prices: readPrices({ ...list, prices: [...prices] }) };
      const text = notebook('design: cached\nload: 100 req/s\nprice: api').replace(
        '```yaml roi case',
        '```yaml workload cached from=int4\nprefixHit: 0.5\n```\n```yaml roi case',
      );
      const { results } = run(text, { catalog: own });
      return results.find(({ id }) => id === 'case')?.roi?.metrics['roi.margin']?.value ?? undefined;
    };
    const without = [listed('api-input', '2'), listed('api-output', '4')];
    const earned = (cached: number): number => 3260 * (0.5 * 2 + 0.5 * cached) + 1100 * 4;
    const [dear, cheap] = [marginAt(without), marginAt([...without, listed('api-cached-input', '0.5')])];
    // Cost ÷ earnings is 1 − margin; the cost is the same.
    expect((1 - (cheap ?? 0)) / (1 - (dear ?? 0))).toBeCloseTo(earned(2) / earned(0.5), 9);
  });

  it.each([
    ['design: int4', ['value.missing']],
    ['load: 100 req/s', ['value.missing']],
    ['design: int4\nload: 100', ['quantity.unit-missing']],
    ['design: int4\nload: -1 req/s', ['value.not-positive']],
    ['design: int4\nagainst: on-h800\nload: 1 req/s', ['value.not-a-list']],
    ['design: int4\nagainst: [on-h80]\nload: 1 req/s', ['cell.missing']],
    ['design: int4\nload: 1 req/s\nprice: {input: $0.28/M}', ['value.missing']],
    ['design: int4\nload: 1 req/s\nprice: {input: 0.28, output: 1}', ['money.form', 'money.form']],
    ['design: int4\nload: 1 req/s\nprice: {input: $-0.28/M, output: $1/M}', ['money.form']],
    ['design: int4\nload: 1 req/s\nprice: {input: ¥2/M, output: ¥8/M}', ['money.rate-missing', 'money.rate-missing']],
    ['design: int4\nload: 1 req/s\ndiscount: 2', ['value.out-of-range']],
    ['design: int4\nload: 1 req/s\nyears: 0', ['value.not-positive']],
    ['design: int4\nagainst: [on-h800]\nload: 1 req/s\nranges: {acceptance: [0.9, 0.7]}', ['roi.range-form']],
    ['design: int4\nagainst: [on-h800]\nload: 1 req/s\nranges: {acceptence: [0.7, 0.9]}', ['roi.range']],
    ['design: int4\nagainst: [on-h800]\nload: 1 req/s\nranges: {price.int4: [1, 2]}', ['money.form']],
    ['design: chip\nload: 1 req/s', ['roi.unclear']],
    ['design: layout\nagainst: [on-h800]\nload: 1 req/s', ['roi.no-price']],
  ])('%s is told', (body, codes) => {
    const cell = cellOf(body);
    expect(cell.diagnostics.map(({ code }) => code)).toEqual(codes);
    expect(cell.diagnostics.every(({ at }) => at !== undefined)).toBe(true);
  });

  it.each([
    ['fx: {CNY: 7.1 per USD, date: 2026-02-30}\n', 'money.rate-date'],
    ['fx: {CNY: 7.1 per USD, date: yesterday}\n', 'money.rate-date'],
    ['fx: {USD: 1 per USD, date: 2026-11-01}\n', 'money.rate-self'],
    ['fx: {CNY: -7.1 per USD, date: 2026-11-01}\n', 'money.rate-form'],
  ])('a head with %s is told', (front, code) => {
    const { results } = run(notebook('design: int4\nload: 1 req/s', front), { catalog });
    expect(results[0]?.diagnostics.map((each) => each.code)).toEqual([code]);
  });

  it('a card-hour beyond all reason is a typing error', () => {
    const { results } = run(notebook('design: int4\nload: 1 req/s').replace('$0.85/h', '$85000/h'), { catalog });
    expect(results.find(({ id }) => id === 'money')?.diagnostics.map((each) => each.code)).toEqual(['money.absurd']);
  });
});
