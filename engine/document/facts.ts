/** The facts under the headline figures: prices first, then weakest first, the constants of a kernel curve as one line; and who vouches for them. */

import type { Text } from '../diagnostics';
import { percent } from '../notebook/roi-words';
import { writtenNumber } from '../notebook/show';
import { modelError } from '../decide/model-error';
import type { Catalog } from '../catalog';
import { priceGiven } from '../formulas/currency';
import { isKnown, isMoney, trustOf, trusts, walk, type Q, type Trust } from '../quantity';
import { figures } from '../quantity-text';
import type { Run } from '../notebook/run';
import type { Assumption, DocumentSource, Say } from './document';
import type { Headline } from './figures';
import type { Study, Subject } from './subjects';
import { words } from './words';

export interface Facts {
  /** Those that a reader weighs. */
  readonly told: readonly Assumption[];
  /** Every constant of every curve, for whoever checks. */
  readonly constants: readonly Assumption[];
}

export interface Asking {
  readonly study: Study;
  readonly headlines: readonly Headline[];
  readonly currency: string;
  readonly say: Say;
}

export function factsOf({ study, headlines, currency, say }: Asking): Facts {
  const facts = new Map<string, Single>();
  const curves = new Map<string, { readonly title: Text; readonly fact: Assumption; count: number }>();
  const constants = new Map<string, Assumption>();
  /** Prices given in another currency, as the notebook counts them. */
  const converted = new Map<Q, Q>();
  /** A side's fact is told under that side's name, once for all sides that share it. */
  const take = (q: Q, side: string | undefined): void => {
    const price = priceGiven(q);
    if (price) converted.set(price, q);
    const fact = factOf(q, say, writtenNumber(converted.get(q) ?? q, currency));
    if (!fact) return;
    const key = keyOf(fact);
    const curve = q.origin.kind === 'derived' ? undefined : q.origin.curve;
    if (curve) {
      constants.set(key, fact);
      const group = `${curve.en}|${fact.trust}|${fact.source ?? ''}`;
      const known = curves.get(group);
      if (known) known.count += 1;
      else curves.set(group, { title: curve, fact, count: 1 });
      return;
    }
    const known = facts.get(key);
    if (!known) facts.set(key, { fact, q, sides: new Set(side === undefined ? [] : [side]) });
    else if (side !== undefined) known.sides.add(side);
  };
  for (const { q, name, isWhole } of moneyRoots(study))
    walk(q, (node) => (isWhole || isMoney(node.unit)) && take(node, name));
  const seen = new Set<Q>();
  for (const { q } of headlines) walk(q, (node) => take(node, undefined), seen);
  const grouped = [...curves.values()].map(({ title, fact, count }) => ({
    ...fact,
    label: say(title),
    value: say({ en: `${String(count)} constants`, zh: `${String(count)} 个常数` }),
  }));
  const isOfMoney = ({ q, sides }: Single): boolean => isMoney(q.unit) || sides.size > 0;
  const single = [...facts.values()];
  return {
    told: [
      ...single.filter(isOfMoney).sort(byMoney).map(named(say)),
      ...sorted(single.filter((each) => !isOfMoney(each)).map(({ fact }) => fact)),
      ...sorted(grouped),
    ],
    constants: sorted([...constants.values()]),
  };
}

interface Single {
  readonly fact: Assumption;
  readonly q: Q;
  /** Whose card-hour it is a part of. */
  readonly sides: Set<string>;
}

/** What was paid for a card weighs more than what a kilowatt-hour costs: prices before what is no money, the dearest first. */
function byMoney(a: Single, b: Single): number {
  const size = ({ q }: Single): number => (isMoney(q.unit) ? q.value : -1);
  return size(b) - size(a) || weakness(b.fact.trust) - weakness(a.fact.trust) || compare(a.fact.label, b.fact.label);
}

function named(say: Say): (of: Single) => Assumption {
  const comma = say({ en: ', ', zh: '、' });
  return ({ fact, sides }) =>
    sides.size === 0 ? fact : { ...fact, label: `${fact.label} · ${[...sides].join(comma)}` };
}

function keyOf({ label, value, source }: Assumption): string {
  return `${label}|${value}|${source ?? ''}`;
}

function factOf(q: Q, say: Say, value: string): Assumption | undefined {
  const { origin } = q;
  const trust = trusts.find((each) => each === origin.kind);
  if (trust === undefined || origin.kind === 'derived' || !isKnown(q)) return undefined;
  return {
    label: say(origin.label),
    value,
    trust,
    ...(origin.source === undefined ? {} : { source: origin.source }),
    ...(origin.note === undefined ? {} : { note: origin.note }),
  };
}

interface MoneyRoot {
  readonly q: Q;
  readonly name: string;
  /** All under it is of the price: power and years too. Under a fleet stands the whole design. */
  readonly isWhole: boolean;
}

/** What each side's money rests on, with the side's name. */
function moneyRoots({ subjects, roi }: Study): readonly MoneyRoot[] {
  const all = roi ? [roi.roi.own, ...roi.roi.against] : [];
  return subjects.flatMap(({ cell, name, evaluation }) => {
    const answer = all.find(({ id }) => id === cell)?.answer;
    const { prices } = evaluation.case;
    return [
      ...(prices ? [prices.cardHour.prefill, prices.cardHour.decode] : []).map((q) => ({ q, name, isWhole: true })),
      ...(answer?.kind === 'fleet' && answer.money ? [{ q: answer.money.hour, name, isWhole: false }] : []),
    ];
  });
}

function sorted(facts: readonly Assumption[]): readonly Assumption[] {
  return [...facts].sort((a, b) => weakness(b.trust) - weakness(a.trust) || compare(a.label, b.label));
}

function weakness(trust: Trust): number {
  return trusts.indexOf(trust);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The few things that the statements stand or fall with. */
export interface Rests {
  /** What a card-hour costs, a line a design. */
  readonly prices: readonly Assumption[];
  /** How far the model is off; none at a fidelity that is no forecast. */
  readonly error: readonly Assumption[];
  /** The prices of the design argued for and of its rival, and the error: what a verdict about money rests on. */
  readonly verdict: readonly Assumption[];
}

export function restsOf({ subjects, roi }: Study, catalog: Catalog, say: Say): Rests {
  const [own] = subjects;
  const rival = roi?.roi.verdict?.rival.id;
  const error = own ? errorOf(own, catalog, say) : [];
  const priced = (all: readonly Subject[]): readonly Assumption[] => all.flatMap((subject) => priceOf(subject, say));
  return {
    prices: priced(subjects),
    error,
    verdict: [...priced(subjects.filter((subject) => subject === own || subject.cell === rival)), ...error],
  };
}

function priceOf({ name, evaluation, design }: Subject, say: Say): readonly Assumption[] {
  const q = evaluation.case.prices?.cardHour.decode;
  const trust = q && trustOf(q);
  return q && trust
    ? [
        {
          label: say({ en: `card-hour of ${name}`, zh: `${name} 卡时价` }),
          value: writtenNumber(q, design.currency),
          trust,
        },
      ]
    : [];
}

function errorOf({ evaluation }: Subject, catalog: Catalog, say: Say): readonly Assumption[] {
  const { bias, sigma, runs, basis } = modelError(evaluation.case, catalog);
  if (runs === 0) return [];
  return [
    {
      label: say({
        en: `run ÷ modelled time and its standard deviation, ${basis.en}`,
        zh: `实际 ÷ 模型时间及其标准差（${basis.zh}）`,
      }),
      value: `${figures(Math.exp(bias))}× ±${percent(Math.exp(sigma) - 1)}`,
      trust: 'calibrated',
    },
  ];
}

/** Every source that a figure of the notebook rests on: first those under the facts that are told, else by id. */
export function sourcesOf(run: Run, catalog: Catalog, { told }: Facts, say: Say): readonly DocumentSource[] {
  const weighed = new Set(told.flatMap(({ source }) => (source === undefined ? [] : [source])));
  const rank = (id: string): number => (weighed.has(id) ? 0 : 1);
  const ids = [...citedBy(run.figures.values())].sort((a, b) => rank(a) - rank(b) || compare(a, b));
  return ids.map((id) => {
    const source = catalog.sources.get(id);
    // Places of the article that the formulas began with are no entries of the catalog.
    if (!source) return { id, title: say(words.itself), locator: '', date: '' };
    const { title, locator, published, read, url } = source;
    return { id, title, locator, date: published ?? read ?? '', ...(url === undefined ? {} : { url }) };
  });
}

function citedBy(figures: Iterable<ReadonlyMap<string, Q>>): ReadonlySet<string> {
  const cited = new Set<string>();
  const seen = new Set<Q>();
  const visit = ({ origin }: Q): void => {
    if (origin.kind !== 'derived' && origin.kind !== 'question' && origin.source !== undefined)
      cited.add(origin.source);
  };
  for (const metrics of figures) for (const q of metrics.values()) walk(q, visit, seen);
  return cited;
}
