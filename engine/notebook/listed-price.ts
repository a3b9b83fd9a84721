/** A card-hour by its name in the catalog's price lists: "h200.rented.semianalysis-2026-09". */

import { isBefore, priceBases, type Confidence, type Price } from '../catalog';
import { diagnostic, nearest, type Diagnostic, type Text } from '../diagnostics';
import { fact, type Q } from '../quantity';
import { show } from '../quantity-text';
import type { ListedPrice } from '../types';
import { inNotebookCurrency, type Money } from './money';
import type { Offer } from './source';

export type CardHourPrice = Extract<Price, { readonly per: 'card-hour' }>;

export interface Listed {
  readonly cardHour: Q<'money/h'>;
  readonly listed: ListedPrice;
  /** What today says of its dates. */
  readonly warnings: readonly Diagnostic[];
}

/** Of a catalog's prices; the same list for the same catalog. */
export function cardHoursOf(prices: readonly Price[]): readonly CardHourPrice[] {
  const before = cardHours.get(prices);
  if (before) return before;
  const made = prices.filter((price) => price.per === 'card-hour');
  cardHours.set(prices, made);
  return made;
}

const cardHours = new WeakMap<readonly Price[], readonly CardHourPrice[]>();

/** Undefined for what is no name of a price: "$2/h". */
export function readListed(
  text: string,
  {
    prices,
    money,
    today,
  }: { readonly prices: readonly CardHourPrice[]; readonly money: Money; readonly today?: string },
): Listed | Diagnostic | undefined {
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text) || /^[\d.]+$/.test(text)) return undefined;
  const price = prices.find(({ id }) => id === text.toLowerCase());
  const ids = prices.map(({ id }) => id);
  if (!price) return diagnostic('price.unknown', { text, near: nearest(text, ids) });
  const cardHour = inNotebookCurrency(middleOf(price), price.currency, money);
  if ('code' in cardHour) return cardHour;
  const { id, name, chip, date, until } = price;
  return {
    cardHour,
    listed: { name, ...(chip === undefined ? {} : { chip }) },
    warnings: [
      ...(today !== undefined && isBefore(today, date) ? [diagnostic('price.not-yet', { id, from: date, today })] : []),
      ...(today !== undefined && until !== undefined && isBefore(until, today)
        ? [diagnostic('price.expired', { id, until, today })]
        : []),
    ],
  };
}

/** Where a range is quoted. */
function middleOf({ low, high, name, basis }: CardHourPrice): Q<'money/h'> {
  const { origin } = low;
  if (low.value === high.value || origin.kind === 'derived') return low;
  const ends = `${show(low.value, 'money/h').text}–${show(high.value, 'money/h').text}`;
  const label: Text = {
    en: `${name}, ${priceBases[basis].en}, the middle of ${ends}`,
    zh: `${name}，${priceBases[basis].zh}，取 ${ends} 的中间值`,
  };
  return fact((low.value + high.value) / 2, 'money/h', 'assumed', { ...origin, label });
}

const confidences: Readonly<Record<Confidence, Text>> = {
  high: { en: 'high confidence', zh: '可信度高' },
  medium: { en: 'medium confidence', zh: '可信度中' },
  low: { en: 'low confidence', zh: '可信度低' },
};

/** What there is to choose from, each with its sum, date and confidence. */
export function offersOf(prices: readonly CardHourPrice[]): readonly Offer[] {
  const before = offers.get(prices);
  if (before) return before;
  const sorted = [...prices].sort((a, b) => (a.id < b.id ? -1 : 1));
  const made = sorted.map((price) => ({ value: price.id, note: noteOf(price) }));
  offers.set(prices, made);
  return made;
}

/** Every cost cell asks for them with every key. */
const offers = new WeakMap<readonly CardHourPrice[], readonly Offer[]>();

function noteOf({ name, basis, low, high, currency, date, until, confidence }: CardHourPrice): Text {
  const [least, most] = [low, high].map(({ value }) => show(value, 'money/h').text);
  const sum = `${least === most ? least : `${least}–${most}`} ${currency}/h`;
  const when = until === undefined ? date : `${date} – ${until}`;
  return {
    en: [name, priceBases[basis].en, sum, when, confidences[confidence].en].join(' · '),
    zh: [name, priceBases[basis].zh, sum, when, confidences[confidence].zh].join(' · '),
  };
}
