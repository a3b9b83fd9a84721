/** The money line by line, so that somebody else can compute it again: each derived line names its formula and the lines it is made of. */

import type { Candidate } from '../decide/roi';
import { describe } from '../explain';
import { shownNumber } from '../notebook/show';
import type { Q } from '../quantity';
import type { MetricName } from '../types';
import type { Ledger, LedgerRow, Say } from './document';
import type { Study, Subject } from './subjects';

/** Formulas that a ledger opens; below them a figure stands as it was computed. */
export const moneyFormulas: ReadonlySet<string> = new Set([
  'cost.annuity',
  'cost.power',
  'cost.owned-hour',
  'cost.token',
  'cost.cached-token',
  'cost.request',
  'cost.request-cached',
  'cost.month',
  'cost.blended',
  'fleet.instances',
  'fleet.nodes',
  'fleet.cards',
  'fleet.cards.all',
  'fleet.hour',
  'fleet.request',
  'roi.earnings',
  'roi.margin',
  'roi.cash',
  'roi.payback',
  'roi.npv',
  'roi.break-even',
  'roi.busy-alike',
  'roi.running',
  'roi.invested',
]);

export function ledgersOf({ roi, subjects }: Study, say: Say): readonly Ledger[] {
  const all: (Ledger | undefined)[] = roi
    ? [
        ledger(roi.roi.own, [...fleetRoots(roi.roi.own), ...roi.roi.metrics.values()], say),
        ...roi.roi.against.map((rival) => ledger(rival, fleetRoots(rival), say)),
      ]
    : subjects.map((subject) => ledgerOf(subject.cell, costRoots(subject), subject.design.currency, say));
  return all.flatMap((each) => (each && each.rows.length > 0 ? [each] : []));
}

function ledger({ id, design }: Candidate, roots: readonly Q[], say: Say): Ledger {
  return ledgerOf(id, roots, design.currency, say);
}

function fleetRoots({ answer }: Candidate): readonly Q[] {
  if (answer.kind !== 'fleet' || !answer.money) return [];
  return [answer.money.hour, answer.money.request];
}

function costRoots({ metrics }: Subject): readonly Q[] {
  return ledgerMetrics.flatMap((name) => metrics.get(name) ?? []);
}

const ledgerMetrics: readonly MetricName[] = [
  'cost.card_hour',
  'cost.per_input_token',
  'cost.per_cached_input_token',
  'cost.per_output_token',
  'cost.per_request',
  'cost.per_token',
  'cost.per_month',
];

function ledgerOf(title: string, roots: readonly Q[], currency: string, say: Say): Ledger {
  const rows: LedgerRow[] = [];
  const known = new Map<Q, string>();
  // What a line is made of comes above it.
  const add = (q: Q, name?: { readonly label: string; readonly symbol: string }): string => {
    const before = known.get(q);
    if (before !== undefined) return before;
    const { origin } = q;
    const opens = origin.kind === 'derived' && moneyFormulas.has(origin.formula.id);
    const declared = opens ? origin.formula.inputs : {};
    const inputs = opens
      ? Object.fromEntries(
          Object.entries(origin.inputs).map(([key, input]) => [
            key,
            add(input, {
              label: say(declared[key]?.meaning ?? { en: key, zh: key }),
              symbol: declared[key]?.symbol ?? key,
            }),
          ]),
        )
      : {};
    const id = `r${String(rows.length + 1)}`;
    known.set(q, id);
    const told = describe(q);
    const { source } = told;
    rows.push({
      id,
      label: opens ? say(told.title) : (name?.label ?? say(told.title)),
      symbol: name?.symbol ?? told.symbol,
      number: shownNumber(q, currency),
      ...(opens ? { formula: { id: origin.formula.id, inputs } } : {}),
      ...(source?.source === undefined ? {} : { source: source.source }),
      ...(source?.note === undefined ? {} : { note: source.note }),
    });
    return id;
  };
  for (const q of roots) add(q);
  return { title, rows };
}
