/** How the headline figures come about: each formula once, with the values that went in. */

import { describe } from '../explain';
import { priceGiven } from '../formulas/currency';
import { shownNumber } from '../notebook/show';
import type { Q } from '../quantity';
import type { Derivation, Say } from './document';
import type { Headline } from './figures';

/** A sum over every operator of a model is read in Explain, not on paper. */
const mostInputs = 12;
/** A figure, what it is made of, and what that is made of. */
const depth = 3;
const most = 60;

export function derivationsOf(headlines: readonly Headline[], currency: string, say: Say): readonly Derivation[] {
  const told: Derivation[] = [];
  const seen = new Set<Q>();
  let level = headlines.map(({ q }) => q);
  for (let step = 0; step < depth; step++) {
    const below: Q[] = [];
    for (const q of level) {
      if (seen.has(q) || q.origin.kind !== 'derived' || told.length >= most) continue;
      seen.add(q);
      told.push(derivationOf(q, currency, say));
      const inputs = Object.values(q.origin.inputs);
      if (inputs.length <= mostInputs) below.push(...inputs);
    }
    level = below;
  }
  return told;
}

function derivationOf(q: Q, currency: string, say: Say): Derivation {
  const { title, formula, inputs } = describe(q);
  const given = q.origin.kind === 'derived' ? q.origin.inputs : {};
  const listed = inputs.slice(0, mostInputs);
  // What was given in another currency bears no name of ours.
  const foreign = priceGiven(q);
  // A line of hundreds of terms says nothing; its largest inputs are below.
  const isShort = inputs.length <= mostInputs;
  return {
    title: say(title),
    number: shownNumber(q, currency),
    ...(formula && isShort ? { symbols: formula.symbols, values: formula.values } : {}),
    ...(formula?.cite === undefined ? {} : { cite: formula.cite }),
    ...(formula?.erratum === undefined ? {} : { erratum: say(formula.erratum) }),
    inputs: listed.flatMap(({ key, symbol, meaning }) => {
      const input = given[key];
      return input
        ? [{ symbol, meaning: say(meaning), number: shownNumber(input, input === foreign ? '' : currency) }]
        : [];
    }),
    more: inputs.length - listed.length,
  };
}
