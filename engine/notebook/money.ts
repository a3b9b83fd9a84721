/** Prices in text: a currency sign or code before a number, converted by the notebook's own dated rates. */

import { diagnostic, type Diagnostic, type Text } from '../diagnostics';
import { convert } from '../formulas/currency';
import { fact, parse, type Q } from '../quantity';
import type { ExchangeRate, NotebookHead } from './source';

const signs: Readonly<Record<string, string>> = { $: 'USD', '¥': 'CNY', '￥': 'CNY', '€': 'EUR', '£': 'GBP' };
const price = /^(?:([$¥￥€£])\s*([\d._ ]+)|([A-Z]{3})\s*([\d._ ]+)|([\d._ ]+?)\s*([A-Z]{3}))\s*(\/\s*\S+)?$/;

export const currencyCode = /^[A-Z]{3}$/;

export type Money = Pick<NotebookHead, 'currency' | 'rates'>;

/** "$2/h" → 2 an hour in the notebook's currency, as a figure the person gave. */
export function readPrice(
  text: string,
  spec: { readonly label: Text; readonly money: Money },
): Q<'money/h'> | Diagnostic {
  const match = price.exec(text.trim());
  if (!match) return diagnostic('money.form', { text });
  const [, sign = '', afterSign, before, afterCode, beforeCode, behind, per = ''] = match;
  const currency = signs[sign] ?? before ?? behind ?? '';
  const parsed = parse(`${afterSign ?? afterCode ?? beforeCode ?? ''}${per.replace(/\s/g, '')}`, 'money/h');
  if (!parsed.ok) return diagnostic('money.form', { text });
  const given = fact(parsed.value, 'money/h', 'given', { label: spec.label, note: text });
  if (currency === spec.money.currency) return given;
  const rate = spec.money.rates.find((each) => each.currency === currency);
  return rate
    ? convert({ price: given, rate: rateOf(rate, spec.money.currency) })
    : diagnostic('money.rate-missing', { currency, base: spec.money.currency });
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
