/** Does it pay: a fleet for a load, what it costs and earns, how it stands against the other candidates, and how sure that is. */

import type { Catalog, PriceBasis } from '../../catalog';
import { diagnostic, nearest, type Diagnostic, type Text } from '../../diagnostics';
import type { SellingPrice } from '../../decide/alone';
import { cheapestLayout } from '../../decide/layout-choice';
import { roiOf, type RoiQuestion } from '../../decide/roi';
import type { Axis } from '../../explore/space';
import { fact, million, type Q } from '../../quantity';
import { perMillion } from '../bounds';
import type { Design } from '../../types';
import { reference, viewing, type Reference, type Scope, type Seen } from '../kind';
import { readPrice, type Money } from '../money';
import { readRanges, type SaidRange } from '../roi-ranges';
import { layoutsShape, layoutsTaken, layoutWords, type Laid } from '../roi-layouts';
import { roiTables, shownRoi } from '../roi-shown';
import { amount, count, understood } from '../scalars';
import { field, group, list, type Shape } from '../shape';

const design = field('design', reference, {
  title: { en: 'Design', zh: '设计' },
  meaning: { en: 'The cell whose design is argued for', zh: '要论证的设计单元' },
});
const against = field('against', list(reference), {
  title: { en: 'Against', zh: '对比对象' },
  meaning: { en: 'The cells of the other candidates', zh: '其他候选设计的单元' },
  standard: 'none',
});
const load = field(
  'load',
  amount({
    unit: '1/s',
    label: { en: 'requests a second to serve', zh: '需服务的每秒请求数' },
    origin: 'question',
    example: '100 req/s',
    positive: true,
    most: 1e9,
  }),
  {
    title: { en: 'Load', zh: '负载' },
    meaning: { en: 'What the fleet has to serve within the SLO', zh: '机群须在 SLO 内承载的请求速率' },
  },
);
const years = field(
  'years',
  amount({
    unit: '1',
    label: { en: 'years looked at', zh: '考察年数' },
    origin: 'given',
    example: '4',
    bare: true,
    positive: true,
    most: 50,
  }),
  {
    title: { en: 'Years', zh: '年数' },
    meaning: { en: 'Horizon of the present value, where the cards are rented', zh: '租用时净现值的年限' },
    standard: '4',
  },
);
const discount = field(
  'discount',
  amount({
    unit: '1',
    label: { en: 'discount rate a year', zh: '年折现率' },
    origin: 'given',
    example: '0.08',
    bare: true,
    least: 0,
    most: 1,
  }),
  { title: { en: 'Discount', zh: '折现率' }, meaning: { en: 'A year', zh: '每年' }, standard: '0' },
);
const seed = field('seed', count({ least: 0, most: 4_294_967_295, example: '7' }), {
  title: { en: 'Seed', zh: '随机种子' },
  meaning: { en: 'Of the draws: the same seed draws the same', zh: '抽样种子：相同种子结果相同' },
  standard: '1',
});

const priceWords = {
  title: { en: 'Price', zh: '售价' },
  meaning: {
    en: 'What tokens are sold at, or api: the model’s list price in the catalog',
    zh: 'token 售价，或 api：资料库中该模型的价目',
  },
};

type Price = SellingPrice | 'api';

function priceShape(money: Money): Shape<Price> {
  const label = (en: string, zh: string) => ({ en: `selling price of ${en}`, zh: `${zh}售价` });
  const perToken = (en: string, zh: string) =>
    understood('$0.28/M', (text) =>
      readPrice(text, { unit: 'money', label: label(en, zh), money, example: '$0.28/M', recurring: perMillion }),
    );
  const of = (key: string, title: Text, [en, zh]: readonly [string, string], standard?: string) =>
    field(key, perToken(en, zh), {
      title,
      meaning: label(en, zh),
      ...(standard === undefined ? {} : { standard }),
    });
  const input = of('input', { en: 'Input', zh: '输入' }, ['an input token', '输入 token ']);
  const cachedInput = of(
    'cachedInput',
    { en: 'Cached input', zh: '缓存命中输入' },
    ['a cached input token', '缓存命中输入 token '],
    'as input',
  );
  const output = of('output', { en: 'Output', zh: '输出' }, ['an output token', '输出 token ']);
  const said = group<Price>([input, cachedInput, output], (taken) => {
    for (const needed of [input, output])
      if (!taken.has(needed)) taken.report(diagnostic('value.missing', { key: needed.key }, { at: taken.at(needed) }));
    const [paid, sold] = [taken.get(input), taken.get(output)];
    return paid && sold && { input: paid, cached: taken.get(cachedInput) ?? paid, output: sold };
  });
  return {
    ...said,
    example: '{input: $0.28/M, output: $0.42/M}',
    read: (value, report) => (value.kind === 'scalar' && value.text === 'api' ? 'api' : said.read(value, report)),
  };
}

export const roi = viewing(
  {
    id: 'roi',
    title: { en: 'ROI', zh: '投资回报' },
    summary: {
      en: 'A fleet for a load, its cost, margin and payback, its break-even against the others, and how sure the verdict is',
      zh: '为负载确定机群，给出成本、毛利与回收期、与其他候选的盈亏平衡点，以及结论的把握',
    },
    template: 'design: layout\nload: 100 req/s\n',
  },
  (known) => {
    const price = field('price', priceShape(known.money), priceWords);
    const ranges = field('ranges', readRanges(known.money), {
      title: { en: 'Ranges', zh: '范围' },
      meaning: {
        en: 'Of assumptions, the lower value first: acceptance, prefixHit, input, output, price.<cell>, model.<cell>, busy.<cell>',
        zh: '假设的范围，小的在前：acceptance、prefixHit、input、output、price.<单元>、model.<单元>、busy.<单元>',
      },
    });
    const layouts = field('layouts', layoutsShape(known), layoutWords);
    return {
      fields: [design, against, load, layouts, price, years, discount, ranges, seed],
      read: (taken) => {
        const own = taken.get(design);
        const rate = taken.get(load);
        for (const needed of [design, load])
          if (!taken.has(needed))
            taken.report(diagnostic('value.missing', { key: needed.key }, { at: taken.at(needed) }));
        const others = (taken.get(against) ?? []).map(({ value }) => value);
        const asked: Asked = {
          others,
          layouts: taken.get(layouts) ?? [],
          price: taken.get(price),
          years: taken.get(years),
          discount: taken.get(discount),
          ranges: taken.get(ranges) ?? [],
          seed: taken.get(seed) ?? 1,
          money: known.money,
        };
        if (!own || !rate) return undefined;
        return { reads: [own, ...others], view: (scope) => seen(own, rate, asked, scope) };
      },
    };
  },
);

interface Asked {
  readonly others: readonly Reference[];
  readonly layouts: readonly Axis[];
  readonly price: Price | undefined;
  readonly years: Q<'1'> | undefined;
  readonly discount: Q<'1'> | undefined;
  readonly ranges: readonly SaidRange[];
  readonly seed: number;
  readonly money: Money;
}

function seen(own: Reference, load: Q<'1/s'>, asked: Asked, scope: Scope): Seen {
  const source = scope.read(own.id);
  if (!source) return { tables: [], metrics: new Map(), diagnostics: [] };
  const listed = asked.price === 'api' ? apiPrice(source.design.model.use, asked.money, scope.catalog) : undefined;
  const price = asked.price === 'api' ? listed : asked.price;
  const laid = (id: string, chosen: Design): Laid => ({
    id,
    ...cheapestLayout(chosen, { axes: asked.layouts, load, catalog: scope.catalog }),
  });
  const candidate = laid(own.id, source.design);
  const rivals = asked.others.flatMap(({ id }) => {
    const other = scope.read(id);
    return other ? [laid(id, other.design)] : [];
  });
  const question: RoiQuestion = {
    own: candidate,
    against: rivals,
    load,
    ranges: new Map(asked.ranges.map(({ id, low, high }) => [id, [low, high]])),
    seed: asked.seed,
    catalog: scope.catalog,
    ...(price ? { price } : {}),
    ...(asked.years ? { years: asked.years } : {}),
    ...(asked.discount ? { discount: asked.discount } : {}),
  };
  const answer = roiOf(question);
  const shown = shownRoi(answer, load, source.design.currency);
  const noList =
    asked.price === 'api' && !listed
      ? [diagnostic('roi.no-list-price', { model: source.design.model.use ?? '' }, { path: ['roi', 'price'] })]
      : [];
  return {
    tables: roiTables(shown),
    metrics: answer.metrics,
    diagnostics: [
      ...noList,
      ...layoutsTaken([candidate, ...rivals], asked.layouts),
      ...troubles(answer),
      ...rangeTroubles(answer, asked.ranges),
    ],
    roi: { roi: answer, shown },
  };
}

function troubles({ own, against: others }: ReturnType<typeof roiOf>): Diagnostic[] {
  return [own, ...others].flatMap(({ id, answer, design: chosen }, i): Diagnostic[] => {
    const path = { path: ['roi', ...(i === 0 ? ['design'] : ['against', i - 1])] };
    switch (answer.kind) {
      case 'impossible':
        return [diagnostic('roi.impossible', { id, reason: answer.text }, path)];
      case 'unclear':
        return [diagnostic('roi.unclear', { id, reason: answer.text }, path)];
      case 'fleet': {
        const { sloTpot, sloTtft } = chosen.workload;
        return [
          ...(answer.money ? [] : [diagnostic('roi.no-price', { id }, path)]),
          ...((sloTpot ?? sloTtft) ? [] : [diagnostic('roi.no-slo', { id }, path)]),
        ];
      }
    }
  });
}

/** A range of something that is not assumed here is a mistake of its name. */
function rangeTroubles({ verdict, alone }: ReturnType<typeof roiOf>, said: readonly SaidRange[]): Diagnostic[] {
  const uncertainty = verdict?.uncertainty ?? alone?.uncertainty;
  if (!uncertainty) return [];
  const known = uncertainty.bars.map(({ assumption }) => assumption.id);
  return said.flatMap(({ id }) => {
    if (known.includes(id)) return [];
    return [
      diagnostic(
        'roi.range',
        { id, known: known.join(', '), near: nearest(id, known) },
        { path: ['roi', 'ranges', id] },
      ),
    ];
  });
}

/** The model's list price in the notebook's currency, converted at its dated rate; cached input at its own where the list has one. */
function apiPrice(model: string | undefined, money: Money, { prices }: Catalog): SellingPrice | undefined {
  const of = (basis: Extract<PriceBasis, `api-${string}`>): Q<'money'> | undefined => {
    const found = prices.find((price) => price.model === model && price.basis === basis);
    if (found?.per !== 'million-tokens') return undefined;
    const rate = money.rates.find(({ currency }) => currency === found.currency)?.perUnit;
    const perUnit = found.currency === money.currency ? 1 : rate;
    if (perUnit === undefined) return undefined;
    const { origin, value } = found.low;
    if (origin.kind === 'derived' || origin.kind === 'unknown') return undefined;
    return fact(value / perUnit / million, 'money', 'assumed', origin);
  };
  const [input, output] = [of('api-input'), of('api-output')];
  return input && output && { input, cached: of('api-cached-input') ?? input, output };
}
