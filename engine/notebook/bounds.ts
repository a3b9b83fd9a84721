/** "serving.tpot: 50 ms": figures of a design that must not be passed, each in the unit of its metric. */

import { diagnostic, nearest, type Diagnostic } from '../diagnostics';
import type { Bound } from '../explore/sweep';
import { metrics as metricInfo, type MetricInfo } from '../metrics';
import { isMoney } from '../quantity';
import { parse } from '../quantity-text';
import { readPrice, type Money } from './money';
import { useInstead, type Shape } from './shape';
import type { Entry } from './yaml-body';

const names = Object.keys(metricInfo);

/** A million tokens are priced, one is held. */
export const perMillion = { '': 1, '/M': 1e-6 } as const;

export function boundsShape(money: Money): Shape<readonly Bound[]> {
  const example = '{serving.tpot: 50 ms}';
  return {
    example,
    schema: () => ({
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, { type: ['string', 'number'] }])),
    }),
    read: (value, report) => {
      if (value.kind !== 'map') {
        report(diagnostic('yaml.not-keys', { example }, { at: value.at }));
        return undefined;
      }
      return value.entries.flatMap((entry) => {
        const bound = readBound(entry, money);
        if (!('code' in bound)) return [bound];
        report(bound);
        return [];
      });
    },
  };
}

const sided = /^(<=?|>=?|≤|≥)?\s*(.*)$/;

function readBound({ key, keyAt, value }: Entry, money: Money): Bound | Diagnostic {
  const info = metricInfo[key];
  if (!info) {
    const near = nearest(key, names);
    const known = names.filter((name) => name.startsWith('serving.')).join(', ');
    return diagnostic('yaml.unknown-key', { key, near, known }, { at: keyAt, ...useInstead(near, keyAt) });
  }
  if (value.kind !== 'scalar') return diagnostic('value.missing', { key }, { at: keyAt });
  const [, sign, text = ''] = sided.exec(value.text.trim()) ?? [];
  const number = readNumber(text, info, money);
  if (typeof number !== 'number') return { ...number, at: value.at };
  return { metric: key, value: number, unit: info.unit, side: sideOf(sign, info) };
}

function sideOf(sign: string | undefined, { better }: MetricInfo): Bound['side'] {
  if (sign !== undefined) return sign.startsWith('<') || sign === '≤' ? 'most' : 'least';
  return better === 'higher' ? 'least' : 'most';
}

function readNumber(text: string, { unit, title }: MetricInfo, money: Money): number | Diagnostic {
  if (isMoney(unit)) {
    const example = unit === 'money' ? '$0.28/M' : '$2/h';
    const price = readPrice(text, {
      unit,
      label: title,
      money,
      example,
      ...(unit === 'money' ? { recurring: perMillion } : {}),
    });
    return 'code' in price ? price : price.value;
  }
  const parsed = parse(text, unit);
  return parsed.ok ? parsed.value : parsed.problem;
}
