/** Prices in text: a currency sign or code before a number, converted by the notebook's own dated rates. */

import { mostMoney } from '../catalog';
import { diagnostic, type Diagnostic, type Text } from '../diagnostics';
import { convert } from '../formulas/currency';
import { fact, type MoneyUnit, type Q } from '../quantity';
import { parse } from '../quantity-text';
import type { ExchangeRate, NotebookHead } from './source';

const signs: Readonly<Record<string, string>> = { $: 'USD', '¥': 'CNY', '￥': 'CNY', '€': 'EUR', '£': 'GBP' };
const price = /^(?:([$¥￥€£])\s*([\d._ ]+)|([A-Z]{3})\s*([\d._ ]+)|([\d._ ]+?)\s*([A-Z]{3}))\s*(\/\s*\S+)?$/;

export const currencyCode = /^[A-Z]{3}$/;

export type Money = Pick<NotebookHead, 'currency' | 'rates'>;
export interface PriceSpec<U extends MoneyUnit> {
  readonly unit: U;
  readonly label: Text;
  readonly money: Money;
  /** An example for the message. */
  readonly example: string;
  /** Other ways to say "per": suffix → how often it falls into what the unit means. */
  readonly recurring?: Readonly<Record<string, number>>;
}

/** "$2/h" → 2 an hour in the notebook's currency, as a figure the person gave. */
export function readPrice<U extends MoneyUnit>(text: string, spec: PriceSpec<U>): Q<U> | Diagnostic {
  const match = price.exec(text.trim());
  const wrong = diagnostic('money.form', { text, example: spec.example });
  if (!match) return wrong;
  const [, sign = '', afterSign, before, afterCode, beforeCode, behind, per = ''] = match;
  const currency = signs[sign] ?? before ?? behind ?? '';
  const suffix = per.replace(/\s/g, '');
  const factor = spec.recurring?.[suffix];
  const digits = afterSign ?? afterCode ?? beforeCode ?? '';
  // Once it is told how often the sum recurs, the figure stands in the unit itself: "money/h" is written "/h".
  const own = spec.unit.slice('money'.length);
  const parsed = parse(`${digits}${factor === undefined ? suffix : own}`, spec.unit);
  if (!parsed.ok || (spec.recurring && factor === undefined)) return wrong;
  const value = parsed.value * (factor ?? 1);
  const most = mostMoney[spec.unit];
  if (value > most.value) return diagnostic('money.absurd', { text, most: most.text });
  const given = fact(value, spec.unit, 'given', { label: spec.label, note: text });
  return inNotebookCurrency(given, currency, spec.money);
}

/** At the dated rate that the notebook states. */
export function inNotebookCurrency<U extends MoneyUnit>(
  price: Q<U>,
  currency: string,
  money: Money,
): Q<U> | Diagnostic {
  if (currency === money.currency) return price;
  const rate = money.rates.find((each) => each.currency === currency);
  return rate
    ? convert[price.unit](price, rateOf(rate, money.currency))
    : diagnostic('money.rate-missing', { currency, base: money.currency });
}

function rateOf(rate: ExchangeRate, base: string): Q<'1'> {
  return fact(rate.perUnit, '1', 'given', {
    label: { en: `${rate.currency} per ${base}`, zh: `每 ${base} 兑 ${rate.currency}` },
    ...(rate.date === undefined ? {} : { date: rate.date }),
  });
}

/** "7.1 per USD" → 7.1. */
export function readRate(text: string, base: string): number | Diagnostic {
  const match = /^([\d._]+)\s*per\s+([A-Z]{3})$/.exec(text.trim());
  const parsed = parse(match?.[1] ?? '', '1');
  if (!match || match[2] !== base || !parsed.ok || parsed.value <= 0)
    return diagnostic('money.rate-form', { text, base });
  return parsed.value;
}
