import { fc } from '../support/property';
import { describe, expect, it } from 'vitest';
import { readPrice, readRate, type Money } from '../../engine/notebook/money';
import type { MoneyUnit } from '../../engine/quantity';

const label = { en: 'a price', zh: '价格' };
const price = fc.double({ min: 0.001, max: 4000, noNaN: true });
const rate = fc.double({ min: 0.5, max: 200, noNaN: true });

function held<U extends MoneyUnit>(text: string, unit: U, money: Money, recurring?: Readonly<Record<string, number>>) {
  const read = readPrice(text, { unit, label, money, example: '', ...(recurring ? { recurring } : {}) });
  if ('code' in read) throw new Error(read.text.en);
  return read.value;
}

const dollars: Money = { currency: 'USD', rates: [] };
const inYuan = (perUnit: number): Money => ({ currency: 'CNY', rates: [{ currency: 'USD', perUnit }] });
const inDollars = (perUnit: number): Money => ({ currency: 'USD', rates: [{ currency: 'CNY', perUnit }] });

describe('money', () => {
  it('of one currency told in another and back is the same', () => {
    fc.assert(
      fc.property(price, rate, fc.constantFrom<MoneyUnit>('money', 'money/h'), (amount, yuanADollar, unit) => {
        const per = unit.slice('money'.length);
        const there = held(`CNY ${amount}${per}`, unit, inDollars(yuanADollar));
        expect(there / (amount / yuanADollar)).toBeCloseTo(1, 14);
        const back = held(`USD ${there}${per}`, unit, inYuan(1 / yuanADollar));
        expect(back / amount).toBeCloseTo(1, 13);
      }),
      { seed: 21 },
    );
  });

  it('of three currencies comes to the same whichever way round it is told', () => {
    fc.assert(
      fc.property(price, rate, rate, (euros, dollarsAEuro, yuanADollar) => {
        const direct = held(`${euros} EUR`, 'money', {
          currency: 'CNY',
          rates: [{ currency: 'EUR', perUnit: 1 / (dollarsAEuro * yuanADollar) }],
        });
        const first = held(`${euros} EUR`, 'money', {
          currency: 'USD',
          rates: [{ currency: 'EUR', perUnit: 1 / dollarsAEuro }],
        });
        const then = held(`USD ${first}`, 'money', inYuan(1 / yuanADollar));
        expect(then / direct).toBeCloseTo(1, 13);
      }),
      { seed: 22 },
    );
  });

  it('is the same by sign or by code, before or behind', () => {
    fc.assert(
      fc.property(price, (amount) => {
        const all = [`$${amount}/h`, `USD ${amount}/h`, `${amount} USD/h`].map((text) =>
          held(text, 'money/h', dollars),
        );
        expect(new Set(all).size).toBe(1);
      }),
      { seed: 23 },
    );
  });

  it('by the month is what twelve of them make of a year of hours', () => {
    const hourly = { '/h': 1, '/month': 12 / 8760, '/year': 1 / 8760 };
    fc.assert(
      fc.property(price, (amount) => {
        const ofMonth = held(`$${amount}/month`, 'money/h', dollars, hourly);
        const ofYear = held(`$${12 * amount}/year`, 'money/h', dollars, hourly);
        expect(ofMonth / ofYear).toBeCloseTo(1, 14);
        expect((ofYear * 8760) / (12 * amount)).toBeCloseTo(1, 14);
      }),
      { seed: 24 },
    );
  });

  it('a kilowatt-hour is 3.6 MJ', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 900, noNaN: true }), (tariff) => {
        expect((held(`$${tariff}/kWh`, 'money/kWh', dollars) * 3.6e6) / tariff).toBeCloseTo(1, 14);
      }),
      { seed: 25 },
    );
  });

  it.each([
    ['¥14/h', 'money.rate-missing'],
    ['$-2/h', 'money.form'],
    ['2/h', 'money.form'],
    ['$2', 'money.form'],
    ['$2/fortnight', 'money.form'],
    ['$20001/h', 'money.absurd'],
  ])('%s is told, not taken', (text, code) => {
    expect(
      readPrice(text, { unit: 'money/h', label, money: dollars, example: '$2/h', recurring: { '/h': 1 } }),
    ).toMatchObject({
      code,
    });
  });

  it('a rate is a positive number of one currency per the notebook’s', () => {
    expect(readRate('7.1 per USD', 'USD')).toBe(7.1);
    for (const text of ['0 per USD', '-7 per USD', '7.1', '7.1 per EUR', 'seven per USD'])
      expect(readRate(text, 'USD')).toMatchObject({ code: 'money.rate-form' });
  });
});
