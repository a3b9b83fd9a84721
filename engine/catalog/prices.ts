/** Prices as published: what a card costs to own, rent or buy, by source and date. */

import type { Text } from '../diagnostics';
import { fact, parse, type Q } from '../quantity';
import { z } from '../zod';

/** What a price is for. */
export const priceBases = {
  'owned-hyperscaler': { en: 'owned, hyperscaler', zh: '自有（大型云商）' },
  'owned-neocloud': { en: 'owned, smaller cloud', zh: '自有（中小云商）' },
  'owned-internal': { en: "owned, the maker's own use", zh: '自有（厂商自用）' },
  rented: { en: 'rented', zh: '租赁' },
  'rented-3-years': { en: 'rented for three years', zh: '三年租约' },
  'rented-month': { en: 'rented by the month', zh: '按月租赁' },
  'on-demand': { en: 'on demand', zh: '按需' },
  purchase: { en: 'purchase', zh: '采购' },
  'api-input': { en: 'input tokens sold', zh: '输入 token 售价' },
  'api-output': { en: 'output tokens sold', zh: '输出 token 售价' },
} as const satisfies Record<string, Text>;

export type PriceBasis = keyof typeof priceBases;

const confidence = z.enum(['high', 'medium', 'low']);
const basis = z.custom<PriceBasis>((value) => typeof value === 'string' && value in priceBases, 'not a kind of price');

export const priceFileSchema = z.strictObject({
  id: z.string(),
  title: z.strictObject({ en: z.string(), zh: z.string() }),
  source: z.string(),
  date: z.string(),
  confidence,
  note: z.string().exactOptional(),
  prices: z.array(
    z.strictObject({
      /** Absent where the source's card is not in the catalog, or not told apart. */
      chip: z.string().exactOptional(),
      model: z.string().exactOptional(),
      name: z.string(),
      basis,
      currency: z.enum(['USD', 'CNY']),
      per: z.enum(['card-hour', 'card', 'server', 'million-tokens']),
      low: z.string(),
      high: z.string().exactOptional(),
      date: z.string().exactOptional(),
      note: z.string().exactOptional(),
    }),
  ),
});
export type PriceFile = z.infer<typeof priceFileSchema>;

interface Quoted {
  /** The list it stands in. */
  readonly list: string;
  readonly chip?: string;
  readonly model?: string;
  /** What the source calls it. */
  readonly name: string;
  readonly basis: PriceBasis;
  readonly currency: 'USD' | 'CNY';
  readonly source: string;
  readonly date: string;
  readonly confidence: 'high' | 'medium' | 'low';
}

/** `low` = `high` where one figure is quoted. A card-hour is rented or owned; the rest are sums of money. */
export type Price = Quoted &
  (
    | { readonly per: 'card-hour'; readonly low: Q<'money/h'>; readonly high: Q<'money/h'> }
    | { readonly per: 'card' | 'server' | 'million-tokens'; readonly low: Q<'money'>; readonly high: Q<'money'> }
  );

/** Every price of a file. One that cannot be read is a bug of the shipped data, and throws. */
export function readPrices(file: PriceFile): Price[] {
  return file.prices.map((row) => {
    const { low, high = low, per, note = file.note, date = file.date, ...quoted } = row;
    const { source, confidence: trust } = file;
    const label: Text = {
      en: `${row.name}, ${priceBases[row.basis].en}, ${row.currency}`,
      zh: `${row.name}，${priceBases[row.basis].zh}，${row.currency}`,
    };
    const amount = <U extends 'money' | 'money/h'>(text: string, unit: U): Q<U> => {
      const parsed = parse(text, unit);
      if (!parsed.ok) throw new Error(`${file.id}: ${row.name}: ${parsed.problem.text.en}`);
      // A list price and the output of a cost model are both others' figures: neither measured here nor a datasheet's.
      return fact(parsed.value, unit, 'assumed', {
        label,
        source,
        date,
        confidence: trust,
        ...(note !== undefined && { note }),
      });
    };
    const head: Quoted = { list: file.id, ...quoted, source, date, confidence: trust };
    return per === 'card-hour'
      ? { ...head, per, low: amount(low, 'money/h'), high: amount(high, 'money/h') }
      : { ...head, per, low: amount(low, 'money'), high: amount(high, 'money') };
  });
}
