/** What a card-hour costs: rented, or owned. */

import { diagnostic, type Text } from '../../diagnostics';
import { annuity, hoursAMonth, ownedHour, powerHour } from '../../formulas/cost';
import { asShare, fact, question, type MoneyUnit, type Q, type Unit } from '../../quantity';
import type { ListedPrice, Ownership } from '../../types';
import { defining, type Known } from '../kind';
import { offersOf, readListed } from '../listed-price';
import { readPrice, type Money, type PriceSpec } from '../money';
import { optional } from '../optional';
import { amount, understood } from '../scalars';
import { field, group, type Field, type Shape } from '../shape';

/** Hosting and network are said a month or a year; held a year. */
const yearly = { '/year': 1, '/month': 12 } as const;

/** A card is rented by the hour, the month or the year; held an hour: twelve months of a year of 8 760 hours. */
const hourly = { '/h': 1, '/month': 1 / hoursAMonth, '/year': 1 / (12 * hoursAMonth) } as const;

function priced<U extends MoneyUnit>(spec: PriceSpec<U>): Shape<Q<U>> {
  return understood(spec.example, (text) => readPrice(text, spec));
}

interface Rent {
  readonly cardHour: Q<'money/h'>;
  readonly listed?: ListedPrice;
}

/** A sum, or the name of a price in the catalog's lists. */
function rentShape(label: Text, known: Known): Shape<Rent> {
  const sum = priced({ unit: 'money/h', label, money: known.money, example: '$2/h', recurring: hourly });
  const offers = offersOf(known.prices);
  return {
    ...sum,
    control: { control: 'text', offers },
    schema: (language) => ({
      type: ['string', 'number'],
      examples: [sum.example],
      anyOf: [
        {
          enum: offers.map(({ value }) => value),
          markdownEnumDescriptions: offers.map(({ note }) => note[language]),
        },
        { type: ['string', 'number'] },
      ],
    }),
    read: (value, report) => {
      const found = value.kind === 'scalar' ? readListed(value.text, known) : undefined;
      if (!found) {
        const cardHour = sum.read(value, report);
        return cardHour && { cardHour };
      }
      if ('code' in found) {
        report({ ...found, at: value.at });
        return undefined;
      }
      const { warnings, ...rent } = found;
      for (const warning of warnings) report({ ...warning, at: value.at });
      return rent;
    },
  };
}

/** A figure of ownership that holds when it is unsaid: assumed, and shown as such. */
function assumed<U extends Unit>(value: number, unit: U, label: Text, note: string): Q<U> {
  return fact(value, unit, 'assumed', { label, note });
}

const words = {
  rent: { en: 'rent of a card-hour', zh: '卡时租金' },
  purchase: { en: 'purchase a card, its share of the server counted in', zh: '单卡购置价（含服务器分摊）' },
  years: { en: 'years of use', zh: '使用年限' },
  residual: { en: 'share of the purchase that is left at the end', zh: '期末残值比例' },
  discount: { en: 'discount rate a year', zh: '年折现率' },
  power: { en: 'power a card, its share of the server counted in', zh: '单卡功耗（含服务器分摊）' },
  pue: { en: 'power usage effectiveness', zh: '能源使用效率 PUE' },
  tariff: { en: 'price of a kilowatt-hour', zh: '电价' },
  hosting: { en: 'hosting a card a year', zh: '每卡每年托管费' },
  network: { en: 'network a card a year', zh: '每卡每年网络费' },
  spare: { en: 'spare cards a card in use', zh: '备件比例' },
  failure: { en: 'share of the year that a card is out of order', zh: '故障停机比例' },
  busy: { en: 'share of the paid hours that serve this load', zh: '付费时段中用于服务的比例' },
} as const satisfies Record<string, Text>;

/** Held where nothing is said; each is visible as assumed in the derivation. */
const unsaid = {
  residual: asShare(assumed(0, '1', words.residual, 'nothing is left')),
  discount: asShare(assumed(0, '1', words.discount, 'money costs nothing')),
  pue: assumed(1.3, '1', words.pue, 'no published figure for the site'),
  hosting: assumed(0, 'money', words.hosting, 'not said'),
  network: assumed(0, 'money', words.network, 'not said'),
  spare: asShare(assumed(0, '1', words.spare, 'not said')),
  failure: asShare(assumed(0, '1', words.failure, 'not said')),
};

function share(label: Text, example: string, most = 1) {
  return amount({ unit: '1', isShare: true, label, origin: 'given', example, bare: true, least: 0, most });
}

const titles: Readonly<Record<keyof Ownership, Text>> = {
  purchase: { en: 'Purchase', zh: '购置价' },
  years: { en: 'Years', zh: '年限' },
  residual: { en: 'Residual', zh: '残值' },
  discount: { en: 'Discount', zh: '折现率' },
  power: { en: 'Power', zh: '功耗' },
  pue: { en: 'PUE', zh: 'PUE' },
  tariff: { en: 'Tariff', zh: '电价' },
  hosting: { en: 'Hosting', zh: '托管费' },
  network: { en: 'Network', zh: '网络费' },
  spare: { en: 'Spares', zh: '备件' },
  failure: { en: 'Failures', zh: '故障' },
};

function ownershipShape(money: Money): Shape<Ownership> {
  const of = <T>(key: keyof Ownership, shape: Shape<T>, standard?: string): Field<T> =>
    field(key, shape, {
      title: titles[key],
      meaning: words[key],
      ...(standard === undefined ? {} : { standard }),
    });
  const sum = (key: 'hosting' | 'network') =>
    of(key, priced({ unit: 'money', label: words[key], money, example: '$100/month', recurring: yearly }), '0');
  const fields = {
    purchase: of('purchase', priced({ unit: 'money', label: words.purchase, money, example: '$25000' })),
    years: of(
      'years',
      amount({ unit: '1', label: words.years, origin: 'given', example: '4', bare: true, positive: true, most: 50 }),
    ),
    residual: of('residual', share(words.residual, '0.1'), '0'),
    discount: of('discount', share(words.discount, '0.08'), '0'),
    power: of('power', amount({ unit: 'W', label: words.power, origin: 'given', example: '1.4 kW', positive: true })),
    pue: of(
      'pue',
      amount({ unit: '1', label: words.pue, origin: 'given', example: '1.3', bare: true, least: 1, most: 5 }),
      '1.3',
    ),
    tariff: of('tariff', priced({ unit: 'money/kWh', label: words.tariff, money, example: '$0.08/kWh' })),
    hosting: sum('hosting'),
    network: sum('network'),
    spare: of('spare', share(words.spare, '0.03'), '0'),
    failure: of('failure', share(words.failure, '0.01', 0.99), '0'),
  };
  return group(Object.values(fields), (taken) => {
    const purchase = taken.get(fields.purchase);
    const years = taken.get(fields.years);
    const power = taken.get(fields.power);
    const tariff = taken.get(fields.tariff);
    const rest = {
      residual: taken.get(fields.residual) ?? unsaid.residual,
      discount: taken.get(fields.discount) ?? unsaid.discount,
      pue: taken.get(fields.pue) ?? unsaid.pue,
      hosting: taken.get(fields.hosting) ?? unsaid.hosting,
      network: taken.get(fields.network) ?? unsaid.network,
      spare: taken.get(fields.spare) ?? unsaid.spare,
      failure: taken.get(fields.failure) ?? unsaid.failure,
    };
    for (const key of ['purchase', 'years', 'power', 'tariff'] as const) {
      if (!taken.has(fields[key]))
        taken.report(diagnostic('cost.needs', { what: titles[key] }, { at: taken.at(fields[key]) }));
    }
    if (!purchase || !years || !power || !tariff) return undefined;
    return { purchase, years, power, tariff, ...rest };
  });
}

const year = question(365 * 24 * 3600, 's', { en: 'a year', zh: '一年' });

/** A card-hour of an owned card: repayment, hosting and network over the hours it works, and electricity. */
export function hourOf(owned: Ownership): Q<'money/h'> {
  const { purchase, spare, residual, discount, years, power, pue, tariff, hosting, network, failure } = owned;
  return ownedHour({
    annuity: annuity({ purchase, spare, residual, discount, years }),
    power: powerHour({ power, pue, tariff }),
    hosting,
    network,
    failure,
    year,
  });
}

export const cost = defining(
  {
    id: 'cost',
    title: { en: 'Cost', zh: '成本' },
    summary: { en: 'What a card-hour costs: rented or owned', zh: '卡时成本：租用或自购' },
    template: 'rent: $2/h\n',
  },
  (known) => {
    const { money } = known;
    const rent = field('rent', rentShape(words.rent, known), {
      title: { en: 'Rent', zh: '租金' },
      meaning: {
        en: 'A card by the hour, the month or the year, or a price of the catalog by its name; another currency needs a rate in the front matter',
        zh: '每卡每小时、每月或每年，或资料库中价格的名称；其他货币需要在文件头写明汇率',
      },
    });
    const prefillRent = field(
      'prefillRent',
      rentShape({ en: 'rent of a prefill card-hour', zh: 'Prefill 卡时租金' }, known),
      {
        title: { en: 'Rent, prefill', zh: 'Prefill 租金' },
        meaning: { en: 'Where the prefill pool’s cards cost something else', zh: 'Prefill 池的卡价格不同时填写' },
      },
    );
    const ownership = field('ownership', ownershipShape(money), {
      title: { en: 'Ownership', zh: '自购' },
      meaning: { en: 'Instead of rent: purchase, years, power, tariff …', zh: '代替租金：购置价、年限、功耗、电价等' },
    });
    const utilisation = field('utilisation', share(words.busy, '0.7'), {
      title: { en: 'Utilisation', zh: '利用率' },
      meaning: { en: 'Share of the paid hours that serve this load', zh: '付费时段中用于服务的比例' },
      standard: '1',
    });
    return {
      fields: [rent, prefillRent, ownership, utilisation],
      read: (taken) => {
        if (taken.has(rent) && taken.has(ownership)) {
          taken.report(
            diagnostic('value.pick-one', { first: 'rent', second: 'ownership' }, { at: taken.at(ownership) }),
          );
        }
        const hour = taken.get(rent);
        const owned = taken.get(ownership);
        const said = {
          ...optional('cardHour', hour?.cardHour ?? (owned && hourOf(owned))),
          ...optional('prefillCardHour', taken.get(prefillRent)?.cardHour),
          ...optional('busy', taken.get(utilisation)),
        };
        return (start) => {
          const { owned: before, listed: listedBefore, ...rest } = start.cost;
          // The later said replaces the earlier.
          const kept = hour ? undefined : (owned ?? before);
          const listed = hour || owned ? hour?.listed : listedBefore;
          return { ...start, cost: { ...rest, ...said, ...optional('owned', kept), ...optional('listed', listed) } };
        };
      },
    };
  },
);
