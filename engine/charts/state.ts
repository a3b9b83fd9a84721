/** How a tried design stands, in words and in the form of its point. */

import type { Text } from '../diagnostics';

export type PointState = 'fine' | 'does-not-fit' | 'misses' | 'unknown' | 'cannot-be';

export const stateTitles: Readonly<Record<PointState, Text>> = {
  fine: { en: 'runs', zh: '可运行' },
  'does-not-fit': { en: 'does not fit in memory', zh: '显存放不下' },
  misses: { en: 'misses the SLO', zh: '未达 SLO' },
  unknown: { en: 'a figure is unknown', zh: '有数值未知' },
  'cannot-be': { en: 'cannot be', zh: '不成立' },
};
