/** The parts that a step is broken down into, in the order they are stacked. */

import type { Text } from '../diagnostics';
import type { OpGroup } from '../types';

export const opGroups: Readonly<Record<OpGroup, Text>> = {
  attention: { en: 'attention', zh: '注意力' },
  projections: { en: 'projections', zh: '投影层' },
  experts: { en: 'routed experts', zh: '路由专家' },
  dense: { en: 'shared, dense, head', zh: '共享、稠密、输出层' },
  exchange: { en: 'communication', zh: '通信' },
  elementwise: { en: 'elementwise', zh: '逐元素' },
  draft: { en: 'drafts', zh: '草稿' },
  host: { en: 'host', zh: '主机' },
};
