/** Ranges of assumptions: {acceptance: [0.7, 0.9], price.int4: [$1/h, $2/h]}. */

import { diagnostic, type Diagnostic } from '../diagnostics';
import { parse } from '../quantity-text';
import { readPrice, type Money } from './money';
import type { Shape } from './shape';
import type { Entry, Value } from './yaml-body';

export interface SaidRange {
  readonly id: string;
  readonly low: number;
  readonly high: number;
}

const words = { en: 'range of a card-hour', zh: '卡时价范围' };

export function readRanges(money: Money): Shape<readonly SaidRange[]> {
  const example = '{acceptance: [0.7, 0.9]}';
  return {
    example,
    schema: () => ({ type: 'object', additionalProperties: { type: 'array', items: { type: ['string', 'number'] } } }),
    read: (value, report) => {
      if (value.kind !== 'map') {
        report(diagnostic('yaml.not-keys', { example }, { at: value.at }));
        return undefined;
      }
      return value.entries.flatMap((entry) => {
        const range = readRange(entry, money);
        if (!('code' in range)) return [range];
        report(range);
        return [];
      });
    },
  };
}

function readRange({ key, value }: Entry, money: Money): SaidRange | Diagnostic {
  const isPrice = key.startsWith('price.');
  const wrong = diagnostic(
    'roi.range-form',
    { id: key, example: isPrice ? '[$1/h, $2/h]' : '[0.7, 0.9]' },
    { at: value.at },
  );
  if (value.kind !== 'list' || value.items.length !== 2) return wrong;
  const [low, high] = value.items.map((item) => readEnd(item, isPrice ? money : undefined));
  if (low === undefined || high === undefined) return wrong;
  if (typeof low !== 'number') return low;
  if (typeof high !== 'number') return high;
  return low < high ? { id: key, low, high } : wrong;
}

function readEnd(item: Value, money: Money | undefined): number | Diagnostic | undefined {
  if (item.kind !== 'scalar') return undefined;
  if (money) {
    const price = readPrice(item.text, { unit: 'money/h', label: words, money, example: '$2/h' });
    return 'code' in price ? { ...price, at: item.at } : price.value;
  }
  const parsed = parse(item.text, '1');
  return parsed.ok ? parsed.value : { ...parsed.problem, at: item.at };
}
