import { fc } from '../support/property';
import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { fleetFor } from '../../engine/decide/fleet';
import { roiOf, type RoiQuestion } from '../../engine/decide/roi';
import { payback, presentValue } from '../../engine/formulas/fleet';
import { hourOf } from '../../engine/notebook/kinds/cost';
import { verdictOf } from '../../engine/notebook/roi-words';
import { fact, question, type Q, type Unit } from '../../engine/quantity';
import type { Design, Ownership } from '../../engine/types';
import { aDesign, on } from '../support/design';

const catalog = standardCatalog();
const said = { en: 'said in the test', zh: '测试中给定' };
const q = <U extends Unit>(value: number, unit: U): Q<U> => fact(value, unit, 'given', { label: said });

function priced(cardHour: number, change: Partial<Design> = {}): Design {
  const design = aDesign(change);
  return {
    ...design,
    workload: { ...design.workload, sloTpot: question(0.05, 's', said), sloTtft: question(4, 's', said) },
    cost: { cardHour: q(cardHour, 'money/h') },
  };
}

const own = priced(0.85, { levers: { w4a8: on } });
const rival = priced(2, {
  hardware: { use: 'h800', size: { nodes: 2 }, set: {} },
  parallelism: { prefill: { tp: 16, ep: 16 }, decode: { tp: 1, dp: 16, ep: 16 } },
});

function asked(change: Partial<RoiQuestion> = {}): RoiQuestion {
  return {
    own: { id: 'own', design: own },
    against: [{ id: 'rival', design: rival }],
    load: question(100, '1/s', said),
    ranges: new Map(),
    seed: 1,
    catalog,
    ...change,
  };
}

describe('a fleet', () => {
  it('is whole instances on whole nodes, enough for the load and no node more', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 2000, noNaN: true }), (rate) => {
        const load = question(rate, '1/s', said);
        const fleet = fleetFor(own, load, catalog);
        if (fleet.kind !== 'fleet') throw new Error(fleet.text.en);
        const { prefill, decode } = fleet.pools;
        const metric = (name: string): number => fleet.evaluation.metrics.get(name)?.value ?? Number.NaN;
        const able = (decode.instances.value * 16 * metric('decode.throughput_per_card')) / 1100;
        expect(able).toBeGreaterThanOrEqual(rate * (1 - 1e-9));
        if (decode.instances.value > 1) expect(able * (1 - 1 / decode.instances.value)).toBeLessThan(rate);
        for (const pool of [prefill, decode]) {
          expect(pool.nodes.value % 1).toBe(0);
          expect(pool.cards.value).toBe(pool.nodes.value * 8);
          expect(pool.use).toBeLessThanOrEqual(1 + 1e-9);
        }
        const hour = (prefill.cards.value + decode.cards.value) * 0.85;
        expect(fleet.money?.hour.value).toBeCloseTo(hour, 9);
        // What is paid in an hour is the cost of the requests served in it.
        expect(((fleet.money?.request.value ?? 0) * rate * 3600) / hour).toBeCloseTo(1, 12);
      }),
      { numRuns: 25, seed: 3 },
    );
  });

  it('of mixed chips pays each at its own price', () => {
    const mixed: Design = {
      ...own,
      parallelism: {
        ...own.parallelism,
        pools: { prefill: { use: 'h200', size: { cards: 8 } }, decode: { size: { cards: 16 } } },
      },
      cost: { cardHour: q(1, 'money/h'), prefillCardHour: q(3, 'money/h') },
    };
    const fleet = fleetFor(mixed, question(50, '1/s', said), catalog);
    if (fleet.kind !== 'fleet') throw new Error(fleet.text.en);
    expect([fleet.pools.prefill.chip.id, fleet.pools.decode.chip.id]).toEqual(['h200', 'h20-96g']);
    const hour = fleet.pools.prefill.cards.value * 3 + fleet.pools.decode.cards.value;
    expect(fleet.money?.hour.value).toBeCloseTo(hour, 9);
  });

  it.each([
    [
      'memory capacity',
      { hardware: { use: 'h20-96g', size: { cards: 1 }, set: {} }, parallelism: {} },
      0.05,
      'memory-capacity',
    ],
    ['what binds decode', {}, 0.0001, undefined],
  ] as const)('that cannot be names %s', (_, change, tpot, resource) => {
    const design = priced(1, change);
    const strict = { ...design, workload: { ...design.workload, sloTpot: question(tpot, 's', said) } };
    const answer = fleetFor(strict, question(1, '1/s', said), catalog);
    expect(answer.kind).toBe('impossible');
    if (answer.kind !== 'impossible') return;
    if (resource) expect(answer.resource).toBe(resource);
    expect(answer.text.en).toMatch(/no number of cards will do/);
    expect(answer.text.zh).toMatch(/受限于/);
  });
});

describe('the break-even card-hour', () => {
  it('evaluated again at its own value gives equality to 1e-9', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        fc.double({ min: 1, max: 900, noNaN: true }),
        fc.double({ min: 0.3, max: 1, noNaN: true }),
        fc.option(fc.double({ min: 0.2, max: 3, noNaN: true }), { nil: undefined }),
        (price, rate, busy, prefillPrice) => {
          const load = question(rate, '1/s', said);
          const cost = {
            cardHour: q(price, 'money/h'),
            busy: q(busy, '1'),
            ...(prefillPrice === undefined ? {} : { prefillCardHour: q(prefillPrice, 'money/h') }),
          };
          const first = roiOf(asked({ load, own: { id: 'own', design: { ...own, cost } } }));
          const even = first.metrics.get('roi.break_even_card_hour')?.value ?? Number.NaN;
          if (!(even > 0)) return;
          const again = roiOf(
            asked({ load, own: { id: 'own', design: { ...own, cost: { ...cost, cardHour: q(even, 'money/h') } } } }),
          );
          expect(Math.abs(again.against[0]?.compared?.dearer ?? 1)).toBeLessThan(1e-9);
        },
      ),
      { numRuns: 12, seed: 11 },
    );
  });

  it('is the one that beats all, against several', () => {
    const cheap = { id: 'cheap', design: { ...rival, cost: { cardHour: q(1.3, 'money/h') } } };
    const roi = roiOf(asked({ against: [{ id: 'rival', design: rival }, cheap] }));
    const evens = roi.against.map(({ compared }) => compared?.breakEven.value ?? Number.NaN);
    expect(roi.metrics.get('roi.break_even_card_hour')?.value).toBe(Math.min(...evens));
    expect(roi.verdict?.rival.id).toBe('cheap');
  });
});

const money = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe('present value and payback', () => {
  it('are what a spreadsheet makes of the same cash, year by year', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        money,
        fc.integer({ min: 1, max: 12 }),
        fc.double({ min: 0, max: 0.4, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (invested, yearly, years, discount, residual) => {
          let sheet = -invested;
          for (let year = 1; year <= years; year++) sheet += yearly / (1 + discount) ** year;
          sheet += (invested * residual) / (1 + discount) ** years;
          const value = presentValue({
            invested: q(invested, 'money'),
            cash: q(yearly / 8760, 'money/h'),
            year: q(8760 * 3600, 's'),
            years: q(years, '1'),
            discount: q(discount, '1'),
            residual: q(residual, '1'),
          }).value;
          expect(Math.abs(value - sheet)).toBeLessThanOrEqual(1e-7 * (invested + years * Math.abs(yearly) + 1));
        },
      ),
    );
  });

  it('cash over the payback time is the investment', () => {
    const time = payback({ invested: q(5000, 'money'), cash: q(2.5, 'money/h') });
    expect((time.value / 3600) * 2.5).toBeCloseTo(5000, 9);
  });
});

const owned: Ownership = {
  purchase: q(30_000, 'money'),
  years: q(4, '1'),
  residual: q(0.1, '1'),
  discount: q(0.08, '1'),
  power: q(1300, 'W'),
  pue: q(1.3, '1'),
  tariff: q(0.08 / 3.6e6, 'money/kWh'),
  hosting: q(300, 'money'),
  network: q(200, 'money'),
  spare: q(0.05, '1'),
  failure: q(0.02, '1'),
};

const price = { input: q(0.28e-6, 'money'), cached: q(0.03e-6, 'money'), output: q(1.1e-6, 'money') };

describe('what is sold', () => {
  it('a rented fleet pays nothing back, and its present value is its yearly margin', () => {
    const roi = roiOf(asked({ price, years: q(3, '1') }));
    const fleet = roi.own.answer.kind === 'fleet' ? roi.own.answer : undefined;
    const cost = fleet?.money?.request.value ?? Number.NaN;
    const earned = 3260 * 0.28e-6 + 1100 * 1.1e-6;
    expect(roi.metrics.get('roi.margin')?.value).toBeCloseTo(1 - cost / earned, 12);
    expect(roi.metrics.get('roi.payback')?.value).toBe(0);
    const yearly = (earned - cost) * 100 * 3600 * 8760;
    expect((roi.metrics.get('roi.npv')?.value ?? 0) / (3 * yearly)).toBeCloseTo(1, 9);
  });

  it('of an owned fleet, the present value at its own discount is what it earns over the owned card-hour', () => {
    const design = { ...rival, cost: { cardHour: hourOf(owned), owned } };
    const roi = roiOf(asked({ own: { id: 'own', design }, against: [], price }));
    const fleet = roi.own.answer.kind === 'fleet' ? roi.own.answer : undefined;
    const cards = (fleet?.pools.prefill.cards.value ?? 0) + (fleet?.pools.decode.cards.value ?? 0);
    const earned = (3260 * 0.28e-6 + 1100 * 1.1e-6) * 100 * 3600 * 8760;
    const paid = hourOf(owned).value * cards * 8760;
    let annuity = 0;
    for (let year = 1; year <= 4; year++) annuity += 1 / 1.08 ** year;
    expect((roi.metrics.get('roi.npv')?.value ?? 0) / ((earned - paid) * annuity)).toBeCloseTo(1, 9);
    expect(roi.metrics.get('roi.payback')?.value).toBeGreaterThan(0);
  });

  it('below what it costs to run is never paid back', () => {
    const design = { ...rival, cost: { cardHour: hourOf(owned), owned } };
    const nothing = { input: q(1e-12, 'money'), cached: q(0, 'money'), output: q(1e-12, 'money') };
    const roi = roiOf(asked({ own: { id: 'own', design }, against: [], price: nothing }));
    expect(roi.metrics.get('roi.payback')?.value).toBeNaN();
    expect(roi.metrics.get('roi.npv')?.value).toBeLessThan(0);
  });
});

describe('a verdict', () => {
  const roi = roiOf(asked());

  it('says the same in its numbers and its words, in both languages', () => {
    const { verdict, detail } = verdictOf(roi, question(100, '1/s', said), 'USD');
    const dearer = roi.against[0]?.compared?.dearer ?? 0;
    expect(verdict.en).toMatch(
      dearer < 0 ? /less than NVIDIA H800 SXM while its card-hour stays under \$/ : /more than/,
    );
    expect(verdict.zh).toMatch(dearer < 0 ? /便宜/ : /贵/);
    expect(detail.en).toMatch(/80 % interval: .* in \d+ of 100 draws/);
    expect(detail.zh).toMatch(/100 次抽样中 \d+ 次/);
  });

  it('draws the same for the same seed, and otherwise nearly so', () => {
    const again = roiOf(asked());
    expect(again.verdict?.uncertainty.draws).toEqual(roi.verdict?.uncertainty.draws);
    const other = roiOf(asked({ seed: 2 }));
    expect(other.verdict?.uncertainty.draws.dots).not.toEqual(roi.verdict?.uncertainty.draws.dots);
    expect(other.verdict?.uncertainty.draws.cheaper).toBeCloseTo(roi.verdict?.uncertainty.draws.cheaper ?? 0, 1);
  });

  it('has fifty dots that rise, and an interval that they agree with', () => {
    const draws = roi.verdict?.uncertainty.draws;
    expect(draws?.dots).toHaveLength(50);
    expect([...(draws?.dots ?? [])].sort((a, b) => a - b)).toEqual(draws?.dots);
    expect(draws?.dots[4]).toBeLessThanOrEqual(draws?.interval[0] ?? 0);
    expect(draws?.dots[45]).toBeGreaterThanOrEqual(draws?.interval[1] ?? 0);
    expect((draws?.dots.filter((dot) => dot < 0).length ?? 0) / 50).toBeCloseTo(draws?.cheaper ?? 0, 1);
  });

  it('turns where a bar says it does: the whole case evaluated again at that price costs the same', () => {
    const bar = roi.verdict?.uncertainty.bars.find(({ assumption }) => assumption.id === 'price.own');
    const ranges = new Map([['price.own', [0.1, 10] as const]]);
    const wide = roiOf(asked({ ranges })).verdict?.uncertainty.bars.find(
      ({ assumption }) => assumption.id === 'price.own',
    );
    expect(bar?.assumption.now).toBe(0.85);
    const flip = wide?.flip ?? Number.NaN;
    expect(flip / (roi.metrics.get('roi.break_even_card_hour')?.value ?? Number.NaN)).toBeCloseTo(1, 9);
  });

  it('bars of questions are designs evaluated again at their best', () => {
    const bar = roi.verdict?.uncertainty.bars.find(({ assumption }) => assumption.id === 'input');
    const at = (tokens: number): number => {
      const change = (design: Design): Design => ({
        ...design,
        workload: { ...design.workload, input: question(tokens, 'token', said), concurrency: { kind: 'best' } },
      });
      const cost = (design: Design): number => {
        const fleet = fleetFor(change(design), question(100, '1/s', said), catalog);
        return fleet.kind === 'fleet'
          ? (fleet.evaluation.metrics.get('cost.per_request')?.value ?? Number.NaN)
          : Number.NaN;
      };
      return cost(own) / cost(rival);
    };
    const now = 1 + (roi.verdict?.uncertainty.now ?? 0);
    expect(1 + (bar?.atLow ?? 0)).toBeCloseTo((now * at(2445)) / at(3260), 9);
  });
});

describe('a fleet without a rival', () => {
  const sold = { input: q(0.1e-6, 'money'), cached: q(0.1e-6, 'money'), output: q(0.4e-6, 'money') };
  const alone = (change: Partial<RoiQuestion> = {}) => roiOf(asked({ against: [], ...change }));

  it('is held against its selling price: how often that covers the cost, and which assumption turns it where', () => {
    const roi = alone({ price: sold });
    const { uncertainty, against, odds } = roi.alone ?? {};
    expect([against, odds?.value]).toEqual(['price', uncertainty?.draws.cheaper]);
    expect(roi.metrics.get('roi.odds')?.value).toBe(odds?.value);
    // Cost ÷ earnings − 1 is what the margin says.
    const margin = roi.metrics.get('roi.margin')?.value ?? Number.NaN;
    expect(uncertainty?.now).toBeCloseTo((1 - margin) / 1 - 1, 12);
    expect(uncertainty?.bars.map(({ assumption }) => assumption.id).sort()).toEqual([
      'busy.own',
      'input',
      'model.own',
      'output',
      'prefixHit',
      'price.own',
    ]);
    expect(verdictOf(roi, asked().load, 'USD').verdict.en).toMatch(
      /at \$\S+ a million output tokens, .*\s% (under|above) the selling price$/,
    );
    expect(verdictOf(roi, asked().load, 'USD').detail.en).toMatch(/under the selling price in \d+ of 100 draws/);
  });

  it('turns where a bar says it does: the margin at that card-hour is nothing', () => {
    const ranges = new Map([['price.own', [0.01, 50] as const]]);
    const bar = alone({ price: sold, ranges }).alone?.uncertainty.bars.find(
      ({ assumption }) => assumption.id === 'price.own',
    );
    const cost = { ...own.cost, cardHour: q(bar?.flip ?? Number.NaN, 'money/h') };
    const again = alone({ price: sold, own: { id: 'own', design: { ...own, cost } } });
    expect(Math.abs(again.metrics.get('roi.margin')?.value ?? 1)).toBeLessThan(1e-9);
  });

  it('longer answers earn more, too: the bar is the design and its earnings at that length', () => {
    const roi = alone({ price: sold });
    const bar = roi.alone?.uncertainty.bars.find(({ assumption }) => assumption.id === 'output');
    const at = (tokens: number): number => {
      const workload = {
        ...own.workload,
        output: question(tokens, 'token', said),
        concurrency: { kind: 'best' as const },
      };
      const fleet = fleetFor({ ...own, workload }, question(100, '1/s', said), catalog);
      const cost =
        fleet.kind === 'fleet' ? (fleet.evaluation.metrics.get('cost.per_request')?.value ?? Number.NaN) : Number.NaN;
      return cost / (3260 * 0.1e-6 + tokens * 0.4e-6);
    };
    const now = 1 + (roi.alone?.uncertainty.now ?? Number.NaN);
    expect(1 + (bar?.atLow ?? 0)).toBeCloseTo((now * at(825)) / at(1100), 9);
  });

  it('that sells nothing has a spread about what was computed, and no odds', () => {
    const roi = alone();
    expect([roi.alone?.against, roi.alone?.uncertainty.now, roi.alone?.odds]).toEqual(['itself', 0, undefined]);
    expect(roi.metrics.has('roi.odds')).toBe(false);
    expect(verdictOf(roi, asked().load, 'USD').detail.en).toMatch(
      /80 % interval: \$\S+ to \$\S+ a million output tokens/,
    );
  });

  it('at calibrated fidelity says how often each objective is met, and at which times it is not', () => {
    const roi = alone({ own: { id: 'own', design: { ...own, fidelity: 'calibrated' } } });
    const slo = roi.alone?.slo ?? [];
    expect(slo.map(({ name }) => name)).toEqual(['TTFT', 'TPOT']);
    for (const { is, most, flip, odds } of slo) {
      expect(flip).toBeCloseTo(most.value / is.value, 12);
      expect(odds).toBeGreaterThan(0);
      expect(odds).toBeLessThanOrEqual(1);
    }
    expect(verdictOf(roi, asked().load, 'USD').detail.en).toMatch(/TPOT stays within 50\u202fms in \d+ of 100/);
  });
});
