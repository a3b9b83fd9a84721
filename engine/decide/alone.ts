/** A fleet by itself: how sure its cost is, against what it is sold for, or about what was computed. */

import type { Catalog } from '../catalog';
import { dearerThan, earnings } from '../formulas/fleet';
import type { Q } from '../quantity';
import type { Design, Workload } from '../types';
import { assumptionsOf, type Contender } from './assumptions';
import type { Fleet } from './fleet';
import { oddsOf } from './odds';
import { sloOdds, type SloOdds } from './slo-odds';
import { uncertaintyOf, type Other, type Uncertainty } from './uncertainty';

/** Of a token, in the notebook's currency. */
export interface SellingPrice {
  readonly input: Q<'money'>;
  readonly cached: Q<'money'>;
  readonly output: Q<'money'>;
}

export interface Alone {
  /** What the own cost is held against: what is earned, or, where nothing is sold, itself. */
  readonly against: 'price' | 'itself';
  readonly uncertainty: Uncertainty;
  /** That the price covers the cost. */
  readonly odds?: Q<'1'>;
  /** That each objective is met at the batch of the fleet. */
  readonly slo: readonly SloOdds[];
}

export interface AloneQuestion {
  readonly own: { readonly id: string; readonly design: Design };
  readonly price?: SellingPrice;
  readonly ranges: ReadonlyMap<string, readonly [low: number, high: number]>;
  readonly seed: number;
  readonly catalog: Catalog;
}

type Asked = Pick<Workload, 'input' | 'output' | 'prefixHit'>;

export function earnedBy(price: SellingPrice, { input, output, prefixHit: hit }: Asked): Q<'money'> {
  const { input: inputPrice, cached: cachedPrice, output: outputPrice } = price;
  return earnings({ input, hit, output, inputPrice, cachedPrice, outputPrice });
}

/** How sure the cost of the own fleet is by itself: against what it is sold for, else about what was computed. */
export function aloneOf(
  { own, price, catalog, ranges, seed }: AloneQuestion,
  { evaluation, money }: Fleet,
): Alone | undefined {
  if (!money) return undefined;
  const { workload } = evaluation.case;
  const contender: Contender = { ...own, evaluation };
  const assumptions = assumptionsOf({ own: contender, catalog, said: ranges });
  const asked = ({ workload: said }: Design): Asked => ({
    input: said.input ?? workload.input,
    output: said.output ?? workload.output,
    prefixHit: said.prefixHit ?? workload.prefixHit,
  });
  const slo = sloOdds(evaluation, catalog);
  const about = { own: contender, assumptions, catalog, seed };
  if (!price) {
    // A million tokens out cost what their requests do.
    const other: Other = { kind: 'yardstick', of: (design) => asked(design).output.value };
    return { against: 'itself', slo, uncertainty: uncertaintyOf({ ...about, other, now: 0 }) };
  }
  const other: Other = { kind: 'yardstick', of: (design) => earnedBy(price, asked(design)).value };
  const against = dearerThan({ own: money.request, rival: earnedBy(price, workload) });
  const uncertainty = uncertaintyOf({ ...about, other, now: against.value });
  const odds = oddsOf(against, uncertainty, { en: 'the price covers the cost', zh: '售价高于成本' });
  return { against: 'price', slo, uncertainty, odds };
}
