/** Figures that a notebook writes by hand from the catalog or from a published run, held to what stands there. */

import { z } from 'zod';
import { chipFieldNames, mathFormats, type Catalog } from '../../engine/catalog';
import { isMoney, type Q, type Unit } from '../../engine/quantity';
import { parse, show } from '../../engine/quantity-text';
import { publishedFacts } from '../../engine/validate/published/facts';
import { predict } from '../../engine/validate/published/predict';

export const takenShape = z.strictObject({
  /** `chip ID FIELD` (one of its own or beside them), `price ID` (the middle of its range), `published ID`, or `predicted ID` of `validate`. */
  from: z.string(),
  /** What it is multiplied by on the way: an eighth of a server, all-in power to TDP. */
  times: z.number().optional(),
  says: z.string(),
  /** Where it stands in a cell alone: a figure of the sentence that rests on it. */
  beside: z.string().optional(),
});
export type Taken = z.infer<typeof takenShape>;

/** Sums are written to three digits. */
const rounding = 0.002;

/** What stands at its place now; undefined where that is as written. */
export function strayed({ from, times = 1, says }: Taken, catalog: Catalog): string | undefined {
  const found = placeOf(from, catalog);
  if (!found) return 'not to be found';
  const now = found.value * times;
  const written = isMoney(found.unit) ? sumOf(says) : valueOf(says, found.unit);
  if (Math.abs(now / written - 1) < rounding) return undefined;
  const shown = show(now, found.unit);
  return `${shown.text} ${shown.unit}`;
}

/** Whatever the currency: the price is in its own, as the text is. */
function sumOf(says: string): number {
  return Number(/[\d.]+/.exec(says.replace(/\s/g, ''))?.[0]);
}

function valueOf(says: string, unit: Unit): number {
  const parsed = parse(says, unit);
  return parsed.ok ? parsed.value : Number.NaN;
}

type Figure = Pick<Q, 'value' | 'unit'>;

function placeOf(from: string, catalog: Catalog): Figure | undefined {
  const [kind, id = '', name = ''] = from.split(' ');
  switch (kind) {
    case 'chip':
      return chipFigure(id, name, catalog);
    case 'price': {
      const price = catalog.prices.find((each) => each.id === id);
      return price && { value: (price.low.value + price.high.value) / 2, unit: price.low.unit };
    }
    case 'published':
      return publishedFacts().find((each) => each.id === id);
    case 'predicted': {
      const fact = publishedFacts().find((each) => each.id === id);
      const predicted = fact && predict(fact, catalog);
      return predicted && 'value' in predicted ? predicted.value : undefined;
    }
    default:
      return undefined;
  }
}

function chipFigure(id: string, name: string, catalog: Catalog): Figure | undefined {
  const chip = catalog.chips.get(id);
  const field = chipFieldNames.find((each) => each === name);
  const math = mathFormats.find((each) => `tflops.${each}` === name);
  if (!chip) return undefined;
  if (field) return chip[field];
  const peak = math && chip.tflops[math];
  return peak && !('absent' in peak) ? peak : catalog.extras(id)[name];
}
