/** Does it pay? A fleet for the load, what it costs and earns, and how it stands against every other candidate. */

import type { Catalog } from '../catalog';
import { sumOf } from '../formula';
import { powerHour } from '../formulas/cost';
import {
  busyAlike,
  cashAnHour,
  dearerThan,
  evenPrice,
  fleetHour,
  investedIn,
  margin,
  payback,
  presentValue,
  runningHour,
} from '../formulas/fleet';

import { fact, question, unknown, type Q } from '../quantity';
import type { Design, MetricName } from '../types';
import { aloneOf, earnedBy, type Alone, type SellingPrice } from './alone';
import { assumptionsOf, type Contender } from './assumptions';
import { fleetFor, type Fleet, type FleetAnswer } from './fleet';
import { rivalAlsoRuns, type AlsoRuns } from './rival-levers';
import { oddsOf } from './odds';
import { uncertaintyOf, type Uncertainty } from './uncertainty';

export interface RoiQuestion {
  readonly own: { readonly id: string; readonly design: Design };
  readonly against: readonly { readonly id: string; readonly design: Design }[];
  readonly load: Q<'1/s'>;
  readonly price?: SellingPrice;
  /** Horizon and discount rate, where the cards are not owned. */
  readonly years?: Q<'1'>;
  readonly discount?: Q<'1'>;
  /** Ranges of assumptions, by their ids. */
  readonly ranges: ReadonlyMap<string, readonly [low: number, high: number]>;
  readonly seed: number;
  readonly catalog: Catalog;
}

export interface Candidate {
  readonly id: string;
  readonly design: Design;
  readonly answer: FleetAnswer;
}

export interface Against extends Candidate {
  /** Where both can be priced. */
  readonly compared?: {
    /** Own cost of a request ÷ this one's − 1. */
    readonly dearer: number;
    readonly breakEven: Q<'money/h'>;
  };
}

export interface Roi {
  readonly load: Q<'1/s'>;
  readonly own: Candidate;
  readonly against: readonly Against[];
  readonly metrics: ReadonlyMap<MetricName, Q>;
  /** Against the cheapest rival there is. */
  readonly verdict?: {
    readonly rival: Against;
    readonly uncertainty: Uncertainty;
    readonly alsoRuns: readonly (AlsoRuns & { readonly dearer: number; readonly breakEven: Q<'money/h'> })[];
  };
  /** Where there is no rival that can be priced. */
  readonly alone?: Alone;
}

export function roiOf(asked: RoiQuestion): Roi {
  const { own, load, catalog } = asked;
  const answer = fleetFor(own.design, load, catalog);
  const candidate = { ...own, answer };
  const against = asked.against.map((each): Against => {
    const other = fleetFor(each.design, load, catalog);
    return { ...each, answer: other, ...optionalCompared(answer, other) };
  });
  const evens = against.flatMap(({ compared }) => (compared ? [compared.breakEven] : []));
  const lowest = evens.reduce<Q<'money/h'> | undefined>(
    (least, each) => (least === undefined || each.value < least.value ? each : least),
    undefined,
  );
  const verdict = verdictOf(asked, candidate, against);
  const alone = verdict || answer.kind !== 'fleet' ? undefined : aloneOf(asked, answer);
  const metrics = new Map<MetricName, Q>([
    ...(answer.kind === 'fleet' ? [...fleetMetrics(answer), ...moneyMetrics(asked, answer)] : []),
    ...(lowest ? ([['roi.break_even_card_hour', lowest]] as const) : []),
    ...(verdict ? standing(candidate, verdict) : []),
    ...(alone?.odds ? ([['roi.odds', alone.odds]] as const) : []),
  ]);
  return { load, own: candidate, against, metrics, ...(verdict ? { verdict } : {}), ...(alone ? { alone } : {}) };
}

function fleetMetrics(fleet: Fleet): [MetricName, Q][] {
  return [
    ['roi.cards', allCards(fleet)],
    ...(fleet.money ? ([['roi.cost_per_request', fleet.money.request]] as [MetricName, Q][]) : []),
  ];
}

/** How the own fleet stands against the cheapest rival, and how sure that is. */
function standing({ answer }: Candidate, { rival, uncertainty }: NonNullable<Roi['verdict']>): [MetricName, Q][] {
  if (answer.kind !== 'fleet' || rival.answer.kind !== 'fleet') return [];
  const [own, other] = [answer.money?.request, rival.answer.money?.request];
  if (!own || !other) return [];
  const against = dearerThan({ own, rival: other });
  return [
    ['roi.cost_against_rival', against],
    ['roi.odds', oddsOf(against, uncertainty, { en: 'it is the cheaper', zh: '更便宜' })],
  ];
}

function optionalCompared(own: FleetAnswer, other: FleetAnswer): Pick<Against, 'compared'> {
  const compared = own.kind === 'fleet' && other.kind === 'fleet' ? comparedWith(own, other) : undefined;
  return compared ? { compared } : {};
}

function comparedWith(own: Fleet, other: Fleet): Against['compared'] {
  if (!own.money || !other.money) return undefined;
  return {
    dearer: own.money.request.value / other.money.request.value - 1,
    breakEven: breakEvenOf(own, other.money.hour, other),
  };
}

/** The card-hour of the decode cards, and of the prefill cards where they are bought at the same price. */
function breakEvenOf(own: Fleet, hour: Q<'money/h'>, other: Fleet): Q<'money/h'> {
  const prices = own.evaluation.case.prices;
  const rivalPrices = other.evaluation.case.prices;
  if (!prices || !rivalPrices) throw new Error('both fleets have money, so both have prices');
  const { prefill, decode } = own.pools;
  const isOne = prices.cardHour.prefill === prices.cardHour.decode;
  const none = question(0, 'card', { en: 'none: one price for all', zh: '无：全部同价' });
  const free = question(0, 'money/h', { en: 'sought', zh: '待求' });
  const cards = isOne ? allCards(own) : decode.cards;
  return evenPrice({
    rival: busyAlike({ hour, own: prices.busy, other: rivalPrices.busy }),
    fixed: fleetHour({
      prefillCards: isOne ? none : prefill.cards,
      prefillPrice: isOne ? free : prices.cardHour.prefill,
      decodeCards: none,
      decodePrice: free,
    }),
    cards,
  });
}

const year = question(365 * 24 * 3600, 's', { en: 'a year', zh: '一年' });
const standardYears = fact(4, '1', 'assumed', {
  label: { en: 'years looked at', zh: '考察年数' },
  note: 'the usual life of an accelerator',
});
const noDiscount = fact(0, '1', 'assumed', { label: { en: 'discount rate a year', zh: '年折现率' }, note: 'not said' });
const nothingLeft = question(0, '1', { en: 'nothing was invested, so nothing is left', zh: '无投资，无残值' });

/** Only where tokens are sold. */
function moneyMetrics(asked: RoiQuestion, fleet: Fleet): [MetricName, Q][] {
  const { price, load } = asked;
  const { money, evaluation } = fleet;
  const { prices, workload } = evaluation.case;
  if (!price || !money || !prices) return [];
  const earned = earnedBy(price, workload);
  const { owned } = asked.own.design.cost;
  const invested = investmentOf(asked.own.design, fleet);
  const cash = cashAnHour({ earned, load, busy: prices.busy, running: runningOf(asked.own.design, fleet, money.hour) });
  const back =
    invested.value > 0 && !(cash.value > 0)
      ? unknown('s', 'roi.never', {
          label: { en: 'never: it earns no more than it costs to run', zh: '永不回本：收入不高于运行成本' },
        })
      : payback({ invested, cash });
  return [
    ['roi.margin', margin({ earned, cost: money.request })],
    ['roi.payback', invested.value === 0 ? nothingToPayBack : back],
    [
      'roi.npv',
      presentValue({
        invested,
        cash,
        year,
        years: owned?.years ?? asked.years ?? standardYears,
        discount: owned?.discount ?? asked.discount ?? noDiscount,
        residual: owned?.residual ?? nothingLeft,
      }),
    ],
  ];
}

const nothingToPayBack = question(0, 's', { en: 'nothing is invested: the cards are rented', zh: '无投资：租用卡' });

/** Owned cards; where the prefill pool has a rent of its own, only the decode cards are. */
function ownedCards({ cost }: Design, fleet: Fleet): Q<'card'> {
  return cost.prefillCardHour ? fleet.pools.decode.cards : allCards(fleet);
}

function allCards({ pools }: Fleet): Q<'card'> {
  return sumOf(
    { id: 'fleet.cards.all', title: { en: 'Cards of both pools', zh: '两池总卡数' }, symbol: 'c', unit: 'card' },
    { prefill: pools.prefill.cards, decode: pools.decode.cards },
  );
}

function investmentOf(design: Design, fleet: Fleet): Q<'money'> {
  const { owned } = design.cost;
  if (!owned) return question(0, 'money', { en: 'nothing invested: the cards are rented', zh: '无投资：租用卡' });
  const { purchase, spare, failure } = owned;
  return investedIn({ purchase, cards: ownedCards(design, fleet), spare, failure });
}

/** Rent is all running cost; of owned cards electricity, hosting and network are. */
function runningOf(design: Design, fleet: Fleet, hour: Q<'money/h'>): Q<'money/h'> {
  const { owned, prefillCardHour } = design.cost;
  if (!owned) return hour;
  const { power, pue, tariff, hosting, network, failure } = owned;
  const each = runningHour({ power: powerHour({ power, pue, tariff }), hosting, network, failure, year });
  const { prefill, decode } = fleet.pools;
  return fleetHour({
    prefillCards: prefill.cards,
    prefillPrice: prefillCardHour ?? each,
    decodeCards: decode.cards,
    decodePrice: each,
  });
}

function verdictOf(asked: RoiQuestion, own: Candidate, against: readonly Against[]): Roi['verdict'] {
  const priced = against.filter(({ compared }) => compared !== undefined);
  // The dearer the own design is against it, the cheaper the rival.
  const rival = priced.reduce<Against | undefined>(
    (best, each) => (best === undefined || dearer(each) > dearer(best) ? each : best),
    undefined,
  );
  if (!rival?.compared || own.answer.kind !== 'fleet' || rival.answer.kind !== 'fleet') return undefined;
  const contender = ({ id, design }: Candidate, fleet: Fleet): Contender => ({
    id,
    design,
    evaluation: fleet.evaluation,
  });
  const sides = { own: contender(own, own.answer), rival: contender(rival, rival.answer) };
  const { catalog, load, ranges, seed } = asked;
  const assumptions = assumptionsOf({ ...sides, catalog, said: ranges });
  const ownFleet = own.answer;
  return {
    rival,
    uncertainty: uncertaintyOf({
      own: sides.own,
      other: { kind: 'rival', contender: sides.rival },
      assumptions,
      catalog,
      now: rival.compared.dearer,
      seed,
    }),
    alsoRuns: rivalAlsoRuns(sides.own, sides.rival, { load, catalog }).flatMap((each) => {
      const compared = comparedWith(ownFleet, each.fleet);
      return compared ? [{ ...each, ...compared }] : [];
    }),
  };
}

function dearer({ compared }: Against): number {
  return compared?.dearer ?? Number.NEGATIVE_INFINITY;
}
