/** What reading a cell needs to know, drawn from the catalog and the head. */

import { mathFormats, parametersOf, type Catalog } from '../catalog';
import type { Text } from '../diagnostics';
import { optimizations } from '../optimizations';
import { isKnown, type Q } from '../quantity';
import { format } from '../quantity-text';
import type { Architecture, Chip } from '../types';
import type { Known } from './kind';
import { cardHoursOf } from './listed-price';
import type { Money } from './money';

const none: ReadonlyMap<string, string> = new Map();

export interface Around {
  readonly files?: ReadonlyMap<string, string> | undefined;
  readonly today?: string | undefined;
}

export function knownOf(catalog: Catalog, money: Money, { files = none, today }: Around = {}): Known {
  const ids = (things: ReadonlyMap<string, unknown>): string[] => [...things.keys()].sort();
  return {
    chips: {
      ids: ids(catalog.chips),
      find: (name) => catalog.chip(name),
      summary: (id, language) => chipSummary(catalog.chips.get(id), language),
    },
    models: {
      ids: ids(catalog.models),
      find: (name) => catalog.model(name),
      summary: (id, language) => modelSummary(catalog.models.get(id), language),
    },
    optimizations,
    money,
    prices: cardHoursOf(catalog.prices),
    ...(today === undefined ? {} : { today }),
    files,
  };
}

const unknown: Text = { en: 'not known', zh: '未知' };
const allPeaks: Text = { en: 'Dense peaks', zh: '稠密峰值' };

/** The peak it is asked for first, memory and bandwidth; then all peaks. */
function chipSummary(chip: Chip | undefined, language: keyof Text): string {
  if (!chip) return '';
  const written = (q: Q): string => (isKnown(q) ? format(q) : unknown[language]);
  const peaks = new Map(
    mathFormats.flatMap((math) => {
      const peak = chip.tflops[math];
      return 'absent' in peak || !isKnown(peak) ? [] : [[math, `${math.toUpperCase()} ${format(peak)}`] as const];
    }),
  );
  const first = peaks.get('fp8') ?? peaks.get('bf16') ?? [...peaks.values()][0] ?? unknown[language];
  return [
    `**${chip.title}**`,
    [first, written(chip.memory), written(chip.memoryBandwidth)].join(' · '),
    ...(peaks.size > 1 ? [`${allPeaks[language]}: ${[...peaks.values()].join(', ')}`] : []),
  ].join('\n\n');
}

/** How large it is, in all and a token. */
function modelSummary(model: Architecture | undefined, language: keyof Text): string {
  if (!model) return '';
  const { total, active } = parametersOf(model);
  const [all, each] = [format(total), format(active)];
  const size = { en: `${all} parameters, ${each} active a token`, zh: `${all} 参数，每 token 激活 ${each}` }[language];
  return `**${model.title}**\n\n${size}`;
}
