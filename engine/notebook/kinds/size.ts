/** How many cards: in nodes, or in cards. */

import { diagnostic } from '../../diagnostics';
import type { Size } from '../../types';
import { count } from '../scalars';
import { field, type Taken } from '../shape';

const most = 100_000;

export const nodes = field('nodes', count({ least: 1, most, example: '2' }), {
  title: { en: 'Nodes', zh: '节点数' },
  meaning: { en: 'Cards = nodes × the chip’s cards a node', zh: '卡数 = 节点数 × 该芯片每节点卡数' },
  standard: '1',
});
export const cards = field('cards', count({ least: 1, most, example: '16' }), {
  title: { en: 'Cards', zh: '卡数' },
  meaning: { en: 'Instead of nodes', zh: '代替 nodes' },
});

/** The size that a cell says, if any; both at once is reported. */
export function readSize(taken: Taken): Size | undefined {
  if (taken.has(nodes) && taken.has(cards)) {
    taken.report(diagnostic('value.pick-one', { first: 'nodes', second: 'cards' }, { at: taken.at(cards) }));
  }
  const inNodes = taken.get(nodes);
  if (inNodes !== undefined) return { nodes: inNodes };
  const inCards = taken.get(cards);
  return inCards === undefined ? undefined : { cards: inCards };
}
