/** The figures by which a lever is judged, in a word each. */

import type { Text } from '../../app/contract';
import type { Choice } from '../parts/menu';
import type { Speech } from '../words/use-words';

const chainWords = {
  'serving.tpot': 'chain.tpot',
  'serving.ttft': 'chain.ttft',
  'serving.throughput_per_card': 'chain.throughput',
  'memory.total': 'chain.memory',
  'cost.per_output_token': 'chain.cost',
} as const;

export type Judged = keyof typeof chainWords;

export const judged: readonly Judged[] = [
  'serving.tpot',
  'serving.ttft',
  'serving.throughput_per_card',
  'memory.total',
  'cost.per_output_token',
];

export function metricWord(metric: string): (typeof chainWords)[Judged] {
  return chainWords[judged.find((each) => each === metric) ?? 'serving.tpot'];
}

/** For a menu: the word, and the whole name below it. */
export function metricChoices(
  metrics: readonly { readonly id: string; readonly title: Text }[],
  { say, pick }: Pick<Speech, 'say' | 'pick'>,
): Choice[] {
  return metrics.map(({ id, title }) => ({ id, label: say(metricWord(id)), hint: pick(title) }));
}
