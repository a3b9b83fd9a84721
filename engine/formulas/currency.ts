/** Money of one currency in another, at a dated rate that the notebook states. */

import { formula, input } from '../formula';

export const convert = formula({
  id: 'currency.card_hour',
  title: { en: 'Price of a card-hour in the notebook’s currency', zh: '以笔记本货币计的卡时价' },
  symbol: 'c',
  unit: 'money/h',
  inputs: {
    price: input('c_"given"', 'money/h', 'price as given', '给定的价格'),
    rate: input('r', '1', 'units of its currency per unit of the notebook’s', '每单位笔记本货币可兑的该货币'),
  },
  compute: (i) => i.price.value / i.rate.value,
  write: (i) => `${i.price} / ${i.rate}`,
});
