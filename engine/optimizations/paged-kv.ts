/** KV cache in pages instead of a reservation of the greatest length. */

import { profiles } from '../profiles';
import type { Case } from '../types';
import type { Optimization } from './optimization';
import { number, pure } from './parameter';
import { withStack } from './stack';

const page = { en: 'tokens a page', zh: '每页 token 数' };

export const pagedKv: Optimization = {
  id: 'paged-kv',
  title: { en: 'Paged KV cache', zh: '分页 KV cache' },
  summary: {
    en: 'A request holds only the pages it has filled, not room for all it may ever write. More requests fit where outputs are long; a large page rounds short requests up, a small one costs attention kernels index work.',
    zh: '请求只占已写满的页，而不预留最大长度。输出长时可容纳更多请求；页过大使短请求向上取整，页过小增加注意力算子的索引开销。',
  },
  level: 'meso',
  stage: 'avoid-waste',
  parameters: {
    page: {
      ...number(page, profiles.engine.page.value, { least: 1, most: 4096, stands: (kase) => kase.stack.page }),
      standard: profiles.engine.page,
    },
  },
  standing: (kase) => kase.stack.page !== undefined,
  without: unpaged,
  excludes: [],
  affects: ['stack'],
  cite: 'article section 3.2',
  reported: {
    claim: { en: 'removes the waste of reserving the greatest length', zh: '消除预留最大长度的浪费' },
    conditions: { en: 'no figure given', zh: '未给出数字' },
    source: 'article section 3.2',
  },
  requires: () => true,
  rewrite: (kase, parameters) => withStack(kase, { page: pure(parameters, 'page') }),
};

function unpaged(kase: Case): Case {
  const { page: _, ...rest } = kase.stack;
  return { ...kase, stack: rest };
}
