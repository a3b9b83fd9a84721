/** What a card-hour costs. */

import { defining } from '../kind';
import { readPrice } from '../money';
import { optional } from '../optional';
import { understood } from '../scalars';
import { field, later } from '../shape';

const label = { en: 'rent of a card-hour', zh: '卡时租金' };
const ownership = later('ownership', {
  what: { en: 'the cost of owning', zh: '自购成本' },
  write: {
    en: 'Write rent: with the price of a card-hour, for example rent: $2/h',
    zh: '请用 rent: 写出卡时价，例如 rent: $2/h',
  },
});

export const cost = defining(
  {
    id: 'cost',
    title: { en: 'Cost', zh: '成本' },
    summary: { en: 'The price of a card-hour', zh: '卡时价' },
    template: 'rent: $2/h\n',
  },
  ({ money }) => {
    const rent = field(
      'rent',
      understood('$2/h', (text) => readPrice(text, { label, money })),
      {
        title: { en: 'Rent', zh: '租金' },
        meaning: {
          en: 'A card-hour; another currency needs a rate in the front matter',
          zh: '每卡时；其他货币需要在文件头写明汇率',
        },
      },
    );
    return {
      fields: [rent, ownership],
      read: (taken) => {
        taken.get(ownership);
        const said = optional('rent', taken.get(rent));
        return (start) => ({ ...start, cost: { ...start.cost, ...said } });
      },
    };
  },
);
