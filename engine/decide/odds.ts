/** A share of draws as a number that can be taken apart. */

import type { Text } from '../diagnostics';
import { gather } from '../formula';
import { question, type Q } from '../quantity';
import type { Uncertainty } from './uncertainty';

/** Share of the draws in which a figure is below 0. */
export function oddsOf(against: Q<'1'>, { draws }: Uncertainty, what: Text): Q<'1'> {
  const { cheaper, count, seed } = draws;
  return gather({
    id: 'roi.odds',
    title: { en: `Share of the draws in which ${what.en}`, zh: `抽样中${what.zh}的比例` },
    symbol: 'omega',
    unit: '1',
    isShare: true,
    value: cheaper,
    terms: () => ({
      against,
      draws: question(count, '1', drawWords.draws),
      seed: question(seed, '1', drawWords.seed),
    }),
    meanings: drawWords,
    write: (names) => `"draws"(${names.join(', ')})`,
  });
}

const drawWords = {
  against: { en: 'what is drawn about, as computed', zh: '抽样所围绕的计算值' },
  draws: { en: 'draws', zh: '抽样次数' },
  seed: { en: 'seed of the draws', zh: '抽样种子' },
};
