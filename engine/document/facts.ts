/** The facts under the headline figures, weakest first, and who vouches for them. */

import { shownNumber } from '../notebook/show';
import { isKnown, trusts, walk, type Q, type Trust } from '../quantity';
import type { Assumption, Say } from './document';
import type { Headline } from './figures';

export function factsOf(headlines: readonly Headline[], currency: string, say: Say): readonly Assumption[] {
  const facts = new Map<string, Assumption>();
  const seen = new Set<Q>();
  const visit = (q: Q): void => {
    const { origin } = q;
    const trust = trusts.find((each) => each === origin.kind);
    if (trust === undefined || origin.kind === 'derived' || !isKnown(q)) return;
    const { text, unit } = shownNumber(q, currency);
    const label = say(origin.label);
    const value = unit === '' ? text : `${text} ${unit}`;
    facts.set(`${label}|${value}|${origin.source ?? ''}`, {
      label,
      value,
      trust,
      ...(origin.source === undefined ? {} : { source: origin.source }),
      ...(origin.note === undefined ? {} : { note: origin.note }),
    });
  };
  for (const { q } of headlines) walk(q, visit, seen);
  return [...facts.values()].sort((a, b) => weakness(b.trust) - weakness(a.trust) || compare(a.label, b.label));
}

function weakness(trust: Trust): number {
  return trusts.indexOf(trust);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
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
