import { fc } from '../support/property';
import { describe, expect, it } from 'vitest';
import { annuity, blendedCost, ownedHour, powerHour, requestCost, tokenCost } from '../../engine/formulas/cost';
import { hourOf } from '../../engine/notebook/kinds/cost';
import { question, type Q, type Unit } from '../../engine/quantity';

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

  it('blended × all tokens = input and output at their own cost', () => {
    fc.assert(
      fc.property(positive, positive, share, money, money, (input, output, hit, perInput, perOutput) => {
        const parts = {
          input: q(input, 'token'),
          output: q(output, 'token'),
          hit: q(hit, '1'),
          perInput: q(perInput, 'money'),
          perOutput: q(perOutput, 'money'),
        };
        const request = requestCost(parts);
        const mixed = blendedCost({ request, input: parts.input, output: parts.output });
        const whole = input * (1 - hit) * perInput + output * perOutput;
        expect((mixed.value * (input + output)) / whole).toBeCloseTo(1, 9);
      }),
    );
  });
});
