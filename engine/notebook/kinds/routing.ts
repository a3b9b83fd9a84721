/** How often the experts are asked for: alike, by Zipf's law, or as counted. */

import { diagnostic, type Diagnostic } from '../../diagnostics';
import { question } from '../../quantity';
import type { Popularity } from '../../types';
import { understood } from '../scalars';
import { field, type Shape } from '../shape';

const exponentLabel = { en: 'exponent of the popularity', zh: '热度指数' };

/** "uniform" or "zipf 1.01". */
function readWords(text: string): Popularity | Diagnostic {
  if (text === 'uniform') return { kind: 'uniform' };
  const exponent = Number(/^zipf\s+(\d+(?:\.\d+)?)$/.exec(text)?.[1]);
  if (Number.isNaN(exponent) || exponent > 5) return diagnostic('workload.routing', { text });
  return exponent === 0 ? { kind: 'uniform' } : { kind: 'zipf', exponent: question(exponent, '1', exponentLabel) };
}

const words = understood<Popularity>('zipf 1.0', readWords);

const shape: Shape<Popularity> = {
  ...words,
  schema: () => ({
    anyOf: [
      { type: 'string', examples: ['uniform', 'zipf 1.0'] },
      { type: 'array', items: { type: 'number' } },
    ],
  }),
  read: (value, report) => {
    if (value.kind !== 'list') return words.read(value, report);
    const counts = value.items.map((item) => (item.kind === 'scalar' ? Number(item.text) : Number.NaN));
    const isCounted = counts.every((each) => Number.isFinite(each) && each >= 0) && counts.some((each) => each > 0);
    if (isCounted) return { kind: 'histogram', counts };
    report({ ...diagnostic('workload.routing', { text: '[…]' }), at: value.at });
    return undefined;
  },
};

export const routing = field('routing', shape, {
  title: { en: 'Routing', zh: '路由' },
  meaning: {
    en: 'Popularity of the experts: uniform, zipf with an exponent, or counts by expert',
    zh: '专家热度：uniform、zipf 加指数，或每个专家的计数',
  },
  standard: 'uniform',
});
