/** The facts under the headline figures: prices first, then weakest first, the constants of a kernel curve as one line; and who vouches for them. */

import type { Text } from '../diagnostics';
import { percent } from '../notebook/roi-words';
import { shownNumber } from '../notebook/show';
import { modelError } from '../decide/model-error';
import type { Catalog } from '../catalog';
import { isKnown, isMoney, trustOf, trusts, walk, type Q, type Trust } from '../quantity';
import { figures } from '../quantity-text';
import type { Assumption, Say } from './document';
import type { Headline } from './figures';
import type { Study, Subject } from './subjects';

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
  const facts = new Map<string, Assumption & { readonly isPrice: boolean }>();
  const curves = new Map<string, { readonly title: Text; readonly fact: Assumption; count: number }>();
  const constants = new Map<string, Assumption>();
  const sided = new Set<string>();
  const take = (q: Q, of: string | undefined): void => {
    const fact = factOf(q, currency, say);
    if (!fact) return;
    const isPrice = isMoney(q.unit);
    // Money of one side is told under that side's name.
    if (of === undefined && sided.has(keyOf(fact))) return;
    if (of !== undefined) sided.add(keyOf(fact));
    const curve = q.origin.kind === 'derived' ? undefined : q.origin.curve;
    if (curve) {
      constants.set(keyOf(fact), fact);
      const key = `${curve.en}|${fact.trust}|${fact.source ?? ''}`;
      const known = curves.get(key);
      if (known) known.count += 1;
      else curves.set(key, { title: curve, fact, count: 1 });
      return;
    }
    const label = isPrice && of !== undefined ? `${fact.label} · ${of}` : fact.label;
    facts.set(keyOf({ ...fact, label }), { ...fact, label, isPrice });
  };
  for (const { q, name } of moneyRoots(study)) walk(q, (node) => isMoney(node.unit) && take(node, name));
  const seen = new Set<Q>();
  for (const { q } of headlines) walk(q, (node) => take(node, undefined), seen);
  const grouped = [...curves.values()].map(({ title, fact, count }) => ({
    label: say(title),
    value: say({ en: `${String(count)} constants`, zh: `${String(count)} 个常数` }),
    trust: fact.trust,
    ...(fact.source === undefined ? {} : { source: fact.source }),
    ...(fact.note === undefined ? {} : { note: fact.note }),
  }));
  const single = [...facts.values()];
  const plain = ({ isPrice: _, ...fact }: Assumption & { readonly isPrice: boolean }): Assumption => fact;
  return {
    told: [
      ...sorted(single.filter(({ isPrice }) => isPrice).map(plain)),
      ...sorted(single.filter(({ isPrice }) => !isPrice).map(plain)),
      ...sorted(grouped),
    ],
    constants: sorted([...constants.values()]),
  };
}

function keyOf({ label, value, source }: Assumption): string {
  return `${label}|${value}|${source ?? ''}`;
}

function factOf(q: Q, currency: string, say: Say): Assumption | undefined {
  const { origin } = q;
  const trust = trusts.find((each) => each === origin.kind);
  if (trust === undefined || origin.kind === 'derived' || !isKnown(q)) return undefined;
  return {
    label: say(origin.label),
    value: written(q, currency),
    trust,
    ...(origin.source === undefined ? {} : { source: origin.source }),
    ...(origin.note === undefined ? {} : { note: origin.note }),
  };
}

function written(q: Q, currency: string): string {
  const { text, unit } = shownNumber(q, currency);
  return unit === '' ? text : `${text} ${unit}`;
}

/** What each side's money rests on, with the side's name. */
function moneyRoots({ subjects, roi }: Study): readonly { readonly q: Q; readonly name: string }[] {
  const all = roi ? [roi.roi.own, ...roi.roi.against] : [];
  return subjects.flatMap(({ cell, name, evaluation }) => {
    const answer = all.find(({ id }) => id === cell)?.answer;
    const { prices } = evaluation.case;
    return [
      ...(prices ? [prices.cardHour.prefill, prices.cardHour.decode] : []),
      ...(answer?.kind === 'fleet' && answer.money ? [answer.money.hour] : []),
    ].map((q) => ({ q, name }));
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

/** The few things that a slide's statement stands or falls with: each card's price, and how far the model is off. */
export function restsOf({ subjects }: Study, catalog: Catalog, say: Say): readonly Assumption[] {
  return [
    ...subjects.flatMap((subject) => priceOf(subject, say)),
    ...subjects.slice(0, 1).flatMap((subject) => errorOf(subject, catalog, say)),
  ];
}

function priceOf({ name, evaluation, design }: Subject, say: Say): readonly Assumption[] {
  const q = evaluation.case.prices?.cardHour.decode;
  const trust = q && trustOf(q);
  return q && trust
    ? [{ label: say({ en: `card-hour of ${name}`, zh: `${name} 卡时价` }), value: written(q, design.currency), trust }]
    : [];
}

function errorOf({ evaluation }: Subject, catalog: Catalog, say: Say): readonly Assumption[] {
  const { decode, fidelity } = evaluation.case;
  if (fidelity !== 'calibrated') return [];
  const { bias, sigma, runs, isOwn } = modelError(decode.chip.title, catalog);
  return [
    {
      label: say({
        en: `times of the model, run ÷ modelled with one standard deviation on ${String(runs)} published runs of ${isOwn ? 'this chip' : 'other chips'}`,
        zh: `模型时间，${isOwn ? '该芯片' : '其他芯片'} ${String(runs)} 次公开运行的实际 ÷ 模型，含一个标准差`,
      }),
      value: `${figures(Math.exp(bias))}× ±${percent(Math.exp(sigma) - 1)}`,
      trust: 'calibrated',
    },
  ];
}

/** Sources that any figure of these numbers rests on. */
export function citedBy(figures: Iterable<ReadonlyMap<string, Q>>): readonly string[] {
  const cited = new Set<string>();
  const seen = new Set<Q>();
  const visit = ({ origin }: Q): void => {
    if (origin.kind !== 'derived' && origin.kind !== 'question' && origin.source !== undefined)
      cited.add(origin.source);
  };
  for (const metrics of figures) for (const q of metrics.values()) walk(q, visit, seen);
  return [...cited].sort();
}
