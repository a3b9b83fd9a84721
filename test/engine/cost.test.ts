import { fc } from '../support/property';
import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { evaluate } from '../../engine/evaluate';
import {
  annuity,
  blendedCost,
  cachedRequestCost,
  ownedHour,
  powerHour,
  requestCost,
  tokenCost,
} from '../../engine/formulas/cost';
import { hourOf } from '../../engine/notebook/kinds/cost';
import { question, type Q, type Unit } from '../../engine/quantity';
import { resolve } from '../../engine/resolve';
import type { Fidelity } from '../../engine/types';
import { aDesign } from '../support/design';

const q = <U extends Unit>(value: number, unit: U): Q<U> => question(value, unit, { en: 'a', zh: 'a' });
const money = fc.double({ min: 1, max: 1e6, noNaN: true });
const share = fc.double({ min: 0, max: 0.9, noNaN: true });
const positive = fc.double({ min: 1, max: 1e5, noNaN: true });

/** What a spreadsheet's PMT gives: −PMT(rate, years, price, −left). */
function spreadsheetPayment(rate: number, years: number, price: number, left: number): number {
  // Found by bisection over a repayment schedule, so that it shares no algebra with the formula.
  let low = 0;
  let high = price * (1 + rate) + price;
  for (let step = 0; step < 200; step++) {
    const payment = (low + high) / 2;
    let balance = price;
    for (let year = 0; year < years; year++) balance = balance * (1 + rate) - payment;
    if (balance > left) low = payment;
    else high = payment;
  }
  return (low + high) / 2;
}

describe('an owned card-hour', () => {
  it('repays the card as a spreadsheet would', () => {
    fc.assert(
      fc.property(
        money,
        fc.integer({ min: 1, max: 10 }),
        share,
        fc.double({ min: 0, max: 0.3, noNaN: true }),
        (purchase, years, residual, discount) => {
          const paid = annuity({
            purchase: q(purchase, 'money'),
            spare: q(0, '1'),
            residual: q(residual, '1'),
            discount: q(discount, '1'),
            years: q(years, '1'),
          });
          expect(paid.value / spreadsheetPayment(discount, years, purchase, purchase * residual)).toBeCloseTo(1, 6);
        },
      ),
    );
  });

  it('is what a spreadsheet makes of purchase, spares, resale, discount, power, hosting, network and failures', () => {
    const parts = fc.record({
      purchase: money,
      years: fc.integer({ min: 1, max: 10 }),
      residual: share,
      discount: fc.double({ min: 0, max: 0.3, noNaN: true }),
      spare: share,
      failure: share,
      kilowatts: fc.double({ min: 0.1, max: 5, noNaN: true }),
      pue: fc.double({ min: 1, max: 3, noNaN: true }),
      tariff: fc.double({ min: 0.01, max: 2, noNaN: true }),
      hosting: fc.double({ min: 0, max: 1e5, noNaN: true }),
      network: fc.double({ min: 0, max: 1e5, noNaN: true }),
    });
    fc.assert(
      fc.property(parts, (of) => {
        const bought = of.purchase * (1 + of.spare);
        const payment = spreadsheetPayment(of.discount, of.years, bought, bought * of.residual);
        const hoursAYear = 24 * 365;
        const working = hoursAYear * (1 - of.failure);
        // Electricity is drawn while it works: kilowatts at the wall × price of a kilowatt-hour.
        const sheet = (payment + of.hosting + of.network) / working + of.kilowatts * of.pue * of.tariff;
        const hour = hourOf({
          purchase: q(of.purchase, 'money'),
          years: q(of.years, '1'),
          residual: q(of.residual, '1'),
          discount: q(of.discount, '1'),
          power: q(of.kilowatts * 1000, 'W'),
          pue: q(of.pue, '1'),
          tariff: q(of.tariff / 3.6e6, 'money/kWh'),
          hosting: q(of.hosting, 'money'),
          network: q(of.network, 'money'),
          spare: q(of.spare, '1'),
          failure: q(of.failure, '1'),
        });
        expect(hour.value / sheet).toBeCloseTo(1, 6);
      }),
      { seed: 31 },
    );
  });

  it('adds repayment, hosting, network and electricity over the hours that it works', () => {
    const hour = ownedHour({
      annuity: q(8760, 'money'),
      hosting: q(4380, 'money'),
      network: q(4380, 'money'),
      failure: q(0.5, '1'),
      power: powerHour({ power: q(1000, 'W'), pue: q(1.5, '1'), tariff: q(0.1 / 3.6e6, 'money/kWh') }),
      year: q(8760 * 3600, 's'),
    });
    expect(hour.value).toBeCloseTo((8760 + 8760) / 4380 + 0.15, 12);
  });
});

describe('money adds up', () => {
  it('cost a token × tokens = what the card-hours cost', () => {
    fc.assert(
      fc.property(positive, positive, fc.double({ min: 0.05, max: 1, noNaN: true }), (price, rate, busy) => {
        const each = tokenCost({ cardHour: q(price, 'money/h'), rate: q(rate, 'token/s'), busy: q(busy, '1') }).value;
        expect((each * rate * 3600 * busy) / price).toBeCloseTo(1, 12);
      }),
    );
  });

  it('blended × all tokens = input, cached input and output at their own cost', () => {
    fc.assert(
      fc.property(
        positive,
        positive,
        share,
        fc.tuple(money, money, money),
        (input, output, hit, [perInput, perCached, perOutput]) => {
          const tokens = { input: q(input, 'token'), output: q(output, 'token') };
          const each = { perInput: q(perInput, 'money'), perOutput: q(perOutput, 'money') };
          const uncached = requestCost({ ...tokens, ...each });
          const request = cachedRequestCost({
            ...tokens,
            ...each,
            hit: q(hit, '1'),
            perCached: q(perCached, 'money'),
          });
          const found = input * hit;
          const whole = (input - found) * perInput + found * perCached + output * perOutput;
          const blended = (of: Q<'money'>): number => blendedCost({ request: of, ...tokens }).value * (input + output);
          expect(blended(request) / whole).toBeCloseTo(1, 9);
          expect(blended(uncached) / (input * perInput + output * perOutput)).toBeCloseTo(1, 9);
        },
      ),
    );
  });
});

const catalog = standardCatalog();
const said = { en: 'said in the test', zh: '测试中给定' };

interface Asked {
  readonly hit: number;
  readonly input?: number;
  readonly fidelity?: Fidelity;
  readonly chip?: string;
}

/** Metrics of a priced design; by name, NaN where there is none. */
function costs({ hit, input = 4096, fidelity = 'roofline', chip = 'h20-96g' }: Asked) {
  const start = aDesign();
  const resolved = resolve(
    aDesign({
      fidelity,
      hardware: { use: chip, size: { nodes: 2 }, set: {} },
      workload: {
        ...start.workload,
        input: question(input, 'token', said),
        prefixHit: question(hit, '1', said),
      },
      cost: { cardHour: question(2, 'money/h', said), busy: question(0.7, '1', said) },
    }),
    catalog,
  );
  if (resolved.kind !== 'case') throw new Error(JSON.stringify(resolved));
  const { metrics } = evaluate(resolved.case);
  return (name: string): number => metrics.get(name)?.value ?? Number.NaN;
}

describe('a cached input token', () => {
  const asked = fc.record({
    hit: fc.double({ min: 0.01, max: 0.98, noNaN: true }),
    input: fc.integer({ min: 64, max: 60_000 }),
    fidelity: fc.constantFrom<Fidelity>('article', 'roofline', 'calibrated'),
    chip: fc.constantFrom('h20-96g', 'h200', 'b200', 'ascend-910c'),
  });

  it('and the others, each times its tokens, are what the card-hours of a request cost', () => {
    fc.assert(
      fc.property(asked, (of) => {
        const value = costs(of);
        const { hit, input } = of;
        const output = 1100;
        const cardSeconds =
          (input * (1 - hit)) / value('prefill.throughput_per_card') + output / value('decode.throughput_per_card');
        const paid = ((2 / 3600) * cardSeconds) / 0.7;
        const parts =
          input * (1 - hit) * value('cost.per_input_token') +
          input * hit * value('cost.per_cached_input_token') +
          output * value('cost.per_output_token');
        expect(parts / paid).toBeCloseTo(1, 9);
        expect(value('cost.per_request') / paid).toBeCloseTo(1, 9);
        expect((value('cost.per_token') * (input + output)) / paid).toBeCloseTo(1, 9);
      }),
      { numRuns: 40 },
    );
  });

  it('never costs less than nothing', () => {
    fc.assert(
      fc.property(asked, (of) => {
        expect(costs(of)('cost.per_cached_input_token')).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 40 },
    );
  });

  it('costs a small part of one that is computed, and more the longer the rest that attends to it', () => {
    const share = (input: number): number => {
      const value = costs({ hit: 0.5, input });
      return value('cost.per_cached_input_token') / value('cost.per_input_token');
    };
    expect(share(4096)).toBeGreaterThan(0.02);
    expect(share(4096)).toBeLessThan(0.3);
    expect(share(32_768)).toBeGreaterThan(2 * share(4096));
  });

  it('is not there where nothing is found in the cache', () => {
    const value = costs({ hit: 0 });
    expect(value('cost.per_cached_input_token')).toBeNaN();
    expect(value('cost.per_request')).toBe(
      4096 * value('cost.per_input_token') + 1100 * value('cost.per_output_token'),
    );
  });

  it('leaves an input token that is computed what it costs alone', () => {
    const [with_, alone] = [costs({ hit: 0.5, input: 8192 }), costs({ hit: 0, input: 4096 })];
    expect(with_('cost.per_input_token') / alone('cost.per_input_token')).toBeCloseTo(1, 9);
  });
});

describe('a month', () => {
  it('costs what the cards do that serve it, where both phases keep them busy alike', () => {
    // 16 cards at 2 an hour, whatever share of it they serve.
    expect(costs({ hit: 0.5 })('cost.per_month') / (16 * 2 * 730)).toBeCloseTo(1, 9);
    expect(costs({ hit: 0 })('cost.per_month') / (16 * 2 * 730)).toBeCloseTo(1, 9);
  });
});
