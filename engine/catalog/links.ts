/** The links of a chip as a person reads them: what carries them, and the latency and share that exchanges over them reach. */

import type { Text } from '../diagnostics';
import { isKnown, type Q } from '../quantity';
import { format, narrowSpace } from '../quantity-text';
import type { Chip } from '../types';
import { familyFor, type Ask } from './calibrations';
import { onLink, type OnLink } from './link-latency';
import type { ChipRecord } from './schema';
import { transportTitles, type TransportId } from './transports';

export interface LinkEntry {
  readonly link: 'scaleUp' | 'scaleOut';
  readonly title: Text;
  readonly transport?: TransportId;
  /** One an exchange: how long its smallest takes, and how much of the link its largest reaches. */
  readonly reached: readonly Text[];
}

type Exchange = Extract<NonNullable<Ask['variant']>, 'all-reduce' | 'all-to-all' | 'dispatch' | 'send'>;

const exchanges: Readonly<Record<Exchange, Text>> = {
  'all-reduce': { en: 'all-reduce', zh: 'all-reduce' },
  'all-to-all': { en: 'all-to-all', zh: 'all-to-all' },
  dispatch: { en: 'expert dispatch', zh: '专家分发' },
  send: { en: 'send', zh: '发送' },
};

const links = {
  scaleUp: { title: { en: 'between the cards of a node', zh: '节点内' }, nodes: 1 },
  scaleOut: { title: { en: 'between nodes', zh: '节点间' }, nodes: 2 },
} as const;

export function linksOf(record: ChipRecord, chip: Chip, chips: ReadonlyMap<string, Chip>): readonly LinkEntry[] {
  const names = ['scaleUp', 'scaleOut'] as const;
  return names.map((link) => {
    const { title, nodes } = links[link];
    const transport = record.transport?.[link];
    const over = transport === undefined ? undefined : transportTitles[transport];
    return {
      link,
      title: over ? { en: `${over.en}, ${title.en}`, zh: `${title.zh}：${over.zh}` } : title,
      ...(transport === undefined ? {} : { transport }),
      reached: isKnown(chip[link]) ? reachedOn({ chip, nodes, chips }) : [],
    };
  });
}

function reachedOn({ chip, nodes, chips }: OnLink): Text[] {
  const perNode = isKnown(chip.cardsPerNode) ? chip.cardsPerNode.value : Number.NaN;
  const cards = perNode * nodes;
  if (!(cards > 1)) return [];
  const wanted: readonly Exchange[] = ['all-reduce', 'all-to-all', 'dispatch', 'send'];
  return wanted.flatMap((variant): Text[] => {
    const family = familyFor({ chip, op: 'collective', variant, cards, nodes });
    if (!family) return [];
    const { start, linkShare } = onLink(family, { chip, nodes, chips });
    const figures = `${format(start)}, ${percent(linkShare)}`;
    const en = `${exchanges[variant].en} over ${cards}: ${figures} of the link (${family.library}`;
    const zh = `${cards} 卡${exchanges[variant].zh}：${figures} 链路带宽（${family.library}`;
    const { borrowed } = family;
    return [
      borrowed ? { en: `${en}; ${borrowed.en})`, zh: `${zh}；${borrowed.zh}）` } : { en: `${en})`, zh: `${zh}）` },
    ];
  });
}

function percent({ value }: Q<'1'>): string {
  return `${Math.round(value * 100)}${narrowSpace}%`;
}
