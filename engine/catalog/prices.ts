/** Prices as published: what a card costs to own, rent or buy, by source and date. */

import { diagnostic, type Diagnostic, type Text } from '../diagnostics';
import { fact, type Q, type Unit } from '../quantity';
import { parse } from '../quantity-text';
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
  'api-cached-input': { en: 'cached input tokens sold', zh: '缓存命中输入 token 售价' },
  'api-output': { en: 'output tokens sold', zh: '输出 token 售价' },
} as const satisfies Record<string, Text>;

export type PriceBasis = keyof typeof priceBases;

/** In whichever currency: a card-hour of ten thousand, a card of a hundred million, a kilowatt-hour of a thousand are typing errors. */
export const mostMoney: Readonly<
  Record<Extract<Unit, `money${string}`>, { readonly value: number; readonly text: string }>
> = {
  money: { value: 1e8, text: '100 000 000' },
  'money/h': { value: 1e4, text: '10 000/h' },
  'money/kWh': { value: 1000 / 3.6e6, text: '1 000/kWh' },
};

const confidences = ['high', 'medium', 'low'] as const;
const confidence = z.enum(confidences);
export type Confidence = (typeof confidences)[number];

/** A day, a month or a year. */
const date = z.custom<string>((value) => typeof value === 'string' && /^\d{4}(-\d{2}){0,2}$/.test(value), {
  message: 'must be a day, a month or a year: 2026-11-01, 2026-11 or 2026',
  params: { zh: '应为日、月或年：2026-11-01、2026-11 或 2026' },
});
const basis = z.custom<PriceBasis>((value) => typeof value === 'string' && value in priceBases, 'not a kind of price');

export const priceFileSchema = z.strictObject({
  id: z.string(),
  title: z.strictObject({ en: z.string(), zh: z.string() }),
  source: z.string(),
  /** From when its prices hold, and until when, where that is known. */
  date,
  until: date.exactOptional(),
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
      date: date.exactOptional(),
      until: date.exactOptional(),
      note: z.string().exactOptional(),
    }),
  ),
});
export type PriceFile = z.infer<typeof priceFileSchema>;

interface Quoted {
  /** What a cost cell calls it: "h200.rented.semianalysis-2026-09". */
  readonly id: string;
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
  readonly until?: string;
  readonly confidence: Confidence;
}

/** `low` = `high` where one figure is quoted. A card-hour is rented or owned; the rest are sums of money. */
export type Price = Quoted &
  (
    | { readonly per: 'card-hour'; readonly low: Q<'money/h'>; readonly high: Q<'money/h'> }
    | { readonly per: 'card' | 'server' | 'million-tokens'; readonly low: Q<'money'>; readonly high: Q<'money'> }
  );

/** Every price of a file that has no problem. */
export function readPrices(file: PriceFile): Price[] {
  const taken = new Map<string, number>();
  return file.prices.map((row) => {
    const { low, high = low, per, note = file.note, date: from = file.date, until = file.until, ...quoted } = row;
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
        date: from,
        confidence: trust,
        ...(note !== undefined && { note }),
      });
    };
    const head: Quoted = {
      id: ownName(`${subjectOf(row)}.${row.basis}.${file.id}`, taken),
      list: file.id,
      ...quoted,
      source,
      date: from,
      ...(until !== undefined && { until }),
      confidence: trust,
    };
    return per === 'card-hour'
      ? { ...head, per, low: amount(low, 'money/h'), high: amount(high, 'money/h') }
      : { ...head, per, low: amount(low, 'money'), high: amount(high, 'money') };
  });
}

type PriceRow = PriceFile['prices'][number];

function subjectOf({ chip, model, name }: PriceRow): string {
  return chip ?? model ?? name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

/** The second of a name is its "-2". */
function ownName(name: string, taken: Map<string, number>): string {
  const count = (taken.get(name) ?? 0) + 1;
  taken.set(name, count);
  return count === 1 ? name : `${name}-${count}`;
}

/** What a list says that cannot be: sums that are none, ends before beginnings, prices of chips that nobody could buy yet. */
export function priceProblems(
  file: PriceFile,
  chips: ReadonlyMap<string, { readonly title: string; readonly release?: string }>,
): Diagnostic[] {
  return file.prices.flatMap((row, i) => {
    const at = (field: string) => ({ path: ['prices', i, field] });
    const [from, until] = [row.date ?? file.date, row.until ?? file.until];
    const chip = row.chip === undefined ? undefined : chips.get(row.chip);
    const since = /^\d{4}/.exec(chip?.release ?? '')?.[0];
    return [
      ...amountProblems(row).map((problem) => ({ ...problem, ...at('low') })),
      ...(until !== undefined && isBefore(until, from)
        ? [diagnostic('price.ends-first', { from, until }, at('until'))]
        : []),
      ...(chip && since !== undefined && isBefore(from, since)
        ? [diagnostic('price.before-chip', { date: from, chip: chip.title, since }, at('date'))]
        : []),
    ];
  });
}

/** As far as both are told: 2026 is not before 2026-11. */
export function isBefore(date: string, other: string): boolean {
  const length = Math.min(date.length, other.length);
  return date.slice(0, length) < other.slice(0, length);
}

function amountProblems({ per, low, high = low }: PriceRow): Diagnostic[] {
  const unit = per === 'card-hour' ? 'money/h' : 'money';
  const values = [low, high].map((text) => parse(text, unit));
  const wrong = values.flatMap((parsed, i) => {
    const text = [low, high][i] ?? '';
    if (!parsed.ok) return [parsed.problem];
    if (!(parsed.value > 0)) return [diagnostic('value.not-positive', { text })];
    const { value: most, text: said } = mostMoney[unit];
    return parsed.value > most ? [diagnostic('money.absurd', { text, most: said })] : [];
  });
  const [least, most] = values.map((parsed) => (parsed.ok ? parsed.value : Number.NaN));
  if (wrong.length > 0 || least === undefined || most === undefined || least <= most) return wrong.slice(0, 1);
  return [diagnostic('price.range', { low, high })];
}
