/** Money of one currency in another, at a dated rate that the notebook states. */

import { formula, input } from '../formula';
import type { MoneyUnit, Q } from '../quantity';

function conversion<const U extends MoneyUnit>(unit: U) {
  return formula({
    id: `currency.${unit}`,
    title: { en: 'Price in the notebook’s currency', zh: '以笔记本货币计的价格' },
    symbol: 'c',
    unit,
    inputs: {
      price: input('c_"given"', unit, 'price as given', '给定的价格'),
      rate: input('r', '1', 'units of its currency per unit of the notebook’s', '每单位笔记本货币可兑的该货币'),
    },
    compute: (i) => i.price.value / i.rate.value,
    write: (i) => `${i.price} / ${i.rate}`,
  });
}

export const convertMoney = conversion('money');
export const convertHourly = conversion('money/h');
export const convertEnergy = conversion('money/kWh');

/** The conversion of each unit of money. */
export const convert: { readonly [U in MoneyUnit]: (price: Q<U>, rate: Q<'1'>) => Q<U> } = {
  money: (price, rate) => convertMoney({ price, rate }),
  'money/h': (price, rate) => convertHourly({ price, rate }),
  'money/kWh': (price, rate) => convertEnergy({ price, rate }),
};

const conversions: ReadonlySet<string> = new Set(
  [convertMoney, convertHourly, convertEnergy].map(({ spec }) => spec.id),
);

/** The price in its own currency where `q` is one that was converted. */
export function priceGiven({ origin }: Q): Q | undefined {
  return origin.kind === 'derived' && conversions.has(origin.formula.id) ? origin.inputs.price : undefined;
}
